import { type DayStyle, formatDay, relativeDay, splitInstant } from './format-date.ts'

/** A local date, `YYYY-MM-DD`, as "Fri 13 Nov 2026"; with `relativeTo` as "In 2 days", the date shown on hover. */
export function Day({
  on,
  style = 'full',
  relativeTo,
  className,
}: {
  on: string
  style?: DayStyle
  relativeTo?: string
  className?: string
}) {
  const words = formatDay(on, style)
  return (
    <time dateTime={on} className={className} title={relativeTo ? formatDay(on) : undefined}>
      {relativeTo ? relativeDay(on, relativeTo) : words}
    </time>
  )
}

/** An instant, ISO 8601, as "Fri 13 Nov 2026, 14:02". Without a zone it is shown in UTC and says so. */
export function Instant({
  at,
  zone,
  style = 'full',
  clockOnly,
  className,
}: {
  at: string
  zone?: string
  style?: DayStyle
  clockOnly?: boolean
  className?: string
}) {
  const { day, clock } = splitInstant(at, zone ?? 'UTC')
  const time = zone ? clock : `${clock} UTC`
  const whole = `${formatDay(day)}, ${time}`
  return (
    <time dateTime={at} className={className} title={whole}>
      {clockOnly ? time : `${formatDay(day, style)}, ${time}`}
    </time>
  )
}
