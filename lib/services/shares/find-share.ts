import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { documents, exhibitPages, exhibits, investigations, shares } from '#db/schema'
import { notFound, Refusal } from '#lib/domain/refusal'
import { overWords, type SharedExhibit, stateOf } from '#lib/domain/share'

export type ShareRow = typeof shares.$inferSelect
/** An exhibit of a share: nothing here names the document it was made of. */
export type Shared = SharedExhibit & { id: string; status: string; bytes: number; sourceStands: boolean }

/** Part: a share by its id. Refuses not_found, in the words that a wrong code gets too. */
export async function shareRow(db: Tx, id: string): Promise<ShareRow> {
  const [row] = await db.select().from(shares).where(eq(shares.id, id))
  if (!row) throw noSuchLink()
  return row
}

/** A packet, and what has a recipient, has a file of its own, which is made; else it is the exhibit's. */
export const hasOwnFile = ({ exhibitIds, recipient }: Pick<ShareRow, 'exhibitIds' | 'recipient'>) =>
  exhibitIds.length > 1 || recipient !== null
export const isBuilt = (share: ShareRow) => share.packet !== null || !hasOwnFile(share)

export const noSuchLink = () => notFound('link')

/** Part: the exhibits of a share, in its order, from their own rows alone. */
export async function sharedExhibits(db: Tx, { exhibitIds, investigationId }: ShareRow): Promise<Shared[]> {
  const { id, title, number, version, status, sha256, bytes } = exhibits
  const source = and(
    eq(documents.id, exhibits.documentId),
    eq(documents.sha256, exhibits.sourceSha256),
    isNull(documents.deletedAt),
  )
  const rows = await db
    .select({ id, title, number, version, status, sha256, bytes, source: documents.sha256 })
    .from(exhibits)
    .leftJoin(documents, source)
    .where(inArray(id, exhibitIds))
  const counts = await db
    .select({ exhibitId: exhibitPages.exhibitId, pages: sql<number>`count(*)` })
    .from(exhibitPages)
    .where(inArray(exhibitPages.exhibitId, exhibitIds))
    .groupBy(exhibitPages.exhibitId)
  const [home] = await db
    .select({ key: investigations.key })
    .from(investigations)
    .where(eq(investigations.id, investigationId))
  return exhibitIds.flatMap((wanted) => {
    const row = rows.find((one) => one.id === wanted)
    const pages = Number(counts.find((one) => one.exhibitId === wanted)?.pages ?? 0)
    if (!row) return []
    const { source, ...kept } = row
    const said = { number: `${home?.key}-E${row.number}`, sha256: row.sha256 ?? '', bytes: row.bytes ?? 0, pages }
    return [{ ...kept, ...said, sourceStands: source !== null }]
  })
}

/** Part: what a share that still works leads to. Refuses gone: to everybody, because its id is no secret. */
export async function openExhibits(db: Tx, share: ShareRow, now: Date): Promise<Shared[]> {
  const its = await sharedExhibits(db, share)
  const state = stateOf(share, its, now)
  if (state !== 'open') throw new Refusal('gone', overWords[state])
  return its
}

/** Part: page `n` of an exhibit as it may leave: its own picture and words, and why what is black is black. */
export async function pagesOfExhibit(db: Tx, exhibitId: string) {
  const { page, width, height, image, text, words, taken } = exhibitPages
  return db
    .select({ page, width, height, image, text, words, taken })
    .from(exhibitPages)
    .where(eq(exhibitPages.exhibitId, exhibitId))
    .orderBy(asc(page))
}
