import type { Actor } from '#lib/domain/actions'
import type { ChangeDocuments } from '#lib/domain/intake'
import { Refusal } from '#lib/domain/refusal'
import { cancelDocument } from '#lib/services/documents/cancel-document'
import { deleteDocument } from '#lib/services/documents/delete-document'
import { editDocument } from '#lib/services/documents/edit-document'
import { restoreDocument } from '#lib/services/documents/restore-document'
import { retryDocument } from '#lib/services/documents/retry-document'

type World = Parameters<typeof cancelDocument>[0] // a door has no other way to the house

/** One verb for many documents, one after the other; one that refuses stops no other. @returns what was done, and not. */
export async function changeDocuments(world: World, actor: Actor, { ids, doing, kind }: ChangeDocuments) {
  const verbs = {
    delete: deleteDocument,
    restore: restoreDocument,
    retry: retryDocument,
    cancel: cancelDocument,
    kind: (house: World, who: Actor, { id }: { id: string }) => editDocument(house, who, { id, kind }),
  }
  const done: string[] = []
  const refused: { id: string; message: string }[] = []
  let first: Refusal | undefined
  for (const id of ids)
    try {
      await verbs[doing](world, actor, { id })
      done.push(id)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      first ??= error
      refused.push({ id, message: error.message })
    }
  if (done.length === 0 && first) throw first
  return { done, refused }
}
