import { and, asc, eq, gt, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { agencies, agencyContacts, requests } from '#db/schema'
import { visible } from '#db/visible'
import type { Actor } from '#lib/domain/actions'
import type { AgencyRow } from '#lib/domain/agency'
import { type NotedPage, type Paging, readPlace, writeCursor } from '#lib/domain/listing'
import { notesOn, parseQuery } from '#lib/domain/parse-query'
import type { Asked } from '#lib/domain/query'
import { nameOf } from '#lib/services/act'
import { withContacts } from '#lib/services/agencies/read-agency'
import { look } from '#lib/services/look'
import { allAsked, anyOf, nothing } from '#lib/services/match-values'
import { contains, matchWords } from '#lib/services/match-words'
import { remember } from '#lib/services/remember'
import { lateness } from '#lib/services/requests/filter-requests'
import type { World } from '#lib/world'

const place = sql<string>`lower(${agencies.name})`

/** The directory, by name: words of name, alias, place and county; `state:NJ`. Counts are over what the reader may see. */
export async function listAgencies(
  world: World,
  actor: Actor,
  input: Paging & { q?: string | undefined },
): Promise<NotedPage<AgencyRow>> {
  const from = readPlace(input.cursor, 'text', 'text')
  return look(world, actor, 'agency.list', 'house', async (db) => {
    const rows = await db
      .select({ agency: agencies, place })
      .from(agencies)
      .where(and(filterAgencies(db, actor, input.q ?? ''), from ? after(from) : undefined))
      .orderBy(asc(place), asc(agencies.id))
      .limit(input.limit + 1)
    const shown = rows.slice(0, input.limit)
    const last = shown.at(-1)
    const views = await withContacts(
      db,
      shown.map(({ agency }) => agency),
    )
    const now = world.now()
    const ids = shown.map(({ agency }) => agency.id)
    const hour = now.toISOString().slice(0, 13) // what is late changes with the day, and days change with the hour
    const counts = await remember(world, `agencies counted ${JSON.stringify([nameOf(actor), hour, ids])}`, () =>
      countRequests(db, actor, ids, now),
    )
    const data = views.map((view) => ({ ...view, ...(counts.get(view.id) ?? { requests: 0, overdue: 0 }) }))
    const nextCursor = rows.length > input.limit && last ? writeCursor([last.place, last.agency.id]) : null
    return { data, nextCursor, ...notesOn(input.q, 'agencies') }
  })
}

/** Part: what is typed above the directory, as a condition. */
export function filterAgencies(db: Tx, actor: Actor, q: string): SQL | undefined {
  const query = parseQuery(q, 'agencies')
  const words = matchWords(query, [agencies.name, agencies.aliases, agencies.place, agencies.county])
  return and(
    words,
    allAsked(query.fields, (asked) => agencyField(db, actor, asked)),
  )
}

/** One field of the language, about agencies. */
function agencyField(db: Tx, actor: Actor, { field, values }: Asked): SQL | undefined {
  if (field === 'state') return inArray(agencies.jurisdiction, values)
  if (field === 'place') return anyOf(values, (value) => contains(agencies.place, value))
  if (field === 'county') return anyOf(values, (value) => contains(agencies.county, value))
  if (field !== 'has') return nothing
  return anyOf(values, (value) => {
    if (value === 'request')
      return sql`${agencies.id} in ${db
        .select({ id: requests.agencyId })
        .from(requests)
        .where(visible(db, actor, requests.investigationId, 'request.list'))}`
    const { agencyId, channel } = agencyContacts
    const reached = value === 'email' ? eq(channel, 'email') : undefined
    return sql`${agencies.id} in ${db.select({ id: agencyId }).from(agencyContacts).where(reached)}`
  })
}

const after = ([name, id]: readonly [string, string]) => or(gt(place, name), and(eq(place, name), gt(agencies.id, id)))

async function countRequests(db: Tx, actor: Actor, ids: string[], now: Date) {
  if (ids.length === 0) return new Map<string, { requests: number; overdue: number }>()
  const late = sql<number | string>`sum(case when ${lateness('overdue', now) ?? sql`1 = 0`} then 1 else 0 end)`
  const rows = await db
    .select({ id: requests.agencyId, requests: sql<number | string>`count(*)`, overdue: late })
    .from(requests)
    .where(and(visible(db, actor, requests.investigationId, 'request.list'), inArray(requests.agencyId, ids)))
    .groupBy(requests.agencyId)
  return new Map(rows.map((row) => [row.id, { requests: Number(row.requests), overdue: Number(row.overdue) }]))
}
