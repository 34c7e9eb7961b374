import { and, asc, desc, eq, gt, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { agencies, investigations, requests, users } from '#db/schema'
import { visible } from '#db/visible'
import type { Actor } from '#lib/domain/actions'
import { type Page, type Paging, readPlace, writeCursor } from '#lib/domain/listing'
import type { RequestView } from '#lib/domain/request'
import { asksOnlyStatus, filterRequests, type RequestFilter } from '#lib/services/requests/filter-requests'
import { presentRequest, selectRequests } from '#lib/services/requests/present-request'

/** What the list can be sorted by; a minus before it turns it round. Requests without the value come last. */
export const requestSorts = ['due', 'filed', 'reply', 'updated', 'number', 'agency'] as const
export type RequestSort = (typeof requestSorts)[number] | `-${(typeof requestSorts)[number]}`

export type FindRequests = RequestFilter & {
  /** null: across all investigations that the reader may see. */
  investigationId: string | null
  sort?: RequestSort | undefined
}

/**
 * Part: the one list of requests: filter → the rows a reader may see. Page, CSV, API and counts stand on it; nobody
 * else selects from `requests` in a list. Refuses invalid (cursor).
 */
export async function findRequests(
  db: Tx,
  actor: Actor,
  find: FindRequests,
  paging: Paging,
  now: Date,
): Promise<Page<RequestView>> {
  const { place, backwards } = orderOf(find.sort ?? 'due')
  const from = readPlace(paging.cursor, 'text', 'text')
  const turn = backwards ? desc : asc
  const inOne = (here: SQL | undefined) =>
    selectRequests(db, { place })
      .where(and(here, filterRequests(find, actor, now), from ? after(place, from, backwards) : undefined))
      .orderBy(turn(place), asc(requests.id))
      .limit(paging.limit + 1)
  const parts: Awaited<ReturnType<typeof inOne>>[] = []
  for (const here of await split(db, actor, find)) parts.push(await inOne(here))
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  const rows = parts
    .flat()
    .sort((a, b) => (backwards ? order(b.place, a.place) : order(a.place, b.place)) || order(a.id, b.id))
  const shown = rows.slice(0, paging.limit)
  const last = shown.at(-1)
  const nextCursor = rows.length > paging.limit && last ? writeCursor([last.place, last.id]) : null
  return { data: shown.map((row) => presentRequest(row, now)), nextCursor }
}

const fewInvestigations = 20

/**
 * Where to look: in a few investigations one after the other, each in the order of its index, which reads a page of
 * rows each; in many all at once, which sorts them all. Names are left to the database, whose order is not ours.
 */
async function split(db: Tx, actor: Actor, find: FindRequests): Promise<(SQL | undefined)[]> {
  if (find.investigationId !== null || find.sort?.endsWith('agency')) return [mine(db, actor, find)]
  const allowed = visible(db, actor, investigations.id, 'request.list')
  const rows = await db
    .select({ id: investigations.id })
    .from(investigations)
    .where(allowed)
    .limit(fewInvestigations + 1)
  if (rows.length > fewInvestigations) return [mine(db, actor, find)]
  return rows.map(({ id }) => and(eq(requests.investigationId, id), mine(db, actor, find)))
}

/**
 * Part: how many each of some questions would find, in one walk; over an index alone where they only ask how requests
 * stand.
 */
export async function countRequests<K extends string>(
  db: Tx,
  actor: Actor,
  find: { investigationId: string | null; questions: Record<K, RequestFilter> },
  now: Date,
): Promise<Record<K, number>> {
  const names = Object.keys(find.questions) as K[] // its own keys
  const one = (name: K) => {
    const asked = filterRequests(find.questions[name], actor, now)
    return asked ? sql<number | string>`sum(case when ${asked} then 1 else 0 end)` : sql<number | string>`count(*)`
  }
  const bare = db.select(Object.fromEntries(names.map((name) => [name, one(name)]))).from(requests)
  const filters: RequestFilter[] = names.map((name) => find.questions[name])
  const [row] = filters.every(asksOnlyStatus)
    ? await bare.where(mine(db, actor, find))
    : await bare
        .innerJoin(investigations, eq(investigations.id, requests.investigationId))
        .innerJoin(agencies, eq(agencies.id, requests.agencyId))
        .leftJoin(users, eq(users.id, requests.ownerId))
        .where(mine(db, actor, find))
  return Object.fromEntries(names.map((name) => [name, Number(row?.[name] ?? 0)])) as Record<K, number> // the same keys
}

const mine = (db: Tx, actor: Actor, { investigationId }: { investigationId: string | null }) =>
  investigationId === null
    ? visible(db, actor, requests.investigationId, 'request.list')
    : eq(requests.investigationId, investigationId)

/** The value a row is sorted by, never null, as text; ties are told apart by id. */
function orderOf(sort: RequestSort): { place: SQL<string>; backwards: boolean } {
  const backwards = sort.startsWith('-')
  const last = backwards ? '' : '9999-99-99'
  const day = (column: SQL | typeof requests.dueOn) => sql<string>`coalesce(${column}, ${sql.raw(`'${last}'`)})`
  const places: Record<(typeof requestSorts)[number], SQL<string>> = {
    due: day(requests.dueOn),
    filed: day(requests.filedOn),
    reply: day(requests.lastReplyOn),
    updated: sql<string>`cast(${requests.updatedAt} as text)`,
    number: sql<string>`${investigations.key} || substr(cast(${requests.number} + 1000000000 as text), 2)`,
    agency: sql<string>`lower(${agencies.name})`,
  }
  const name = sort.replace(/^-/, '') as (typeof requestSorts)[number] // the type says what may follow the minus
  return { place: places[name], backwards }
}

function after(place: SQL<string>, [value, id]: readonly [string, string], backwards: boolean) {
  const beyond = backwards ? lt : gt
  return or(beyond(place, value), and(eq(place, value), gt(requests.id, id)))
}
