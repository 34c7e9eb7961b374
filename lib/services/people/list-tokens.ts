import { and, desc, eq, isNull } from 'drizzle-orm'
import { tokens } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { TokenView } from '#lib/domain/person'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/** One's own tokens that work, newest first; never the token itself. */
export async function listTokens(world: World, actor: Actor): Promise<TokenView[]> {
  return look(world, actor, 'token.list', 'house', async (db) => {
    if (actor.kind !== 'user') return []
    const mine = and(eq(tokens.userId, actor.id), isNull(tokens.revokedAt))
    const rows = await db.select().from(tokens).where(mine).orderBy(desc(tokens.createdAt), desc(tokens.id))
    return rows.map(({ id, name, scopes, createdAt, usedAt }) => ({
      id,
      name,
      scopes,
      createdAt: createdAt.toISOString(),
      usedAt: usedAt?.toISOString() ?? null,
    }))
  })
}
