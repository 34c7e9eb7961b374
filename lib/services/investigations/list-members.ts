import { asc, eq } from 'drizzle-orm'
import { memberships, users } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { MemberView } from '#lib/domain/investigation'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/** Who is in, by name. Refuses not_found. */
export async function listMembers(world: World, actor: Actor, input: { id: string }): Promise<MemberView[]> {
  return look(world, actor, 'member.list', { noun: 'investigation', id: input.id }, async (db, scope) =>
    db
      .select({ userId: users.id, email: users.email, name: users.name, role: memberships.role })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(eq(memberships.investigationId, scope.investigationId))
      .orderBy(asc(users.name), asc(users.id)),
  )
}
