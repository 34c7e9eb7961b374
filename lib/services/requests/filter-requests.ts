import { and, eq, gte, inArray, isNotNull, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import {
  agencies,
  anchors,
  communications,
  documentPlaces,
  documents,
  findings,
  investigations,
  readings,
  requestStandings,
  requests,
  users,
} from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { addDays, type LocalDate, todayIn } from '#lib/domain/date'
import { parseNumber } from '#lib/domain/ids'
import { jurisdictionCodes, timeZoneOf } from '#lib/domain/jurisdiction'
import { parseQuery } from '#lib/domain/parse-query'
import type { Asked } from '#lib/domain/query'
import type { Outcome } from '#lib/domain/request'
import { openStages, type StandingFilter, soonDays, standingWord } from '#lib/domain/standing'
import { allAsked, anyOf, anything, atDays, nothing, onDays } from '#lib/services/match-values'
import { contains, matchWords } from '#lib/services/match-words'

export type RequestFilter = {
  agencyId?: string | undefined
  ownerId?: string | undefined
  /** As typed: status:overdue agency:"Bloomfield PD" words. */
  q?: string | undefined
}

/** Part: a filter as a condition. What was typed and not understood is left out; parseQuery() says it. */
export function filterRequests(filter: RequestFilter, actor: Actor, now: Date): SQL | undefined {
  const { standing, rest } = filterParts(filter, actor, now)
  return and(rest, standing)
}

/** Part: the same in two: what is asked of how they stand, and the rest, with the words in which that was `said`. */
export function filterParts(filter: RequestFilter, actor: Actor, now: Date) {
  const query = parseQuery(filter.q ?? '', 'requests')
  const cited = query.every.flatMap((any) => any.map(({ text }) => parseNumber(text)))
  const number = query.every.length === 1 && cited.length === 1 ? cited[0] : null
  const words = number?.letter === '' ? cites(number) : matchWords(query, wordColumns, inAgency)
  const conditions = (fields: readonly Asked[]) => allAsked(fields, (asked) => requestField(asked, actor, now))
  const others = query.fields.filter(({ field }) => field !== 'status' && field !== 'sort')
  const rest = and(
    filter.agencyId ? eq(requests.agencyId, filter.agencyId) : undefined,
    filter.ownerId ? eq(requests.ownerId, filter.ownerId) : undefined,
    words,
    conditions(others),
  )
  return {
    standing: conditions(query.fields.filter(({ field }) => field === 'status')),
    rest,
    said: JSON.stringify([filter.agencyId, filter.ownerId, query.every, query.none, others]),
  }
}

const wordColumns = [requests.subject, requests.body, requests.trackingNumbers, requests.tags]

// Asked apart, so that a walk over all requests needs no table beside them, and each agency is asked about once.
const ofAgency = (which: SQL | undefined) =>
  sql`${requests.agencyId} in (select ${agencies.id} from ${agencies} where ${which})`
const inAgency = (text: string) => ofAgency(agencyCalled(text))
const cites = ({ key, number }: { key: string; number: number }) =>
  and(inInvestigation(requests.investigationId, key), eq(requests.number, number))

/** Part: an agency by part of its name or of another one, or by its id. */
export const agencyCalled = (text: string) =>
  or(contains(agencies.name, text), contains(agencies.aliases, text), eq(agencies.id, text))

/** Part: a column that holds an investigation's id, asked for by key, slug or id. */
export const inInvestigation = (column: SQLiteColumn, named: string) =>
  sql`${column} in (select ${investigations.id} from ${investigations} where ${or(
    eq(investigations.key, named.toUpperCase()),
    eq(investigations.slug, named.toLowerCase()),
    eq(investigations.id, named),
  )})`

/** Part: one field of the language, about requests; with its minus left to the caller. */
export function requestField({ field, values }: Asked, actor: Actor, now: Date): SQL | undefined {
  const any = (condition: (value: string) => SQL | undefined) => anyOf(values, condition)
  switch (field) {
    case 'status':
      return any((value) => standsAs(value, now))
    case 'was':
      return any(stoodAs)
    case 'agency':
      return any(inAgency)
    case 'state':
      return ofAgency(inArray(agencies.jurisdiction, values))
    case 'owner':
      return any((value) => ownedBy(value, actor))
    case 'tag':
      return any((value) => contains(requests.tags, JSON.stringify(value)))
    case 'tracking':
      return any((value) => contains(requests.trackingNumbers, value))
    case 'investigation':
      return any((value) => inInvestigation(requests.investigationId, value))
    case 'request':
      return any((value) => {
        const cited = parseNumber(value)
        return cited?.letter === '' ? cites(cited) : eq(requests.id, value)
      })
    case 'due':
      return and(onDays(requests.dueOn, values, now, true), inArray(requests.stage, [...openStages]))
    case 'filed':
      return onDays(requests.filedOn, values, now)
    case 'replied':
      return onDays(requests.lastReplyOn, values, now)
    case 'updated':
      return atDays(requests.updatedAt, values, now)
    case 'has':
      return any(hasIt)
    case 'is':
      return any((value) => isSo(value, actor, now))
    case 'sort':
      return undefined
    default:
      return nothing // what nothing has yet
  }
}

function ownedBy(value: string, actor: Actor): SQL {
  if (value === 'none') return isNull(requests.ownerId)
  if (value === 'me') return actor.kind === 'user' ? eq(requests.ownerId, actor.id) : nothing
  return sql`${requests.ownerId} in (select ${users.id} from ${users} where ${contains(users.name, value)})`
}

function hasIt(value: string): SQL {
  if (value === 'reply') return isNotNull(requests.lastReplyOn)
  if (value === 'owner') return isNotNull(requests.ownerId)
  if (value === 'tracking') return sql`cast(${requests.trackingNumbers} as text) <> '[]'`
  if (value === 'tag') return sql`cast(${requests.tags} as text) <> '[]'`
  if (value === 'document') return sql`${requests.id} in ${placedWith(undefined)}`
  if (value === 'finding')
    return sql`${requests.id} in ${placedWith(
      sql`${documents.id} in (select ${anchors.documentId} from ${anchors} join ${findings} on ${findings.id} = ${anchors.findingId} where ${isNull(findings.deletedAt)})`,
    )}`
  return nothing
}

function isSo(value: string, actor: Actor, now: Date): SQL | undefined {
  if (value === 'private') return undefined
  if (value === 'mine') return ownedBy('me', actor)
  if (value !== 'unread') return standsAs(value, now)
  if (actor.kind !== 'user') return nothing
  const opened = sql`(select ${readings.documentId} from ${readings} where ${eq(readings.userId, actor.id)})`
  return sql`${requests.id} in ${placedWith(sql`${documents.status} = 'ready' and ${documents.id} not in ${opened}`)}`
}

/** The requests under which documents stand; that of the message where one is named, for that may have moved. */
const placedWith = (which: SQL | undefined) =>
  sql`(select coalesce(${communications.requestId}, ${documentPlaces.requestId}) from ${documentPlaces}
    join ${documents} on ${documents.id} = ${documentPlaces.documentId} and ${isNull(documents.deletedAt)}
    left join ${communications} on ${communications.id} = ${documentPlaces.communicationId}
    where coalesce(${communications.requestId}, ${documentPlaces.requestId}) is not null and ${which ?? anything})`

function standsAs(word: string, now: Date): SQL | undefined {
  const standing = standingWord(word)
  if (!standing) return nothing
  return and(standingIs(requests, standing), standing.late && lateness(standing.late, now))
}

/** Ever: one of the standings that it had, the one of today among them. */
function stoodAs(word: string): SQL | undefined {
  const standing = standingWord(word)
  if (!standing) return nothing
  const once = sql`select ${requestStandings.requestId} from ${requestStandings} where ${standingIs(requestStandings, standing) ?? anything}`
  return or(standingIs(requests, standing), sql`${requests.id} in (${once})`)
}

function standingIs(
  of:
    | Pick<typeof requests, 'stage' | 'outcome' | 'needs'>
    | Pick<typeof requestStandings, 'stage' | 'outcome' | 'needs'>,
  { stages, outcomes, needs }: StandingFilter,
): SQL | undefined {
  const given = outcomes?.filter((outcome): outcome is Outcome => outcome !== null)
  return and(
    stages && inArray(of.stage, [...stages]),
    given && or(inArray(of.outcome, given), outcomes?.includes(null) ? isNull(of.outcome) : undefined),
    needs && inArray(of.needs, [...needs]),
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
