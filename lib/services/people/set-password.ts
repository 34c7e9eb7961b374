import { and, eq, gt, isNull } from 'drizzle-orm'
import { passwordLinks, users } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { weakness } from '#lib/domain/password'
import type { SetPassword } from '#lib/domain/person'
import { invalid, Refusal } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import { limit } from '#lib/services/limit'
import { endSessions } from '#lib/services/people/end-sessions'
import type { World } from '#lib/world'

/**
 * A new password, by a one-time link or by the password so far; every other session of that person ends. A second
 * factor stays and is still asked for. Refuses gone (link used, expired or never made), forbidden (wrong password),
 * invalid (weak), too_many.
 */
export async function setPassword(world: World, actor: Actor, input: SetPassword): Promise<{ email: string }> {
  const byLink = 'token' in input
  const linkId = byLink ? world.digest(input.token) : null
  const open = and(
    eq(passwordLinks.id, linkId ?? ''),
    isNull(passwordLinks.usedAt),
    gt(passwordLinks.expiresAt, world.now()),
  )
  const over = new Refusal('gone', 'This link was used or has expired. Ask an administrator for a new one.')
  const ownId = actor.kind === 'user' && actor.via === 'cookie' ? actor.id : null
  const [link] = byLink ? await world.db.select().from(passwordLinks).where(open) : []
  if (byLink && !link) throw over
  const userId = link?.userId ?? ownId
  if (!userId) throw new Refusal('unauthenticated', 'Please sign in first.')
  const [user] = await world.db.select().from(users).where(eq(users.id, userId))
  if (!user || user.disabledAt) throw over
  if (!byLink) {
    await limit(world, 'sign-in.account', `${user.email} change`)
    if (!(await world.passwords.verify(user.passwordHash, input.current))) throw wrongPassword()
  }
  const weak = weakness(input.password, [user.name, user.email])
  if (weak) throw invalid('password', weak)
  const passwordHash = await world.passwords.hash(input.password)
  return act(world, actor, 'person.set-password', 'house', async (tx) => {
    const [same] = await tx
      .select({ hash: users.passwordHash })
      .from(users)
      .where(and(eq(users.id, userId), isNull(users.disabledAt)))
    if (!same || same.hash !== user.passwordHash) throw over // changed while this one was hashed
    if (byLink && (await tx.update(passwordLinks).set({ usedAt: world.now() }).where(open).returning()).length === 0)
      throw over
    await tx.update(users).set({ passwordHash }).where(eq(users.id, userId))
    const keep = !byLink && actor.kind === 'user' ? actor.sessionId : undefined
    const ended = await endSessions(tx, userId, keep)
    return { value: { email: user.email }, subject: userId, detail: { by: byLink ? 'link' : 'password', ended } }
  })
}

const wrongPassword = () =>
  new Refusal('forbidden', 'That is not your password so far.', {
    errors: [{ field: 'current', message: 'That is not your password so far.' }],
  })
