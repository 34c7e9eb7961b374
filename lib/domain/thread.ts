import type { QuotedMessage } from '#lib/domain/quoted'
import { instantOf, readSentText } from '#lib/domain/sent-text'

/** What is asked of a message to tell which others it belongs with. `id` is its own Message-ID; `references`: all it names. */
export type Correspondence = {
  from: string | null
  to: readonly string[]
  cc: readonly string[]
  /** ms */
  sentAt: number | null
  /** Printed: its clock is that of whoever printed it. */
  printed: boolean
  subject: string
  id: string | null
  references: readonly string[]
  quotes: readonly QuotedMessage[]
}

export const threadDays = 60
const windowMs = threadDays * 24 * 3600 * 1000

const answered = /^(re|aw|antw|antwort|sv|vs|ref|res|rif|odp|fwd?|wg|tr|rv|enc|i|doorst)(\s*\[\d+\])?\s*[:;]\s*/i
const tag = /^\[(external|ext|extern|caution|encrypt(?:ed)?|secure|spam\??|suspicious|warning)[^\]]{0,30}\]\s*/i
const shout = /^(external(?: e-?mail)?|ext|caution|secure)\s*[:!]+\s*/i

/** A subject without what mail programs put before it: Re:, Fwd:, AW:, [External] …; lower case, single spaces. */
export function plainSubject(subject: string): string {
  let rest = subject.normalize('NFKC').replace(/\s+/g, ' ').trim()
  for (let before = ''; before !== rest; ) {
    before = rest
    rest = rest.replace(answered, '').replace(tag, '').replace(shout, '').trim()
  }
  return rest.toLowerCase()
}

/** Whether a mail program wrote Re: or Fwd: before the subject: somebody answered or passed it on. */
export function isAnswer(subject: string): boolean {
  return answered.test(subject.replace(/\s+/g, ' ').trim().replace(tag, '').replace(shout, '').trim())
}

const idlePattern =
  /^(|hi|hello|hey|update|updates|question|questions|request|records? request|public records?( request)?|foia( request)?|follow(ing)? up|meeting|invoice|information|info|thanks?( you)?|no subject|\(no subject\)|none|untitled|test|fyi|document|documents|scan|report)[.!?]?$/

/** A subject that anybody may write: it tells nothing about what belongs together. */
export const saysLittle = (plain: string) => plain.length < 6 || idlePattern.test(plain)

/**
 * By what a person is known: their address, and the words of their name in any order (“Lee, Ana”, “Ana Lee/PD/City”).
 * Two entries that share a key are one person.
 */
export function keysOf(said: string): string[] {
  const person = said.slice(0, 400)
  const address = /[^\s<>"'(),;:[\]@]+@[^\s<>"'(),;:[\]@.]+(?:\.[^\s<>"'(),;:[\]@.]+)+/.exec(person)?.[0].toLowerCase()
  const name = person
    .replace(/<[^>]*>|\([^)]*\)|\[[^\]]*\]/g, ' ')
    .replace(/\bon behalf of\b.*$/i, '')
    .split('/')[0]
  const words =
    (name ?? '')
      .toLowerCase()
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .match(/[\p{L}\d]+/gu) ?? []
  const spoken =
    name?.includes('@') || words.length < 2
      ? []
      : [
          words
            .filter((word) => word.length > 1)
            .sort()
            .join(' '),
        ]
  return [...(address ? [address] : []), ...spoken.filter(Boolean)]
}

const isOne = (a: readonly string[], b: readonly string[]) => a.some((key) => b.includes(key))
const knownIn = (people: readonly string[], person: readonly string[]) =>
  people.some((each) => isOne(keysOf(each), person))

/** Whether each of the two senders takes part in the other message; one sender who writes to the same again counts too. */
function converse(a: Correspondence, b: Correspondence): boolean {
  const from = [a.from, b.from].map((one) => (one === null ? [] : keysOf(one)))
  const [fromA = [], fromB = []] = from
  const [othersA, othersB] = [
    [...a.to, ...a.cc],
    [...b.to, ...b.cc],
  ]
  if (fromA.length === 0 && fromB.length === 0) return false
  if (fromA.length === 0 || fromB.length === 0) {
    // one sender is not readable: the other one must be who was written to
    return fromA.length === 0 ? knownIn(othersA, fromB) : knownIn(othersB, fromA)
  }
  if (isOne(fromA, fromB)) return othersA.some((person) => knownIn(othersB, keysOf(person)))
  return knownIn(othersB, fromA) && knownIn(othersA, fromB)
}

/** A Message-ID that a bad program gives to every mail links nothing between people who have nothing to do with each other. */
function mayKnow(a: Correspondence, b: Correspondence): boolean {
  if (plainSubject(a.subject) === plainSubject(b.subject)) return true
  const peopleOf = ({ from, to, cc }: Correspondence) => [...(from === null ? [] : [from]), ...to, ...cc]
  const [ours, theirs] = [peopleOf(a), peopleOf(b)]
  if (ours.length === 0 || theirs.length === 0) return true
  return ours.some((person) => knownIn(theirs, keysOf(person)))
}

