import { and, count, eq, max, ne, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { cancel } from '#db/queue'
import {
  blobs,
  documentBands,
  documents,
  documentVersions,
  investigations,
  messages,
  pages,
  readings,
} from '#db/schema'
import { indexDocument, removeFromIndex } from '#db/search'
import type { Actor } from '#lib/domain/actions'
import { type DocumentView, maxBytes } from '#lib/domain/document'
import { readingJobs } from '#lib/domain/jobs'
import { notFound, Refusal } from '#lib/domain/refusal'
import { act, ask, nameOf } from '#lib/services/act'
import { type DocumentRow, splitJob } from '#lib/services/documents/keep-document'
import { presentDocument } from '#lib/services/documents/present-document'
import { type Bytes, empty, tooLarge, whole } from '#lib/services/documents/upload-document'
import type { World } from '#lib/world'

type Replacement = { id: string; name?: string | undefined; bytes: Bytes | null; declared: number | null }

/**
 * Another file for the same document, which keeps its id and number; the earlier file and its text layers stay. It is
 * read as new layers, and who has read it begins anew. The very bytes that it has change nothing. @returns whether it
 * was replaced, and the document. Refuses not_found, forbidden, invalid (empty, cut short, 413 over 2 GiB), conflict
 * (another document here is that file), unavailable (507 no room).
 */
export async function replaceDocument(
  world: World,
  actor: Actor,
  input: Replacement,
): Promise<{ replaced: boolean; document: DocumentView }> {
  const on = { noun: 'document' as const, id: input.id }
  const { id, investigationId } = await ask(world, actor, 'document.replace', on)
  if (input.declared !== null && input.declared > maxBytes) throw tooLarge()
  if (!input.bytes || input.declared === 0) throw empty()
  const blob = await world.blobs.put(whole(input.bytes, input.declared), { maxBytes })
  const { sha256, name } = documents
  const [now] = await world.db.select({ sha256, name }).from(documents).where(eq(documents.id, id))
  if (now?.sha256 === blob.sha256) return { replaced: false, document: await presentDocument(world.db, id) }
  await refuseAnother(world.db, investigationId, id, blob.sha256)
  const { mediaType } = await world.sniff(blob.sha256, input.name ?? now?.name ?? '')
  return act(world, actor, 'document.replace', on, async (tx, scope) => {
    await refuseAnother(tx, scope.investigationId, scope.id, blob.sha256)
    const [before] = await tx.select().from(documents).where(eq(documents.id, scope.id))
    if (!before) throw notFound('document')
    await cancel(tx, readingJobs, scope.id, world.now())
    const layer = await lastLayer(tx, before)
    const version = await keepEarlier(world, tx, { before, layer, replacedBy: nameOf(actor) })
    await tx
      .insert(blobs)
      .values({ ...blob, createdAt: world.now() })
      .onConflictDoNothing()
    await takePlaceOf(tx, before, { ...blob, mediaType, name: input.name ?? before.name, layer })
    const document = await presentDocument(tx, scope.id, scope)
    const detail = { sha256: blob.sha256, before: before.sha256, version }
    return { value: { replaced: true, document }, subject: scope.id, detail, next: [splitJob(scope.id, layer + 1)] }
  })
}

/** The bytes of another document of this investigation, deleted or not, are that document. */
async function refuseAnother(tx: Tx, investigationId: string, id: string, sha256: string) {
  const other = and(eq(documents.investigationId, investigationId), eq(documents.sha256, sha256), ne(documents.id, id))
  const [same] = await tx
    .select({ key: investigations.key, number: documents.number, deletedAt: documents.deletedAt })
    .from(documents)
    .innerJoin(investigations, eq(investigations.id, documents.investigationId))
    .where(other)
  if (!same) return
  const name = `${same.key}-D${same.number}`
  const where = same.deletedAt ? `${name}, which was deleted and can be brought back` : name
  throw new Refusal('conflict', `This very file is here already, as ${where}.`)
}

async function lastLayer(tx: Tx, { id, layer }: DocumentRow) {
  const [last] = await tx
    .select({ layer: max(pages.layer) })
    .from(pages)
    .where(eq(pages.documentId, id))
  return Math.max(layer, last?.layer ?? 0)
}

async function keepEarlier(world: World, tx: Tx, of: { before: DocumentRow; layer: number; replacedBy: string }) {
  const { before, ...rest } = of
  const [so] = await tx
    .select({ far: count() })
    .from(documentVersions)
    .where(eq(documentVersions.documentId, before.id))
  const version = (so?.far ?? 0) + 1
  const { investigationId, sha256, bytes, name, mediaType } = before
  const file = { documentId: before.id, version, investigationId, sha256, bytes, name, mediaType }
  await tx.insert(documentVersions).values({ ...file, ...rest, replacedAt: world.now() })
  return version
}

type NewFile = { sha256: string; bytes: number; mediaType: string; name: string; layer: number }

/** What was read of the earlier file is not shown over the new one; what was concluded from it goes. */
async function takePlaceOf(tx: Tx, before: DocumentRow, file: NewFile) {
  const { id, investigationId } = before
  const inUse = and(eq(pages.documentId, id), eq(pages.inUse, true))
  await tx.update(pages).set({ inUse: false }).where(inUse)
  for (const table of [readings, messages, documentBands]) await tx.delete(table).where(eq(table.documentId, id))
  const said = { email: null, html: null, text: null, facts: null, password: null, groupId: null, startedAt: null }
  const state = { status: 'processing' as const, phase: 'waiting', pages: 0, done: 0, warnings: [] }
  const none = { failureCode: null, failureDetail: null }
  await tx
    .update(documents)
    .set({ ...file, ...said, ...state, ...none, version: sql`${documents.version} + 1` })
    .where(eq(documents.id, id))
  await removeFromIndex(tx, 'document', id)
  await indexDocument(tx, { investigationId, documentId: id, name: file.name })
}
