import { asc, eq } from 'drizzle-orm'
import { users } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { PersonView } from '#lib/domain/person'
import { look } from '#lib/services/look'
import { presentPerson } from '#lib/services/people/present-person'
import type { World } from '#lib/world'

/** Everybody with an account, by name; not the fictional colleagues of the demonstration. Refuses forbidden. */
export async function listPeople(world: World, actor: Actor): Promise<PersonView[]> {
  return look(world, actor, 'person.list', 'house', async (db) => {
    const rows = await db.select().from(users).where(eq(users.demo, false)).orderBy(asc(users.name), asc(users.id))
    return rows.map(presentPerson)
  })
}
