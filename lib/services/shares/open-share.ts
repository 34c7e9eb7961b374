import { and, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { exhibitPages, openings } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { Box, Word } from '#lib/domain/page'
import { notFound, Refusal } from '#lib/domain/refusal'
import type { OpenedShare } from '#lib/domain/share'
import type { Original } from '#lib/services/documents/download-original'
import { look } from '#lib/services/look'
import {
  hasOwnFile,
  isBuilt,
  openExhibits,
  type Shared,
  type ShareRow,
  shareRow,
} from '#lib/services/shares/find-share'
import type { World } from '#lib/world'

/** A visitor of a link: its id, and the key that opening it left in a cookie. */
export type Visitor = { id: string; key: string | undefined }
/** `n` counts through all exhibits of the link. */
export type SharedPage = {
  n: number
  page: number
  of: number
  number: string
  width: number
  height: number
  words: Word[]
  taken: { box: Box; reason: string }[]
}

/** What a link leads to, for one who has opened it. Refuses not_found, gone, unauthenticated (not opened, or too long ago). */
export async function viewShare(world: World, actor: Actor, visitor: Visitor): Promise<OpenedShare> {
  return look(world, actor, 'share.read', 'house', async (db) => {
    const { share, its, endsAt } = await enter(db, world, visitor)
    return outside(its, share, endsAt)
  })
}

/** Its pages from `from` on, each with its own words. Refuses as viewShare() does. */
export async function viewSharedPages(
  world: World,
  actor: Actor,
  { from, limit, ...visitor }: Visitor & { from: number; limit: number },
): Promise<SharedPage[]> {
  return look(world, actor, 'share.read', 'house', async (db) => {
    const { its } = await enter(db, world, visitor)
    const wanted = numbered(its).slice(from - 1, from - 1 + limit)
    if (wanted.length === 0) return []
    const ids = [...new Set(wanted.map(({ exhibit }) => exhibit.id))]
    const numbers = [...new Set(wanted.map(({ page }) => page))]
    const { exhibitId, page, width, height, words, taken } = exhibitPages
    const rows = await db
      .select({ exhibitId, page, width, height, words, taken })
      .from(exhibitPages)
      .where(and(inArray(exhibitId, ids), inArray(page, numbers)))
    return wanted.flatMap(({ n, page, exhibit }) => {
      const row = rows.find((one) => one.exhibitId === exhibit.id && one.page === page)
      if (!row) return []
      const { exhibitId: _, ...rest } = row
      return [{ n, of: exhibit.pages, number: exhibit.number, ...rest }]
    })
  })
}

/** The picture of page `n`, counted. Refuses as viewShare() does. */
export async function openSharedImage(
  world: World,
  actor: Actor,
  { n, ...visitor }: Visitor & { n: number },
): Promise<{ bytes: number; open: () => Promise<AsyncIterable<Uint8Array>> }> {
  return look(world, actor, 'share.read', 'house', async (db) => {
    const { its, opening } = await enter(db, world, visitor)
    const place = numbered(its)[n - 1]
    if (!place) throw notFound('page')
    const here = and(eq(exhibitPages.exhibitId, place.exhibit.id), eq(exhibitPages.page, place.page))
    const [row] = await db.select({ image: exhibitPages.image }).from(exhibitPages).where(here)
    if (!row) throw notFound('page')
    await count(world, opening, 'pages')
    return { bytes: await world.blobs.size(row.image), open: () => world.blobs.open(row.image) }
  })
}

/**
 * Its file: that of the exhibit, or where it is a packet or has a recipient one of its own. `counted`: not where only
 * a later part of it is asked for. Refuses as viewShare() does, unavailable until it is built, and conflict where it could not be.
 */
export async function openSharedFile(
  world: World,
  actor: Actor,
  { counted, ...visitor }: Visitor & { counted: boolean },
): Promise<Original> {
  return look(world, actor, 'share.read', 'house', async (db) => {
    const { share, its, opening } = await enter(db, world, visitor)
    const [first] = its
    if (!first) throw notFound('link')
    const packet = its.length > 1
    const sha256 = hasOwnFile(share) ? share.packet : first.sha256
    if (share.failure !== null)
      throw new Refusal(
        'conflict',
        'Its file could not be made. Its pages can be read; whoever sent the link can try again.',
      )
    if (sha256 === null)
      throw new Refusal('unavailable', 'The file is still being made. Its pages can be read already.', {
        retryAfterSeconds: 5,
      })
    if (counted) await count(world, opening, 'downloads')
    const name = packet
      ? `packet-${first.number}-and-${its.length - 1}-more.pdf`
      : `${first.number}-v${first.version}.pdf`
    const open: Original['open'] = async (range) => whileOpen(world, share.id, await world.blobs.open(sha256, range))
    return { name, bytes: await world.blobs.size(sha256), open }
  })
}

/** Cut off where the link ends while they are read: asked again before every piece. Throws the Refusal then. */
async function* whileOpen(world: World, id: string, bytes: AsyncIterable<Uint8Array>) {
  for await (const piece of bytes) {
    await openExhibits(world.db, await shareRow(world.db, id), world.now())
    yield piece
  }
}

/** Part: what outsiders are told. */
export function outside(its: readonly Shared[], share: ShareRow, endsAt: Date): OpenedShare {
  const exhibits = its.map(({ title, number, version, pages, sha256 }) => ({ title, number, version, pages, sha256 }))
  const [exhibit] = exhibits
  if (!exhibit) throw new Error('a share has an exhibit')
  const pages = exhibits.reduce((sum, one) => sum + one.pages, 0)
  const { recipient } = share
  const file = { built: isBuilt(share), failed: share.failure !== null }
  return { exhibit, exhibits, pages, recipient, ...file, until: endsAt.toISOString() }
}

const numbered = (its: readonly Shared[]) =>
  its
    .flatMap((exhibit) => Array.from({ length: exhibit.pages }, (_, i) => ({ exhibit, page: i + 1 })))
    .map((place, i) => ({ ...place, n: i + 1 }))

/** Asked on every request: the link's end, its revocation, a withdrawal, and the visit itself. */
async function enter(db: Tx, world: World, { id, key }: Visitor) {
  const now = world.now()
  const share = await shareRow(db, id)
  const its = await openExhibits(db, share, now)
  const visit = and(
    eq(openings.shareId, share.id),
    eq(openings.keyHash, world.digest(key ?? '')),
    gt(openings.endsAt, now),
  )
  const [opening] = key ? await db.select().from(openings).where(visit) : []
  if (!opening) throw new Refusal('unauthenticated', 'Open the link you were sent first, then come back here.')
  return { share, its, opening: opening.id, endsAt: opening.endsAt }
}

/** How much is read: no row of the audit, which says that the link was opened. */
async function count(world: World, id: string, what: 'pages' | 'downloads') {
  const one = what === 'pages' ? { pages: sql`${openings.pages} + 1` } : { downloads: sql`${openings.downloads} + 1` }
  try {
    await world.transact((tx) => tx.update(openings).set(one).where(eq(openings.id, id)))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error // a busy record misses one page
  }
}
