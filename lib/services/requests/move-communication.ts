import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { agencies, communications, documentPlaces } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { notFound, Refusal } from '#lib/domain/refusal'
import type { Logged } from '#lib/domain/request'
import { act } from '#lib/services/act'
import { findHome } from '#lib/services/find-home'
import { standingOf } from '#lib/services/requests/log-communication'
import { findRequest, moveOn } from '#lib/services/requests/place-communication'
import { recountRequest } from '#lib/services/requests/recount-request'
import type { World } from '#lib/world'

/**
 * A message that was put on the wrong request goes to another of the same investigation, with the documents it
 * carried; the dates of both are counted again. Where the first one stands is left to a person.
 * Refuses not_found (either, or another investigation's), conflict (the same mail is there already).
 */
export async function moveCommunication(
  world: World,
  actor: Actor,
  input: { id: string; requestId: string },
): Promise<Logged> {
  return act(world, actor, 'communication.move', { noun: 'communication', id: input.id }, async (tx, scope) => {
    const here = eq(communications.id, scope.id)
    const [message] = await tx.select().from(communications).where(here)
    if (!message) throw notFound('communication')
    const { investigationId } = scope
    const target = await findRequest(tx, investigationId, await findHome(tx, 'request', input.requestId, scope))
    const from = await findRequest(tx, investigationId, message.requestId)
    if (target.id === from.id)
      return { value: { id: message.id, request: await standingOf(tx, from) }, subject: message.id }
    await refuseTwice(tx, message.documentId, target.id)
    await tx.update(communications).set({ requestId: target.id }).where(here)
    const carried = and(eq(documentPlaces.communicationId, message.id), eq(documentPlaces.requestId, from.id))
    await tx.update(documentPlaces).set({ requestId: target.id }).where(carried)
    await recountRequest(tx, from, {}, world.now())
    const [agency] = await tx.select().from(agencies).where(eq(agencies.id, target.agencyId))
    const moved = await moveOn(tx, target, agency?.jurisdiction ?? '', message, world.now())
    const value = { id: message.id, request: await standingOf(tx, moved) }
    return { value, subject: message.id, detail: { from: from.id, to: target.id } }
  })
}

async function refuseTwice(tx: Tx, documentId: string | null, requestId: string) {
  if (!documentId) return
  const same = and(eq(communications.requestId, requestId), eq(communications.documentId, documentId))
  const [there] = await tx.select({ id: communications.id }).from(communications).where(same)
  if (there) throw new Refusal('conflict', 'That request has this mail already.')
}
