import { Refusal } from '#lib/domain/refusal'
import type { World } from '#lib/world'

/** Can the record be read and written to? For load balancers, so nobody is asked who they are. Refuses unavailable. */
export async function examineReadiness(world: World): Promise<{ ready: true }> {
  try {
    await world.db.raw('select 1')
    return { ready: true }
  } catch {
    throw new Refusal('unavailable', 'The record cannot be read.')
  }
}
