import { eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { agencies, investigations, requests } from '#db/schema'
import { indexRequest } from '#db/search'
import type { Actor } from '#lib/domain/actions'
import { addDays, todayIn } from '#lib/domain/date'
import { timeZoneOf } from '#lib/domain/jurisdiction'
import { invalid, notFound } from '#lib/domain/refusal'
import type { NewRequest, RequestFull } from '#lib/domain/request'
import { changeStanding } from '#lib/domain/standing'
import { act, nameOf } from '#lib/services/act'
import { countDeadlines, receivedDay } from '#lib/services/requests/count-deadlines'
import { keepStanding } from '#lib/services/requests/keep-standing'
import { readRequest } from '#lib/services/requests/present-request'
import type { World } from '#lib/world'

/**
 * Logs a request: a draft, or with `filedOn` one that is filed, even months ago. Its number and its dates come to be
 * in the same transaction; whoever logs it looks after it.
 * Refuses not_found (investigation), forbidden, invalid (agency, dates to come, words that contradict each other).
 */
export async function logRequest(world: World, actor: Actor, input: NewRequest): Promise<RequestFull> {
  const { investigationId, ...fields } = input
  return act(world, actor, 'request.add', { noun: 'investigation', id: investigationId }, async (tx, scope) => {
    const value = await keepRequest(world, tx, {
      ...fields,
      investigationId: scope.investigationId,
      createdBy: nameOf(actor),
    })
    return { value, subject: value.id, detail: { number: value.number, stage: value.stage, agency: value.agencyId } }
  })
}

/** Part: the one way a request comes to be. */
export async function keepRequest(
  world: World,
  tx: Tx,
  input: NewRequest & { createdBy: string; tags?: string[]; note?: string },
): Promise<RequestFull> {
  const { investigationId, createdBy, stage, outcome, needs, ...fields } = input
  const now = world.now()
  const agency = await agencyOf(tx, input.agencyId)
  const filedOn = input.filedOn ?? null
  const today = todayIn(now, timeZoneOf(agency.jurisdiction))
  refuseTomorrow('filedOn', filedOn, today)
  const first = { stage: filedOn ? ('filed' as const) : ('draft' as const), outcome: null, needs: null }
  const standing = changeStanding(first, { stage, outcome, needs })
  if (typeof standing === 'string') throw invalid('stage', standing)
  if (!filedOn && standing.stage !== 'draft' && standing.stage !== 'closed')
    throw invalid('filedOn', 'Say when it was filed.')
  const channel = input.channel ?? null
  const receivedOn = input.receivedOn ?? receivedDay(agency.jurisdiction, filedOn, channel)
  const dated = { ...standing, filedOn, receivedOn, channel, dueOverride: null }
  const row = {
    ...fields,
    ...dated,
    id: world.id('request'),
    investigationId,
    number: await nextNumber(tx, investigationId),
    trackingNumbers: [...new Set(input.trackingNumbers ?? [])],
    tags: input.tags ?? [],
    note: input.note ?? '',
    ownerId: createdBy.startsWith('usr_') ? createdBy : null,
    ...countDeadlines(dated, agency.jurisdiction, []),
    createdBy,
    createdAt: now,
    updatedAt: now,
  }
  await tx.insert(requests).values(row)
  await keepStanding(tx, null, row, now)
  await indexRequest(tx, { investigationId, requestId: row.id, subject: row.subject, text: searchText(row) })
  return readRequest(tx, row, now)
}

/** Part: what a request is found by besides its subject. */
export const searchText = (row: { body: string; trackingNumbers: string[]; tags: string[] }) =>
  [row.body, ...row.trackingNumbers, ...row.tags].join('\n')

/** Part: an agency that an input names. It belongs to the house, so its absence is no secret. */
export async function agencyOf(tx: Tx, id: string) {
  const [agency] = await tx.select().from(agencies).where(eq(agencies.id, id))
  if (!agency) throw invalid('agencyId', 'There is no such agency. Choose one from the list, or add it.')
  return agency
}

/** Part: a day on which something is said to have happened is not still to come; tomorrow may be today elsewhere. */
export function refuseTomorrow(field: string, day: string | null, today: string) {
  if (day && day > addDays(today, 1)) throw invalid(field, 'That day is still to come.')
  if (day && day < '1950-01-01') throw invalid(field, 'That is too long ago to be meant.')
}

async function nextNumber(tx: Tx, investigationId: string): Promise<number> {
  const [row] = await tx
    .update(investigations)
    .set({ lastRequest: sql`${investigations.lastRequest} + 1` })
    .where(eq(investigations.id, investigationId))
    .returning({ number: investigations.lastRequest })
  if (!row) throw notFound('investigation')
  return row.number
}
