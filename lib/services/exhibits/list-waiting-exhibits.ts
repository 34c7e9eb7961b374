import { and, asc, eq, isNull, lte, ne, or } from 'drizzle-orm'
import { exhibits } from '#db/schema'
import { visible } from '#db/visible'
import type { Actor } from '#lib/domain/actions'
import { todayIn } from '#lib/domain/date'
import type { ExhibitView } from '#lib/domain/exhibit'
import { timeZoneOf } from '#lib/domain/jurisdiction'
import { nameOf } from '#lib/services/act'
import { presentExhibits } from '#lib/services/exhibits/present-exhibit'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/** More than anybody gets through in a day; the list of exhibits has them all. */
const most = 40

/**
 * For Today, to editors: verified exhibits that somebody else made, and approved ones that may go out, because their
 * day has come or none was set. Those waiting longest first.
 */
export async function listWaitingExhibits(world: World, actor: Actor): Promise<ExhibitView[]> {
  return look(world, actor, 'exhibit.list', 'house', async (db) => {
    const today = todayIn(world.now(), timeZoneOf('US'))
    const mine = visible(db, actor, exhibits.investigationId, 'exhibit.approve') // where one is an editor
    const me = nameOf(actor)
    const due = or(isNull(exhibits.embargoUntil), lte(exhibits.embargoUntil, today))
    const waits = or(
      and(eq(exhibits.status, 'verified'), ne(exhibits.preparedBy, me)),
      and(eq(exhibits.status, 'approved'), due),
    )
    const rows = await db
      .select()
      .from(exhibits)
      .where(and(mine, waits))
      .orderBy(asc(exhibits.createdAt), asc(exhibits.id))
      .limit(most)
    const others = rows.filter(
      ({ status, marks }) => status === 'approved' || !marks.some(({ authorId }) => authorId === me),
    )
    return presentExhibits(db, world, others)
  })
}
