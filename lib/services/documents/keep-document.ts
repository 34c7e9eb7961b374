import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { blobs, communications, documentPlaces, documents, investigations } from '#db/schema'
import { proposeKind } from '#lib/domain/document'
import type { Job, Within } from '#lib/domain/jobs'
import { invalid, notFound } from '#lib/domain/refusal'
import { placeMail } from '#lib/services/documents/place-mail'
import { findHome } from '#lib/services/find-home'
import type { World } from '#lib/world'

export type DocumentRow = typeof documents.$inferSelect
export type Place = {
  requestId: string | null
  communicationId: string | null
  parentId: string | null
  /** Its name or path inside the parent, as written there. */
  entry?: string | null
}
type Entering = {
  blob: { sha256: string; bytes: number }
  name: string
  mediaType: string
  kind?: string | undefined
  place: Place
  createdBy: string
  /** Said of what came out of an archive. */
  within?: Within | undefined
}

/**
 * Part: the one way a document enters. The next number of its investigation, its place, its first job. The same bytes
 * in the same investigation are the same document, now also in the place named; one that was deleted comes back, but
 * not where a mail or archive that carried it before is only read again.
 */
export async function keepDocument(world: World, tx: Tx, investigationId: string, entering: Entering) {
  const { blob, place, within } = entering
  const now = world.now()
  await tx
    .insert(blobs)
    .values({ ...blob, createdAt: now })
    .onConflictDoNothing()
  const same = and(eq(documents.investigationId, investigationId), eq(documents.sha256, blob.sha256))
  const [before] = await tx.select().from(documents).where(same)
  if (before) {
    const added = await addPlace(world, tx, before, place)
    const back = before.deletedAt !== null && (added || place.parentId === null)
    if (back) await tx.update(documents).set({ deletedAt: null }).where(eq(documents.id, before.id))
    const next: Job[] = back ? [splitJob(before.id, before.layer + 1, within)] : []
    if (before.status === 'ready') await placeMail(world, tx, before, entering.createdBy)
    return { document: back ? { ...before, deletedAt: null } : before, created: false, next }
  }
  const document = await insertDocument(world, tx, investigationId, entering)
  await addPlace(world, tx, document, place)
  return { document, created: true, next: [splitJob(document.id, 1, within)] }
}

async function insertDocument(world: World, tx: Tx, investigationId: string, entering: Entering): Promise<DocumentRow> {
  const [counted] = await tx
    .update(investigations)
    .set({ lastDocument: sql`${investigations.lastDocument} + 1` })
    .where(eq(investigations.id, investigationId))
    .returning({ number: investigations.lastDocument })
  if (!counted) throw notFound('investigation')
  const { blob, name, mediaType, createdBy } = entering
  const made = { id: world.id('document'), investigationId, number: counted.number, name, mediaType, createdBy }
  const row = { ...made, ...blob, kind: entering.kind ?? proposeKind(mediaType), warnings: [], createdAt: world.now() }
  const [document] = await tx
    .insert(documents)
    .values({ ...row, status: 'processing' })
    .returning()
  if (!document) throw new Error('an insert always returns its row')
  return document
}

/** Part: where else a document stands; no second row for a place it has. @returns whether there is a new one. */
export async function addPlace(world: World, tx: Tx, document: DocumentRow, place: Place): Promise<boolean> {
  if (!place.requestId && !place.communicationId && !place.parentId) return false
  const { requestId, communicationId, parentId, entry } = documentPlaces
  const is = (column: typeof requestId, value: string | null) => (value === null ? isNull(column) : eq(column, value))
  const there = await tx
    .select({ id: documentPlaces.id })
    .from(documentPlaces)
    .where(
      and(
        eq(documentPlaces.documentId, document.id),
        is(requestId, place.requestId),
        // a mail that was placed as a communication of this very request is there already
        place.communicationId === null ? undefined : eq(communicationId, place.communicationId),
        is(parentId, place.parentId),
        is(entry, place.entry ?? null),
      ),
    )
  if (there.length > 0) return false
  const { id: documentId, investigationId } = document
  await tx.insert(documentPlaces).values({ id: world.id('place'), documentId, investigationId, ...place })
  return true
}

/** The job that reads a document as text layer `layer`; at most one waits for each document. */
export const splitJob = (documentId: string, layer: number, within?: Within): Job => ({
  name: 'documents.split',
  payload: { documentId, layer, ...(within ? { within } : {}) },
  key: `documents.split ${documentId}`,
})

/**
 * The place that an input names, by id or number, both in this investigation; the request is the communication's
 * unless named. Refuses not_found, invalid (the communication is another request's).
 */
export async function findPlace(
  tx: Tx,
  investigationId: string,
  named: { requestId?: string | null | undefined; communicationId?: string | null | undefined },
): Promise<Place> {
  const requestId = named.requestId ? await findHome(tx, 'request', named.requestId, { investigationId }) : null
  if (!named.communicationId) return { requestId, communicationId: null, parentId: null }
  const here = and(eq(communications.id, named.communicationId), eq(communications.investigationId, investigationId))
  const [communication] = await tx.select().from(communications).where(here)
  if (!communication) throw notFound('communication')
  if (requestId && requestId !== communication.requestId)
    throw invalid('communicationId', 'That communication belongs to another request.')
  return { requestId: communication.requestId, communicationId: communication.id, parentId: null }
}
