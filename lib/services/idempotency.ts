import { eq, like, lt } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { idempotency } from '#db/schema'
import { Refusal } from '#lib/domain/refusal'
import type { World } from '#lib/world'

/** `key` says which call under which name; `request` is all that must be the same the second time. */
type Once = { userId: string; key: string; request: string }
type Answer = { status: number; body: unknown }

const keptMs = 24 * 3600 * 1000

/** Part of the API's door: what this very POST was answered before. Refuses conflict where it was another one. */
export async function recallAnswer(world: World, once: Once): Promise<Answer | undefined> {
  const [row] = await world.db
    .select()
    .from(idempotency)
    .where(eq(idempotency.key, keyOf(world, once)))
  if (!row || row.createdAt.getTime() < world.now().getTime() - keptMs) return undefined
  if (row.requestHash !== world.digest(once.request))
    throw new Refusal('conflict', 'This Idempotency-Key was used for another request.')
  return { status: row.status, body: row.body }
}

/** Part of the API's door: keeps the answer for a day. */
export async function keepAnswer(world: World, once: Once, answer: Answer): Promise<void> {
  const now = world.now()
  const row = { key: keyOf(world, once), requestHash: world.digest(once.request), ...answer, createdAt: now }
  await world.transact(async (tx) => {
    await tx.delete(idempotency).where(lt(idempotency.createdAt, new Date(now.getTime() - keptMs)))
    await tx.insert(idempotency).values(row).onConflictDoNothing()
  })
}

/** Part: what somebody was answered is not repeated once they may see less than before. */
export async function forgetAnswers(tx: Tx, userId: string): Promise<void> {
  await tx.delete(idempotency).where(like(idempotency.key, `${userId} %`))
}

const keyOf = (world: World, { userId, key }: Once) => `${userId} ${world.digest(key)}`
