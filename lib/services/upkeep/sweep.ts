import { forgetOldCounts } from '#db/limits'
import type { Actor } from '#lib/domain/actions'
import { act } from '#lib/services/act'
import type { World } from '#lib/world'

const dayMs = 24 * 3600 * 1000

/** Job: uploads that nobody finished or took for a day, files half-written before a crash, limits long past. */
export async function sweep(world: World, actor: Actor): Promise<void> {
  const now = world.now()
  const dayAgo = new Date(now.getTime() - dayMs)
  const uploads = await world.uploads.sweep(dayAgo)
  const unfinished = await world.blobs.dropUnfinished(dayAgo)
  await forgetOldCounts(world, now)
  await act(world, actor, 'house.sweep', 'house', async () => ({
    value: undefined,
    subject: 'house',
    detail: { uploads, unfinished },
  }))
}
