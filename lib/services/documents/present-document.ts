import { and, asc, desc, eq, inArray, min } from 'drizzle-orm'
import type { Tx } from '#db/client'
import {
  communications,
  documentPlaces,
  documents,
  documentVersions,
  investigations,
  messages,
  pages,
  readings,
  users,
} from '#db/schema'
import { can } from '#lib/domain/actions'
import type { ArchiveFacts } from '#lib/domain/archive-facts'
import type { DocumentItem, DocumentView, Phase, Warning } from '#lib/domain/document'
import type { Quarantine } from '#lib/domain/quarantine'
import { notFound } from '#lib/domain/refusal'
import { picturesOf } from '#lib/services/documents/ocr-job'
import type { Scope } from '#lib/services/prove'
import { presentQuarantine } from '#lib/services/quarantine/present-quarantine'

/** What a list needs of a document: everything but a mail's body. */
export const itemColumns = {
  id: documents.id,
  key: investigations.key,
  number: documents.number,
  investigationId: documents.investigationId,
  name: documents.name,
  kind: documents.kind,
  mediaType: documents.mediaType,
  sha256: documents.sha256,
  bytes: documents.bytes,
  pages: documents.pages,
  done: documents.done,
  phase: documents.phase,
  status: documents.status,
  failureCode: documents.failureCode,
  failureDetail: documents.failureDetail,
  warnings: documents.warnings,
  createdAt: documents.createdAt,
  groupId: documents.groupId,
  startedAt: documents.startedAt,
  deletedAt: documents.deletedAt,
  version: documents.version,
}
type ItemRow = { [K in keyof typeof itemColumns]: (typeof itemColumns)[K]['_']['data'] | null }
type Perhaps = 'failureCode' | 'failureDetail' | 'groupId' | 'startedAt' | 'deletedAt'
type FullRow = Pick<ItemRow, Perhaps> & { [K in Exclude<keyof ItemRow, Perhaps>]: NonNullable<ItemRow[K]> }

/** Part: rows → lines of the list, with the request that each stands under. */
export async function presentItems(db: Tx, rows: readonly FullRow[]): Promise<DocumentItem[]> {
  const places = await placesOf(
    db,
    rows.map((row) => row.id),
  )
  return rows.map((row) => presentItem(row, requestOf(places.filter((place) => place.documentId === row.id))))
}

function presentItem(row: FullRow, requestId: string | null): DocumentItem {
  const { key, done, phase, failureCode, failureDetail, createdAt, startedAt, deletedAt, ...rest } = row
  const failed = row.status === 'failed' && failureCode
  const began = row.status === 'processing' && startedAt ? { startedAt: startedAt.toISOString() } : {}
  return {
    ...rest,
    number: `${key}-D${row.number}`,
    warnings: heldBackOnce(row.warnings),
    progress: { done, of: (phase === 'ocr' && picturesOf(row.warnings)) || row.pages, phase: phase as Phase, ...began }, // only split-document writes it
    ...(failed ? { failure: { code: failureCode, detail: failureDetail ?? '' } } : {}),
    requestId,
    createdAt: createdAt.toISOString(),
    ...(deletedAt ? { deletedAt: deletedAt.toISOString() } : {}),
  }
}

/** That text is held back is said to everybody, where it is only to editors. */
const heldBackOnce = (warnings: Warning[]): Warning[] => {
  const others = warnings.filter(({ code }) => code !== 'hidden_text')
  return others.length === warnings.length ? warnings : [...others, { code: 'hidden_text' }]
}

type PlaceRow = Awaited<ReturnType<typeof placesOf>>[number]

/** Where documents stand; the request is that of the communication where one is named, for that may have moved. */
async function placesOf(db: Tx, ids: readonly string[]) {
  if (ids.length === 0) return []
  const rows = await db
    .select({ place: documentPlaces, moved: communications.requestId })
    .from(documentPlaces)
    .leftJoin(communications, eq(communications.id, documentPlaces.communicationId))
    .where(inArray(documentPlaces.documentId, [...ids]))
    .orderBy(asc(documentPlaces.id))
  return rows.map(({ place, moved }) => ({ ...place, requestId: moved ?? place.requestId }))
}

/** The request it was put under itself, else that of the mail which carried it. */
const requestOf = (places: readonly PlaceRow[]) =>
  (places.find((p) => p.requestId && !p.parentId) ?? places.find((p) => p.requestId))?.requestId ?? null

