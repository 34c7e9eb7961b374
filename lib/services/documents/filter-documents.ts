import { and, eq, inArray, isNotNull, isNull, notInArray, or, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { anchors, communications, documentPlaces, documents, findings, messages, readings, requests } from '#db/schema'
import { findGrouped } from '#db/search'
import type { Actor } from '#lib/domain/actions'
import { documentStatuses } from '#lib/domain/document'
import { parseNumber } from '#lib/domain/ids'
import { parseQuery } from '#lib/domain/parse-query'
import type { Asked } from '#lib/domain/query'
import type { FileType } from '#lib/domain/query-fields'
import { findingField } from '#lib/services/findings/find-findings'
import { allAsked, anyOf, anything, atDays, inNumbers, nothing, onDays } from '#lib/services/match-values'
import { contains, matchWords } from '#lib/services/match-words'
import { inInvestigation, requestField } from '#lib/services/requests/filter-requests'

type Asker = { actor: Actor; now: Date }

/**
 * Part: what is typed above the list of documents, as a condition: words of the name, a number, the fields.
 * `investigations` is the reader's scope, for `text:`, which the index answers.
 */
export async function filterDocuments(
  db: Tx,
  q: string,
  asker: Asker,
  investigations: readonly string[] | 'all',
): Promise<SQL | undefined> {
  const query = parseQuery(q, 'documents')
  const fields = query.fields.filter(({ field }) => field !== 'text' && field !== 'sort')
  const texts: (SQL | undefined)[] = []
  for (const { field, values, not } of query.fields) {
    if (field !== 'text') continue
    const ids = await documentsWithText(db, values, investigations)
    texts.push(not ? notInArray(documents.id, ids) : inArray(documents.id, ids))
  }
  const words = matchWords(query, [documents.name], (text) => {
    const cited = parseNumber(text)
    return cited?.letter === 'D' ? cites(cited) : undefined
  })
  return and(
    words,
    ...texts,
    allAsked(fields, (asked) => documentField(db, asked, asker)),
  )
}

const mostDocuments = 10_000 // so many can be told to the database

async function documentsWithText(db: Tx, values: readonly string[], investigations: readonly string[] | 'all') {
  const ids: string[] = []
  for (const value of values) {
    const query = parseQuery(/\s/.test(value) ? `"${value}"` : value)
    const where = { query, investigations, kinds: ['document' as const], onPage: (page: number) => page > 0 }
    const found = await findGrouped(db, where, { limit: mostDocuments, offset: 0, perGroup: 1 })
    ids.push(...found.map(({ ref }) => ref))
  }
  return [...new Set(ids)]
}

const cites = ({ key, number }: { key: string; number: number }) =>
  and(eq(documents.number, number), inInvestigation(documents.investigationId, key))

/** Part: a document by its number, its id or part of its name. */
export const documentCalled = (named: string) => {
  const cited = parseNumber(named)
  return cited?.letter === 'D' ? cites(cited) : or(eq(documents.id, named), contains(documents.name, named))
}

const ofRequests = ['agency', 'state', 'request', 'was', 'owner', 'tag', 'tracking', 'due', 'filed', 'replied']

/** Part: one field of the language, about documents; its minus is left to the caller. */
export function documentField(db: Tx, asked: Asked, asker: Asker): SQL | undefined {
  const { field, values } = asked
  const any = (condition: (value: string) => SQL | undefined) => anyOf(values, condition)
  if (ofRequests.includes(field)) return underRequests(requestField(asked, asker.actor, asker.now))
  switch (field) {
    case 'doc':
      return any(documentCalled)
    case 'investigation':
      return any((value) => inInvestigation(documents.investigationId, value))
    case 'kind':
      return inArray(
        sql`lower(${documents.kind})`,
        values.map((value) => value.toLowerCase()),
      )
    case 'type':
      return any(typeIs)
    case 'from':
      return any((value) => or(mail('from', value), printed(contains(messages.from, value))))
    case 'to':
      return any((value) =>
        or(
          mail('to', value),
          mail('cc', value),
          printed(or(contains(messages.to, value), contains(messages.cc, value))),
        ),
      )
    case 'date':
      return or(
        onDays(sentOn, values, asker.now),
        printed(atDays(messages.sentAt, values, asker.now)),
        and(isNull(documents.email), atDays(documents.createdAt, values, asker.now)),
      )
    case 'added':
    case 'updated':
      return atDays(documents.createdAt, values, asker.now)
    case 'pages':
      return inNumbers(documents.pages, values)
    case 'page':
      return anything // which page: told by the hit, not by the document
    case 'finding':
      return withFindings(findingField(db, asked, undefined))
    case 'status':
      return any((value) => {
        const status = documentStatuses.find((word) => word === value)
        const asRequest = requestField({ ...asked, values: [value] }, asker.actor, asker.now)
        return status ? eq(documents.status, status) : underRequests(asRequest)
      })
    case 'has':
      return any(hasIt)
    case 'is':
      return any((value) => isSo(value, asker))
    case 'text':
    case 'sort':
      return undefined
    default:
      return nothing // what nothing has yet
  }
}

/** Under which of these requests it stands; the message that brought it tells where it was moved. */
const underRequests = (which: SQL | undefined) =>
  sql`${documents.id} in (select ${documentPlaces.documentId} from ${documentPlaces}
    left join ${communications} on ${communications.id} = ${documentPlaces.communicationId}
    join ${requests} on ${requests.id} = coalesce(${communications.requestId}, ${documentPlaces.requestId})
    where ${which ?? anything})`

const withFindings = (which: SQL | undefined) =>
  sql`${documents.id} in (select ${anchors.documentId} from ${anchors}
    join ${findings} on ${findings.id} = ${anchors.findingId} and ${findings.deletedAt} is null
    where ${which ?? anything})`

/** The messages in it: itself, where it is a mail, or those printed on its pages. */
const printed = (which: SQL | undefined) =>
  sql`${documents.id} in (select ${messages.documentId} from ${messages} where ${which ?? anything})`

/** One of a mail's facts, by part of it; the JSON is the text that was kept. */
const mail = (fact: 'from' | 'to' | 'cc', text: string) => {
  const held = jsonText(fact)
  return sql`lower(${held}) like ${`%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`
}
const jsonText = (fact: string) => sql`(${documents.email} ->> ${sql.raw(`'${fact}'`)})`
const sentOn = sql`substr(${jsonText('date')}, 1, 10)`

const mediaTypes: Record<FileType, string[]> = {
  pdf: ['application/pdf'],
  mail: ['message/%', 'application/vnd.ms-outlook%', '%ms-tnef%', '%mbox%'],
  image: ['image/%'],
  spreadsheet: ['%spreadsheet%', '%ms-excel%', 'text/csv%', 'text/tab-separated-values%'],
  word: ['%wordprocessing%', '%msword%', '%opendocument.text%', '%rtf%'],
  slides: ['%presentation%', '%powerpoint%'],
  text: ['text/plain%'],
  web: ['text/html%', '%xhtml%'],
  archive: ['%zip%', '%x-tar%', '%compressed%'],
}
const typeIs = (type: string): SQL => {
  const patterns = Object.entries(mediaTypes).find(([name]) => name === type)?.[1] ?? []
  return or(...patterns.map((pattern) => sql`${documents.mediaType} like ${pattern}`)) ?? nothing
}

const warned = (code: string) => sql`cast(${documents.warnings} as text) like ${`%"code":"${code}"%`}`

function hasIt(value: string): SQL {
  if (value === 'finding') return withFindings(undefined)
  if (value === 'warning') return sql`cast(${documents.warnings} as text) <> '[]'`
  if (value === 'request') return underRequests(undefined)
  if (value === 'attachment')
    return sql`${documents.id} in (select ${documentPlaces.parentId} from ${documentPlaces} where ${isNotNull(documentPlaces.parentId)})`
  return ['no-text', 'text-cut', 'page-broken', 'attached-files'].includes(value)
    ? warned(value.replaceAll('-', '_'))
    : nothing
}

function isSo(value: string, { actor }: Asker): SQL | undefined {
  const status = documentStatuses.find((word) => word === value)
  if (status) return eq(documents.status, status)
  if (value === 'private') return undefined
  if (value === 'loose') return sql`not ${underRequests(undefined)}`
  if (value === 'duplicate') return isNotNull(documents.groupId)
  if (value !== 'unread' || actor.kind !== 'user') return nothing
  const opened = sql`select ${readings.documentId} from ${readings} where ${eq(readings.userId, actor.id)}`
  return and(eq(documents.status, 'ready'), sql`${documents.id} not in (${opened})`)
}
