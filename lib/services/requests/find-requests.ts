import { and, asc, desc, eq, gt, gte, inArray, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { agencies, investigations, requests } from '#db/schema'
import { visible } from '#db/visible'
import type { Actor } from '#lib/domain/actions'
import { type Page, type Paging, readPlace, writeCursor } from '#lib/domain/listing'
import { parseQuery } from '#lib/domain/parse-query'
import type { RequestView } from '#lib/domain/request'
import { filterParts, filterRequests, type RequestFilter } from '#lib/services/requests/filter-requests'
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
  const { name, place, backwards } = orderOf(find.sort ?? sortIn(find.q) ?? 'due')
  const from = readPlace(paging.cursor, 'text', 'text')
  const which = and(filterRequests(find, actor, now), from ? after(place, from, backwards) : undefined)
  const limit = paging.limit + 1
  const inOne = (here: SQL | undefined, by: SQL | typeof requests.number = place) =>
    selectRequests(db, { place })
      .where(and(here, which))
      .orderBy(backwards ? desc(by) : asc(by), asc(requests.id))
      .limit(limit)
  const parts: Awaited<ReturnType<typeof inOne>>[] = []
  if (name === 'agency')
    parts.push(await agencyByAgency(db, { actor, find, from, backwards, limit: paging.limit }, inOne))
  else
    for (const { here, key } of await whereToLook(db, actor, find))
      parts.push(
        await (name === 'number' && key !== null
          ? inOne(and(here, beyondNumber(key, from, backwards)), requests.number)
          : inOne(here)),
      )
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  const rows = parts.flat()
  if (parts.length > 1)
    rows.sort((a, b) => (backwards ? order(b.place, a.place) : order(a.place, b.place)) || order(a.id, b.id))
  const shown = rows.slice(0, paging.limit)
  const last = shown.at(-1)
  const nextCursor = rows.length > paging.limit && last ? writeCursor([last.place, last.id]) : null
  return { data: shown.map((row) => presentRequest(row, now)), nextCursor }
}

const fewInvestigations = 20
type From = readonly [place: string, id: string] | null

/**
 * Part: where to look: in a few investigations one after the other, each in the order of its index, which reads a page
 * of rows each; in many all at once (`key` null), which sorts them all.
 */
export async function whereToLook(
  db: Tx,
  actor: Actor,
  { investigationId }: Pick<FindRequests, 'investigationId'>,
): Promise<{ here: SQL | undefined; key: string | null }[]> {
  const { id, key } = investigations
  const allowed = investigationId === null ? visible(db, actor, id, 'request.list') : eq(id, investigationId)
  const rows = await db
    .select({ id, key })
    .from(investigations)
    .where(allowed)
    .limit(fewInvestigations + 1)
  if (rows.length > fewInvestigations) return [{ here: mine(db, actor, { investigationId }), key: null }]
  return rows.map((row) => ({ here: eq(requests.investigationId, row.id), key: row.key }))
}

/**
 * By the name of the agency, whose order is the database's own: a few agencies first, then ever more, so that a page of
 * rows never sorts all requests of all agencies.
 */
async function agencyByAgency<Row>(
  db: Tx,
  sorted: { actor: Actor; find: FindRequests; from: From; backwards: boolean; limit: number },
  rowsOf: (here: SQL | undefined) => PromiseLike<Row[]>,
): Promise<Row[]> {
  const { actor, find, from, backwards, limit } = sorted
  const name = sql<string>`lower(${agencies.name})`
  const beyond = from ? (backwards ? lte(name, from[0]) : gte(name, from[0])) : undefined
  const offices = await db
    .select({ id: agencies.id, name })
    .from(agencies)
    .where(and(beyond, find.agencyId ? eq(agencies.id, find.agencyId) : undefined))
    .orderBy(backwards ? desc(name) : asc(name))
  const rows: Row[] = []
  for (let at = 0, many = 2; at < offices.length && rows.length <= limit; many *= 4) {
    let end = Math.min(offices.length, at + many)
    while (end < offices.length && offices[end]?.name === offices[end - 1]?.name) end++ // one name, one order
    const ids = offices.slice(at, end).map(({ id }) => id)
    rows.push(...(await rowsOf(and(mine(db, actor, find), inArray(requests.agencyId, ids)))))
    at = end
  }
  return rows
}

/**
 * Part: how many each of some questions would find, in one walk; over an index alone where they only ask how requests
 * stand. What all of them ask beside that is asked once.
 */
export async function countRequests<K extends string>(
  db: Tx,
  actor: Actor,
  find: { investigationId: string | null; questions: Record<K, RequestFilter> },
  now: Date,
): Promise<Record<K, number>> {
  const names = Object.keys(find.questions) as K[] // its own keys
  const parts = names.map((name) => filterParts(find.questions[name], actor, now))
  const alike = new Set(parts.map(({ said }) => said)).size === 1
  const sums = parts.map(({ rest, standing }) => {
    const asked = alike ? standing : and(rest, standing)
    return asked ? sql<number | string>`sum(case when ${asked} then 1 else 0 end)` : sql<number | string>`count(*)`
  })
  const [row] = await db
    .select(Object.fromEntries(names.map((name, i) => [name, sums[i] ?? sql<number>`0`])))
    .from(requests)
    .where(and(mine(db, actor, find), alike ? parts[0]?.rest : undefined))
  return Object.fromEntries(names.map((name) => [name, Number(row?.[name] ?? 0)])) as Record<K, number> // the same keys
}

const mine = (db: Tx, actor: Actor, { investigationId }: Pick<FindRequests, 'investigationId'>) =>
  investigationId === null
    ? visible(db, actor, requests.investigationId, 'request.list')
    : eq(requests.investigationId, investigationId)

/** Part: `sort:-filed` in the words; the last one said. */
export function sortIn(q = ''): RequestSort | undefined {
  const said = parseQuery(q, 'requests').fields.filter(({ field, not }) => field === 'sort' && !not)
  return said.at(-1)?.values.at(-1) as RequestSort | undefined // the field knows no others
}

const digits = 9

/** The value a row is sorted by, never null, as text; ties are told apart by id. */
function orderOf(sort: RequestSort): { name: (typeof requestSorts)[number]; place: SQL<string>; backwards: boolean } {
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
  return { name, place: places[name], backwards }
}

function after(place: SQL<string>, [value, id]: readonly [string, string], backwards: boolean) {
  const beyond = backwards ? lt : gt
  return or(beyond(place, value), and(eq(place, value), gt(requests.id, id)))
}

/** The same in the terms of the index, for the investigation in which the page before ended. */
function beyondNumber(key: string, from: From, backwards: boolean) {
  const number = from?.[0].startsWith(key) ? from[0].slice(key.length) : ''
  if (number.length !== digits || !/^\d+$/.test(number)) return undefined
  return backwards ? lte(requests.number, Number(number)) : gte(requests.number, Number(number))
}
