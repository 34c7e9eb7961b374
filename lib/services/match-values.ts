import { and, eq, gte, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { addDays, todayIn } from '#lib/domain/date'
import { timeZoneOf } from '#lib/domain/jurisdiction'
import type { Asked } from '#lib/domain/query'
import { readDays, readNumbers, resolveDays } from '#lib/domain/query-values'
import { negated } from '#lib/services/match-words'

export const nothing = sql`1 = 0`
export const anything = sql`1 = 1`

/** Part: each field's condition; with a minus its opposite. `conditionOf` undefined: the field leaves all through. */
export const allAsked = (fields: readonly Asked[], conditionOf: (asked: Asked) => SQL | undefined) =>
  and(...fields.map((asked) => (asked.not ? negated(conditionOf(asked) ?? anything) : conditionOf(asked))))

/** Part: one of the values will do. */
export const anyOf = (values: readonly string[], condition: (value: string) => SQL | undefined): SQL | undefined =>
  or(...values.map((value) => condition(value) ?? anything))

/** Part: a column of days (YYYY-MM-DD) within what was asked. */
export const onDays = (column: SQLiteColumn | SQL, values: readonly string[], now: Date, ahead = false) =>
  anyOf(values, (value) => {
    const days = readDays(value, ahead)?.days
    if (!days) return nothing
    if (days.none) return sql`${column} is null`
    const { from, to } = resolveDays(days, todayIn(now, timeZoneOf('US')))
    return and(from ? sql`${column} >= ${from}` : undefined, to ? sql`${column} <= ${to}` : undefined)
  })

/** Part: the same for a column of instants; a day is that of UTC, as lists show it. */
export const atDays = (column: SQLiteColumn, values: readonly string[], now: Date) =>
  anyOf(values, (value) => {
    const days = readDays(value)?.days
    if (!days) return nothing
    if (days.none) return isNull(column)
    const { from, to } = resolveDays(days, now.toISOString().slice(0, 10))
    return and(
      from ? gte(column, new Date(`${from}T00:00:00Z`)) : undefined,
      to ? lt(column, new Date(`${addDays(to, 1)}T00:00:00Z`)) : undefined,
    )
  })

/** Part: a column of whole numbers within what was asked. */
export const inNumbers = (column: SQLiteColumn, values: readonly string[]) =>
  anyOf(values, (value) => {
    const { from, to } = readNumbers(value) ?? { from: 1, to: 0 }
    if (from !== undefined && from === to) return eq(column, from)
    return and(from === undefined ? undefined : gte(column, from), to === undefined ? undefined : lte(column, to))
  })
