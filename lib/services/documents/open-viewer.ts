import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { agencies, communications, documents, investigations, pages, requests } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { PageView } from '#lib/domain/document'
import { notFound } from '#lib/domain/refusal'
import { mayWith, type Reading, type RelatedDocument } from '#lib/domain/viewer'
import { presentDocument } from '#lib/services/documents/present-document'
import { presentPage } from '#lib/services/documents/present-page'
import { pageSizes } from '#lib/services/documents/view-page-sizes'
import { look } from '#lib/services/look'
import type { Scope } from '#lib/services/prove'
import { remember } from '#lib/services/remember'
import type { World } from '#lib/world'

/** A document opened for reading, with the text of `pages` pages from `from` on. Refuses not_found. */
export async function openViewer(
  world: World,
  actor: Actor,
  input: { id: string; from?: number; pages?: number },
): Promise<Reading> {
  return look(world, actor, 'document.read', { noun: 'document', id: input.id }, (db, scope) => {
    const asked = [actor, scope.role, scope.id, input.from, input.pages]
    return remember(world, `viewer ${JSON.stringify(asked)}`, () => readViewer(db, actor, scope, input))
  })
}

async function readViewer(
  db: Tx,
  actor: Actor,
  scope: Scope,
  input: { from?: number; pages?: number },
): Promise<Reading> {
  const document = await presentDocument(db, scope.id)
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
    attachments: await relatedOf(db, document.attachments, investigation.key),
    parents: await relatedOf(db, document.parents, investigation.key),
    mail: document.email ? { html: row.html, text: row.text ?? '' } : null,
    sizes: await pageSizes(db, scope.id),
    may: mayWith(actor, scope.role),
    userId: actor.kind === 'user' ? actor.id : null,
    first: await pagesFrom(db, scope.id, input.from ?? 1, input.pages ?? 0),
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

async function pagesFrom(db: Tx, documentId: string, from: number, count: number): Promise<PageView[]> {
  const wanted = Array.from({ length: count }, (_, i) => from + i)
  if (wanted.length === 0) return []
  const its = and(eq(pages.documentId, documentId), eq(pages.inUse, true), inArray(pages.page, wanted))
  const rows = await db.select().from(pages).where(its).orderBy(asc(pages.page))
  return rows.map(presentPage)
}
