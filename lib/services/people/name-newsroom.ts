import { settings } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { act } from '#lib/services/act'
import type { World } from '#lib/world'

/**
 * The name at the top of letters and screens, and the address that readers of what is published write to, '' for none.
 * Refuses forbidden to whoever is no administrator.
 */
export async function nameNewsroom(
  world: World,
  actor: Actor,
  input: { newsroom: string; contact?: string | undefined },
): Promise<{ newsroom: string }> {
  return act(world, actor, 'setting.change', 'house', async (tx) => {
    for (const [key, value] of Object.entries(input)) {
      if (value === undefined) continue
      await tx.insert(settings).values({ key, value }).onConflictDoUpdate({ target: settings.key, set: { value } })
    }
    return { value: { newsroom: input.newsroom }, subject: 'newsroom' }
  })
}
