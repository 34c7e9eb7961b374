import { eq, max, sql } from 'drizzle-orm'
import { documents, pages } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { DocumentView, RetryDocument } from '#lib/domain/document'
import { notFound, Refusal } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import { splitJob } from '#lib/services/documents/keep-document'
import { presentDocument } from '#lib/services/documents/present-document'
import type { World } from '#lib/world'

/**
 * Reads the file anew, as a new text layer; earlier ones stay. `password` opens a locked file and is kept, sealed, so
 * that its pages can be drawn. Refuses not_found, forbidden, conflict while it is being read.
 */
export async function retryDocument(
  world: World,
  actor: Actor,
  input: RetryDocument & { id: string },
): Promise<DocumentView> {
  return act(world, actor, 'document.retry', { noun: 'document', id: input.id }, async (tx, scope) => {
    const its = eq(documents.id, scope.id)
    const [before] = await tx.select().from(documents).where(its)
    if (!before) throw notFound('document')
    if (before.status === 'processing') throw new Refusal('conflict', 'This document is being read right now.')
    const [last] = await tx
      .select({ layer: max(pages.layer) })
      .from(pages)
      .where(eq(pages.documentId, scope.id))
    const again = { status: 'processing' as const, phase: 'waiting' as const, done: 0, startedAt: null, warnings: [] }
    const password = input.password ? { password: world.seal.close(input.password) } : {}
    const next = { ...again, ...password, version: sql`${documents.version} + 1` }
    await tx.update(documents).set(next).where(its)
    const layer = (last?.layer ?? 0) + 1
    const value = await presentDocument(tx, scope.id)
    return { value, subject: scope.id, detail: { layer }, next: [splitJob(scope.id, layer)] }
  })
}
