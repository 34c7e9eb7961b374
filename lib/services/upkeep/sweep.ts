import { and, eq, inArray, lt, notExists, or } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { forgetOldCounts } from '#db/limits'
import {
  blobs,
  documentBands,
  documentPlaces,
  documents,
  documentVersions,
  exhibitPages,
  exhibits,
  exports,
  heldPages,
  jobs,
  messages,
  openings,
  pages,
  quarantines,
  readings,
  shares,
} from '#db/schema'
import { removeFromIndex } from '#db/search'
import { tidyIndex } from '#db/search-tidy'
import type { Actor } from '#lib/domain/actions'
import { exportDays } from '#lib/domain/export'
import { act } from '#lib/services/act'
import { forgetFile } from '#lib/services/upkeep/forget-file'
import type { World } from '#lib/world'

const dayMs = 24 * 3600 * 1000
/** How long things stay after nobody needs them any more, in days. */
const grace = { deletedDocument: 30, file: 7, job: 30, opening: 30, unfinished: 1 }

/**
 * Daily: documents deleted thirty days ago, files that no row names and nobody put again for seven, ended jobs,
 * files of story packs a week old, visits by links that ended thirty days ago (how often and when last stays), uploads
 * nobody finished, limits long past, words of what is gone in the search index. (A document that a finding quotes cannot be deleted to begin with.)
 */
export async function sweep(world: World, actor: Actor): Promise<{ documents: number; files: number }> {
  const before = (days: number) => new Date(world.now().getTime() - days * dayMs)
  const uploads = await world.uploads.sweep(before(grace.unfinished))
  const unfinished = await world.blobs.dropUnfinished(before(grace.unfinished))
  await forgetOldCounts(world, world.now())
  const purged = await act(world, actor, 'house.sweep', 'house', async (tx) => {
    const count = await purgeDocuments(tx, before(grace.deletedDocument))
    const old = and(inArray(exports.status, ['ready', 'failed']), lt(exports.createdAt, before(exportDays)))
    await tx.update(exports).set({ status: 'expired', sha256: null, bytes: null }).where(old)
    const unnamed = and(...naming(tx).map((query) => notExists(query)))
    await tx.delete(blobs).where(and(lt(blobs.createdAt, before(grace.file)), unnamed))
    const over = or(lt(shares.expiresAt, before(grace.opening)), lt(shares.revokedAt, before(grace.opening)))
    await tx.delete(openings).where(inArray(openings.shareId, tx.select({ id: shares.id }).from(shares).where(over)))
    const ended = and(inArray(jobs.status, ['done', 'dead']), lt(jobs.endedAt, before(grace.job)))
    await tx.delete(jobs).where(ended)
    return { value: count, subject: 'house', detail: { uploads, unfinished, documents: count } }
  })
  await tidyIndex(world)
  return { documents: purged, files: await removeUnnamed(world, before(grace.file)) }
}

/** Everything that names a file; those that were replaced stay as long as their document, exhibits and their pages for good. */
const naming = (tx: Tx) => [
  tx.select({ id: documents.id }).from(documents).where(eq(documents.sha256, blobs.sha256)),
  tx
    .select({ id: documentVersions.documentId })
    .from(documentVersions)
    .where(eq(documentVersions.sha256, blobs.sha256)),
  tx.select({ id: exports.id }).from(exports).where(eq(exports.sha256, blobs.sha256)),
  tx.select({ id: exhibits.id }).from(exhibits).where(eq(exhibits.sha256, blobs.sha256)),
  tx.select({ id: exhibitPages.exhibitId }).from(exhibitPages).where(eq(exhibitPages.image, blobs.sha256)),
  tx.select({ id: shares.id }).from(shares).where(eq(shares.packet, blobs.sha256)),
]

/**
 * Files that no row names and that nobody has put since `before`: putting the same bytes again makes a file new, so
 * one whose row is just being written is never among them.
 */
async function removeUnnamed(world: World, before: Date): Promise<number> {
  let removed = 0
  for await (const { sha256, keptAt } of world.blobs.list()) {
    if (keptAt >= before) continue
    if (await forgetFile(world, sha256)) removed++
  }
  return removed
}

async function purgeDocuments(tx: Tx, before: Date): Promise<number> {
  const old = await tx.select({ id: documents.id }).from(documents).where(lt(documents.deletedAt, before)).limit(100)
  const ids = old.map((row) => row.id)
  if (ids.length === 0) return 0
  for (const id of ids) await removeFromIndex(tx, 'document', id)
  await tx.delete(pages).where(inArray(pages.documentId, ids))
  await tx.delete(readings).where(inArray(readings.documentId, ids))
  await tx.delete(documentVersions).where(inArray(documentVersions.documentId, ids))
  await tx.delete(messages).where(inArray(messages.documentId, ids))
  await tx.delete(documentBands).where(inArray(documentBands.documentId, ids))
  for (const table of [heldPages, quarantines]) await tx.delete(table).where(inArray(table.documentId, ids))
  const theirs = or(inArray(documentPlaces.documentId, ids), inArray(documentPlaces.parentId, ids))
  await tx.delete(documentPlaces).where(theirs)
  await tx.delete(documents).where(inArray(documents.id, ids))
  return ids.length
}
