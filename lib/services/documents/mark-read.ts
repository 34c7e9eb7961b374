import { and, eq } from 'drizzle-orm'
import { documents, readings } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { MarkRead } from '#lib/domain/document'
import { invalid, notFound, Refusal } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import type { World } from '#lib/world'

/**
 * Remembers which pages the actor has read, besides those before, and forgets those they have not read after all. Who
 * has read every page of a document that is read in has read it to its end; `toItsEnd` says so at once, or takes it
 * back, and claims no page. Refuses not_found, invalid (no such page), unauthenticated.
 */
export async function markRead(
  world: World,
  actor: Actor,
  input: MarkRead & { id: string },
): Promise<{ pages: number[]; toItsEnd: boolean }> {
  if (actor.kind !== 'user') throw new Refusal('unauthenticated', 'Only a person reads. Please sign in first.')
  return act(world, actor, 'document.mark-read', { noun: 'document', id: input.id }, async (tx, scope) => {
    const its = eq(documents.id, scope.id)
    const [document] = await tx.select({ of: documents.pages, status: documents.status }).from(documents).where(its)
    if (!document) throw notFound('document')
    const { of, status } = document
    const unknown = input.pages?.find((page) => page > of)
    if (unknown) throw invalid('pages', `This document has ${of} pages; there is no page ${unknown}.`)
    const { id: documentId, investigationId } = scope
    const at = world.now()
    const blank = { documentId, userId: actor.id, investigationId, pages: [], toItsEnd: false, at }
    const target = [readings.documentId, readings.userId]
    // written first, so that what is sent from two windows at once is added up and not overwritten
    const [before] = await tx.insert(readings).values(blank).onConflictDoUpdate({ target, set: { at } }).returning()
    const taken = new Set(input.unread)
    const known = new Set([...(before?.pages ?? []), ...(input.pages ?? [])])
    const pages = [...known].filter((page) => page <= of && !taken.has(page)).sort((a, b) => a - b)
    const more = pages.length > (before?.pages.length ?? 0)
    const whole = more && status === 'ready' && pages.length >= of
    const toItsEnd = input.toItsEnd ?? (taken.size === 0 && (whole || (before?.toItsEnd ?? false)))
    const mine = and(eq(readings.documentId, documentId), eq(readings.userId, actor.id))
    await tx.update(readings).set({ pages, toItsEnd }).where(mine)
    return { value: { pages, toItsEnd }, subject: documentId, detail: { pages: pages.length, toItsEnd } }
  })
}
