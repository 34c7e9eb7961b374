import { inArray } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { homeOf } from '#db/home'
import { exhibitPages, exhibits, shares } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { invalid, Refusal } from '#lib/domain/refusal'
import { saysTaken } from '#lib/domain/says-taken'
import { latestEnd, type MadeShare, type NewShare, shareDays, usualEnd } from '#lib/domain/share'
import { act, ask, nameOf } from '#lib/services/act'
import { expectFresh } from '#lib/services/exhibits/expect-fresh'
import { expectUnsaid } from '#lib/services/exhibits/expect-unsaid'
import type { ExhibitRow } from '#lib/services/exhibits/present-exhibit'
import type { Scope } from '#lib/services/prove'
import { hasOwnFile } from '#lib/services/shares/find-share'
import type { World } from '#lib/world'

/**
 * A link to one exhibit version, or to several as a packet. Its token is answered once; only the hash of it is kept.
 * Refuses not_found, forbidden, invalid (an end that is past or too far, an exhibit from elsewhere, a name or a neighbour
 * that says what an exhibit takes out), conflict (one that is not approved or published, or has changed since).
 */
export async function createShare(
  world: World,
  actor: Actor,
  { exhibitId, ...input }: NewShare & { exhibitId: string },
): Promise<MadeShare> {
  const on = { noun: 'exhibit' as const, id: exhibitId }
  await ask(world, actor, 'share.create', on)
  const now = world.now()
  const expiresAt = input.expiresAt === undefined ? usualEnd(now) : new Date(input.expiresAt)
  if (expiresAt <= now) throw invalid('expiresAt', 'That is past already.')
  if (expiresAt > latestEnd(now)) throw invalid('expiresAt', `A link lasts at most ${shareDays.most} days.`)
  const passcodeHash = input.passcode === undefined ? null : await world.passwords.hash(input.passcode)
  const token = world.secret()
  const recipient = input.recipient || null
  return act(world, actor, 'share.create', on, async (tx, scope) => {
    const rows = await shareable(tx, world, scope, input.exhibitIds ?? [])
    for (const row of rows) expectUnsaid(row, { recipient })
    await expectUnsaidTogether(tx, rows)
    const exhibitIds = rows.map((row) => row.id)
    const id = world.id('share')
    const { investigationId } = scope
    const kept = { tokenHash: world.digest(token), passcodeHash, recipient, expiresAt }
    const made = { createdBy: nameOf(actor), createdAt: world.now() }
    await tx.insert(shares).values({ id, investigationId, exhibitIds, ...kept, ...made })
    const detail = { exhibitIds, expiresAt: expiresAt.toISOString(), passcode: passcodeHash !== null }
    const next = hasOwnFile({ exhibitIds, recipient })
      ? [{ name: 'shares.build' as const, payload: { shareId: id }, key: `shares.build ${id}` }]
      : []
    return { value: { id, url: `${world.env.appUrl}/s/${id}#${token}`, token }, subject: id, detail, next }
  })
}

/** The one it is about and the others, each ready to leave the team. */
async function shareable(tx: Tx, world: World, scope: Scope, more: readonly string[]): Promise<ExhibitRow[]> {
  const ids = [scope.id]
  for (const name of more) {
    const home = await homeOf(tx, 'exhibit', name)
    if (home?.investigationId !== scope.investigationId)
      throw invalid('exhibitIds', 'One of these is no exhibit of this investigation.')
    if (ids.includes(home.id)) throw invalid('exhibitIds', 'One of these stands in it twice.')
    ids.push(home.id)
  }
  const rows: ExhibitRow[] = await tx.select().from(exhibits).where(inArray(exhibits.id, ids))
  for (const row of rows) {
    if (row.status !== 'approved' && row.status !== 'published')
      throw new Refusal('conflict', `“${row.title}” is neither approved nor published, so it cannot be shared.`)
    await expectFresh(tx, world, row)
  }
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? [])
}

/** Whoever gets several exhibits lays them side by side: what one takes out must not stand in another. */
async function expectUnsaidTogether(tx: Tx, rows: readonly ExhibitRow[]): Promise<void> {
  if (rows.length < 2) return
  const ids = rows.map(({ id }) => id)
  const { exhibitId, page, text } = exhibitPages
  const pages = await tx.select({ exhibitId, page, text }).from(exhibitPages).where(inArray(exhibitId, ids))
  for (const row of rows)
    for (const other of rows.filter((one) => one !== row)) {
      const said = pages.find((one) => one.exhibitId === other.id && saysTaken(row, one.text))
      if (said || saysTaken(row, other.title))
        throw invalid(
          'exhibitIds',
          `“${other.title}”${said ? `, page ${said.page},` : ''} says what “${row.title}” takes out. Mark it there too, say in the mark why it may stay, or send each by a link of its own.`,
        )
    }
}
