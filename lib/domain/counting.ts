import type { Clock } from '#lib/domain/clock'
import type { LocalDate, SkippedDay } from '#lib/domain/date'
import { addDays, addMonths, addOpenDays, addYears, nextOpenDay, sayDate } from '#lib/domain/date'
import type { Law } from '#lib/domain/law'
import type { Act, Unit } from '#lib/domain/law-file'

/** So many of a unit. Count null: a standard without a number. */
export type Step = { count: number | null; unit: Unit }
/** A clock's way to its date: where it starts, what it counts in turn, and whether it rests on an act still to come. */
export type Path = { from: Act; start: LocalDate; steps: Step[]; assumed: Act | null }
export type ActDates = Partial<Record<Act, LocalDate>>

/** Neighbours of one unit are one count: an extension runs from the first day, not from a last day moved forward. */
function merged(steps: readonly Step[]): Step[] {
  const joined: Step[] = []
  for (const step of steps) {
    const last = joined.at(-1)
    if (last && last.unit === step.unit && last.count !== null && step.count !== null && step.unit !== 'hours')
      joined[joined.length - 1] = { count: last.count + step.count, unit: step.unit }
    else joined.push(step)
  }
  return joined
}

/**
 * From the act where it has come; else from the last day for it, which is where the clocks in `after` end.
 * @returns null where nothing has started it yet.
 */
export function pathOf(clock: Clock, clocks: readonly Clock[], acts: ActDates): Path | null {
  const own: Step = { count: clock.count, unit: clock.unit }
  const [before, ...between] = clock.after.map((id) => clocks.find((one) => one.id === id))
  const rest = between.map((one) => (one ? { count: one.count, unit: one.unit } : own))
  const act = acts[clock.from]
  if (act !== undefined && clock.from !== 'receipt')
    return { from: clock.from, start: act, steps: merged([...rest, own]), assumed: null }
  if (clock.waits) return null
  const assumed = clock.from === 'receipt' ? null : clock.from
  if (!before) {
    const start = acts.receipt
    return start === undefined ? null : { from: 'receipt', start, steps: [own], assumed: null }
  }
  const path = pathOf(before, clocks, acts)
  return path && { ...path, steps: merged([...path.steps, ...rest, own]), assumed: assumed ?? path.assumed }
}

function addStep(from: LocalDate, { count, unit }: { count: number; unit: Unit }, law: Law) {
  if (unit === 'business_days') return addOpenDays(from, count, law.closed)
  if (unit === 'months') return { date: addMonths(from, count), skipped: [] }
  if (unit === 'years') return { date: addYears(from, count), skipped: [] }
  // hours from a moment of that day end, day counted whole, so many days later
  return { date: addDays(from, unit === 'hours' ? Math.ceil(count / 24) : count), skipped: [] }
}

/**
 * Day zero is `start`; due at the end of the last day counted. Where the law's general rule says so (CA, NM), an
 * agency's last calendar day on a weekend or holiday moves to the next business day; the requester's own never does.
 * @returns dueOn null where a step has no number; `turn` is the day on which the last step began.
 */
export function countSteps(path: Path, law: Law, party: 'agency' | 'requester') {
  const skipped: SkippedDay[] = []
  let day = path.start
  let turn = path.start
  for (const { count, unit } of path.steps) {
    if (count === null) return { dueOn: null, skipped: [], turn, unrolled: null }
    turn = day
    const next = addStep(day, { count, unit }, law)
    skipped.push(...next.skipped)
    day = next.date
  }
  const rolls = law.rollsForward && party === 'agency' && path.steps.at(-1)?.unit === 'calendar_days'
  if (!rolls) return { dueOn: day, skipped, turn, unrolled: null }
  const open = nextOpenDay(day, law.closed)
  skipped.push(...open.skipped)
  return { dueOn: open.date, skipped, turn, unrolled: open.date === day ? null : day }
}

const singular: Record<Unit, string> = {
  business_days: 'business day',
  calendar_days: 'calendar day',
  hours: 'hour',
  months: 'month',
  years: 'year',
  none: 'no number',
}

/** 5 business days, 1 month, 24 hours. */
export const sayStep = ({ count, unit }: Step) =>
  count === null ? 'no number of days' : `${count} ${singular[unit]}${count === 1 ? '' : 's'}`

/** What each act is called in a sentence: 'counted from …'. */
export const sayAct: Record<Act, string> = {
  receipt: 'receipt',
  acknowledgment: 'the acknowledgment',
  denial: 'the refusal',
  fee_estimate: 'the cost estimate',
  appeal: 'the appeal',
  appeal_decision: 'the decision on the appeal',
}

/** The sentences that say how a date was counted, in the order of the counting. */
export function sayPath(path: Path, counted: ReturnType<typeof countSteps>, law: Law, party: 'agency' | 'requester') {
  const says = [`Counted from ${sayAct[path.from]} on ${sayDate(path.start)}, which is day zero.`]
  if (path.assumed) says.push(`${capital(sayAct[path.assumed])} has not come; its last day is taken until it does.`)
  if (path.steps.length > 1)
    says.push(
      `${capital(path.steps.map(sayStep).join(', then '))}; the last of these begin after ${sayDate(counted.turn)}.`,
    )
  if (path.steps.some(({ unit }) => unit === 'hours'))
    says.push('Hours run by the clock: the hour of the request decides.')
  if (counted.dueOn === null) return says
  const closed = law.closed(counted.dueOn)
  if (counted.unrolled)
    says.push(
      `The last day, ${sayDate(counted.unrolled)}, is no business day; it moves to the next one (general rule of counting, from memory).`,
    )
  else if (party === 'requester')
    says.push(
      `Your own limit is never moved to a later day${closed === null ? '' : ` (${closed})`}: act on or before it.`,
    )
  else if (closed !== null)
    says.push(`The last day falls on a day that offices are closed (${closed}); no rule read moves it.`)
  return says
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
