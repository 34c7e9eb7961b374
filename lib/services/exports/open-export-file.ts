import { and, eq, gt, isNotNull } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { exhibits, exports } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { notFound, Refusal } from '#lib/domain/refusal'
import { act, ask } from '#lib/services/act'
import type { Original } from '#lib/services/documents/download-original'
import { type ExportRow, presentExport } from '#lib/services/exports/view-export'
import type { World } from '#lib/world'

/**
 * The ZIP of a story pack; that it was fetched is recorded. One with originals is a reporter's.
 * Refuses not_found, forbidden, conflict (not written yet, failed, an exhibit was withdrawn since), gone (after a week).
 */
export async function openExportFile(world: World, actor: Actor, input: { id: string }): Promise<Original> {
  const on = { noun: 'export' as const, id: input.id }
  const { id } = await ask(world, actor, 'export.download', on)
  const { files } = await rowOf(world.db, id)
  const action = files === 'originals' ? 'export.download-originals' : 'export.download'
  return act(world, actor, action, on, async (tx, scope) => {
    const row = await rowOf(tx, scope.id)
    const view = await presentExport(tx, world, row)
    if (view.status === 'expired')
      throw new Refusal('gone', 'This pack was kept for a week and is gone. Make a new one.')
    const { sha256, bytes } = row
    if (view.status !== 'ready' || sha256 === null || bytes === null)
      throw new Refusal('conflict', row.failure ?? 'This pack is still being written.')
    if (files === 'exhibits' && (await lostOne(tx, row)))
      throw new Refusal('conflict', 'An exhibit in it was withdrawn or replaced since. Make a new one.')
    const value = {
      name: view.name,
      bytes,
      open: (range?: Parameters<Original['open']>[0]) => world.blobs.open(sha256, range),
    }
    return { value, subject: scope.id, detail: { sha256 } }
  })
}

async function rowOf(db: Tx, id: string): Promise<ExportRow> {
  const [row] = await db.select().from(exports).where(eq(exports.id, id))
  if (!row) throw notFound('export')
  return row
}

async function lostOne(tx: Tx, { investigationId, createdAt }: ExportRow): Promise<boolean> {
  const since = and(isNotNull(exhibits.publishedAt), gt(exhibits.withdrawnAt, createdAt))
  const [lost] = await tx
    .select({ id: exhibits.id })
    .from(exhibits)
    .where(and(eq(exhibits.investigationId, investigationId), since))
    .limit(1)
  return lost !== undefined
}
