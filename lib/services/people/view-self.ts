import { eq } from 'drizzle-orm'
import { settings, users } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { OwnView } from '#lib/domain/person'
import { notFound } from '#lib/domain/refusal'
import { look } from '#lib/services/look'
import { presentPerson } from '#lib/services/people/present-person'
import type { World } from '#lib/world'

/** One's own account, and the name of the newsroom. */
export async function viewSelf(world: World, actor: Actor): Promise<OwnView> {
  return look(world, actor, 'person.read', 'house', async (db) => {
    const [row] = actor.kind === 'user' ? await db.select().from(users).where(eq(users.id, actor.id)) : []
    if (!row) throw notFound('person')
    const [named] = await db.select().from(settings).where(eq(settings.key, 'newsroom'))
    const newsroom = typeof named?.value === 'string' ? named.value : ''
    const { passwordHash, recoveryHashes } = row
    return {
      ...presentPerson(row),
      hasPassword: passwordHash !== null,
      recoveryCodesLeft: recoveryHashes.length,
      newsroom,
    }
  })
}
