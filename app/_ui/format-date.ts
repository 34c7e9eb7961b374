const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

const dayMs = 86_400_000

/** `short` Fri 13 Nov · `full` Fri 13 Nov 2026 · `long` Friday 13 November · `month` November 2026 */
export type DayStyle = 'short' | 'full' | 'long' | 'month'

/** Words for a local date `YYYY-MM-DD`; no time zone is involved. */
export function formatDay(on: string, style: DayStyle = 'full'): string {
  const date = new Date(`${on}T00:00:00Z`)
  const weekday = weekdays[date.getUTCDay()] ?? ''
  const month = months[date.getUTCMonth()] ?? ''
  const day = date.getUTCDate()
  const year = date.getUTCFullYear()
  if (style === 'month') return `${month} ${year}`
  if (style === 'long') return `${weekday} ${day} ${month}`
  const words = `${weekday.slice(0, 3)} ${day} ${month.slice(0, 3)}`
  return style === 'short' ? words : `${words} ${year}`
}

/** How far a local date lies from another: "Today", "Tomorrow", "In 5 days", "Yesterday", "5 days ago". */
export function relativeDay(on: string, today: string): string {
  const days = Math.round((Date.parse(`${on}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / dayMs)
  if (days === 0) return 'Today'
  if (days === 1) return 'Tomorrow'
  if (days === -1) return 'Yesterday'
  return days > 0 ? `In ${days} days` : `${-days} days ago`
}

/** The local date and the clock time of an instant (ISO 8601) in a time zone. */
export function splitInstant(at: string, zone: string): { day: string; clock: string } {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(at))
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? ''
  return { day: `${part('year')}-${part('month')}-${part('day')}`, clock: `${part('hour')}:${part('minute')}` }
}
