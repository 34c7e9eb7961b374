import { z } from 'zod'
import type { Calendar, LocalDate } from '#lib/domain/date'
import { addDays, dateOf, easterOf, localDateSchema, nthWeekday, weekdayOf, yearOf } from '#lib/domain/date'

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const

/** When a holiday falls: the same date each year, the nth weekday of a month, or so many days from Easter Sunday. */
export const dayRuleSchema = z.strictObject({
  on: z
    .string()
    .regex(/^\d\d-\d\d$/)
    .optional(),
  nth: z.number().int().min(-1).max(4).optional(),
  weekday: z.enum(weekdays).optional(),
  month: z.number().int().min(1).max(12).optional(),
  plus: z.number().int().optional(),
  easter: z.number().int().optional(),
  kept: z.literal('Mon').optional(),
  years: z.tuple([z.number().int(), z.number().int()]).optional(),
})
type DayRule = z.infer<typeof dayRuleSchema>

/** What happens when a holiday falls on a weekend; see `about` in holidays.json. */
export const weekendRules = ['both', 'sunday', 'monday', 'none'] as const
type WeekendRule = (typeof weekendRules)[number]

const closedDaySchema = z.strictObject({
  day: z.string(),
  from: localDateSchema.optional(),
  until: localDateSchema.optional(),
  source: z.string().optional(),
})

export const holidayFileSchema = z.strictObject({
  about: z.string(),
  days: z.record(z.string(), dayRuleSchema),
  jurisdictions: z.array(
    z.strictObject({
      code: z.string(),
      source: z.string(),
      confidence: z.string(),
      weekend: z.enum(weekendRules),
      note: z.string().optional(),
      closed: z.array(z.union([z.string(), closedDaySchema])),
    }),
  ),
})

/** One holiday of one jurisdiction: the rule, its name, and the first and last date on which it held. */
export type Holiday = { name: string; rule: DayRule; from?: LocalDate; until?: LocalDate; source?: string }

/** The day the rule names in a year, or null in a year without it. Observance on weekdays is not its business. */
export function dateInYear(rule: DayRule, year: number): LocalDate | null {
  if (rule.years && year % rule.years[0] !== rule.years[1]) return null
  if (rule.easter !== undefined) return addDays(easterOf(year), rule.easter)
  if (rule.on === undefined) {
    const { nth = 1, weekday = 'Mon', month = 1, plus = 0 } = rule
    return addDays(nthWeekday(year, month, weekdays.indexOf(weekday), nth), plus)
  }
  const date = dateOf(year, Number(rule.on.slice(0, 2)), Number(rule.on.slice(3)))
  if (rule.kept !== 'Mon') return date
  const weekday = weekdayOf(date)
  return addDays(date, weekday === 6 ? 2 : 1 - weekday)
}

/** The weekday on which a weekend holiday is kept too, or null when it is kept on no other. */
function observedOn(date: LocalDate, rule: WeekendRule): LocalDate | null {
  const weekday = weekdayOf(date)
  if (rule === 'none' || (weekday !== 0 && weekday !== 6)) return null
  if (weekday === 0) return addDays(date, 1)
  if (rule === 'both') return addDays(date, -1)
  return rule === 'monday' ? addDays(date, 2) : null
}

/** A holiday keeps its own name on a weekend; the day kept instead says for what and why. */
function closedIn(year: number, holidays: readonly Holiday[], weekend: WeekendRule): Map<LocalDate, string> {
  const named = new Map<LocalDate, string>()
  const observed = new Map<LocalDate, string>()
  // New Year's Day of the next year may be kept in this one, and the last days of this year in the next
  for (const about of [year - 1, year, year + 1])
    for (const { name, rule, from, until } of holidays) {
      const date = dateInYear(rule, about)
      if (date === null || (from && date < from) || (until && date > until)) continue
      named.set(date, named.get(date) ?? name)
      const kept = observedOn(date, weekend)
      if (kept) observed.set(kept, observed.get(kept) ?? `${name} (observed ${weekdays[weekdayOf(kept)]})`)
    }
  return new Map([...observed, ...named])
}

/** Rules → the days on which offices are closed: 'Christmas', 'Christmas (observed Fri)', 'Sat', 'Sun', or null. */
export function calendarOf(holidays: readonly Holiday[], weekend: WeekendRule): Calendar {
  const years = new Map<number, Map<LocalDate, string>>()
  return (date) => {
    const year = yearOf(date)
    let closed = years.get(year)
    if (!closed) {
      closed = closedIn(year, holidays, weekend)
      years.set(year, closed)
    }
    const weekday = weekdayOf(date)
    return closed.get(date) ?? (weekday === 0 || weekday === 6 ? weekdays[weekday] : null)
  }
}
