import { eq, sql } from 'drizzle-orm'
import { openings, shares } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { Refusal } from '#lib/domain/refusal'
import { type OpenedShare, type OpenShare, visitMs } from '#lib/domain/share'
import { act } from '#lib/services/act'
import { forgetTries, limit } from '#lib/services/limit'
import { noSuchLink, openExhibits, type ShareRow, shareRow } from '#lib/services/shares/find-share'
import { outside } from '#lib/services/shares/open-share'
import type { World } from '#lib/world'

/** `key` goes into the visitor's cookie and nowhere else. */
export type Entered = { key: string; seconds: number; view: OpenedShare }

/**
 * Token, and passcode where there is one → a visit of half an hour, counted and kept. The id of a link that is over
 * answers so to everybody; only its token gets a try at the passcode, so nobody else can use those tries up.
 * Refuses too_many, gone, not_found (no such link, or a wrong token), forbidden (no passcode, or a wrong one).
 */
export async function enterShare(
  world: World,
  actor: Actor,
  input: OpenShare & { id: string; address: string },
): Promise<Entered> {
  await limit(world, 'share.open', input.address)
  const share = await shareRow(world.db, input.id)
  await openExhibits(world.db, share, world.now())
  if (world.digest(input.token) !== share.tokenHash) throw noSuchLink()
  await expectPasscode(world, share, input.passcode)
  const key = world.secret()
  return act(world, actor, 'share.open', 'house', async (tx) => {
    const now = world.now()
    const its = await openExhibits(tx, await shareRow(tx, share.id), now) // it may have ended meanwhile
    const endsAt = new Date(Math.min(now.getTime() + visitMs, share.expiresAt.getTime()))
    const opening = { id: world.id('opening'), shareId: share.id, keyHash: world.digest(key), at: now, endsAt }
    await tx.insert(openings).values(opening)
    await tx
      .update(shares)
      .set({ opens: sql`${shares.opens} + 1`, lastOpenedAt: now })
      .where(eq(shares.id, share.id))
    const seconds = Math.ceil((endsAt.getTime() - now.getTime()) / 1000)
    const value = { key, seconds, view: outside(its, share, endsAt) }
    const { investigationId } = share
    return { value, subject: share.id, detail: { opening: opening.id }, investigationId }
  })
}

/** A try is taken before it is looked at, so that many at the same time are counted too. */
async function expectPasscode(world: World, share: ShareRow, passcode: string | undefined) {
  if (share.passcodeHash === null) return
  if (!passcode) throw new Refusal('forbidden', 'This link asks for a passcode. Whoever sent it has told you one.')
  await limit(world, 'share.passcode', share.id)
  await limit(world, 'share.passcode-day', share.id)
  if (!(await world.passwords.verify(share.passcodeHash, passcode)))
    throw new Refusal('forbidden', 'That passcode is wrong.')
  await forgetTries(world, 'share.passcode', share.id)
  await forgetTries(world, 'share.passcode-day', share.id)
}
