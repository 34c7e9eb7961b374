import { and, eq, gte, inArray, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import { agencies, investigations, requests, users } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { addDays, type LocalDate, todayIn } from '#lib/domain/date'
import { parseNumber } from '#lib/domain/ids'
import { jurisdictionCodes, timeZoneOf } from '#lib/domain/jurisdiction'
import { parseQuery } from '#lib/domain/query'
import type { Outcome } from '#lib/domain/request'
import { openStages, type StandingFilter, soonDays, standingWord } from '#lib/domain/standing'
import { contains, matchWords, negated } from '#lib/services/match-words'

/** Fields of the search box that mean something in the list of requests; anything else typed is words. */
export const requestFields = ['status', 'agency', 'state', 'owner', 'tag', 'tracking', 'investigation'] as const

export type RequestFilter = {
  agencyId?: string | undefined
  ownerId?: string | undefined
  /** As typed: status:overdue agency:"Bloomfield PD" words. */
  q?: string | undefined
}

/** Part: a filter as a condition. Garbage in `q` is words; a status that does not exist finds nothing. */
export function filterRequests(filter: RequestFilter, actor: Actor, now: Date): SQL | undefined {
  const query = parseQuery(filter.q ?? '', requestFields)
  const cited = query.every.flatMap((any) => any.map(({ text }) => parseNumber(text)))
  const number = query.every.length === 1 && cited.length === 1 ? cited[0] : null
  const words = number?.letter === '' ? cites(number) : matchWords(query, wordColumns)
  const fields = query.fields.map(({ field, value, not }) => {
    const condition = conditionOf(field, value, actor, now)
    return not ? negated(condition) : condition
  })
  return and(
    filter.agencyId ? eq(requests.agencyId, filter.agencyId) : undefined,
    filter.ownerId ? eq(requests.ownerId, filter.ownerId) : undefined,
    words,
    ...fields,
  )
}

const wordColumns = [
  requests.subject,
  requests.body,
  agencies.name,
  agencies.aliases,
  requests.trackingNumbers,
  requests.tags,
]
const nothing = sql`1 = 0`

const cites = ({ key, number }: { key: string; number: number }) =>
  and(eq(investigations.key, key), eq(requests.number, number))

function conditionOf(field: string, value: string, actor: Actor, now: Date): SQL | undefined {
  switch (field) {
    case 'status': {
      const standing = standingWord(value)
      return standing ? stands(standing, now) : nothing
    }
    case 'agency':
      return or(contains(agencies.name, value), contains(agencies.aliases, value), eq(agencies.id, value))
    case 'state':
      return eq(agencies.jurisdiction, value.toUpperCase())
    case 'owner':
      if (value === 'none') return isNull(requests.ownerId)
      if (value === 'me') return actor.kind === 'user' ? eq(requests.ownerId, actor.id) : nothing
      return contains(users.name, value)
    case 'tag':
      return contains(requests.tags, JSON.stringify(value))
    case 'tracking':
      return contains(requests.trackingNumbers, value)
    default:
      return or(eq(investigations.key, value.toUpperCase()), eq(investigations.slug, value.toLowerCase()))
  }
}

function stands({ stages, outcomes, needs, late }: StandingFilter, now: Date): SQL | undefined {
  const given = outcomes?.filter((outcome): outcome is Outcome => outcome !== null)
  return and(
    stages && inArray(requests.stage, [...stages]),
    given && or(inArray(requests.outcome, given), outcomes?.includes(null) ? isNull(requests.outcome) : undefined),
    needs && inArray(requests.needs, [...needs]),
    late && lateness(late, now),
  )
}

/** Part: overdue or due soon by today's date where each agency is; at most two days are today at once. */
export function lateness(late: 'overdue' | 'due-soon', now: Date): SQL | undefined {
  const days = new Map<LocalDate, string[]>()
  for (const code of jurisdictionCodes) {
    const today = todayIn(now, timeZoneOf(code))
    days.set(today, [...(days.get(today) ?? []), code])
  }
  const there = [...days].map(([today, codes]) =>
    and(
      days.size > 1 ? inThese(codes) : undefined,
      late === 'overdue'
        ? lt(requests.dueOn, today)
        : and(gte(requests.dueOn, today), lte(requests.dueOn, addDays(today, soonDays))),
    ),
  )
  return and(inArray(requests.stage, [...openStages]), or(...there))
}

/** Asked apart, so that counting by status needs no table beside the requests. */
const inThese = (codes: string[]) =>
  sql`${requests.agencyId} in (select ${agencies.id} from ${agencies} where ${inArray(agencies.jurisdiction, codes)})`

/** Part: does the filter ask only how requests stand? Then no table beside them is needed. */
export const asksOnlyStatus = (filter: RequestFilter): boolean => {
  const { every, none, fields } = parseQuery(filter.q ?? '', requestFields)
  return every.length === 0 && none.length === 0 && fields.every(({ field }) => field === 'status')
}
