import { and, eq, isNull } from 'drizzle-orm'
import { anchors, documents, findings } from '#db/schema'
import { removeFromIndex } from '#db/search'
import type { Actor } from '#lib/domain/actions'
import { Refusal } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import type { World } from '#lib/world'

/**
 * Takes a document out of sight; its file is kept 30 days. Refuses not_found, forbidden, conflict while a finding
 * quotes it: evidence does not lose its source.
 */
export async function deleteDocument(world: World, actor: Actor, input: { id: string }): Promise<void> {
  return act(world, actor, 'document.delete', { noun: 'document', id: input.id }, async (tx, scope) => {
    const quoting = await tx
      .selectDistinct({ id: findings.id })
      .from(anchors)
      .innerJoin(findings, eq(findings.id, anchors.findingId))
      .where(and(eq(anchors.documentId, scope.id), isNull(findings.deletedAt)))
    if (quoting.length > 0) {
      const count = quoting.length === 1 ? 'A finding quotes' : `${quoting.length} findings quote`
      throw new Refusal('conflict', `${count} this document. Delete what rests on it first.`)
    }
    await tx.update(documents).set({ deletedAt: world.now() }).where(eq(documents.id, scope.id))
    await removeFromIndex(tx, 'document', scope.id)
    return { value: undefined, subject: scope.id }
  })
}
