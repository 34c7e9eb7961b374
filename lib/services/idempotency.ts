import { and, eq, like, lt, or } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { idempotency } from '#db/schema'
import { Refusal } from '#lib/domain/refusal'
import type { World } from '#lib/world'

/** `key` says which call under which name; `request` is all that must be the same the second time. */
export type Once = { userId: string; key: string; request: string }
type Answer = { status: number; body: unknown }

const keptMs = 24 * 3600 * 1000

/** A turn that was begun and never ended is taken for cut off after this long. */
const cutOffMs = 60_000
const begun = 0

/**
 * Part of the API's door: what this very POST was answered before, or undefined, and then the turn is the caller's:
 * keepAnswer() or dropTurn() must end it. Refuses conflict where it was another call, or where it is still running.
 */
export async function takeTurn(world: World, once: Once): Promise<Answer | undefined> {
  const now = world.now()
  const [key, requestHash] = [keyOf(world, once), world.digest(once.request)]
  return world.transact(async (tx) => {
    const old = or(
      lt(idempotency.createdAt, new Date(now.getTime() - keptMs)),
      and(eq(idempotency.status, begun), lt(idempotency.createdAt, new Date(now.getTime() - cutOffMs))),
    )
    await tx.delete(idempotency).where(old)
    const row = { key, requestHash, status: begun, body: null, createdAt: now }
    const mine = await tx.insert(idempotency).values(row).onConflictDoNothing().returning({ key: idempotency.key })
    if (mine.length > 0) return undefined
    const [before] = await tx.select().from(idempotency).where(eq(idempotency.key, key))
    if (before?.requestHash !== requestHash)
      throw new Refusal('conflict', 'This Idempotency-Key was used for another request.')
    if (before.status === begun) throw new Refusal('conflict', 'The same call is still running. Ask again in a moment.')
    const body: unknown = typeof before.body === 'string' ? JSON.parse(world.seal.open(before.body)) : before.body
    return { status: before.status, body }
  })
}

/** Part of the API's door: keeps the answer for a day, sealed: it may hold what is shown only once. */
export async function keepAnswer(world: World, once: Once, { status, body }: Answer): Promise<void> {
  const sealed = world.seal.close(JSON.stringify(body ?? null))
  await world.transact((tx) =>
    tx
      .update(idempotency)
      .set({ status, body: sealed })
      .where(eq(idempotency.key, keyOf(world, once))),
  )
}

/** Part of the API's door: the call was refused or broke down, so it may be tried again. */
export async function dropTurn(world: World, once: Once): Promise<void> {
  const mine = and(eq(idempotency.key, keyOf(world, once)), eq(idempotency.status, begun))
  await world.transact((tx) => tx.delete(idempotency).where(mine))
}

/** Part: what somebody was answered is not repeated once they may see less than before. */
export async function forgetAnswers(tx: Tx, userId: string): Promise<void> {
  await tx.delete(idempotency).where(like(idempotency.key, `${userId} %`))
}

const keyOf = (world: World, { userId, key }: Once) => `${userId} ${world.digest(key)}`
