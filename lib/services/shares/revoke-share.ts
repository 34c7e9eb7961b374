import { and, eq, isNull } from 'drizzle-orm'
import { shares } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { act } from '#lib/services/act'
import type { World } from '#lib/world'

/** The link is dead on the next request, also for whoever reads just now. Twice is once. Refuses not_found, forbidden. */
export async function revokeShare(world: World, actor: Actor, input: { id: string }): Promise<void> {
  return act(world, actor, 'share.revoke', { noun: 'share', id: input.id }, async (tx, scope) => {
    const open = and(eq(shares.id, scope.id), isNull(shares.revokedAt))
    await tx.update(shares).set({ revokedAt: world.now() }).where(open)
    return { value: undefined, subject: scope.id }
  })
}
