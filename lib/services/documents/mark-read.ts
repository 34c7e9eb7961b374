import { and, eq } from 'drizzle-orm'
import { documents, readings } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { MarkRead } from '#lib/domain/document'
import { invalid, notFound, Refusal } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import type { World } from '#lib/world'

/**
 * Remembers which pages the actor has read, besides those before. Who has read every page has read it to its end;
 * `toItsEnd` says so at once, or takes it back. Refuses not_found, invalid (no such page), unauthenticated.
 */
export async function markRead(
  world: World,
  actor: Actor,
  input: MarkRead & { id: string },
): Promise<{ pages: number[]; toItsEnd: boolean }> {
  if (actor.kind !== 'user') throw new Refusal('unauthenticated', 'Only a person reads. Please sign in first.')
  return act(world, actor, 'document.mark-read', { noun: 'document', id: input.id }, async (tx, scope) => {
    const [document] = await tx.select({ of: documents.pages }).from(documents).where(eq(documents.id, scope.id))
    if (!document) throw notFound('document')
    const { of } = document
    const unknown = input.pages?.find((page) => page > of)
    if (unknown) throw invalid('pages', `This document has ${of} pages; there is no page ${unknown}.`)
    const mine = and(eq(readings.documentId, scope.id), eq(readings.userId, actor.id))
    const [before] = await tx.select().from(readings).where(mine)
    const all = Array.from({ length: of }, (_, i) => i + 1)
    const known = new Set([...(before?.pages ?? []), ...(input.pages ?? []), ...(input.toItsEnd ? all : [])])
    const pages = [...known].sort((a, b) => a - b)
    const whole = of > 0 && pages.length >= of
    const toItsEnd = input.toItsEnd ?? (whole || (before?.toItsEnd ?? false))
    const said = { pages, toItsEnd, at: world.now() }
    const { id: documentId, investigationId } = scope
    await tx
      .insert(readings)
      .values({ documentId, userId: actor.id, investigationId, ...said })
      .onConflictDoUpdate({ target: [readings.documentId, readings.userId], set: said })
    return { value: { pages, toItsEnd }, subject: documentId, detail: { pages: pages.length, toItsEnd } }
  })
}