/**
 * Part: one document in full; `scope` is who asks, and editors are told where text is held back. Refuses not_found.
 */
export async function presentDocument(db: Tx, id: string, scope?: Asking): Promise<DocumentView> {
  const [row] = await db
    .select({ ...itemColumns, email: documents.email, facts: documents.facts, language: documents.language })
    .from(documents)
    .innerJoin(investigations, eq(investigations.id, documents.investigationId))
    .where(eq(documents.id, id))
  if (!row) throw notFound('document')
  const { email, facts, language, ...item } = row
  const places = await placesOf(db, [id])
  const carried = await db
    .selectDistinct({ id: documents.id, number: documents.number })
    .from(documentPlaces)
    .innerJoin(documents, eq(documents.id, documentPlaces.documentId))
    .where(and(eq(documentPlaces.parentId, id), eq(documents.investigationId, row.investigationId)))
    .orderBy(asc(documents.number))
  const own = await db.select({ id: communications.id }).from(communications).where(eq(communications.documentId, id))
  const layers = await db
    .select({ layer: pages.layer, source: pages.source, madeAt: min(pages.madeAt) })
    .from(pages)
    .where(eq(pages.documentId, id))
    .groupBy(pages.layer, pages.source)
    .orderBy(asc(pages.layer))
  const printed = await db
    .select()
    .from(messages)
    .where(eq(messages.documentId, id))
    .orderBy(asc(messages.page), asc(messages.lastPage), desc(messages.sentAt), asc(messages.id))
  const thread = printed.find((message) => message.page === null)?.threadId
  const earlier = await db
    .select()
    .from(documentVersions)
    .where(eq(documentVersions.documentId, id))
    .orderBy(asc(documentVersions.version))
  const read = await db
    .select({ userId: users.id, name: users.name, pages: readings.pages, toItsEnd: readings.toItsEnd })
    .from(readings)
    .innerJoin(users, eq(users.id, readings.userId))
    .where(eq(readings.documentId, id))
    .orderBy(asc(readings.at))
  const shown = presentItem(item, requestOf(places))
  const held = scope && can(scope.actor, 'quarantine.read', scope.role) ? await presentQuarantine(db, id) : null
  return {
    ...shown,
    ...(held ? { quarantine: held, warnings: withPlaces(shown.warnings, held) } : {}),
    communicationIds: [...new Set([...own.map((c) => c.id), ...places.flatMap((p) => p.communicationId ?? [])])],
    ...(email ? { email: { ...email, threadId: thread ?? email.threadId } } : {}),
    messages: printed.flatMap(({ page, lastPage, from, to, sentAt, sentText, subject, threadId }) =>
      page === null
        ? []
        : [
            {
              page,
              lastPage: lastPage ?? page,
              from,
              to,
              sentAt: sentAt?.toISOString() ?? null,
              sentText,
              subject,
              threadId,
            },
          ],
    ),
    attachments: carried.map((c) => c.id),
    parents: [...new Set(places.flatMap((p) => p.parentId ?? []))],
    layers: layers.map(({ madeAt, ...layer }) => ({ ...layer, madeAt: (madeAt ?? item.createdAt).toISOString() })),
    read,
    ...(facts ? { facts: { ...facts, hiddenText: held ? kindsOf(held) : undefined } } : {}),
    language,
    versions: earlier.map(({ version, name, sha256, bytes, replacedAt }) => {
      return { version, name, sha256, bytes, replacedAt: replacedAt.toISOString() }
    }),
  }
}

type Asking = Pick<Scope, 'actor' | 'role'>

function withPlaces(warnings: Warning[], { pages }: Quarantine): Warning[] {
  const others = warnings.filter(({ code }) => code !== 'hidden_text')
  if (others.length === warnings.length) return warnings // it was released
  return [...others, ...pages.map(({ page, count }) => ({ code: 'hidden_text', page, count }))]
}

const kindsOf = ({ pages }: Quarantine): ArchiveFacts['hiddenText'] =>
  pages
    .flatMap(({ page, places }) =>
      [...Map.groupBy(places, ({ kind }) => kind)].map(([kind, of]) => {
        return { page, kind, count: of.reduce((all, { count }) => all + count, 0) }
      }),
    )
    .slice(0, 2000)
