import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { homeOf } from '#db/home'
import { communications, documents, findings, investigations, requests } from '#db/schema'
import type { FindIn } from '#db/search-ask'
import type { Actor } from '#lib/domain/actions'
import { parseQuery } from '#lib/domain/parse-query'
import type { Asked, Query } from '#lib/domain/query'
import { readNumbers } from '#lib/domain/query-values'
import { notFound } from '#lib/domain/refusal'
import { type SearchType, searchTypes } from '#lib/domain/search-hit'
import { inInvestigation } from '#lib/services/requests/filter-requests'
import { type Asker, conditionsOf } from '#lib/services/search/field-of-kind'
import { searchScope } from '#lib/services/search/search-scope'

export type SearchInput = {
  q: string
  investigationId?: string | undefined
  documentId?: string | undefined
}

/** The question as the index is asked, and as the tables are asked where no word is left for the index. */
export type SearchWhere = {
  query: Query
  find: FindIn & { kinds: SearchType[] }
  /** Per kind, what the fields and the reader's scope leave; only of kinds that were asked for. */
  tables: Map<SearchType, SQL | undefined>
}

/** So many things can be told to the index; beyond, the newest of them are. */
const mostThings = 50_000

/**
 * Part: what was typed → where to look. The fields are asked of the tables first, within the reader's scope, and the
 * things they leave are told to the index, so that every count is of what may be seen and was asked for.
 * Refuses not_found (an investigation or document that is not theirs).
 */
export async function searchWhere(db: Tx, actor: Actor, now: Date, input: SearchInput): Promise<SearchWhere> {
  const query = parseQuery(input.q, 'search')
  const scope = await narrowed(db, await searchScope(db, actor), input)
  const asker: Asker = { actor, now }
  const others: Asked[] = []
  const onPages: ((page: number) => boolean)[] = []
  let kinds: SearchType[] = [...searchTypes]
  let { investigations: within } = scope
  for (const asked of query.fields) {
    if (asked.field === 'type') kinds = kindsAsked(kinds, asked)
    if (asked.field === 'investigation') within = await investigationsAsked(db, within, asked)
    else if (asked.field === 'text') addText(query, asked, onPages)
    else if (asked.field === 'page') onPages.push(pagesAsked(asked))
    else if (asked.field !== 'type' || asked.values.some((value) => !kindOf(value))) others.push(asked)
  }
  if (onPages.length > 0) kinds = kinds.filter((kind) => kind === 'document')
  const tables = new Map(
    kinds.map((kind) => [kind, and(inScope(kind, within, scope.ref), conditionsOf(db, kind, others, asker))]),
  )
  const find: SearchWhere['find'] = { query, investigations: within, kinds }
  if (scope.ref !== undefined) find.ref = scope.ref
  if (others.length > 0 && query.every.length > 0) find.refs = await refsOf(db, tables, query)
  if (onPages.length > 0) find.onPage = (page) => page > 0 && onPages.every((holds) => holds(page))
  return { query, find, tables }
}

export const tableOf = { document: documents, communication: communications, request: requests, finding: findings }

async function refsOf(db: Tx, tables: SearchWhere['tables'], query: Query): Promise<string[]> {
  const refs: string[] = []
  for (const [kind, where] of tables) {
    const table = tableOf[kind]
    const rows = await db
      .select({ id: table.id })
      .from(table)
      .where(where)
      .limit(mostThings - refs.length + 1)
    refs.push(...rows.map(({ id }) => id))
    if (refs.length <= mostThings) continue
    query.notes.push(
      `These fields leave more than ${mostThings.toLocaleString('en-US')} things. Not all were searched.`,
    )
    return refs.slice(0, mostThings)
  }
  return refs
}

const kindOf = (word: string): SearchType | undefined =>
  word === 'message' ? 'communication' : searchTypes.find((type) => type === word)

/** type:pdf leaves documents, of which the tables then leave those. */
function kindsAsked(kinds: readonly SearchType[], { values, not }: Asked): SearchType[] {
  const named = values.map((value) => kindOf(value) ?? 'document')
  const whole = values.flatMap((value) => kindOf(value) ?? [])
  return kinds.filter((kind) => (not ? !whole.includes(kind) : named.includes(kind)))
}

async function investigationsAsked(db: Tx, within: readonly string[] | 'all', { values, not }: Asked) {
  const { id } = investigations
  const mine = within === 'all' ? undefined : inArray(id, [...within])
  const rows = await db.select({ id }).from(investigations).where(mine)
  const named = new Set<string>()
  for (const value of values)
    for (const row of await db
      .select({ id })
      .from(investigations)
      .where(and(mine, inInvestigation(id, value))))
      named.add(row.id)
  return rows.map((row) => row.id).filter((one) => named.has(one) !== not)
}

/** Words that must stand on a page, not in a name. */
function addText(query: Query, { values, not }: Asked, onPages: ((page: number) => boolean)[]) {
  const words = values.map((value) => parseQuery(/\s/.test(value) ? `"${value}"` : value))
  const terms = words.flatMap(({ every }) => every.flat())
  if (terms.length === 0) return
  if (not) query.none.push(...terms)
  else {
    query.every.push(terms)
    onPages.push(() => true)
  }
}

function pagesAsked({ values, not }: Asked): (page: number) => boolean {
  const spans = values.flatMap((value) => readNumbers(value) ?? [])
  return (page) => spans.some(({ from = 0, to = Number.MAX_SAFE_INTEGER }) => page >= from && page <= to) !== not
}

/** The reader's scope in a table; what was deleted is in none. */
function inScope(kind: SearchType, within: readonly string[] | 'all', ref: string | undefined): SQL | undefined {
  const table = tableOf[kind]
  return and(
    within === 'all' ? undefined : inArray(table.investigationId, [...within]),
    ref === undefined ? undefined : eq(table.id, ref),
    'deletedAt' in table ? sql`${table.deletedAt} is null` : undefined,
  )
}

/** The reader's scope, narrowed to one investigation or one thing; never widened by an id. */
async function narrowed(
  db: Tx,
  scope: readonly string[] | 'all',
  { investigationId, documentId }: SearchInput,
): Promise<{ investigations: readonly string[] | 'all'; ref?: string }> {
  const mine = (id: string | undefined) => id !== undefined && (scope === 'all' || scope.includes(id))
  const document = documentId === undefined ? undefined : await homeOf(db, 'document', documentId)
  if (documentId !== undefined && !mine(document?.investigationId)) throw notFound('document')
  const ref = document ? { ref: document.id } : {}
  if (investigationId === undefined) return { investigations: document ? [document.investigationId] : scope, ...ref }
  const home = await homeOf(db, 'investigation', investigationId)
  if (!home || !mine(home.id)) throw notFound('investigation')
  if (document && document.investigationId !== home.id) return { investigations: [] }
  return { investigations: [home.id], ...ref }
}
