import { settings } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { act } from '#lib/services/act'
import type { World } from '#lib/world'

/** The name at the top of letters and screens. Refuses forbidden to whoever is no administrator. */
export async function nameNewsroom(
  world: World,
  actor: Actor,
  input: { newsroom: string },
): Promise<{ newsroom: string }> {
  return act(world, actor, 'setting.change', 'house', async (tx) => {
    const set = { value: input.newsroom }
    await tx
      .insert(settings)
      .values({ key: 'newsroom', ...set })
      .onConflictDoUpdate({ target: settings.key, set })
    return { value: input, subject: 'newsroom' }
  })
}
