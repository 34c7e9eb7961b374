import { and, not, or, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Query } from '#lib/domain/query'

/**
 * Part: the words, phrases, ORs and -nots of a search box over some columns, for the lists that are no full-text
 * search; `beside` is where else a word may stand.
 */
export function matchWords(
  query: Pick<Query, 'every' | 'none'>,
  columns: readonly (SQLiteColumn | SQL)[],
  beside?: (text: string) => SQL | undefined,
) {
  const holds = (text: string) => or(...columns.map((column) => contains(column, text)), beside?.(text))
  const texts = (terms: Query['none']) => [...new Set(terms.map(({ text }) => text))]
  return and(
    ...query.every.map((any) => or(...texts(any).map(holds))),
    ...texts(query.none).map((text) => negated(holds(text))),
  )
}

/** Does a column hold these characters, whatever their case? What LIKE would read as a pattern is taken literally. */
export const contains = (column: SQLiteColumn | SQL, text: string) =>
  sql`lower(cast(${column} as text)) like ${`%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`

/** True also where a column is null. */
export const negated = (condition: SQL | undefined) =>
  condition && not(sql`coalesce(${condition}, ${sql.raw('1 = 0')})`)
