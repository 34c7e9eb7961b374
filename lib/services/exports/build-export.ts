import { and, count, eq, inArray } from 'drizzle-orm'
import { finish, holdFence, holds, LostLease } from '#db/queue'
import { blobs, exhibits, exports } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { BagFile } from '#lib/domain/bag'
import { packName } from '#lib/domain/export'
import { version } from '#lib/domain/version'
import { act } from '#lib/services/act'
import { packExhibits } from '#lib/services/exports/pack-exhibits'
import { packOriginals } from '#lib/services/exports/pack-originals'
import { homeOfPack } from '#lib/services/exports/read-pack'
import type { World } from '#lib/world'

type Turn = { id: string; fence: number }
/** How often a pack says how far it is, at most. */
const steps = 20

/**
 * Job: a story pack, written as a BagIt ZIP into the store while its files are read; none is held.
 * Throws Unreadable (a kept file is missing or has changed), LostLease, or an Error where another try follows.
 */
export async function buildExport(world: World, actor: Actor, input: { exportId: string }, turn: Turn): Promise<void> {
  const { exportId } = input
  const [row] = await world.db.select().from(exports).where(eq(exports.id, exportId))
  if (row?.status !== 'building') return
  const on = { noun: 'export' as const, id: exportId }
  const { key, newsroom } = await homeOfPack(world.db, row.investigationId)
  const outside = row.files === 'exhibits' ? await packExhibits(world, row.investigationId) : null
  const pack = outside ?? (await packOriginals(world, row.investigationId))

  const say = (done: number) =>
    act(world, actor, 'export.build', on, async (tx) => {
      await holdFence(tx, turn)
      await tx.update(exports).set({ done, of: pack.of }).where(eq(exports.id, exportId))
      return { value: undefined, subject: exportId, detail: { done, of: pack.of } }
    })
  const step = Math.max(10, Math.ceil(pack.of / steps))
  const counted = async function* (): AsyncGenerator<BagFile> {
    let done = 0
    for await (const file of pack.files) {
      if (done > 0 && done % step === 0) await say(done)
      else if (!(await holds(world, turn))) throw new LostLease(turn.id)
      yield file
      done++
    }
  }
  const folder = packName(key, row.files, row.createdAt)
  const info = [
    ['Source-Organization', newsroom],
    ['External-Description', pack.title],
    ['External-Identifier', exportId],
    ['Bagging-Date', row.createdAt.toISOString().slice(0, 10)],
    ['Bag-Software-Agent', `unsealed ${version}`],
  ] as const
  const says = { folder, at: row.createdAt, info, readme: pack.readme }
  const kept = await world.blobs.put(world.bags.write(counted(), says))
  await act(world, actor, 'export.build', on, async (tx) => {
    if (outside) {
      const ours = and(inArray(exhibits.id, outside.ids), eq(exhibits.status, 'published'))
      const [still] = await tx.select({ n: count() }).from(exhibits).where(ours)
      if (Number(still?.n ?? 0) !== outside.ids.length) throw new Error('an exhibit was withdrawn meanwhile')
    }
    await tx
      .insert(blobs)
      .values({ ...kept, createdAt: world.now() })
      .onConflictDoNothing()
    const ready = { ...kept, status: 'ready' as const, done: pack.of, of: pack.of }
    await tx.update(exports).set(ready).where(eq(exports.id, exportId))
    await finish(tx, turn, world.now())
    return { value: undefined, subject: exportId, detail: { sha256: kept.sha256, files: row.files } }
  })
}
