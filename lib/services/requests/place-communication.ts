import { and, eq, gt } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { agencies, communications, requests } from '#db/schema'
import { indexCommunication } from '#db/search'
import type { Channel, CommunicationKind } from '#lib/domain/communication'
import { addDays, type LocalDate, todayIn } from '#lib/domain/date'
import { timeZoneOf } from '#lib/domain/jurisdiction'
import { invalid, notFound } from '#lib/domain/refusal'
import { afterCommunication } from '#lib/domain/request-stage'
import { receivedDay } from '#lib/services/requests/count-deadlines'
import { recountRequest } from '#lib/services/requests/recount-request'
import type { World } from '#lib/world'

/** Just one of `occurredOn` (a day where the agency is) and `occurredAt` is needed; the day is read off the moment. */
export type Placed = {
  investigationId: string
  requestId: string
  direction: 'in' | 'out'
  channel: Channel
  kind?: CommunicationKind | null
  occurredOn?: LocalDate
  occurredAt?: Date | null
  from?: string | null
  to?: string | null
  cc?: string | null
  subject?: string
  body?: string
  html?: string | null
  messageId?: string | null
  documentId?: string | null
  createdBy: string
}

/**
 * Part: the one way a letter, mail or call lands on a request: its stage moves where the meaning is plain, its dates
 * are counted again. The same document lands on the same request once; then the first one is the answer.
 * Refuses not_found (no such request in this investigation) and invalid (in the future, or no day at all).
 */
export async function placeCommunication(world: World, tx: Tx, placed: Placed) {
  const { investigationId, requestId, documentId = null } = placed
  const request = await findRequest(tx, investigationId, requestId)
  if (documentId) {
    const same = and(eq(communications.requestId, request.id), eq(communications.documentId, documentId))
    const [before] = await tx.select().from(communications).where(same)
    if (before) return { id: before.id, request }
  }
  const id = world.id('communication')
  const [agency] = await tx.select().from(agencies).where(eq(agencies.id, request.agencyId))
  if (!agency) throw notFound('agency')
  const zone = timeZoneOf(agency.jurisdiction)
  const occurredOn = placed.occurredOn ?? (placed.occurredAt ? todayIn(placed.occurredAt, zone) : undefined)
  if (!occurredOn) throw invalid('occurredOn', 'Say when it happened.')
  const today = todayIn(world.now(), zone)
  if (!documentId && occurredOn > addDays(today, 1))
    throw invalid('occurredOn', 'That day is still to come. Log what has happened, when it has.')
  const row = {
    id,
    investigationId,
    requestId: request.id,
    direction: placed.direction,
    channel: placed.channel,
    kind: placed.kind ?? null,
    occurredOn,
    occurredAt: placed.occurredAt ?? null,
    from: placed.from ?? null,
    to: placed.to ?? null,
    cc: placed.cc ?? null,
    subject: placed.subject ?? '',
    body: placed.body ?? '',
    html: placed.html ?? null,
    messageId: placed.messageId ?? null,
    documentId,
    createdBy: placed.createdBy,
    createdAt: world.now(),
  }
  await tx.insert(communications).values(row)
  await indexCommunication(tx, {
    investigationId,
    communicationId: id,
    subject: row.subject,
    text: communicationWords(row),
  })
  return { id, request: await moveOn(tx, request, agency.jurisdiction, row, world.now()) }
}

/** Part: by what a letter is found besides its subject. */
export const communicationWords = (row: { from: string | null; to: string | null; body: string }) =>
  [row.from, row.to, row.body].filter(Boolean).join('\n')

type Row = typeof requests.$inferSelect

/** Part: the request after a communication that has just been put on it. What is older than the rest moves no stage. */
export async function moveOn(
  tx: Tx,
  request: Row,
  jurisdiction: string,
  came: Pick<typeof communications.$inferSelect, 'direction' | 'kind' | 'channel' | 'occurredOn'>,
  now: Date,
) {
  const later = and(eq(communications.requestId, request.id), gt(communications.occurredOn, came.occurredOn))
  const [newer] = await tx.select({ id: communications.id }).from(communications).where(later).limit(1)
  const standing = newer ? request : afterCommunication(request, came)
  const change = { stage: standing.stage, outcome: standing.outcome, needs: standing.needs }
  // a draft whose letter was logged as sent is filed from that day
  const filed =
    request.filedOn === null && standing.stage === 'filed'
      ? {
          filedOn: came.occurredOn,
          channel: request.channel ?? came.channel,
          receivedOn: receivedDay(jurisdiction, came.occurredOn, request.channel ?? came.channel),
        }
      : {}
  return recountRequest(tx, request, { ...change, ...filed }, now)
}

/** Part: a request of this investigation, by its id. Refuses not_found. */
export async function findRequest(tx: Tx, investigationId: string, requestId: string): Promise<Row> {
  const here = and(eq(requests.id, requestId), eq(requests.investigationId, investigationId))
  const [row] = await tx.select().from(requests).where(here)
  if (!row) throw notFound('request')
  return row
}
