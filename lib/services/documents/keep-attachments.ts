import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { documentPlaces } from '#db/schema'
import type { Job } from '#lib/domain/jobs'
import { type DocumentRow, keepDocument } from '#lib/services/documents/keep-document'
import type { Carried } from '#lib/services/documents/read-mail'
import type { World } from '#lib/world'

/** Part: what a mail carried becomes documents of their own, under the same request and communication. @returns their jobs. */
export async function keepAttachments(
  world: World,
  tx: Tx,
  mail: DocumentRow,
  carried: readonly Carried[],
): Promise<Job[]> {
  const places = await tx.select().from(documentPlaces).where(eq(documentPlaces.documentId, mail.id))
  const under = places.length > 0 ? places : [{ requestId: null, communicationId: null }]
  const jobs: Job[] = []
  for (const { sha256, bytes, name, mediaType } of carried) {
    if (sha256 === mail.sha256) continue
    for (const { requestId, communicationId } of under) {
      const place = { requestId, communicationId, parentId: mail.id }
      const entering = { blob: { sha256, bytes }, name, mediaType, place, createdBy: mail.createdBy }
      const { next } = await keepDocument(world, tx, mail.investigationId, entering)
      jobs.push(...next)
    }
  }
  return jobs
}
