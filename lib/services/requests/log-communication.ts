import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { investigations, type requests } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { NewCommunication } from '#lib/domain/communication'
import { type Logged, requestNumber } from '#lib/domain/request'
import { act, nameOf } from '#lib/services/act'
import { placeCommunication } from '#lib/services/requests/place-communication'
import type { World } from '#lib/world'

/** A call, a letter, a portal file, by hand. Refuses not_found, forbidden, invalid (in the future). */
export async function logCommunication(
  world: World,
  actor: Actor,
  input: NewCommunication & { requestId: string },
): Promise<Logged> {
  const { requestId, occurredAt, ...came } = input
  return act(world, actor, 'communication.log', { noun: 'request', id: requestId }, async (tx, scope) => {
    const { id, request } = await placeCommunication(world, tx, {
      ...came,
      investigationId: scope.investigationId,
      requestId: scope.id,
      occurredAt: occurredAt ? new Date(occurredAt) : null,
      createdBy: nameOf(actor),
    })
    const detail = { request: scope.id, direction: input.direction, kind: input.kind ?? null, stage: request.stage }
    return { value: { id, request: await standingOf(tx, request) }, subject: id, detail }
  })
}

/** Part: where a request stands, as the answer to what was just put on it. */
export async function standingOf(tx: Tx, row: typeof requests.$inferSelect) {
  const { id, stage, dueOn, investigationId } = row
  const [home] = await tx.select().from(investigations).where(eq(investigations.id, investigationId))
  return { id, number: requestNumber(home?.key ?? '', row.number), stage, dueOn }
}
