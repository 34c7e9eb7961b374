import { and, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { anchors, communications, documents, findings, requests } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { findingStatuses } from '#lib/domain/finding'
import type { Asked } from '#lib/domain/query'
import type { SearchType } from '#lib/domain/search-hit'
import { documentField } from '#lib/services/documents/filter-documents'
import { findingField } from '#lib/services/findings/find-findings'
import { allAsked, anyOf, anything, atDays, nothing, onDays } from '#lib/services/match-values'
import { contains } from '#lib/services/match-words'
import { requestField } from '#lib/services/requests/filter-requests'

export type Asker = { actor: Actor; now: Date }

/** What a request is told by; a document, a message and a finding by the request that they belong to. */
const ofRequests = [
  'agency',
  'state',
  'status',
  'was',
  'owner',
  'tag',
  'request',
  'due',
  'filed',
  'updated',
  'replied',
  'tracking',
]

/**
 * Part: what the fields of the one search box mean for one kind of thing, as a condition on its table. A field that
 * means nothing there leaves none of it.
 */
export const conditionsOf = (db: Tx, kind: SearchType, fields: readonly Asked[], asker: Asker): SQL | undefined =>
  allAsked(fields, (asked) => fieldOf[kind](db, asked, asker))

const fieldOf: Record<SearchType, (db: Tx, asked: Asked, asker: Asker) => SQL | undefined> = {
  document: (db, asked, asker) => {
    // type:request,pdf: documents only of that file type
    if (asked.field !== 'type' || asked.not) return documentField(db, asked, asker)
    return asked.values.includes('document') ? anything : documentField(db, asked, asker)
  },
  request: (_, asked, asker) => {
    if (asked.field === 'type') return asked.not ? nothing : anything // told apart by kind already
    if (asked.field === 'added') return atDays(requests.createdAt, asked.values, asker.now)
    const field = asked.field === 'date' ? 'filed' : asked.field
    return requestField({ ...asked, field }, asker.actor, asker.now)
  },
  communication: (_, asked, asker) => {
    const { field, values } = asked
    if (field === 'type') return asked.not ? nothing : anything
    if (field === 'from') return anyOf(values, (value) => contains(communications.from, value))
    if (field === 'to')
      return anyOf(values, (value) => or(contains(communications.to, value), contains(communications.cc, value)))
    if (field === 'date') return onDays(communications.occurredOn, values, asker.now)
    if (field === 'added') return atDays(communications.createdAt, values, asker.now)
    if (field === 'kind') return anyOf(values, (value) => sql`${communications.kind} = ${value.toLowerCase()}`)
    if (!ofRequests.includes(field)) return nothing
    const which = requestField(asked, asker.actor, asker.now) ?? anything
    return sql`${communications.requestId} in (select ${requests.id} from ${requests} where ${which})`
  },
  finding: (db, asked, asker) => {
    const { field, values } = asked
    if (field === 'type') return asked.not ? nothing : anything
    const own = findingStatuses.filter((status) => values.includes(status))
    if (field === 'status' && own.length > 0) return inArray(findings.status, own)
    const me = asker.actor.kind === 'user' ? asker.actor.id : null
    const its = findingField(db, asked, { id: me, now: asker.now })
    if (!ofRequests.includes(field) || field === 'agency' || field === 'state') return its
    const where = documentField(db, asked, asker) ?? anything
    return sql`${findings.id} in (select ${anchors.findingId} from ${anchors}
      join ${documents} on ${documents.id} = ${anchors.documentId} where ${and(where)})`
  },
}
