import { sayClosedDay } from '#lib/domain/closed-day'
import type { Deadline } from '#lib/domain/deadline'
import { DayStrip } from '../../_ui/day-strip.tsx'
import { formatDay } from '../../_ui/format-date.ts'
import { Facts } from '../../_ui/surface.tsx'
import { kindWords, sayCount, stripOf } from './count-days.ts'

/** Why a date is what it is: the days counted, the law, the count and every day that did not count, with its reason. */
export function Why({
  deadline,
  receivedOn,
  late = false,
  source,
}: {
  deadline: Deadline
  receivedOn: string | null
  late?: boolean
  source?: string | null
}) {
  const { basis } = deadline
  const days = stripOf(deadline, receivedOn, late)
  const holidays = basis.skipped.filter(({ why }) => why !== 'Sat' && why !== 'Sun')
  const weekends = basis.skipped.filter(({ why }) => why === 'Sat' || why === 'Sun')
  const facts = [
    { term: 'Law', detail: basis.citation },
    ...(basis.count === null ? [] : [{ term: 'Count', detail: sayCount(deadline, receivedOn) }]),
    ...(deadline.condition ? [{ term: 'Holds', detail: deadline.condition }] : []),
    ...(holidays.length > 0
      ? [
          {
            term: 'Not counted',
            detail: holidays.map(({ date, why }) => `${formatDay(date, 'short')} ${sayClosedDay(why)}`).join(', '),
          },
        ]
      : []),
    ...(weekends.length > 0
      ? [{ term: 'Weekends', detail: weekends.map(({ date }) => formatDay(date, 'short')).join(', ') }]
      : []),
    ...(basis.note ? [{ term: 'Note', detail: basis.note }] : []),
    ...(source && holidays.length > 0 ? [{ term: 'Closed days', detail: source }] : []),
  ]
  return (
    <div className="grid gap-2">
      {days ? <DayStrip label={`Days counted for the ${kindWords[deadline.kind]}`} days={days} /> : null}
      <Facts facts={facts} />
    </div>
  )
}

/** The same for a date that somebody set by hand. */
export function WhyOverride({ reason, counted }: { reason: string; counted: string | null }) {
  return (
    <Facts
      facts={[
        { term: 'Set by hand', detail: reason },
        { term: 'By the law', detail: counted ? formatDay(counted) : 'no fixed day' },
      ]}
    />
  )
}
