import { and, desc, eq, gt } from 'drizzle-orm'
import { sessions } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { browserOf, type SessionView } from '#lib/domain/person'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/** The browsers in which one is signed in, this one marked. */
export async function listSessions(world: World, actor: Actor): Promise<SessionView[]> {
  return look(world, actor, 'session.list', 'house', async (db) => {
    if (actor.kind !== 'user') return []
    const now = world.now()
    const mine = and(eq(sessions.userId, actor.id), gt(sessions.idleUntil, now), gt(sessions.absoluteUntil, now))
    const rows = await db.select().from(sessions).where(mine).orderBy(desc(sessions.seenAt))
    return rows.map((row) => ({
      id: row.id.slice(0, 16),
      current: row.id === actor.sessionId,
      browser: browserOf(row.userAgent),
      via: row.via,
      createdAt: row.createdAt.toISOString(),
      seenAt: row.seenAt.toISOString(),
      until: (row.idleUntil < row.absoluteUntil ? row.idleUntil : row.absoluteUntil).toISOString(),
    }))
  })
}
