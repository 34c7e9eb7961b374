import { eq } from 'drizzle-orm'
import { users } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { weakness } from '#lib/domain/password'
import type { NewPerson, PersonView } from '#lib/domain/person'
import { invalid, Refusal } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import { makePasswordLink } from '#lib/services/people/make-password-link'
import { presentPerson } from '#lib/services/people/present-person'
import { joinDemo } from '#lib/services/upkeep/demo-members'
import type { World } from '#lib/world'

/**
 * An account for a colleague: with a password (the operator's command line), else with a one-time link to set one,
 * shown once. Refuses forbidden, conflict (the address is taken), invalid (weak password).
 */
export async function addPerson(
  world: World,
  actor: Actor,
  input: NewPerson,
): Promise<{ person: PersonView; link: string | null }> {
  const { email, name, role, password } = input
  const weak = password === undefined ? null : weakness(password, [name, email])
  if (weak) throw invalid('password', weak)
  const passwordHash = password === undefined ? null : await world.passwords.hash(password)
  return act(world, actor, 'person.add', 'house', async (tx) => {
    const [taken] = await tx.select({ id: users.id }).from(users).where(eq(users.email, email))
    if (taken)
      throw new Refusal('conflict', `${email} has an account already.`, {
        errors: [{ field: 'email', message: 'This address has an account already.' }],
      })
    const id = world.id('user')
    const row = { id, email, name, role, passwordHash, recoveryHashes: [], createdAt: world.now() }
    const [made] = await tx.insert(users).values(row).returning()
    if (!made) throw new Error('an insert always returns its row')
    await joinDemo(tx, made)
    const link = passwordHash ? null : await makePasswordLink(tx, world, id)
    return { value: { person: presentPerson(made), link }, subject: id, detail: { role } }
  })
}
