import { and, eq, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { homeOf } from '#db/home'
import { communications, documentPlaces, documents, investigations } from '#db/schema'
import { visible } from '#db/visible'
import type { Actor } from '#lib/domain/actions'
import type { DocumentItem } from '#lib/domain/document'
import type { DocumentState } from '#lib/domain/intake'
import type { NotedPage, Paging } from '#lib/domain/listing'
import { notesOn } from '#lib/domain/parse-query'
import { filterDocuments } from '#lib/services/documents/filter-documents'
import { orderDocuments } from '#lib/services/documents/order-documents'
import { itemColumns, presentItems } from '#lib/services/documents/present-document'
import { look } from '#lib/services/look'
import { searchScope } from '#lib/services/search/search-scope'
import type { World } from '#lib/world'

export type FindDocuments = {
  investigationId?: string | undefined
  requestId?: string | undefined
  q?: string | undefined
  /** reading: under way or waiting; look: ready with a warning, or failed; deleted: for who may bring them back. */
  state?: DocumentState | undefined
  ids?: readonly string[] | undefined
}

/**
 * The documents the actor may see, newest first unless `q` says: words of the name or a number, and the fields of
 * documents. A request that is not theirs to see holds nothing, nor does an id. Refuses not_found (investigation),
 * invalid (cursor).
 */
export async function listDocuments(
  world: World,
  actor: Actor,
  input: FindDocuments & Paging,
): Promise<NotedPage<DocumentItem>> {
  const order = orderDocuments(input.q, input.cursor)
  const { investigationId: id, state } = input
  const where = id ? ({ noun: 'investigation', id } as const) : 'house'
  return look(world, actor, 'document.list', where, async (db, scope) => {
    const rows = await db
      .select(itemColumns)
      .from(documents)
      .innerJoin(investigations, eq(investigations.id, documents.investigationId))
      .where(
        and(
          visible(db, actor, documents.investigationId, state === 'deleted' ? 'document.restore' : 'document.list'),
          state === 'deleted' ? isNotNull(documents.deletedAt) : isNull(documents.deletedAt),
          inState(state),
          input.ids ? inArray(documents.id, [...input.ids]) : undefined,
          await within(db, scope.investigationId, input.requestId),
          await typed(db, actor, world.now(), scope.investigationId, input.q),
          order.after ?? undefined,
        ),
      )
      .orderBy(...order.orderBy)
      .limit(input.limit + 1)
    const data = await presentItems(db, rows.slice(0, input.limit))
    const last = data.at(-1)
    const more = rows.length > input.limit && last
    const nextCursor = more ? order.cursorAt(last) : null
    return { data, nextCursor, ...notesOn(input.q, 'documents') }
  })
}

function inState(state: DocumentState | undefined): SQL | undefined {
  const { status, warnings } = documents
  if (state === 'reading') return eq(status, 'processing')
  if (state === 'failed') return eq(status, 'failed')
  const warned = and(eq(status, 'ready'), sql`cast(${warnings} as text) <> '[]'`)
  return state === 'look' ? or(eq(status, 'failed'), warned) : undefined
}

async function within(db: Tx, investigationId: string | null, requestId: string | undefined): Promise<SQL | undefined> {
  const inside: (SQL | undefined)[] = []
  if (investigationId) inside.push(eq(documents.investigationId, investigationId))
  if (requestId) {
    const home = await homeOf(db, 'request', requestId)
    const there = db
      .select({ id: documentPlaces.documentId })
      .from(documentPlaces)
      .leftJoin(communications, eq(communications.id, documentPlaces.communicationId))
      .where(sql`coalesce(${communications.requestId}, ${documentPlaces.requestId}) = ${home?.id ?? ''}`)
    inside.push(inArray(documents.id, there))
  }
  return and(...inside)
}

async function typed(db: Tx, actor: Actor, now: Date, investigationId: string | null, q: string | undefined) {
  if (!q?.trim()) return undefined
  return filterDocuments(db, q, { actor, now }, investigationId ? [investigationId] : await searchScope(db, actor))
}
