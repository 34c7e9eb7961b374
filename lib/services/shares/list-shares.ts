import { desc, eq, inArray, sql } from 'drizzle-orm'
import { exhibits, openings, shares } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { notFound } from '#lib/domain/refusal'
import { type ShareView, stateOf } from '#lib/domain/share'
import { look } from '#lib/services/look'
import { isBuilt, sharedExhibits } from '#lib/services/shares/find-share'
import type { World } from '#lib/world'

/** Every link to any version of an exhibit, newest first, with how often it was opened; never a token. Refuses not_found, forbidden. */
export async function listShares(world: World, actor: Actor, input: { exhibitId: string }): Promise<ShareView[]> {
  return look(world, actor, 'share.list', { noun: 'exhibit', id: input.exhibitId }, async (db, scope) => {
    const here = eq(exhibits.investigationId, scope.investigationId)
    const columns = { id: exhibits.id, number: exhibits.number }
    const all = await db.select(columns).from(exhibits).where(here)
    const number = all.find(({ id }) => id === scope.id)?.number
    if (number === undefined) throw notFound('exhibit')
    const versions = all.filter((one) => one.number === number).map(({ id }) => id)
    const made = await db
      .select()
      .from(shares)
      .where(eq(shares.investigationId, scope.investigationId))
      .orderBy(desc(shares.createdAt), desc(shares.id))
    const rows = made.filter(({ exhibitIds }) => exhibitIds.some((id) => versions.includes(id)))
    if (rows.length === 0) return []
    const ids = rows.map(({ id }) => id)
    const read = await db
      .select({
        shareId: openings.shareId,
        pages: sql<number>`sum(${openings.pages})`,
        downloads: sql<number>`sum(${openings.downloads})`,
      })
      .from(openings)
      .where(inArray(openings.shareId, ids))
      .groupBy(openings.shareId)
    const views: ShareView[] = []
    for (const row of rows) {
      const its = await sharedExhibits(db, row)
      const counted = read.find(({ shareId }) => shareId === row.id)
      views.push({
        id: row.id,
        exhibits: its.map(({ id, number, version, title }) => ({ id, number, version, title })),
        recipient: row.recipient,
        passcode: row.passcodeHash !== null,
        state: stateOf(row, its, world.now()),
        built: isBuilt(row),
        failure: row.failure,
        opens: row.opens,
        lastOpenedAt: row.lastOpenedAt?.toISOString() ?? null,
        pagesRead: Number(counted?.pages ?? 0),
        downloads: Number(counted?.downloads ?? 0),
        expiresAt: row.expiresAt.toISOString(),
        revokedAt: row.revokedAt?.toISOString() ?? null,
        createdBy: row.createdBy,
        createdAt: row.createdAt.toISOString(),
      })
    }
    return views
  })
}
