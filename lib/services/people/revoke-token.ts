import { and, eq, isNull } from 'drizzle-orm'
import { tokens } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { notFound } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import type { World } from '#lib/world'

/** Ends a token at once: one's own; the operator and an administrator also another's. Refuses not_found. */
export async function revokeToken(world: World, actor: Actor, input: { id: string }): Promise<void> {
  return act(world, actor, 'token.revoke', 'house', async (tx) => {
    const owned = actor.kind === 'user' && actor.house !== 'admin' ? eq(tokens.userId, actor.id) : undefined
    const one = and(eq(tokens.id, input.id), isNull(tokens.revokedAt), owned)
    const [row] = await tx.update(tokens).set({ revokedAt: world.now() }).where(one).returning()
    if (!row) throw notFound('token')
    return { value: undefined, subject: row.id, detail: { userId: row.userId } }
  })
}
