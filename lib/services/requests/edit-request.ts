import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { memberships, type requests } from '#db/schema'
import { indexRequest } from '#db/search'
import type { Actor } from '#lib/domain/actions'
import { todayIn } from '#lib/domain/date'
import { timeZoneOf } from '#lib/domain/jurisdiction'
import { invalid, Refusal } from '#lib/domain/refusal'
import type { EditRequest, RequestFull, Stage } from '#lib/domain/request'
import { changeStanding } from '#lib/domain/standing'
import { act } from '#lib/services/act'
import { expectVersion } from '#lib/services/expect-version'
import { receivedDay } from '#lib/services/requests/count-deadlines'
import { agencyOf, refuseTomorrow, searchText } from '#lib/services/requests/log-request'
import { findRequest } from '#lib/services/requests/place-communication'
import { readRequest } from '#lib/services/requests/present-request'
import { recountRequest } from '#lib/services/requests/recount-request'
import type { World } from '#lib/world'

/**
 * Changes a request; its dates are counted again in the same transaction. A draft that is said to be sent without a
 * day was filed today. Refuses not_found, forbidden, invalid (agency, owner, dates), conflict (412; a step out of order).
 */
export async function editRequest(
  world: World,
  actor: Actor,
  input: EditRequest & { id: string; version?: number | undefined },
): Promise<RequestFull> {
  const { id, version, ...changes } = input
  return act(world, actor, 'request.edit', { noun: 'request', id }, async (tx, scope) => {
    const before = await findRequest(tx, scope.investigationId, scope.id)
    expectVersion(before, version)
    if (changes.ownerId) await memberOf(tx, scope.investigationId, changes.ownerId)
    const next = await changed(tx, before, changes, world.now())
    const row = await recountRequest(tx, before, next, world.now())
    const { investigationId, subject } = row
    await indexRequest(tx, { investigationId, requestId: row.id, subject, text: searchText(row) })
    const detail = { changed: Object.keys(changes), ...moved(before, row) }
    return { value: await readRequest(tx, row, world.now()), subject: row.id, detail }
  })
}

type Row = typeof requests.$inferSelect

/** The row's next values, all rules about dates and stages kept. */
async function changed(tx: Tx, before: Row, changes: EditRequest, now: Date): Promise<Partial<Row>> {
  const { stage, outcome, needs, ...fields } = withoutUndefined(changes)
  const agency = await agencyOf(tx, fields.agencyId ?? before.agencyId)
  const today = todayIn(now, timeZoneOf(agency.jurisdiction))
  const filedNow = before.stage === 'draft' && stage === undefined && fields.filedOn ? 'filed' : stage
  const standing = changeStanding(before, { stage: filedNow, outcome, needs })
  if (typeof standing === 'string') throw invalid('stage', standing)
  refuseOutOfOrder(before.stage, standing.stage)
  const next = { ...before, ...fields, ...standing }
  if (before.stage === 'draft' && next.stage === 'filed') next.filedOn ??= today
  if (!next.filedOn && next.stage !== 'draft' && next.stage !== 'closed')
    throw invalid('filedOn', 'A request that was sent keeps the day it was filed.')
  refuseTomorrow('filedOn', next.filedOn, today)
  if (fields.receivedOn === undefined && (await wasAssumed(tx, before)))
    next.receivedOn = receivedDay(agency.jurisdiction, next.filedOn, next.channel)
  if (next.filedOn && next.receivedOn && next.receivedOn < next.filedOn)
    throw invalid('receivedOn', 'It cannot have been received before it was filed.')
  if (fields.trackingNumbers) next.trackingNumbers = [...new Set(fields.trackingNumbers)]
  if (fields.tags) next.tags = [...new Set(fields.tags)]
  const { id: _id, version: _version, ...values } = next
  return values
}

/** Nobody had said when it was received: it was read off the law, and is again. */
async function wasAssumed(tx: Tx, { agencyId, filedOn, receivedOn, channel }: Row) {
  const { jurisdiction } = await agencyOf(tx, agencyId)
  return receivedOn === null || receivedOn === receivedDay(jurisdiction, filedOn, channel)
}

function refuseOutOfOrder(from: Stage, to: Stage) {
  if (from === 'draft' && to !== 'draft' && to !== 'filed')
    throw new Refusal('conflict', 'A draft is sent first: say when it was filed.')
  if (from !== 'draft' && to === 'draft')
    throw new Refusal('conflict', 'What has been sent is no draft any more. Withdraw it instead.')
}

async function memberOf(tx: Tx, investigationId: string, userId: string) {
  const here = and(eq(memberships.investigationId, investigationId), eq(memberships.userId, userId))
  const [member] = await tx.select({ userId: memberships.userId }).from(memberships).where(here)
  if (!member) throw invalid('ownerId', 'Only a member of the investigation can look after a request.')
}

const moved = (before: Row, after: Row) =>
  before.stage === after.stage && before.outcome === after.outcome && before.needs === after.needs
    ? {}
    : { from: [before.stage, before.needs, before.outcome], to: [after.stage, after.needs, after.outcome] }

/** What a form leaves undefined was not said. */
const withoutUndefined = <T extends object>(given: T) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T // same keys, fewer of them
