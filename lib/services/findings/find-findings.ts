import { and, count, desc, eq, exists, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { agencies, anchors, documents, findings, findingTypes, users } from '#db/schema'
import { find } from '#db/search'
import type { FindingFilter } from '#lib/domain/board'
import { type FindingStatus, findingStatuses } from '#lib/domain/finding'
import { parseNumber } from '#lib/domain/ids'
import { parseQuery } from '#lib/domain/parse-query'
import type { Asked } from '#lib/domain/query'
import { allAsked, anyOf, anything, atDays, inNumbers, nothing } from '#lib/services/match-values'
import { contains } from '#lib/services/match-words'
import { inInvestigation } from '#lib/services/requests/filter-requests'

export type FindingRow = typeof findings.$inferSelect

/**
 * Part: the findings that a filter leaves, newest first. `within` is the reader's scope: one investigation, or
 * visible(); `investigations` the same for the search, asked only where the filter holds words.
 */
export async function findFindings(
  db: Tx,
  within: SQL | undefined,
  investigations: readonly string[] | 'all',
  filter: FindingFilter,
  from?: { createdAt: Date; id: string; limit: number },
): Promise<FindingRow[]> {
  const before =
    from &&
    or(lt(findings.createdAt, from.createdAt), and(eq(findings.createdAt, from.createdAt), lt(findings.id, from.id)))
  const where = and(within, isNull(findings.deletedAt), await matching(db, investigations, filter), before)
  const query = db.select().from(findings).where(where).orderBy(desc(findings.createdAt), desc(findings.id))
  return from ? query.limit(from.limit) : query
}

/** Part: how many of each status the filter leaves. */
export async function countByStatus(
  db: Tx,
  within: SQL | undefined,
  investigations: readonly string[] | 'all',
  filter: FindingFilter,
): Promise<Record<FindingStatus, number>> {
  const where = and(within, isNull(findings.deletedAt), await matching(db, investigations, filter))
  const { status } = findings
  const rows = await db.select({ status, n: count() }).from(findings).where(where).groupBy(status)
  const counts = { proposed: 0, checked: 0, disputed: 0, cleared: 0 }
  for (const row of rows) counts[row.status] = Number(row.n)
  return counts
}

async function matching(db: Tx, investigations: readonly string[] | 'all', filter: FindingFilter) {
  const { types, agencies: names, states, statuses, documentId, text } = filter
  return and(
    types?.length ? or(inArray(findings.typeId, types), inArray(findings.typeId, typesNamed(db, types))) : undefined,
    names?.length
      ? or(inArray(findings.agencyId, names), inArray(findings.agencyId, agenciesNamed(db, names)))
      : undefined,
    states?.length ? inArray(findings.agencyId, agenciesIn(db, states)) : undefined,
    statuses?.length ? inArray(findings.status, statuses) : undefined,
    documentId ? exists(anchoredIn(db, documentId)) : undefined,
    text?.trim() ? inArray(findings.id, await worded(db, investigations, text)) : undefined,
    allAsked(filter.asked ?? [], (asked) => findingField(db, asked, filter.asker)),
  )
}

/** Part: one field of the language, about findings; its minus is left to the caller. */
export function findingField(db: Tx, { field, values }: Asked, asker: FindingFilter['asker']): SQL | undefined {
  const now = asker?.now ?? new Date(0)
  const any = (condition: (value: string) => SQL | undefined) => anyOf(values, condition)
  switch (field) {
    case 'type':
    case 'finding':
      return or(inArray(findings.typeId, values), inArray(findings.typeId, typesNamed(db, values)))
    case 'agency':
      return or(inArray(findings.agencyId, values), inArray(findings.agencyId, agenciesNamed(db, values)))
    case 'state':
      return inArray(findings.agencyId, agenciesIn(db, values))
    case 'status':
      return inArray(
        findings.status,
        findingStatuses.filter((status) => values.includes(status)),
      )
    case 'investigation':
      return any((value) => inInvestigation(findings.investigationId, value))
    case 'author':
      return any((value) =>
        value === 'me'
          ? eq(findings.createdBy, asker?.id ?? '')
          : sql`${findings.createdBy} in (select ${users.id} from ${users} where ${contains(users.name, value)})`,
      )
    case 'doc':
      return any((value) => inAnchors(documentCalled(value)))
    case 'page':
      return inAnchors(inNumbers(anchors.page, values))
    case 'date':
    case 'added':
      return atDays(findings.createdAt, values, now)
    default:
      return nothing // what nothing has yet
  }
}

const inAnchors = (which: SQL | undefined) =>
  sql`${findings.id} in (select ${anchors.findingId} from ${anchors} where ${which ?? anything})`
const documentCalled = (named: string) => {
  const cited = parseNumber(named)
  const is =
    cited?.letter === 'D'
      ? and(eq(documents.number, cited.number), inInvestigation(documents.investigationId, cited.key))
      : or(eq(documents.id, named), contains(documents.name, named))
  return sql`${anchors.documentId} in (select ${documents.id} from ${documents} where ${is})`
}

const typesNamed = (db: Tx, names: string[]) =>
  db
    .select({ id: findingTypes.id })
    .from(findingTypes)
    .where(or(...names.map((name) => alike(findingTypes.name, name))))
const agenciesNamed = (db: Tx, names: string[]) =>
  db
    .select({ id: agencies.id })
    .from(agencies)
    .where(or(...names.map((name) => alike(agencies.name, name))))
const agenciesIn = (db: Tx, states: string[]) =>
  db.select({ id: agencies.id }).from(agencies).where(inArray(agencies.jurisdiction, states))
const anchoredIn = (db: Tx, documentId: string) =>
  db
    .select({ id: anchors.id })
    .from(anchors)
    .where(and(eq(anchors.findingId, findings.id), eq(anchors.documentId, documentId)))

/** A name that holds these letters, in any case. */
const alike = (column: typeof agencies.name | typeof findingTypes.name, text: string) =>
  sql`lower(${column}) like ${`%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`

const mostHits = 10_000

async function worded(db: Tx, investigations: readonly string[] | 'all', text: string): Promise<string[]> {
  const where = { query: parseQuery(text), investigations, kinds: ['finding' as const] }
  return (await find(db, where, { limit: mostHits, offset: 0 })).map(({ ref }) => ref)
}
