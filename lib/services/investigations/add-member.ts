import { and, eq, isNull } from 'drizzle-orm'
import { memberships, users } from '#db/schema'
import type { Actor, Role } from '#lib/domain/actions'
import type { MemberView } from '#lib/domain/investigation'
import { invalid } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import type { World } from '#lib/world'

/** Gives a colleague a role, in force at once; who is a member already gets the new role. Refuses invalid (no account). */
export async function addMember(world: World, actor: Actor, input: { id: string; email: string; role: Role }) {
  return act(world, actor, 'member.add', { noun: 'investigation', id: input.id }, async (tx, scope) => {
    const theirs = and(eq(users.email, input.email.toLowerCase()), isNull(users.disabledAt))
    const [user] = await tx.select().from(users).where(theirs)
    if (!user) throw invalid('email', `Nobody here has the address ${input.email}. An admin can add the person first.`)
    const row = { userId: user.id, investigationId: scope.investigationId, role: input.role, since: world.now() }
    const same = { target: [memberships.userId, memberships.investigationId], set: { role: input.role } }
    await tx.insert(memberships).values(row).onConflictDoUpdate(same)
    const value: MemberView = { userId: user.id, email: user.email, name: user.name, role: input.role }
    return { value, subject: user.id, detail: { role: input.role } }
  })
}
