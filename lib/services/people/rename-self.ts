import { eq } from 'drizzle-orm'
import { users } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { notFound } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import type { World } from '#lib/world'

/** The name colleagues see. */
export async function renameSelf(world: World, actor: Actor, input: { name: string }): Promise<{ name: string }> {
  return act(world, actor, 'person.rename', 'house', async (tx) => {
    if (actor.kind !== 'user') throw notFound('person')
    await tx.update(users).set({ name: input.name }).where(eq(users.id, actor.id))
    return { value: { name: input.name }, subject: actor.id }
  })
}
