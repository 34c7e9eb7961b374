import { eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import * as s from '#db/schema'
import { removeFromIndex } from '#db/search'
import { jobCatalogue } from '#lib/domain/jobs'
import { dropExhibits } from '#lib/services/upkeep/demo-dropping-exhibits'
import type { Leaving } from '#lib/services/upkeep/demo-leaving'

/**
 * Part: takes rows out of the record and the search index. @returns the hashes of files that no row names any more;
 * their bytes go once the transaction has held.
 */
export async function dropLeaving(
  tx: Tx,
  investigationId: string,
  { whole, going, beneath }: Leaving,
): Promise<string[]> {
  const named = (prefix: string, ids = going) => ids.filter((id) => id.startsWith(`${prefix}_`))
  const waiting = Object.keys(jobCatalogue).flatMap((name) => named('exh').map((id) => `${name} ${id}`))
  await tx.delete(s.jobs).where(inArray(s.jobs.key, [...waiting, `demo.publish ${investigationId}`]))
  await tx.delete(s.marks).where(inArray(s.marks.id, named('mrk')))
  const copies = await dropExhibits(tx, investigationId, named('exh'), whole)
  const hashes = [...(await dropDocuments(tx, named('doc'))), ...copies]
  await dropFindings(tx, named('fnd'))
  await tx.delete(s.findingTypes).where(inArray(s.findingTypes.id, named('fty')))
  await tx.delete(s.figures).where(inArray(s.figures.id, named('fig')))
  for (const id of named('com')) await removeFromIndex(tx, 'communication', id)
  await tx.delete(s.communications).where(inArray(s.communications.id, named('com')))
  for (const id of named('req')) await removeFromIndex(tx, 'request', id)
  await tx.delete(s.requestStandings).where(inArray(s.requestStandings.requestId, named('req')))
  await tx.delete(s.requests).where(inArray(s.requests.id, named('req')))
  await tx.delete(s.agencyContacts).where(inArray(s.agencyContacts.agencyId, named('agy')))
  await tx.delete(s.agencies).where(inArray(s.agencies.id, named('agy')))
  for (const table of [s.memberships, s.readings]) await tx.delete(table).where(inArray(table.userId, named('usr')))
  await tx.delete(s.users).where(inArray(s.users.id, named('usr')))
  // what stays is the newsroom's own from now on; a fictional colleague stays fictional
  const theirs = { demo: false, version: sql`${s.agencies.version} + 1` }
  await tx
    .update(s.agencies)
    .set(theirs)
    .where(inArray(s.agencies.id, named('agy', beneath)))
  const here = eq(s.investigations.id, investigationId)
  if (whole) {
    await tx.delete(s.memberships).where(eq(s.memberships.investigationId, investigationId))
    await tx.delete(s.jobs).where(eq(s.jobs.investigationId, investigationId))
    await tx.delete(s.exports).where(eq(s.exports.investigationId, investigationId))
    await tx.delete(s.investigations).where(here)
  } else
    await tx
      .update(s.investigations)
      .set({ demo: false, version: sql`${s.investigations.version} + 1` })
      .where(here)
  return hashes
}

async function dropDocuments(tx: Tx, ids: string[]): Promise<string[]> {
  const { documents, documentPlaces, documentVersions, pages, readings, blobs } = s
  const files = await tx.select({ sha256: documents.sha256 }).from(documents).where(inArray(documents.id, ids))
  for (const id of ids) await removeFromIndex(tx, 'document', id)
  for (const table of [
    pages,
    readings,
    documentPlaces,
    documentVersions,
    s.messages,
    s.documentBands,
    s.heldPages,
    s.quarantines,
  ])
    await tx.delete(table).where(inArray(table.documentId, ids))
  await tx.delete(documents).where(inArray(documents.id, ids))
  const waiting = Object.keys(jobCatalogue).flatMap((name) => ids.map((id) => `${name} ${id}`))
  await tx.delete(s.jobs).where(inArray(s.jobs.key, waiting))
  const hashes = files.map(({ sha256 }) => sha256)
  const others = await tx
    .selectDistinct({ sha256: documents.sha256 })
    .from(documents)
    .where(inArray(documents.sha256, hashes))
  const { sha256 } = documentVersions
  const earlier = await tx.selectDistinct({ sha256 }).from(documentVersions).where(inArray(sha256, hashes))
  const named = new Set([...others, ...earlier].map((row) => row.sha256))
  const free = hashes.filter((sha256) => !named.has(sha256))
  await tx.delete(blobs).where(inArray(blobs.sha256, free))
  return free
}

async function dropFindings(tx: Tx, ids: string[]) {
  for (const id of ids) await removeFromIndex(tx, 'finding', id)
  await tx.delete(s.anchors).where(inArray(s.anchors.findingId, ids))
  await tx.delete(s.findings).where(inArray(s.findings.id, ids))
}
