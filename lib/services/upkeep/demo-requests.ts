import type { Tx } from '#db/client'
import { todayIn } from '#lib/domain/date'
import { demoAgencies } from '#lib/domain/demo/agencies'
import { finishedRequests } from '#lib/domain/demo/finished-requests'
import { openRequests } from '#lib/domain/demo/open-requests'
import type { DemoRequest } from '#lib/domain/demo/request'
import { jurisdictionCodeSchema, timeZoneOf } from '#lib/domain/jurisdiction'
import { keepAgency } from '#lib/services/agencies/add-agency'
import { keepRequest } from '#lib/services/requests/log-request'
import { findRequest, placeCommunication } from '#lib/services/requests/place-communication'
import { recountRequest } from '#lib/services/requests/recount-request'
import type { World } from '#lib/world'

/** Key in the content → id in the record. */
export type Ids = ReadonlyMap<string, string>

/** Part: the agencies of the demonstration, marked as such. */
export async function placeDemoAgencies(world: World, tx: Tx): Promise<Ids> {
  const ids = new Map<string, string>()
  for (const { key, jurisdiction, ...agency } of demoAgencies) {
    const code = jurisdictionCodeSchema.parse(jurisdiction)
    ids.set(key, await keepAgency(world, tx, { ...agency, jurisdiction: code, demo: true }))
  }
  return ids
}

/**
 * Part: the finished requests, then the open ones, with their communications. Dates move with today, as the day is on
 * the East Coast, where most of these agencies are. @returns the ids of requests and of communications.
 */
export async function placeDemoRequests(
  world: World,
  tx: Tx,
  input: { investigationId: string; agencies: Ids; ownerId: string; now: Date },
): Promise<{ requests: Ids; communications: Ids }> {
  const requests = new Map<string, string>()
  const communications = new Map<string, string>()
  const today = todayIn(input.now, timeZoneOf('NJ'))
  for (const one of [...finishedRequests, ...openRequests(today)]) {
    const made = await placeRequest(world, tx, one, input)
    requests.set(one.key, made.id)
    for (const [key, id] of made.communications) communications.set(key, id)
  }
  return { requests, communications }
}

async function placeRequest(
  world: World,
  tx: Tx,
  one: DemoRequest,
  input: { investigationId: string; agencies: Ids; ownerId: string },
) {
  const { key: _key, agencyKey, communications, stage, needs, outcome, dueOverride, filedOn, ...rest } = one
  const { fees: _fees, exemptions: _exemptions, appeals: _appeals, ...fields } = rest // rooms that are not built yet
  const { investigationId, ownerId } = input
  const agencyId = input.agencies.get(agencyKey) ?? ''
  const { id } = await keepRequest(world, tx, {
    ...fields,
    investigationId,
    agencyId,
    createdBy: ownerId,
    // one that was finished before anybody here logged it is no draft, though nobody knows when it was filed
    ...(filedOn ? { filedOn } : { stage, outcome }),
  })
  const placed = new Map<string, string>()
  for (const { key, ...came } of communications) {
    const made = await placeCommunication(world, tx, { ...came, investigationId, requestId: id, createdBy: ownerId })
    placed.set(key, made.id)
  }
  // how it stands in the end, whatever its communications would lead to; a draft waits for whoever takes it
  const end = { stage, needs, outcome, dueOverride, ...(stage === 'draft' ? { ownerId: null } : {}) }
  await recountRequest(tx, await findRequest(tx, investigationId, id), end, world.now())
  return { id, communications: placed }
}
