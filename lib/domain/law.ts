import { z } from 'zod'
import { calendarOf, holidayFileSchema } from '#lib/domain/calendar'
import type { Clock } from '#lib/domain/clock'
import { clocksOf } from '#lib/domain/clock'
import type { Calendar } from '#lib/domain/date'
import type { Facts, ReceiptRule } from '#lib/domain/law-file'
import { countingFileSchema, factsSchema } from '#lib/domain/law-file'
import counting from './law/counting.json' with { type: 'json' }
import holidays from './law/holidays.json' with { type: 'json' }
import jurisdictionFile from './law/jurisdictions.json' with { type: 'json' }

/** The law of one jurisdiction, with what is needed to count by it. Only services load it; deadline.ts is handed one. */
export type Law = {
  code: string
  name: string
  facts: Facts
  /** Past and present; `clocksInForce` picks those of a day. The first clock comes first. */
  clocks: readonly Clock[]
  /** Why a day does not count there, or null. */
  closed: Calendar
  calendar: { source: string; confidence: string; note: string | null; weekend: string; days: CalendarDay[] }
  /** Moves the last day of the agency's calendar-day clocks forward off weekends and holidays. */
  rollsForward: boolean
  receipt: ReceiptRule | null
}
type CalendarDay = { name: string; from: string | null; until: string | null; source: string | null }

type Files = { holidays: z.infer<typeof holidayFileSchema>; counting: z.infer<typeof countingFileSchema> }

function lawFrom(facts: Facts, files: Files): Law {
  const row = files.holidays.jurisdictions.find(({ code }) => code === facts.code)
  if (!row) throw new Error(`holidays.json has no calendar for ${facts.code}`)
  const closed = row.closed.map((day) => {
    const { day: name, ...since } = typeof day === 'string' ? { day } : day
    const rule = files.holidays.days[name]
    if (!rule) throw new Error(`holidays.json does not say when ${name} falls (${facts.code})`)
    return { name, rule, ...since }
  })
  return {
    code: facts.code,
    name: facts.name,
    facts,
    clocks: clocksOf(facts, files.counting.clocks),
    closed: calendarOf(closed, row.weekend),
    calendar: {
      source: row.source,
      confidence: row.confidence,
      note: row.note ?? null,
      weekend: row.weekend,
      days: closed.map(({ name, from, until, source }) => ({
        name,
        from: from ?? null,
        until: until ?? null,
        source: source ?? null,
      })),
    },
    rollsForward: files.counting.rollsForward.some(({ code }) => code === facts.code),
    receipt: files.counting.receipt.find(({ code }) => code === facts.code) ?? null,
  }
}

let loaded: ReadonlyMap<string, Law> | undefined

/** Checked against their schemas once, when first asked for. */
function laws(): ReadonlyMap<string, Law> {
  if (loaded) return loaded
  const files = { holidays: holidayFileSchema.parse(holidays), counting: countingFileSchema.parse(counting) }
  const facts = z.array(factsSchema).parse(jurisdictionFile)
  loaded = new Map(facts.map((one) => [one.code, lawFrom(one, files)]))
  return loaded
}

/** All 52: US, the fifty states, DC; by name, the federal one first. */
export const jurisdictions = (): Law[] =>
  [...laws().values()].sort((a, b) => Number(b.code === 'US') - Number(a.code === 'US') || (a.name < b.name ? -1 : 1))

/** The law of 'US', 'NJ', 'DC' …, or null where there is none of that code. */
export const lawOf = (code: string): Law | null => laws().get(code) ?? null
