import { and, asc, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { agencies, communications, documents, investigations, pages, requests } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { notFound } from '#lib/domain/refusal'
import { doubtfulBelow, mayWith, type Reading, type RelatedDocument } from '#lib/domain/viewer'
import { threadOf } from '#lib/services/documents/list-thread'
import { presentDocument } from '#lib/services/documents/present-document'
import { pageSizes } from '#lib/services/documents/view-page-sizes'
import { readPages } from '#lib/services/documents/view-pages'
import { look } from '#lib/services/look'
import type { Scope } from '#lib/services/prove'
import { remember } from '#lib/services/remember'
import type { World } from '#lib/world'

/** A mailbox may carry tens of thousands; its pages list them all. */
const mostRelated = 300

/**
 * A document opened for reading, with the text of `pages` pages from `from` on; `layer` as it was read by then, where
 * it has such an earlier one. Refuses not_found.
 */
export async function openViewer(
  world: World,
  actor: Actor,
  input: { id: string; from?: number; pages?: number; layer?: number | undefined },
): Promise<Reading> {
  const known = [...(await world.ocr.languages()).keys()].sort()
  return look(world, actor, 'document.read', { noun: 'document', id: input.id }, async (db, scope) => {
    const asked = [actor, scope.role, scope.id, input.from, input.pages, input.layer]
    const read = () => readViewer(db, actor, scope, input)
    const reading = await remember(world, `viewer ${JSON.stringify(asked)}`, read)
    return { ...reading, languages: reading.may.retry ? known : [] }
  })
}

async function readViewer(
  db: Tx,
  actor: Actor,
  scope: Scope,
  input: { from?: number; pages?: number; layer?: number | undefined },
): Promise<Reading> {
  const document = await presentDocument(db, scope.id, scope)
  const newest = Math.max(0, ...document.layers.map(({ layer }) => layer))
  const layer = input.layer && input.layer >= 1 && input.layer < newest ? input.layer : undefined
  const { key, title, demo } = investigations
  const here = eq(investigations.id, scope.investigationId)
  const [investigation] = await db.select({ id: investigations.id, key, title, demo }).from(investigations).where(here)
  const { html, text } = documents
  const [row] = await db.select({ html, text }).from(documents).where(eq(documents.id, scope.id))
  if (!investigation || !row) throw notFound('document')
  return {
    document,
    investigation,
    request: document.requestId ? await requestOf(db, document.requestId, investigation.key) : null,
    messages: await messagesOf(db, document.communicationIds),
    thread: await threadOf(db, scope.investigationId, scope.id),
    attachments: await relatedOf(db, document.attachments.slice(0, mostRelated), investigation.key),
    parents: await relatedOf(db, document.parents, investigation.key),
    mail: document.email ? { html: row.html, text: row.text ?? '' } : null,
    sizes: await pageSizes(db, scope.id),
    may: mayWith(actor, scope.role),
    userId: actor.kind === 'user' ? actor.id : null,
    first: input.pages ? await readPages(db, scope.id, { from: input.from ?? 1, count: input.pages, layer }) : [],
    layer: layer ?? null,
    languages: [],
    pictures: document.layers.some(({ source }) => source === 'ocr') ? await picturesOf(db, scope.id) : null,
  }
}

async function requestOf(db: Tx, id: string, key: string) {
  const [found] = await db
    .select({ number: requests.number, subject: requests.subject, agencyId: agencies.id, agency: agencies.name })
    .from(requests)
    .innerJoin(agencies, eq(agencies.id, requests.agencyId))
    .where(eq(requests.id, id))
  return found ? { ...found, id, number: `${key}-${found.number}` } : null
}

async function messagesOf(db: Tx, ids: readonly string[]) {
  if (ids.length === 0) return []
  const { id, kind, direction, occurredOn, subject, from } = communications
  return db
    .select({ id, kind, direction, occurredOn, subject, from })
    .from(communications)
    .where(inArray(id, [...ids]))
    .orderBy(asc(occurredOn))
}

async function relatedOf(db: Tx, ids: readonly string[], key: string): Promise<RelatedDocument[]> {
  if (ids.length === 0) return []
  const { id, number, name, mediaType, status } = documents
  const rows = await db
    .select({ id, number, name, pages: documents.pages, mediaType, status })
    .from(documents)
    .where(and(inArray(id, [...ids]), isNull(documents.deletedAt)))
    .orderBy(asc(number))
  return rows.map((row) => ({ ...row, number: `${key}-D${row.number}` }))
}

/** How sure the reading of pictures was: on how many pages, on average, and which pages to look at twice. */
async function picturesOf(db: Tx, documentId: string): Promise<Reading['pictures']> {
  const { page, sure } = pages
  const its = and(eq(pages.documentId, documentId), eq(pages.inUse, true), isNotNull(sure))
  const rows = await db.select({ page, sure }).from(pages).where(its).orderBy(asc(page))
  if (rows.length === 0) return null
  const sum = rows.reduce((all, row) => all + (row.sure ?? 0), 0)
  const doubtful = rows.filter((row) => (row.sure ?? 0) < doubtfulBelow).map((row) => row.page)
  return { pages: rows.length, sure: sum / rows.length, doubtful }
}
