import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { investigations, memberships, users } from '#db/schema'
import type { HouseRole, Role } from '#lib/domain/actions'
import type { DemoPerson } from '#lib/domain/demo/marking'
import { demoPeople } from '#lib/domain/demo/people'
import type { World } from '#lib/world'

/** The demonstration is for everybody with an account: who runs the house owns it, all others may work in it. */
const demoRole = (house: HouseRole): Role => (house === 'admin' ? 'owner' : 'reporter')

/** Part: everybody who has an account now becomes a member. @returns how many. */
export async function placeDemoMembers(world: World, tx: Tx, investigationId: string): Promise<number> {
  const people = await tx
    .select({ id: users.id, role: users.role })
    .from(users)
    .where(and(eq(users.demo, false), isNull(users.disabledAt)))
  const since = world.now()
  const rows = people.map(({ id: userId, role }) => ({ userId, investigationId, role: demoRole(role), since }))
  if (rows.length > 0) await tx.insert(memberships).values(rows)
  return rows.length
}

/** Part: a new account joins the demonstration, where it is loaded. */
export async function joinDemo(tx: Tx, user: { id: string; role: HouseRole; createdAt: Date }) {
  const loaded = await tx.select({ id: investigations.id }).from(investigations).where(eq(investigations.demo, true))
  for (const { id: investigationId } of loaded)
    await tx
      .insert(memberships)
      .values({ userId: user.id, investigationId, role: demoRole(user.role), since: user.createdAt })
}

/** Part: the two fictional colleagues, without a password. @returns their ids. */
export async function placeDemoPeople(world: World, tx: Tx, investigationId: string) {
  const ids: Record<DemoPerson, string> = { reporter: '', editor: '' }
  for (const { key, name, email, role } of demoPeople) {
    ids[key] = await keepPerson(world, tx, { name, email })
    await tx.insert(memberships).values({ userId: ids[key], investigationId, role, since: world.now() })
  }
  return ids
}

/** Where an earlier one stayed, because something that people made names it, the address is numbered. */
async function keepPerson(world: World, tx: Tx, { name, email }: { name: string; email: string }): Promise<string> {
  const id = world.id('user')
  const row = { id, name, role: 'member' as const, demo: true, recoveryHashes: [], createdAt: world.now() }
  for (let n = 1; ; n++) {
    const address = n === 1 ? email : email.replace('@', `-${n}@`)
    const [made] = await tx
      .insert(users)
      .values({ ...row, email: address })
      .onConflictDoNothing()
      .returning({ id: users.id })
    if (made) return made.id
  }
}
