import type { Actor } from '#lib/domain/actions'
import type { FailureCode } from '#lib/domain/document'
import { act } from '#lib/services/act'
import { markFailed } from '#lib/services/documents/split-document'
import type { World } from '#lib/world'

/** What the worker says of a document whose job is laid aside: it could not be read, and why. */
export async function failDocument(
  world: World,
  actor: Actor,
  input: { documentId: string; code: FailureCode; detail: string },
): Promise<void> {
  const { documentId, code } = input
  await act(world, actor, 'document.fail', { noun: 'document', id: documentId }, async (tx) => {
    await markFailed(tx, documentId, input)
    return { value: undefined, subject: documentId, detail: { code } }
  })
}
