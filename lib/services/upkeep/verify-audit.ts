import { firstBroken } from '#db/audit'
import type { Actor } from '#lib/domain/actions'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/** Walks the whole hash chain. `broken` is the number of the first row that does not fit, null where all do. */
export async function verifyAudit(world: World, actor: Actor): Promise<{ ok: boolean; broken: number | null }> {
  return look(world, actor, 'audit.list', 'house', async (db) => {
    const broken = await firstBroken(db)
    return { ok: broken === null, broken }
  })
}
