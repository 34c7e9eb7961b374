import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { documentPlaces } from '#db/schema'
import type { Job, Within } from '#lib/domain/jobs'
import { type DocumentRow, keepDocument } from '#lib/services/documents/keep-document'
import type { World } from '#lib/world'

/** What lay in another document: `entry` is its name or path there, as written, shown and never used as a path. */
export type Carried = { sha256: string; bytes: number; name: string; mediaType: string; entry: string }

/**
 * Part: what a mail, an archive or a PDF carried becomes documents of their own, under the same request and
 * communication. The same bytes are one document, linked to everything that carried it. @returns their numbers by hash,
 * and their jobs.
 */
export async function keepCarried(
  world: World,
  tx: Tx,
  parent: DocumentRow,
  carried: readonly Carried[],
  within?: Within,
): Promise<{ numbers: Map<string, number>; next: Job[] }> {
  const under = await placesUnder(tx, parent.id)
  const numbers = new Map<string, number>()
  const next: Job[] = []
  for (const { sha256, bytes, name, mediaType, entry } of carried) {
    if (sha256 === parent.sha256) continue
    for (const belongs of under) {
      const place = { ...belongs, parentId: parent.id, entry }
      const entering = { blob: { sha256, bytes }, name, mediaType, place, createdBy: parent.createdBy, within }
      const kept = await keepDocument(world, tx, parent.investigationId, entering)
      numbers.set(sha256, kept.document.number)
      next.push(...kept.next)
    }
  }
  return { numbers, next: inOrder(next, world.now()) }
}

/** They are read in the order in which they lay there: each a little earlier due than the one behind it. */
const inOrder = (jobs: Job[], now: Date): Job[] =>
  jobs.map((job, i) => ({ ...job, runAt: new Date(now.getTime() - (jobs.length - i)) }))

/** The requests and communications that it stands under, each pair once; neither where it stands under none. */
async function placesUnder(tx: Tx, documentId: string) {
  const { requestId, communicationId } = documentPlaces
  const places = await tx
    .selectDistinct({ requestId, communicationId })
    .from(documentPlaces)
    .where(eq(documentPlaces.documentId, documentId))
  return places.length > 0 ? places : [{ requestId: null, communicationId: null }]
}
