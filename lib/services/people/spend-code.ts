import { and, eq, lt } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { users } from '#db/schema'
import type { World } from '#lib/world'

/**
 * Part: uses up a code of the authenticator app or a recovery code; each works once.
 * @returns whether it was one of this user's and not used before.
 */
export async function spendCode(tx: Tx, world: World, user: typeof users.$inferSelect, code: string): Promise<boolean> {
  const digits = code.replace(/\s/g, '')
  if (/^\d{6}$/.test(digits)) {
    const step = user.totpSecret ? world.secondFactor.stepOf(user.totpSecret, digits, world.now()) : null
    if (step === null) return false
    const later = and(eq(users.id, user.id), lt(users.totpLastStep, step))
    return (await tx.update(users).set({ totpLastStep: step }).where(later).returning({ id: users.id })).length === 1
  }
  const hash = recoveryHash(world, code)
  if (!user.recoveryHashes.includes(hash)) return false
  const rest = user.recoveryHashes.filter((kept) => kept !== hash)
  await tx.update(users).set({ recoveryHashes: rest }).where(eq(users.id, user.id))
  return true
}

/** What is kept of a recovery code; how it is grouped and cased does not matter. */
export const recoveryHash = (world: World, code: string) => world.digest(code.toLowerCase().replace(/[^0-9a-z]/g, ''))
