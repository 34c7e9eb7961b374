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
  const { standing, rest } = filterParts(filter, actor, now)
  return and(rest, standing)
}

/** Part: the same in two: what is asked of how they stand, and the rest, with the words in which that was `said`. */
export function filterParts(filter: RequestFilter, actor: Actor, now: Date) {
  const query = parseQuery(filter.q ?? '', requestFields)
  const cited = query.every.flatMap((any) => any.map(({ text }) => parseNumber(text)))
  const number = query.every.length === 1 && cited.length === 1 ? cited[0] : null
  const words = number?.letter === '' ? cites(number) : matchWords(query, wordColumns, inAgency)
  const conditions = (fields: typeof query.fields) =>
    fields.map(({ field, value, not }) => {
      const condition = conditionOf(field, value, actor, now)
      return not ? negated(condition) : condition
    })
  const others = query.fields.filter(({ field }) => field !== 'status')
  const rest = and(
    filter.agencyId ? eq(requests.agencyId, filter.agencyId) : undefined,
    filter.ownerId ? eq(requests.ownerId, filter.ownerId) : undefined,
    words,
    ...conditions(others),
  )
  return {
    standing: and(...conditions(query.fields.filter(({ field }) => field === 'status'))),
    rest,
    said: JSON.stringify([filter.agencyId, filter.ownerId, query.every, query.none, others]),
  }
}

const wordColumns = [requests.subject, requests.body, requests.trackingNumbers, requests.tags]
const nothing = sql`1 = 0`

// Asked apart, so that a walk over all requests needs no table beside them, and each agency is asked about once.
const ofAgency = (which: SQL | undefined) =>
  sql`${requests.agencyId} in (select ${agencies.id} from ${agencies} where ${which})`
const ofOwner = (which: SQL | undefined) =>
  sql`${requests.ownerId} in (select ${users.id} from ${users} where ${which})`
const ofInvestigation = (which: SQL | undefined) =>
  sql`${requests.investigationId} in (select ${investigations.id} from ${investigations} where ${which})`

const inAgency = (text: string) => ofAgency(or(contains(agencies.name, text), contains(agencies.aliases, text)))
const cites = ({ key, number }: { key: string; number: number }) =>
  and(ofInvestigation(eq(investigations.key, key)), eq(requests.number, number))

function conditionOf(field: string, value: string, actor: Actor, now: Date): SQL | undefined {
  switch (field) {
    case 'status': {
      const standing = standingWord(value)
      return standing ? stands(standing, now) : nothing
    }
    case 'agency':
      return or(inAgency(value), eq(requests.agencyId, value))
    case 'state':
      return ofAgency(eq(agencies.jurisdiction, value.toUpperCase()))
    case 'owner':
      if (value === 'none') return isNull(requests.ownerId)
      if (value === 'me') return actor.kind === 'user' ? eq(requests.ownerId, actor.id) : nothing
      return ofOwner(contains(users.name, value))
    case 'tag':
      return contains(requests.tags, JSON.stringify(value))
    case 'tracking':
      return contains(requests.trackingNumbers, value)
    default:
      return ofInvestigation(
        or(eq(investigations.key, value.toUpperCase()), eq(investigations.slug, value.toLowerCase())),
      )
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
      days.size > 1 ? ofAgency(inArray(agencies.jurisdiction, codes)) : undefined,
      late === 'overdue'
        ? lt(requests.dueOn, today)
        : and(gte(requests.dueOn, today), lte(requests.dueOn, addDays(today, soonDays))),
    ),
  )
  return and(inArray(requests.stage, [...openStages]), or(...there))
}
