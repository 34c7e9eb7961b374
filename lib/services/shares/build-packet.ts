import { buffer } from 'node:stream/consumers'
import { eq } from 'drizzle-orm'
import { finish, holds, LostLease } from '#db/queue'
import { blobs, shares } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { act } from '#lib/services/act'
import { openExhibits, pagesOfExhibit, type Shared, shareRow } from '#lib/services/shares/find-share'
import type { World } from '#lib/world'

type Turn = { id: string; fence: number }

/**
 * Job: the file of a share, from the pages of its exhibits as they were verified: stamped with its recipient, and as
 * a packet numbered through behind an index. A share that has ended meanwhile gets none. Throws LostLease, or an Error
 * where another try follows.
 */
export async function buildPacket(world: World, actor: Actor, { shareId }: { shareId: string }, turn: Turn) {
  const share = await shareRow(world.db, shareId)
  if (share.packet !== null) return
  const its = await openExhibits(world.db, share, world.now()).catch(() => null)
  if (!its) return
  const packet = its.length > 1
  const prepared = share.recipient === null ? [] : [`Prepared for ${share.recipient}`]
  const sheets = packet ? indexSheets(its, prepared) : []
  let n = 0
  for (const { id, number, pages } of its)
    for (const page of await pagesOfExhibit(world.db, id)) {
      n++
      const place = [...(packet ? [`P-${n}`] : []), number, `${page.page} of ${pages}`]
      const image = async () => buffer(await world.blobs.open(page.image))
      sheets.push({ ...page, image, stamp: [...prepared, ...place].join(' · ') })
    }
  if (!(await holds(world, turn))) throw new LostLease(turn.id)
  const title = packet ? `Packet of ${its.length} exhibits` : (its[0]?.title ?? '')
  const kept = await world.blobs.put(world.exhibits.pdf(title, sheets))
  await act(world, actor, 'share.build', { noun: 'share', id: shareId }, async (tx) => {
    await tx
      .insert(blobs)
      .values({ ...kept, createdAt: world.now() })
      .onConflictDoNothing()
    await tx.update(shares).set({ packet: kept.sha256 }).where(eq(shares.id, shareId))
    await finish(tx, turn, world.now())
    return { value: undefined, subject: shareId, detail: { sha256: kept.sha256, pages: n } }
  })
}

type Sheet = Parameters<World['exhibits']['pdf']>[1][number]

const [left, top, line, perSheet] = [54, 72, 15, 12]

/** What is in a packet, in words on white sheets: from which page on, and the hash by which each can be checked. */
function indexSheets(its: readonly Shared[], prepared: readonly string[]): Sheet[] {
  const starts = its.map((_, i) => 1 + its.slice(0, i).reduce((sum, { pages }) => sum + pages, 0))
  const count = Math.ceil(its.length / perSheet)
  return Array.from({ length: count }, (_, s) => {
    let y = top
    const says: NonNullable<Sheet['says']>[number][] = []
    const say = (text: string, size: number, x = left) => {
      says.push({ text, x, y, size })
      y += line
    }
    say(s === 0 ? 'Index' : 'Index, continued', 16)
    if (s === 0) for (const words of [`${its.length} exhibits`, ...prepared]) say(words, 10)
    y += line
    for (const [i, { number, version, title, pages, sha256 }] of its.entries()) {
      if (Math.floor(i / perSheet) !== s) continue
      const first = starts[i] ?? 1
      const range = pages === 1 ? `P-${first}` : `P-${first} to P-${first + pages - 1}`
      const short = title.length > 80 ? `${title.slice(0, 79)}…` : title
      say(short, 11)
      say(`${range} · ${number}, version ${version} · ${pages} ${pages === 1 ? 'page' : 'pages'}`, 9)
      say(`SHA-256 ${sha256}`, 7)
      y += 4
    }
    const stamp = [...prepared, count > 1 ? `Index ${s + 1} of ${count}` : 'Index'].join(' · ')
    return { width: 612, height: 792, image: null, words: [], taken: [], says, stamp }
  })
}
