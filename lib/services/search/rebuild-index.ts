import { and, asc, eq, gt, isNull } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { anchors, communications, documents, findings, pages, requests, settings } from '#db/schema'
import { indexDocument, indexPages, indexThings } from '#db/search'
import type { Thing } from '#db/search-things'
import type { Actor } from '#lib/domain/actions'
import { act } from '#lib/services/act'
import { mailWords } from '#lib/services/documents/mail-words'
import { findingWords } from '#lib/services/findings/place-finding'
import { searchText } from '#lib/services/requests/log-request'
import { communicationWords } from '#lib/services/requests/place-communication'
import type { World } from '#lib/world'

const nouns = ['request', 'communication', 'finding', 'document'] as const
/** How far it is, kept in the record with each step, so that a restart goes on from there. */
type Place = { noun: (typeof nouns)[number]; after: string; page: number }
const begin: Place = { noun: 'request', after: '', page: 0 }
const key = 'search_rebuild'
const things = 200
const pagesAtOnce = 1_000

/**
 * Job: the index of words made anew from the record, step by step, beside everything else that is done; what has
 * been indexed meanwhile is only replaced by the same. May be repeated and goes on where it was stopped.
 */
export async function rebuildIndex(world: World, actor: Actor): Promise<void> {
  for (;;) {
    const [row] = await world.db.select().from(settings).where(eq(settings.key, key))
    const place = (row?.value as Place | undefined) ?? begin // nothing but this file writes it
    const more = await act(world, actor, 'search.rebuild', 'house', async (tx) => {
      const next = await step(tx, place)
      await tx.delete(settings).where(eq(settings.key, key))
      if (next) await tx.insert(settings).values({ key, value: next })
      return { value: next !== null, subject: 'house', detail: { noun: place.noun } }
    })
    if (!more) return
  }
}

/** @returns where the next step begins; null: all is done. */
async function step(tx: Tx, { noun, after, page }: Place): Promise<Place | null> {
  if (noun === 'document') return documentStep(tx, after, page)
  const rows = await (noun === 'request' ? requestsAfter : noun === 'communication' ? lettersAfter : findingsAfter)(
    tx,
    after,
  )
  await keep(tx, rows)
  const last = rows.at(-1)?.ref
  const next = nouns[nouns.indexOf(noun) + 1] ?? 'document'
  return rows.length < things ? { noun: next, after: '', page: 0 } : { noun, after: last ?? '', page: 0 }
}

type Row = Thing & { investigationId: string }

async function keep(tx: Tx, rows: readonly Row[]) {
  for (const investigationId of new Set(rows.map((row) => row.investigationId)))
    await indexThings(
      tx,
      investigationId,
      rows.filter((row) => row.investigationId === investigationId),
    )
}

async function requestsAfter(tx: Tx, after: string): Promise<Row[]> {
  const rows = await tx.select().from(requests).where(gt(requests.id, after)).orderBy(asc(requests.id)).limit(things)
  return rows.map((row) => ({
    investigationId: row.investigationId,
    kind: 'request',
    ref: row.id,
    title: row.subject,
    text: searchText(row),
  }))
}

async function lettersAfter(tx: Tx, after: string): Promise<Row[]> {
  const { id } = communications
  const rows = await tx.select().from(communications).where(gt(id, after)).orderBy(asc(id)).limit(things)
  return rows.map((row) => ({
    investigationId: row.investigationId,
    kind: 'communication',
    ref: row.id,
    title: row.subject,
    text: communicationWords(row),
  }))
}

async function findingsAfter(tx: Tx, after: string): Promise<Row[]> {
  const there = and(gt(findings.id, after), isNull(findings.deletedAt))
  const rows = await tx.select().from(findings).where(there).orderBy(asc(findings.id)).limit(things)
  const all: Row[] = []
  for (const row of rows) {
    const its = await tx.select({ exact: anchors.exact }).from(anchors).where(eq(anchors.findingId, row.id))
    const { investigationId, id: ref, statement: title } = row
    all.push({ investigationId, kind: 'finding', ref, title, text: findingWords(row, its) })
  }
  return all
}

/** Small documents several at a time, a large one in several steps. */
async function documentStep(tx: Tx, after: string, page: number): Promise<Place | null> {
  const there = and(gt(documents.id, after), isNull(documents.deletedAt))
  const rows = await tx.select().from(documents).where(there).orderBy(asc(documents.id)).limit(50)
  let room = pagesAtOnce
  let last = after
  for (const row of rows) {
    const { id: documentId, investigationId } = row
    const from = documentId === rows[0]?.id ? page : 0
    const some = await tx
      .select({ page: pages.page, text: pages.text })
      .from(pages)
      .where(and(eq(pages.documentId, documentId), eq(pages.inUse, true), gt(pages.page, from)))
      .orderBy(asc(pages.page))
      .limit(room)
    await indexPages(tx, { investigationId, documentId, pages: some })
    room -= some.length
    if (room <= 0) return { noun: 'document', after: last, page: some.at(-1)?.page ?? 0 }
    if (row.status !== 'processing')
      await indexDocument(tx, { investigationId, documentId, name: row.name, ...mailWords(row.email) })
    last = documentId
  }
  return rows.length === 0 ? null : { noun: 'document', after: last, page: 0 }
}