/** Two different letters cannot have one Message-ID: whoever cleaned or exported them wrote the same into all. */
function isWorthless(id: string, a: Correspondence, b: Correspondence): boolean {
  return a.id === id && b.id === id && plainSubject(a.subject) !== plainSubject(b.subject) && a.sentAt !== b.sentAt
}

/** Two clocks that differ by a time zone alone: quarters of an hour, at most 14 hours. */
function sameClock(a: number, b: number, zoneKnown: boolean): boolean {
  const apart = Math.abs(a - b)
  if (zoneKnown) return apart < 60_000
  return apart <= 14 * 3600_000 && apart % (15 * 60_000) < 60_000
}

/** The same letter twice: as a file and printed, or in the boxes of sender and receiver. */
export function isSameMessage(a: Correspondence, b: Correspondence): boolean {
  if (a.sentAt === null || b.sentAt === null || a.from === null || b.from === null) return false
  return (
    isOne(keysOf(a.from), keysOf(b.from)) &&
    plainSubject(a.subject) === plainSubject(b.subject) &&
    sameClock(a.sentAt, b.sentAt, !a.printed && !b.printed)
  )
}

/** Whether `a` carries `b` along in its history. */
function carries(a: Correspondence, b: Correspondence): boolean {
  const { from, sentAt } = b
  if (from === null || sentAt === null) return false
  return a.quotes.some((quote) => {
    const sent = quote.sentText === null ? null : readSentText(quote.sentText)
    if (!sent || quote.from === null || !isOne(keysOf(quote.from), keysOf(from))) return false
    if (quote.subject !== null && plainSubject(quote.subject) !== plainSubject(b.subject)) return false
    return sameClock(instantOf(sent, 0).getTime(), sentAt, sent.offset !== null && !b.printed)
  })
}

/** Which of these messages stand in somebody's quotes, in the order in which they are quoted. */
export function knownAmong<M extends Pick<Correspondence, 'from' | 'to' | 'subject'> & Dated>(
  quotes: readonly QuotedMessage[],
  known: readonly M[],
): M[] {
  const one = { from: null, to: [], cc: [], sentAt: null, printed: false, subject: '', id: null, references: [] }
  const found = quotes.flatMap((quote) => {
    const carrier = { ...one, quotes: [quote] }
    const said = known.find((entry) => {
      const sentAt = entry.sentAt === null ? null : Date.parse(entry.sentAt)
      return carries(carrier, { ...one, ...entry, sentAt, printed: entry.page !== null, quotes: [] })
    })
    return said ? [said] : []
  })
  return [...new Set(found)]
}
type Dated = { sentAt: string | null; page: number | null }

/**
 * Whether two messages belong to one thread. By their Message-IDs where they say so; else where one quotes the other;
 * else by an answered subject that says something, senders who write to each other, and at most 60 days between: a
 * subject alone never gathers.
 */
export function belongTogether(a: Correspondence, b: Correspondence): boolean {
  if (a.references.some((id) => b.references.includes(id) && !isWorthless(id, a, b)) && mayKnow(a, b)) return true
  if (isSameMessage(a, b) || carries(a, b) || carries(b, a)) return true
  const plain = plainSubject(a.subject)
  if (plain !== plainSubject(b.subject) || saysLittle(plain)) return false
  if (a.sentAt === null || b.sentAt === null || Math.abs(a.sentAt - b.sentAt) > windowMs) return false
  const answers = (a.sentAt >= b.sentAt && isAnswer(a.subject)) || (b.sentAt >= a.sentAt && isAnswer(b.subject))
  return answers && converse(a, b)
}

/** Whether a Message-ID tells one mail from all others; the address of somebody who takes part does not. */
export function isTelling(id: string, people: readonly string[] = []): boolean {
  const bare = id.replace(/[<>]/g, '').toLowerCase()
  return bare.length >= 6 && /[^@]@[^@]/.test(bare) && !people.some((person) => keysOf(person).includes(bare))
}

/** Links between things → their groups, each in the order in which its things stand. */
export function groupsOf(count: number, links: readonly (readonly [number, number])[]): number[][] {
  const root = Array.from({ length: count }, (_, i) => i)
  const find = (i: number): number => {
    let at = i
    while (root[at] !== at && root[at] !== undefined) at = root[at] ?? at
    return at
  }
  for (const [a, b] of links) root[Math.max(find(a), find(b))] = Math.min(find(a), find(b))
  const groups = new Map<number, number[]>()
  for (let i = 0; i < count; i++) groups.set(find(i), [...(groups.get(find(i)) ?? []), i])
  return [...groups.values()]
}
