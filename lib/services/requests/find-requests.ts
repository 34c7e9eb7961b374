import { and, asc, desc, eq, gt, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { agencies, investigations, requests, users } from '#db/schema'
import { visible } from '#db/visible'
import type { Actor } from '#lib/domain/actions'
import { type Page, type Paging, readPlace, writeCursor } from '#lib/domain/listing'
import type { RequestView } from '#lib/domain/request'
import { filterRequests, type RequestFilter } from '#lib/services/requests/filter-requests'
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
  const rows = await selectRequests(db, { place })
    .where(
      and(mine(db, actor, find), filterRequests(find, actor, now), from ? after(place, from, backwards) : undefined),
    )
    .orderBy(turn(place), asc(requests.id))
    .limit(paging.limit + 1)
  const shown = rows.slice(0, paging.limit)
  const last = shown.at(-1)
  const nextCursor = rows.length > paging.limit && last ? writeCursor([last.place, last.id]) : null
  return { data: shown.map((row) => presentRequest(row, now)), nextCursor }
}

/** Part: how many there are, without reading them. */
export async function countRequests(db: Tx, actor: Actor, find: FindRequests, now: Date): Promise<number> {
  const [row] = await db
    .select({ n: sql<number | string>`count(*)` })
    .from(requests)
    .innerJoin(investigations, eq(investigations.id, requests.investigationId))
    .innerJoin(agencies, eq(agencies.id, requests.agencyId))
    .leftJoin(users, eq(users.id, requests.ownerId))
    .where(and(mine(db, actor, find), filterRequests(find, actor, now)))
  return Number(row?.n ?? 0)
}

const mine = (db: Tx, actor: Actor, { investigationId }: FindRequests) =>
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
