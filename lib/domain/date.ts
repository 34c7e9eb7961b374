import { z } from 'zod'

/**
 * Statutory dates are days, not instants: text 'YYYY-MM-DD' in the agency's own time zone. Text of this shape sorts
 * and compares as dates do. Nothing here reads a clock; `todayIn` is told the time.
 */
export type LocalDate = string

const dayMs = 86_400_000
const shape = /^(\d{4})-(\d{2})-(\d{2})$/

const textOfDay = (day: number): LocalDate => new Date(day * dayMs).toISOString().slice(0, 10)
const dayOf = (date: LocalDate) => Date.parse(`${date}T00:00:00Z`) / dayMs

/** True for a day that exists: '2024-02-29' is one, '2023-02-29' is not. Years 1000 to 9999. */
export function isLocalDate(text: string): boolean {
  const parts = shape.exec(text)
  if (!parts || Number(parts[1]) < 1000) return false
  const day = dayOf(text)
  return Number.isFinite(day) && textOfDay(day) === text
}

export const localDateSchema = z
  .string({ error: 'Give a date as YYYY-MM-DD.' })
  .refine(isLocalDate, 'Give a date that exists, as YYYY-MM-DD, for example 2026-07-01.')
  .meta({ id: 'LocalDate', description: 'A day, YYYY-MM-DD', example: '2026-07-01', format: 'date' })

/** Negative when `a` is the earlier day, 0 when they are the same, positive when it is the later. */
export const compareDates = (a: LocalDate, b: LocalDate) => (a < b ? -1 : a > b ? 1 : 0)

export const addDays = (date: LocalDate, days: number): LocalDate => textOfDay(dayOf(date) + days)

/** Calendar days from `a` to `b`; negative when `b` is earlier. */
export const daysBetween = (a: LocalDate, b: LocalDate) => dayOf(b) - dayOf(a)

/** 0 Sunday … 6 Saturday. */
export const weekdayOf = (date: LocalDate) => new Date(dayOf(date) * dayMs).getUTCDay()

export const yearOf = (date: LocalDate) => Number(date.slice(0, 4))

/** `month` 1–12; a day past the month's end is no date and must not be asked for. */
export const dateOf = (year: number, month: number, day: number): LocalDate =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

const lastDayOf = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** The same day of the month, or the month's last day where it has no such day (31 January + 1 = 28 February). */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const count = yearOf(date) * 12 + Number(date.slice(5, 7)) - 1 + months
  const year = Math.floor(count / 12)
  const month = (count % 12) + 1
  return dateOf(year, month, Math.min(Number(date.slice(8)), lastDayOf(year, month)))
}

export const addYears = (date: LocalDate, years: number): LocalDate => addMonths(date, years * 12)

/** The nth weekday (0 Sunday … 6 Saturday) of a month; nth -1 is the last. */
export function nthWeekday(year: number, month: number, weekday: number, nth: number): LocalDate {
  const anchor = nth > 0 ? dateOf(year, month, 1) : dateOf(year, month, lastDayOf(year, month))
  const off = nth > 0 ? (weekday - weekdayOf(anchor) + 7) % 7 : -((weekdayOf(anchor) - weekday + 7) % 7)
  return addDays(anchor, off + 7 * (nth > 0 ? nth - 1 : nth + 1))
}

/** Easter Sunday of the Gregorian calendar (the anonymous algorithm in Meeus, Astronomical Algorithms, ch. 8). */
export function easterOf(year: number): LocalDate {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 19 * l) / 433)
  const month = Math.floor((h + l - 7 * m + 90) / 25)
  return dateOf(year, month, (h + l - 7 * m + 33 * month + 19) % 32)
}

// Making a formatter takes longer than all else about a row of a list, so each zone has one.
const clocks = new Map<string, Intl.DateTimeFormat>()
function clockOf(timeZone: string) {
  const known = clocks.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  clocks.set(timeZone, made)
  return made
}

/** The day it is at `now` in an IANA time zone, for example 'America/New_York'. */
export function todayIn(now: Date, timeZone: string): LocalDate {
  const parts = clockOf(timeZone)
    .formatToParts(now)
    .reduce<Record<string, string>>((all, { type, value }) => Object.assign(all, { [type]: value }), {})
  return `${parts.year}-${parts.month}-${parts.day}`
}

/** Why a day does not count ('Sat', 'Sun', the name of a holiday), or null when it does. */
export type Calendar = (date: LocalDate) => string | null
export const skippedDaySchema = z.object({ date: localDateSchema, why: z.string() }).meta({ id: 'SkippedDay' })
export type SkippedDay = z.infer<typeof skippedDaySchema>

/** The first day from `date` on that counts (itself, if it does) and the days passed over to reach it. */
export function nextOpenDay(date: LocalDate, closed: Calendar): { date: LocalDate; skipped: SkippedDay[] } {
  const skipped: SkippedDay[] = []
  let day = date
  for (let why = closed(day); why !== null; why = closed(day)) {
    skipped.push({ date: day, why })
    day = addDays(day, 1)
  }
  return { date: day, skipped }
}

/**
 * The count-th day that counts after `from`, which is day zero, and every day passed over on the way. A count of
 * zero is `from` itself, or the next day that counts.
 */
export function addOpenDays(from: LocalDate, count: number, closed: Calendar) {
  if (count === 0) return nextOpenDay(from, closed)
  const skipped: SkippedDay[] = []
  let day = from
  for (let counted = 0; counted < count; counted += 1) {
    const next = nextOpenDay(addDays(day, 1), closed)
    skipped.push(...next.skipped)
    day = next.date
  }
  return { date: day, skipped }
}

/** Days that count after `from` up to and including `to`; 0 when `to` is not later. Never negative, never absolute. */
export function openDaysBetween(from: LocalDate, to: LocalDate, closed: Calendar): number {
  let count = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (closed(day) === null) count += 1
  return count
}

const dayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** '2026-07-09' → 'Thu 9 Jul 2026'. */
export const sayDate = (date: LocalDate) =>
  `${dayNames[weekdayOf(date)]} ${Number(date.slice(8))} ${monthNames[Number(date.slice(5, 7)) - 1]} ${yearOf(date)}`
