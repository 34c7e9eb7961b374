import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client'
import * as s from '#db/schema'
import { blobs, documents, documentVersions, exhibitPages, exhibits, shares } from '#db/schema'

/**
 * Part: takes exhibits out of the record with their pages, notes, updates, what was said of their marks, and the links
 * that led to nothing else; with the `whole` investigation go its story packs. @returns the hashes of files that no row names any more.
 */
export async function dropExhibits(tx: Tx, investigationId: string, ids: string[], whole: boolean): Promise<string[]> {
  const going = await tx.select().from(exhibits).where(inArray(exhibits.id, ids))
  const sheets = await tx
    .select({ image: exhibitPages.image })
    .from(exhibitPages)
    .where(inArray(exhibitPages.exhibitId, ids))
  for (const table of [exhibitPages, s.markReviews, s.exhibitNotes])
    await tx.delete(table).where(inArray(table.exhibitId, ids))
  await tx.delete(exhibits).where(inArray(exhibits.id, ids))
  for (const number of new Set(going.map((row) => row.number))) {
    const [left] = await tx
      .select({ id: exhibits.id })
      .from(exhibits)
      .where(and(eq(exhibits.investigationId, investigationId), eq(exhibits.number, number)))
    const its = and(eq(s.exhibitUpdates.investigationId, investigationId), eq(s.exhibitUpdates.number, number))
    if (!left) await tx.delete(s.exhibitUpdates).where(its)
  }
  const links = await tx.select().from(shares).where(eq(shares.investigationId, investigationId))
  const dead = links.filter(({ exhibitIds }) => exhibitIds.every((id) => ids.includes(id)))
  const deadIds = dead.map(({ id }) => id)
  await tx.delete(s.openings).where(inArray(s.openings.shareId, deadIds))
  await tx.delete(shares).where(inArray(shares.id, deadIds))
  const its = eq(s.exports.investigationId, investigationId)
  const packs = whole ? await tx.delete(s.exports).where(its).returning({ sha256: s.exports.sha256 }) : []
  const hashes = [
    ...packs.map((row) => row.sha256),
    ...sheets.map(({ image }) => image),
    ...going.map((row) => row.sha256),
    ...dead.map((l) => l.packet),
  ]
  return freeOf(tx, [...new Set(hashes.filter((sha256) => sha256 !== null))])
}

/** Those that nothing names any more; their rows go here, their bytes once the transaction has held. */
async function freeOf(tx: Tx, hashes: string[]): Promise<string[]> {
  const named = new Set<string | null>()
  for (let at = 0; at < hashes.length; at += 400) {
    const some = hashes.slice(at, at + 400)
    const rows = [
      ...(await tx.select({ sha256: documents.sha256 }).from(documents).where(inArray(documents.sha256, some))),
      ...(await tx
        .select({ sha256: documentVersions.sha256 })
        .from(documentVersions)
        .where(inArray(documentVersions.sha256, some))),
      ...(await tx.select({ sha256: exhibits.sha256 }).from(exhibits).where(inArray(exhibits.sha256, some))),
      ...(await tx.select({ sha256: exhibitPages.image }).from(exhibitPages).where(inArray(exhibitPages.image, some))),
      ...(await tx.select({ sha256: shares.packet }).from(shares).where(inArray(shares.packet, some))),
    ]
    for (const { sha256 } of rows) named.add(sha256)
  }
  const free = hashes.filter((sha256) => !named.has(sha256))
  for (let at = 0; at < free.length; at += 400)
    await tx.delete(blobs).where(inArray(blobs.sha256, free.slice(at, at + 400)))
  return free
}
