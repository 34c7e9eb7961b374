import { eq } from 'drizzle-orm'
import { views } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { act } from '#lib/services/act'
import { ownView } from '#lib/services/views/edit-view'
import type { World } from '#lib/world'

/** Forgets one's view; what it found stays. Refuses not_found, forbidden (a colleague's). */
export async function deleteView(world: World, actor: Actor, { id }: { id: string }): Promise<void> {
  return act(world, actor, 'view.delete', 'house', async (tx) => {
    const { view } = await ownView(tx, actor, id)
    await tx.delete(views).where(eq(views.id, id))
    return { value: undefined, subject: id, detail: { list: view.list, shared: view.shared } }
  })
}
