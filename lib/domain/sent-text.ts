/** A moment as a mail prints it: the time on the wall where it was printed, and how far that is from UTC if it says so. */
export type SentAt = {
  /** 2025-07-02T14:06 */
  wall: string
  /** Minutes east of UTC. */
  offset: number | null
}

const months: Record<string, number> = Object.fromEntries(
  [
    ['jan', 'ene'],
    ['feb'],
    ['mar', 'maerz'],
    ['apr', 'abr'],
    ['may', 'mai'],
    ['jun'],
    ['jul'],
    ['aug', 'ago'],
    ['sep'],
    ['oct', 'okt'],
    ['nov'],
    ['dec', 'dez', 'dic'],
  ].flatMap((names, i) => names.map((name) => [name, i + 1])),
)
const days = 'sun mon tue wed thu fri sat son mon die mit don fre sam dom lun mar mie jue vie sab so mo di mi do fr sa'
const dayNumber = new Map(days.split(' ').map((name, i) => [name, i % 7]))
const zones: Record<string, number> = {
  utc: 0,
  gmt: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
}

/**
 * “Wednesday, July 2, 2025 2:06 PM”, “Wed, Jul 2, 2025 at 2:06 PM”, “7/2/2025 14:06”, “02.07.2025 14:06”,
 * “Mon, 02 Nov 2026 10:15:00 -0800” → its moment; null where there is no day, no time of day, or a day that cannot be
 * told. 7/2 is July 2, as it is written in the United States, unless the day of the week says otherwise.
 */
export function readSentText(text: string): SentAt | null {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const time = /\b(\d{1,2}):(\d{2})(?::\d{2})?\s*(?:([ap])\.?m\b\.?)?/.exec(plain)
  if (!time) return null
  const rest = `${plain.slice(0, time.index)} ${plain.slice(time.index + time[0].length)}`
  const day = dayIn(rest)
  let hour = Number(time[1])
  const minute = Number(time[2])
  if (time[3]) {
    if (hour < 1 || hour > 12) return null
    hour = (hour % 12) + (time[3] === 'p' ? 12 : 0)
  }
  if (!day || hour > 23 || minute > 59) return null
  return { wall: `${day}T${two(hour)}:${two(minute)}`, offset: offsetIn(plain.slice(time.index + time[0].length)) }
}

/** The instant, read on a clock `offset` minutes east of UTC where the text does not say which. */
export const instantOf = ({ wall, offset }: SentAt, otherwise: number) =>
  new Date(Date.parse(`${wall}:00Z`) - (offset ?? otherwise) * 60_000)

const two = (n: number) => String(n).padStart(2, '0')

function offsetIn(text: string): number | null {
  const numeric = /([+-])(\d{2}):?(\d{2})\b/.exec(text)
  if (numeric) return (numeric[1] === '-' ? -1 : 1) * (Number(numeric[2]) * 60 + Number(numeric[3]))
  const named = /\b(utc|gmt|[pmce][sd]t)\b/.exec(text)?.[1]
  return named === undefined ? null : (zones[named] ?? null)
}

function dayIn(text: string): string | null {
  const iso = /\b(\d{4})-(\d{2})-(\d{2})\b/.exec(text)
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const numbers = /\b(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})\b/.exec(text)
  if (numbers) {
    const [a, b, y] = [Number(numbers[1]), Number(numbers[3]), Number(numbers[4])]
    const year = y < 100 ? 2000 + y : y
    const said = weekdayIn(text)
    const either = numbers[2] === '.' ? [dayOf(year, b, a)] : [dayOf(year, a, b), dayOf(year, b, a)]
    return either.find((day) => day && (said === null || weekday(day) === said)) ?? null
  }
  const year = /\b((?:19|20)\d{2})\b/.exec(text)
  const date = /\b(\d{1,2})(?:st|nd|rd|th)?\b/.exec(text)
  const month = text.match(/\p{L}{3,}/gu)?.find((word) => monthOf(word) > 0)
  if (!year || !date || !month) return null
  return dayOf(Number(year[1]), monthOf(month), Number(date[1]))
}

const fullMonths =
  /^(january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|marz|maerz|mai|juni|juli|oktober|dezember|enero|febrero|marzo|abril|mayo|junio|julio|agosto|sept|septiembre|octubre|noviembre|diciembre)$/
const monthOf = (word: string) =>
  word.length === 3 || fullMonths.test(word) ? (months[word] ?? months[word.slice(0, 3)] ?? 0) : 0
const weekdayIn = (text: string) => dayNumber.get(/\p{L}{2,}/u.exec(text)?.[0].slice(0, 3) ?? '') ?? null
const weekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay()

function dayOf(year: number, month: number, day: number): string | null {
  if (year < 1971 || year > 2099) return null
  const at = new Date(Date.UTC(year, month - 1, day))
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? `${year}-${two(month)}-${two(day)}` : null
}

/** How many minutes east of UTC a place is at a time on its wall. */
export function offsetOf(wall: string, timeZone: string): number {
  const asUtc = Date.parse(`${wall}:00Z`)
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  const said = format.formatToParts(new Date(asUtc)).find((part) => part.type === 'timeZoneName')?.value ?? ''
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d{2}):(\d{2})/.exec(said) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}
