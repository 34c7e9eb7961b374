import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { memberships, users } from '#db/schema'
import type { Actor, Role } from '#lib/domain/actions'
import type { MemberView } from '#lib/domain/investigation'
import { notFound, Refusal } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import { forgetAnswers } from '#lib/services/idempotency'
import type { World } from '#lib/world'

/** Another role for a member, or none: then they are out on their very next request. The last owner stays. */
export async function changeMember(
  world: World,
  actor: Actor,
  input: { id: string; userId: string; role: Role | null },
): Promise<MemberView | null> {
  const action = input.role ? 'member.change' : 'member.remove'
  return act(world, actor, action, { noun: 'investigation', id: input.id }, async (tx, scope) => {
    const inHere = eq(memberships.investigationId, scope.investigationId)
    const theirs = and(inHere, eq(memberships.userId, input.userId))
    const [member] = await tx.select().from(memberships).where(theirs)
    const [user] = await tx.select().from(users).where(eq(users.id, input.userId))
    if (!member || !user) throw notFound('member')
    const { role } = input
    if (role) await tx.update(memberships).set({ role }).where(theirs)
    else await tx.delete(memberships).where(theirs)
    await keepAnOwner(tx, scope.investigationId)
    await forgetAnswers(tx, user.id)
    const value = role && { userId: user.id, email: user.email, name: user.name, role }
    return { value, subject: user.id, detail: { from: member.role, to: role } }
  })
}

async function keepAnOwner(tx: Tx, investigationId: string) {
  const owners = and(eq(memberships.investigationId, investigationId), eq(memberships.role, 'owner'))
  const [owner] = await tx.select().from(memberships).where(owners).limit(1)
  if (!owner)
    throw new Refusal('conflict', 'An investigation keeps at least one owner. Make somebody else owner first.')
}
