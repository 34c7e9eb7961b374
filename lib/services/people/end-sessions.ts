import { and, eq, ne } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { sessions } from '#db/schema'

/** Part: ends all sessions of somebody, on their very next request; `except` is the one that stays. @returns how many. */
export async function endSessions(tx: Tx, userId: string, except?: string): Promise<number> {
  const theirs = and(eq(sessions.userId, userId), except ? ne(sessions.id, except) : undefined)
  return (await tx.delete(sessions).where(theirs).returning({ id: sessions.id })).length
}
