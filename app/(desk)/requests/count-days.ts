import { addDays, weekdayOf } from '#lib/domain/date'
import type { Deadline } from '#lib/domain/deadline'
import type { CountedDay } from '../../_ui/day-strip.tsx'
import { formatDay } from '../../_ui/format-date.ts'

/** What a kind of deadline is called on the screen. */
export const kindWords: Record<Deadline['kind'], string> = {
  acknowledgment: 'acknowledgment',
  response: 'answer',
  extension: 'answer after an extension',
  production: 'records',
  appeal: 'last day to appeal',
  appeal_response: 'decision on the appeal',
  court: 'last day to go to court',
  other: 'further step',
}

const unitWords: Record<Deadline['basis']['unit'], string> = {
  business_days: 'business day',
  calendar_days: 'calendar day',
  hours: 'hour',
  months: 'month',
  years: 'year',
  none: '',
}

/** "7 business days after receipt, which was Mon 2 Nov 2026" */
export function sayCount({ basis, kind }: Deadline, receivedOn: string | null): string {
  const many = basis.count === 1 ? '' : 's'
  const count = `${basis.count} ${unitWords[basis.unit]}${many}`
  const first = kind === 'acknowledgment' || kind === 'response'
  return first && receivedOn ? `${count} after receipt, which was ${formatDay(receivedOn)}` : count
}

const mostDays = 30

/**
 * One cell a day from receipt to the due day, weekends left out. @returns null where the count is not one plain run
 * of business days from receipt, or too long to be looked at.
 */
export function stripOf({ basis, dueOn }: Deadline, receivedOn: string | null, late: boolean): CountedDay[] | null {
  if (!receivedOn || !dueOn || basis.unit !== 'business_days' || basis.count === null) return null
  const skipped = new Set(basis.skipped.map(({ date }) => date))
  const days: CountedDay[] = []
  let count = 0
  for (let day = receivedOn; day <= dueOn; day = addDays(day, 1)) {
    if (days.length > mostDays) return null
    const passed = day !== receivedOn && skipped.has(day)
    if (day !== receivedOn && !passed) count += 1
    const weekend = weekdayOf(day) === 0 || weekdayOf(day) === 6
    if (passed && weekend) continue
    const words = formatDay(day, 'short').split(' ').slice(0, 2).join(' ')
    if (passed) days.push({ day: words, count: 'skip', kind: 'skipped' })
    else if (day === dueOn) days.push({ day: words, count: String(count), kind: late ? 'late' : 'due' })
    else days.push({ day: words, count: String(count) })
  }
  return count === basis.count ? days : null
}
