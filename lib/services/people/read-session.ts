import { and, eq, gt, isNull } from 'drizzle-orm'
import { sessions, users } from '#db/schema'
import type { Actor, HouseRole } from '#lib/domain/actions'
import { Refusal } from '#lib/domain/refusal'
import { idleMs } from '#lib/services/people/sign-in'
import type { World } from '#lib/world'

export type Session = { actor: Actor & { kind: 'user' }; name: string; email: string; role: HouseRole }

const minute = 60_000

/**
 * The secret in a cookie → who that is, read from the record on every request, so that signing out, disabling and
 * a new role work on the very next one. null where the session is over, was ended, or never was.
 */
export async function readSession(world: World, sid: string): Promise<Session | null> {
  const id = world.digest(sid)
  const now = world.now()
  const alive = and(
    gt(sessions.idleUntil, now),
    gt(sessions.absoluteUntil, now),
    isNull(users.disabledAt),
    eq(users.demo, false),
  )
  const [row] = await world.db
    .select({ seenAt: sessions.seenAt, userId: users.id, name: users.name, email: users.email, role: users.role })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.id, id), alive))
  if (!row) return null
  if (now.getTime() - row.seenAt.getTime() >= minute) await noteSeen(world, id, now)
  const { userId, name, email, role } = row
  return { actor: { kind: 'user', id: userId, house: role, via: 'cookie', sessionId: id }, name, email, role }
}

/** Kept to the minute, because reading a page must not always write. */
async function noteSeen(world: World, id: string, now: Date) {
  const set = { seenAt: now, idleUntil: new Date(now.getTime() + idleMs) }
  try {
    await world.transact((tx) => tx.update(sessions).set(set).where(eq(sessions.id, id)))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error // a busy record is noted a minute later
  }
}
