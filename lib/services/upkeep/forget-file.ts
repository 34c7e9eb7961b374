import { eq } from 'drizzle-orm'
import { blobs } from '#db/schema'
import type { World } from '#lib/world'

/**
 * Part: drops a file that no row names any more, with all that was drawn and laid out of it on this machine. Not where
 * somebody has brought the same bytes again. @returns whether it was dropped.
 */
export async function forgetFile(world: World, sha256: string): Promise<boolean> {
  const [named] = await world.db.select({ sha256: blobs.sha256 }).from(blobs).where(eq(blobs.sha256, sha256))
  if (named) return false
  await world.blobs.remove(sha256)
  await world.pageImages.drop(sha256)
  await world.laidOut.drop(sha256)
  return true
}
