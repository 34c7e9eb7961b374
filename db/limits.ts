import { eq, lt, sql } from 'drizzle-orm'
import type { Database } from '#db/client'
import { limitCounts } from '#db/schema'
import { type Limit, limits } from '#lib/domain/limits'

/**
 * Takes one from the bucket `limit` of `whom`, counted in the record, so that a restart or a second instance
 * forgets nothing. @returns 0, or after how many whole seconds the window is over: whoever asks again then is let in.
 */
export async function take({ transact }: Database, limit: Limit, whom: string, now: Date): Promise<number> {
  const { most, seconds } = limits[limit]
  const key = `${limit} ${whom}`
  const oldest = new Date(now.getTime() - seconds * 1000)
  return transact(async (tx) => {
    const counted = await tx
      .insert(limitCounts)
      .values({ key, windowStart: now, count: 1 })
      .onConflictDoUpdate({ target: limitCounts.key, set: { count: sql`${limitCounts.count} + 1` } })
      .returning()
    const row = counted[0]
    if (!row) throw new Error('an upsert always returns its row')
    if (row.windowStart <= oldest) {
      await tx.update(limitCounts).set({ windowStart: now, count: 1 }).where(eq(limitCounts.key, key))
      return 0
    }
    if (row.count <= most) return 0
    return Math.max(1, Math.ceil((row.windowStart.getTime() + seconds * 1000 - now.getTime()) / 1000))
  })
}

/** Empties the bucket: who has proven to be right is not counted among the tries. */
export async function empty({ transact }: Database, limit: Limit, whom: string) {
  await transact((tx) => tx.delete(limitCounts).where(eq(limitCounts.key, `${limit} ${whom}`)))
}

/** Counts whose window is long past; called by the sweep. */
export async function forgetOldCounts({ transact }: Database, now: Date) {
  const dayAgo = new Date(now.getTime() - 86_400_000)
  await transact((tx) => tx.delete(limitCounts).where(lt(limitCounts.windowStart, dayAgo)))
}
