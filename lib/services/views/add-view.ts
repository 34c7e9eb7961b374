import { count, eq } from 'drizzle-orm'
import { users, views } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { invalid, notFound, Refusal } from '#lib/domain/refusal'
import type { NewView, View } from '#lib/domain/view'
import { act } from '#lib/services/act'
import { presentView } from '#lib/services/views/list-views'
import type { World } from '#lib/world'

const mostViews = 100

/** Keeps a search under a name, for oneself or also for colleagues. Refuses forbidden (not a person), invalid (too many). */
export async function addView(world: World, actor: Actor, input: NewView): Promise<View> {
  return act(world, actor, 'view.add', 'house', async (tx) => {
    if (actor.kind !== 'user') throw new Refusal('forbidden', 'A view belongs to a person.')
    const [own] = await tx.select({ n: count() }).from(views).where(eq(views.userId, actor.id))
    if (Number(own?.n ?? 0) >= mostViews) throw invalid('name', `You have ${mostViews} views. Delete one first.`)
    const { name, list, q, shared = false } = input
    const row = { id: world.id('view'), userId: actor.id, name, list, q, shared, createdAt: world.now() }
    const [view] = await tx.insert(views).values(row).returning()
    const [user] = await tx.select({ name: users.name }).from(users).where(eq(users.id, actor.id))
    if (!view || !user) throw notFound('person')
    return { value: presentView({ view, by: user.name }, actor), subject: view.id, detail: { list, shared } }
  })
}
