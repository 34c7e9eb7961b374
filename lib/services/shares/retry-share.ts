import { and, eq, isNotNull } from 'drizzle-orm'
import { shares } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { Refusal } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import type { World } from '#lib/world'

/** The file of a share, which could not be made, is made again. Refuses not_found, forbidden, conflict (nothing failed). */
export async function retryShare(world: World, actor: Actor, input: { id: string }): Promise<void> {
  return act(world, actor, 'share.retry', { noun: 'share', id: input.id }, async (tx, { id }) => {
    const failed = and(eq(shares.id, id), isNotNull(shares.failure))
    const again = await tx.update(shares).set({ failure: null }).where(failed).returning({ id: shares.id })
    if (again.length === 0) throw new Refusal('conflict', 'The file of this link is there, or being made.')
    const next = [{ name: 'shares.build' as const, payload: { shareId: id }, key: `shares.build ${id}` }]
    return { value: undefined, subject: id, next }
  })
}
