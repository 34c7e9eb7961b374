import { eq } from 'drizzle-orm'
import { users } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { ChangeSecondFactor } from '#lib/domain/person'
import { invalid, Refusal } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import { limit } from '#lib/services/limit'
import { endSessions } from '#lib/services/people/end-sessions'
import { recoveryHash } from '#lib/services/people/spend-code'
import type { World } from '#lib/world'

/** Shown once: the secret and its address; the recovery codes. */
export type SecondFactorAnswer = { secret?: string; uri?: string; recoveryCodes?: string[] }

/**
 * A second factor comes into force only when a code of it was right; coming and going, it ends all other sessions.
 * Refuses forbidden (wrong password), invalid (wrong code), conflict (nothing offered), too_many.
 */
export async function changeSecondFactor(
  world: World,
  actor: Actor,
  input: ChangeSecondFactor,
): Promise<SecondFactorAnswer> {
  if (actor.kind !== 'user' || actor.via !== 'cookie') throw new Refusal('unauthenticated', 'Please sign in first.')
  const [user] = await world.db.select().from(users).where(eq(users.id, actor.id))
  if (!user) throw new Refusal('unauthenticated', 'Please sign in first.')
  await limit(world, 'second-factor', `${user.id} change`)
  if ('password' in input && !(await world.passwords.verify(user.passwordHash, input.password)))
    throw new Refusal('forbidden', 'That is not your password.', {
      errors: [{ field: 'password', message: 'That is not your password.' }],
    })

  return act(world, actor, 'second-factor.change', 'house', async (tx) => {
    const mine = eq(users.id, actor.id)
    const done = (value: SecondFactorAnswer, detail: Record<string, unknown>) => ({
      value,
      subject: actor.id,
      detail: { step: input.step, ...detail },
    })
    if (input.step === 'offer') {
      const { secret, uri, sealed } = world.secondFactor.make(user.email)
      await tx.update(users).set({ totpPending: sealed }).where(mine)
      return done({ secret, uri }, {})
    }
    if (input.step === 'remove') {
      await tx.update(users).set({ totpSecret: null, totpPending: null, recoveryHashes: [] }).where(mine)
      return done({}, { ended: await endSessions(tx, actor.id, actor.sessionId) })
    }
    const [now] = await tx.select().from(users).where(mine)
    if (!now?.totpPending) throw new Refusal('conflict', 'There is no new second factor to confirm. Start again.')
    const step = world.secondFactor.stepOf(now.totpPending, input.code.replace(/\s/g, ''), world.now())
    if (step === null) throw invalid('code', 'That code does not fit. Is the clock of the phone right?')
    const recoveryCodes = world.secondFactor.recoveryCodes()
    const recoveryHashes = recoveryCodes.map((code) => recoveryHash(world, code))
    await tx
      .update(users)
      .set({ totpSecret: now.totpPending, totpPending: null, totpLastStep: step, recoveryHashes })
      .where(mine)
    return done({ recoveryCodes }, { ended: await endSessions(tx, actor.id, actor.sessionId) })
  })
}
