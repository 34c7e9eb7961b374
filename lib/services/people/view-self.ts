import { eq, inArray } from 'drizzle-orm'
import { settings, users } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { OwnView } from '#lib/domain/person'
import { notFound } from '#lib/domain/refusal'
import { look } from '#lib/services/look'
import { presentPerson } from '#lib/services/people/present-person'
import type { World } from '#lib/world'

/** One's own account, the name of the newsroom, and the address its readers write to. */
export async function viewSelf(world: World, actor: Actor): Promise<OwnView> {
  return look(world, actor, 'person.read', 'house', async (db) => {
    const [row] = actor.kind === 'user' ? await db.select().from(users).where(eq(users.id, actor.id)) : []
    if (!row) throw notFound('person')
    const kept = await db
      .select()
      .from(settings)
      .where(inArray(settings.key, ['newsroom', 'contact']))
    const said = (key: string) => {
      const value = kept.find((one) => one.key === key)?.value
      return typeof value === 'string' ? value : ''
    }
    const { passwordHash, recoveryHashes } = row
    return {
      ...presentPerson(row),
      hasPassword: passwordHash !== null,
      recoveryCodesLeft: recoveryHashes.length,
      newsroom: said('newsroom'),
      contact: said('contact'),
    }
  })
}
