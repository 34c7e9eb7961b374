import { addDays, addMonths, isLocalDate, type LocalDate } from '#lib/domain/date'

/** Days as they are asked for. An edge that is left out is open; `none`: those without a day. */
export type Days = { from?: Day; to?: Day; none?: true }
/** A day, or one so many days, months … from today (before it: less than 0). */
export type Day = LocalDate | { days: number } | { months: number }
/** `ambiguous`: 03/04/2026 was read as the day before the month. */
export type ReadDays = { days: Days; ambiguous?: string }

const units: Record<string, (count: number) => { days: number } | { months: number }> = {
  d: (n) => ({ days: n }),
  w: (n) => ({ days: 7 * n }),
  m: (n) => ({ months: n }),
  y: (n) => ({ months: 12 * n }),
}
const spoken: Record<string, { days: number }> = { yesterday: { days: -1 }, today: { days: 0 }, tomorrow: { days: 1 } }

/**
 * `2026-11-05`, `2026-11`, `2026`, `today`, `a..b` (either end may be open), `>2026-11-05`, `<7d`, `7d`, `none`,
 * 14/01/2008. `<7d` is within the last seven days, for a day still to come (`ahead`) within the next seven.
 * @returns null where it is no such thing.
 */
export function readDays(said: string, ahead = false): ReadDays | null {
  const value = said.trim().toLowerCase()
  if (value === 'none') return { days: { none: true } }
  const age = /^(<=?|>=?)?(\d{1,3})([dwmy])$/.exec(value)
  if (age) return { days: ageOf(age[1] ?? '<', Number(age[2]), age[3] ?? 'd', ahead) }
  const compared = /^(<=?|>=?)(.+)$/.exec(value)
  if (compared) {
    const [, sign = '', day = ''] = compared
    const span = spanOf(day, dayFirst([day]))
    if (!span) return null
    const [from, to] = span
    const days: Days =
      sign === '>' ? { from: next(to, 1) } : sign === '>=' ? { from } : sign === '<' ? { to: next(from, -1) } : { to }
    return { days, ...ambiguity([day]) }
  }
  const ends = value.split('..')
  if (ends.length > 2) return null
  const [a = '', b] = ends
  const order = dayFirst(ends)
  if (b === undefined) {
    const span = spanOf(a, order)
    return span && { days: { from: span[0], to: span[1] }, ...ambiguity(ends) }
  }
  const [first, last] = [spanOf(a, order), spanOf(b, order)]
  if ((a !== '' && !first) || (b !== '' && !last) || (!first && !last)) return null
  const turned = first && last && typeof first[0] === 'string' && typeof last[0] === 'string' && last[0] < first[0]
  const [low, high] = turned ? [last, first] : [first, last]
  return { days: { ...(low ? { from: low[0] } : {}), ...(high ? { to: high[1] } : {}) }, ...ambiguity(ends) }
}

/** Days as asked → days of the calendar, both included. */
export function resolveDays({ from, to }: Days, today: LocalDate): { from?: LocalDate; to?: LocalDate } {
  const on = (day: Day) =>
    typeof day === 'string' ? day : 'days' in day ? addDays(today, day.days) : addMonths(today, day.months)
  return { ...(from ? { from: on(from) } : {}), ...(to ? { to: on(to) } : {}) }
}

function ageOf(sign: string, count: number, unit: string, ahead: boolean): Days {
  const edge = units[unit]?.(ahead ? count : -count) ?? { days: 0 }
  const beyond: Day = 'days' in edge ? { days: edge.days + (ahead ? 1 : -1) } : edge
  if (sign.startsWith('<')) return ahead ? { from: { days: 0 }, to: edge } : { from: edge, to: { days: 0 } }
  return ahead ? { from: beyond } : { to: beyond }
}

/** The first and the last day of what is named: a day, a month, a year. */
function spanOf(said: string, order: 'day' | 'month'): [Day, Day] | null {
  const word = Object.hasOwn(spoken, said) ? spoken[said] : undefined
  if (word) return [word, word]
  const text = /^\d{4}-\d{2}-\d{2}t/.test(said) ? said.slice(0, 10) : said // a moment: its day
  if (/^\d{4}$/.test(text)) return whole(`${text}-01-01`, `${text}-12-31`)
  if (/^\d{4}-\d{2}$/.test(text) && isLocalDate(`${text}-01`))
    return whole(`${text}-01`, addDays(addMonths(`${text}-01`, 1), -1))
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text)
  if (!slashed) return whole(text, text)
  const [, a = '', b = '', year = ''] = slashed
  const [day, month] = order === 'day' ? [a, b] : [b, a]
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return whole(iso, iso)
}

const whole = (from: LocalDate, to: LocalDate): [Day, Day] | null =>
  isLocalDate(from) && from >= '1000-01-02' && to < '9999-12-31' ? [from, to] : null

const next = (day: Day, by: number): Day =>
  typeof day === 'string' ? addDays(day, by) : 'days' in day ? { days: day.days + by } : day

const slashedDay = /^(\d{1,2})\/(\d{1,2})\/\d{4}$/
const parts = (ends: readonly string[]) => ends.flatMap((end) => slashedDay.exec(end)?.slice(1, 3).map(Number) ?? [])

/** Day or month first? Any part over twelve tells; where none does, as Alaveteli writes them. */
const dayFirst = (ends: readonly string[]): 'day' | 'month' =>
  parts(ends).some((part, i) => i % 2 === 1 && part > 12) ? 'month' : 'day'

function ambiguity(ends: readonly string[]) {
  const all = parts(ends)
  const [a, b] = all
  const open = all.length > 0 && all.every((part) => part <= 12) && a !== b
  return open ? { ambiguous: ends.find((end) => slashedDay.test(end)) ?? '' } : {}
}

export type Numbers = { from?: number; to?: number }

/** `3`, `3..9`, `3-9`, `>100`, `>=100`, `<100`, `100..`: whole numbers, both ends included. null: none such. */
export function readNumbers(said: string): Numbers | null {
  const value = said.trim().replace(/^\$/, '')
  const compared = /^(<=?|>=?)\$?(\d{1,9})$/.exec(value)
  if (compared) {
    const number = Number(compared[2])
    const from = { '>': number + 1, '>=': number }[compared[1] ?? '']
    return from === undefined ? { to: compared[1] === '<' ? number - 1 : number } : { from }
  }
  const ends = /^(\d{0,9})(?:\.\.|-|–)(\d{0,9})$/.exec(value)
  if (!ends) return /^\d{1,9}$/.test(value) ? { from: Number(value), to: Number(value) } : null
  const [, a = '', b = ''] = ends
  if (a === '' && b === '') return null
  const [low, high] = a !== '' && b !== '' && Number(b) < Number(a) ? [b, a] : [a, b]
  return { ...(low === '' ? {} : { from: Number(low) }), ...(high === '' ? {} : { to: Number(high) }) }
}
