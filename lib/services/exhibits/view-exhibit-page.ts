import { buffer } from 'node:stream/consumers'
import { and, eq } from 'drizzle-orm'
import { exhibitPages, exhibits } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { notFound, Refusal } from '#lib/domain/refusal'
import type { ImageOfPage } from '#lib/services/documents/view-page-image'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/**
 * A page of an exhibit for the team: the very picture that stands in its file, never drawn from the original; `width`
 * and `height` in points. Refuses not_found, conflict (it is still being built).
 */
export async function viewExhibitPage(
  world: World,
  actor: Actor,
  input: { id: string; page: number },
): Promise<ImageOfPage> {
  const row = await look(world, actor, 'exhibit.read', { noun: 'exhibit', id: input.id }, async (db, scope) => {
    const { status } = exhibits
    const [exhibit] = await db.select({ status }).from(exhibits).where(eq(exhibits.id, scope.id))
    if (exhibit?.status === 'building') throw new Refusal('conflict', 'Its pages are still being built.')
    const { image, width, height } = exhibitPages
    const its = and(eq(exhibitPages.exhibitId, scope.id), eq(exhibitPages.page, input.page))
    const [found] = await db.select({ image, width, height }).from(exhibitPages).where(its)
    if (!found) throw notFound('page')
    return found
  })
  const bytes = await buffer(await world.blobs.open(row.image))
  const mediaType = bytes[0] === 0xff ? 'image/jpeg' : 'image/png'
  return { bytes, mediaType, width: row.width, height: row.height }
}
