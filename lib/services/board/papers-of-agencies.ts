import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { communications, documentPlaces, documents, readings, requests } from '#db/schema'

/**
 * Part: every document that lies under an agency's requests, how many of its pages anybody here has read, and
 * whether somebody says that they read it to its end. Two queries however many agencies there are.
 */
export async function papersOfAgencies(db: Tx, investigationId: string) {
  const placed = await db
    .selectDistinct({ agencyId: requests.agencyId, id: documents.id, pages: documents.pages })
    .from(documentPlaces)
    .innerJoin(documents, and(eq(documents.id, documentPlaces.documentId), isNull(documents.deletedAt)))
    .leftJoin(communications, eq(communications.id, documentPlaces.communicationId))
    .innerJoin(
      requests,
      and(
        eq(requests.investigationId, documentPlaces.investigationId),
        eq(requests.id, sql`coalesce(${communications.requestId}, ${documentPlaces.requestId})`),
      ),
    )
    .where(eq(documentPlaces.investigationId, investigationId))
  const { documentId, pages, toItsEnd } = readings
  const read = await db
    .select({ documentId, pages, toItsEnd })
    .from(readings)
    .where(eq(readings.investigationId, investigationId))
  const readingsOf = Map.groupBy(read, (reading) => reading.documentId)
  return placed.map((document) => {
    const own = readingsOf.get(document.id) ?? []
    const seen = new Set(own.flatMap((reading) => reading.pages))
    return { ...document, read: seen.size, toItsEnd: own.some((reading) => reading.toItsEnd) }
  })
}
