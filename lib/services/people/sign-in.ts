import { and, eq, lt, or } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { sessions, users } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { Refusal } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import { forgetTries, limit } from '#lib/services/limit'
import { spendCode } from '#lib/services/people/spend-code'
import type { World } from '#lib/world'

/** Where a try comes from. `known`: this browser has signed in to this very account before. */
export type From = { address: string; userAgent: string; known?: string | null }
export type ByPassword = From & { by: 'password'; email: string; password: string; code?: string | undefined }
export type ByProvider = From & { by: 'oidc'; subject: string; email: string | null; emailVerified: boolean }
/** `sid` is the secret of the session: it goes into the cookie and nowhere else. */
export type SignedIn = { kind: 'signed-in'; sid: string; userId: string } | { kind: 'code-needed' }
type User = typeof users.$inferSelect

const hour = 3_600_000
export const idleMs = 2 * hour
export const absoluteMs = 12 * hour

/**
 * E-mail address and password, then the second factor where there is one; or the newsroom's own sign-in service, for
 * people who have an account here. An address nobody has and a wrong password answer alike, in the same time.
 * Every failure leaves its own row. Refuses unauthenticated, too_many.
 */
export async function signIn(world: World, actor: Actor, input: ByPassword | ByProvider): Promise<SignedIn> {
  if (input.by === 'oidc') return byProvider(world, actor, input)
  const known = input.known != null && input.known === deviceMark(world, input.email)
  await limit(world, 'sign-in.address', input.address)
  // who has signed in from this browser before is not locked out by somebody else's tries
  const account = known ? `${input.email} known` : input.email
  await limit(world, 'sign-in.account', account)
  const [user] = await world.db
    .select()
    .from(users)
    .where(and(eq(users.email, input.email), eq(users.demo, false)))
  const right = await world.passwords.verify(user?.passwordHash ?? null, input.password)
  if (!user || !right || user.disabledAt) {
    const why = !user ? 'unknown' : user.disabledAt ? 'disabled' : 'password'
    return refuse(world, actor, user, why, input.code)
  }
  const { totpSecret } = user
  if (totpSecret && !input.code) return { kind: 'code-needed' }
  if (totpSecret) await limit(world, 'second-factor', user.id)
  const opened = await open(world, actor, input, async (tx) => {
    const [now] = await tx.select().from(users).where(eq(users.id, user.id))
    if (!now || now.disabledAt || now.passwordHash !== user.passwordHash) return null // changed since it was checked
    if (now.totpSecret && !(await spendCode(tx, world, now, input.code ?? ''))) return null
    return { user: now, via: now.totpSecret ? ('second-factor' as const) : ('password' as const) }
  })
  if (!opened) return refuse(world, actor, user, 'code')
  await forgetTries(world, 'sign-in.account', account)
  return opened
}

/** What a browser keeps to show that this account has signed in on it; worth nothing without the password. */
export const deviceMark = (world: World, email: string) =>
  world.digest(`${world.env.secrets.NEXTAUTH_SECRET} device ${email}`)

async function byProvider(world: World, actor: Actor, input: ByProvider): Promise<SignedIn> {
  await limit(world, 'sign-in.address', input.address)
  const email = input.emailVerified ? input.email?.toLowerCase() : undefined
  const found = async (tx: Tx) => {
    const [linked] = await tx.select().from(users).where(eq(users.oidcSubject, input.subject))
    if (linked) return linked
    if (!email) return undefined
    const [same] = await tx
      .select()
      .from(users)
      .where(and(eq(users.email, email), eq(users.demo, false)))
    return same?.oidcSubject ? undefined : same // an account stays with the one it was linked to
  }
  const opened = await open(world, actor, input, async (tx) => {
    const user = await found(tx)
    if (!user || user.disabledAt || user.demo) return null
    if (!user.oidcSubject) await tx.update(users).set({ oidcSubject: input.subject }).where(eq(users.id, user.id))
    return { user, via: 'oidc' }
  })
  if (opened) return opened
  const user = await found(world.db)
  return refuse(world, actor, user, user ? 'disabled' : 'unknown')
}

class NotOpened extends Error {}

/** A new session for whoever `who` says, with a secret never used before; null where it says nobody. */
async function open(
  world: World,
  actor: Actor,
  from: From,
  who: (tx: Tx) => Promise<{ user: User; via: 'password' | 'second-factor' | 'oidc' } | null>,
): Promise<SignedIn | null> {
  const sid = world.secret()
  const id = world.digest(sid)
  const now = world.now()
  const times = {
    createdAt: now,
    seenAt: now,
    idleUntil: new Date(now.getTime() + idleMs),
    absoluteUntil: new Date(now.getTime() + absoluteMs),
  }
  try {
    return await act(world, actor, 'session.open', 'house', async (tx) => {
      const found = await who(tx)
      if (!found) throw new NotOpened()
      const { user, via } = found
      const over = or(lt(sessions.idleUntil, now), lt(sessions.absoluteUntil, now))
      await tx.delete(sessions).where(and(eq(sessions.userId, user.id), over))
      await tx.insert(sessions).values({ id, userId: user.id, userAgent: from.userAgent.slice(0, 300), via, ...times })
      return {
        value: { kind: 'signed-in' as const, sid, userId: user.id },
        subject: user.id,
        detail: { via, session: id.slice(0, 16) },
      }
    })
  } catch (error) {
    if (error instanceof NotOpened) return null
    throw error
  }
}

type Why = 'unknown' | 'password' | 'disabled' | 'code'

/** Its own transaction, so that no rollback can erase it. A code that was right is used up here too. */
async function refuse(world: World, actor: Actor, user: User | undefined, why: Why, code?: string): Promise<never> {
  await act(world, actor, 'session.refuse', 'house', async (tx) => {
    if (user && code && why === 'password') await spendCode(tx, world, user, code)
    return { value: null, subject: user?.id ?? 'nobody', detail: { why } }
  })
  const message =
    why === 'code'
      ? 'That code is wrong or was used before.'
      : 'That e-mail address and password do not belong together.'
  throw new Refusal('unauthenticated', message)
}
