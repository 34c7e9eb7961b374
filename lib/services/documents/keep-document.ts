import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { blobs, communications, documentPlaces, documents, investigations } from '#db/schema'
import { proposeKind } from '#lib/domain/document'
import type { Job } from '#lib/domain/jobs'
import { invalid, notFound } from '#lib/domain/refusal'
import { placeMail } from '#lib/services/documents/place-mail'
import { findHome } from '#lib/services/find-home'
import type { World } from '#lib/world'

export type DocumentRow = typeof documents.$inferSelect
export type Place = { requestId: string | null; communicationId: string | null; parentId: string | null }
type Entering = {
  blob: { sha256: string; bytes: number }
  name: string
  mediaType: string
  kind?: string | undefined
  place: Place
  createdBy: string
}

/**
 * Part: the one way a document enters. The next number of its investigation, its place, its first job. The same bytes
 * in the same investigation are the same document, now also in the place named; one that was deleted comes back.
 */
export async function keepDocument(world: World, tx: Tx, investigationId: string, entering: Entering) {
  const { blob, place } = entering
  const now = world.now()
  await tx
    .insert(blobs)
    .values({ ...blob, createdAt: now })
    .onConflictDoNothing()
  const same = and(eq(documents.investigationId, investigationId), eq(documents.sha256, blob.sha256))
  const [before] = await tx.select().from(documents).where(same)
  if (before) {
    if (before.deletedAt) await tx.update(documents).set({ deletedAt: null }).where(eq(documents.id, before.id))
    await addPlace(world, tx, before, place)
    const next: Job[] = before.deletedAt ? [splitJob(before.id, before.layer + 1)] : []
    if (before.status === 'ready') await placeMail(world, tx, before, entering.createdBy)
    return { document: { ...before, deletedAt: null }, created: false, next }
  }
  const document = await insertDocument(world, tx, investigationId, entering)
  await addPlace(world, tx, document, place)
  return { document, created: true, next: [splitJob(document.id, 1)] }
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

/** Part: where else a document stands; no second row for a place it has. */
export async function addPlace(world: World, tx: Tx, document: DocumentRow, place: Place) {
  if (!place.requestId && !place.communicationId && !place.parentId) return
  const { requestId, communicationId, parentId } = documentPlaces
  const is = (column: typeof requestId, value: string | null) => (value === null ? isNull(column) : eq(column, value))
  const there = await tx
    .select({ id: documentPlaces.id })
    .from(documentPlaces)
    .where(
      and(
        eq(documentPlaces.documentId, document.id),
        is(requestId, place.requestId),
        // a mail that was placed as a communication of this very request is there already
        place.communicationId === null && place.parentId === null
          ? undefined
          : is(communicationId, place.communicationId),
        is(parentId, place.parentId),
      ),
    )
  if (there.length > 0) return
  const { id: documentId, investigationId } = document
  await tx.insert(documentPlaces).values({ id: world.id('place'), documentId, investigationId, ...place })
}

/** The job that reads a document as text layer `layer`; at most one waits for each document. */
export const splitJob = (documentId: string, layer: number): Job => ({
  name: 'documents.split',
  payload: { documentId, layer },
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
