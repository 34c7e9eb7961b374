import { and, eq, isNull, ne } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { passwordLinks, users } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { ChangePerson, PersonView } from '#lib/domain/person'
import { notFound, Refusal } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import { endSessions } from '#lib/services/people/end-sessions'
import { makePasswordLink } from '#lib/services/people/make-password-link'
import { presentPerson } from '#lib/services/people/present-person'
import type { World } from '#lib/world'

/** By id, or (command line) by e-mail address. */
type Input = Omit<ChangePerson, 'userId'> & ({ userId: string } | { email: string })

/**
 * Another role in the house, disabled or enabled again, or a new one-time link to set a password. Ends that person's
 * sessions on their next request; tokens of somebody disabled are dead at once. Refuses forbidden, not_found,
 * conflict (the last administrator stays).
 */
export async function changePerson(
  world: World,
  actor: Actor,
  input: Input,
): Promise<{ person: PersonView; link: string | null }> {
  return act(world, actor, 'person.change', 'house', async (tx) => {
    const named = 'userId' in input ? eq(users.id, input.userId) : eq(users.email, input.email)
    const [before] = await tx
      .select()
      .from(users)
      .where(and(named, eq(users.demo, false)))
    if (!before) throw notFound('person')
    const disabledAt =
      input.disabled === undefined ? before.disabledAt : input.disabled ? (before.disabledAt ?? world.now()) : null
    const role = input.role ?? before.role
    const [after] = await tx.update(users).set({ role, disabledAt }).where(eq(users.id, before.id)).returning()
    if (!after) throw notFound('person')
    const wasAdmin = before.role === 'admin' && !before.disabledAt
    if (wasAdmin && (role !== 'admin' || disabledAt)) await keepAnAdmin(tx, before.id)
    const changed = role !== before.role || Boolean(disabledAt) !== Boolean(before.disabledAt)
    const ended = changed ? await endSessions(tx, before.id) : 0
    if (disabledAt) await tx.delete(passwordLinks).where(eq(passwordLinks.userId, before.id))
    if (input.newLink && disabledAt) throw new Refusal('conflict', 'This account is disabled. Enable it first.')
    const link = input.newLink ? await makePasswordLink(tx, world, before.id) : null
    const detail = { role, disabled: disabledAt !== null, ended, ...(link ? { link: true } : {}) }
    return { value: { person: presentPerson(after), link }, subject: before.id, detail }
  })
}

async function keepAnAdmin(tx: Tx, except: string) {
  const others = and(eq(users.role, 'admin'), isNull(users.disabledAt), eq(users.demo, false), ne(users.id, except))
  const [other] = await tx.select({ id: users.id }).from(users).where(others).limit(1)
  if (!other)
    throw new Refusal('conflict', 'Somebody must be able to run this. Make another person administrator first.')
}
