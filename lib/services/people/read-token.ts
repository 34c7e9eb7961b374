import { and, eq, isNull } from 'drizzle-orm'
import { tokens, users } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { Refusal } from '#lib/domain/refusal'
import { isToken } from '#lib/domain/token'
import type { World } from '#lib/world'

const minute = 60_000

/** What an API call brings → who that is; null where the token is wrong, revoked, or its user disabled. */
export async function readToken(world: World, token: string): Promise<(Actor & { kind: 'user' }) | null> {
  if (!isToken(token)) return null // mistyped: the record need not be asked
  const alive = and(eq(tokens.hash, world.digest(token)), isNull(tokens.revokedAt), isNull(users.disabledAt))
  const [row] = await world.db
    .select({ id: tokens.id, scopes: tokens.scopes, usedAt: tokens.usedAt, userId: users.id, role: users.role })
    .from(tokens)
    .innerJoin(users, eq(users.id, tokens.userId))
    .where(alive)
  if (!row) return null
  const now = world.now()
  if (!row.usedAt || now.getTime() - row.usedAt.getTime() >= minute) await noteUsed(world, row.id, now)
  return { kind: 'user', id: row.userId, house: row.role, via: 'token', scopes: row.scopes }
}

/** To the minute, because a reading call must not always write. */
async function noteUsed(world: World, id: string, now: Date) {
  try {
    await world.transact((tx) => tx.update(tokens).set({ usedAt: now }).where(eq(tokens.id, id)))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error // a busy record is noted at the next call
  }
}
