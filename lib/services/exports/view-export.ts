import { desc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { exports, investigations } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { type ExportView, expiryOf, packName } from '#lib/domain/export'
import { notFound } from '#lib/domain/refusal'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

export type ExportRow = typeof exports.$inferSelect

/** How far a story pack is. Refuses not_found. */
export async function viewExport(world: World, actor: Actor, input: { id: string }): Promise<ExportView> {
  return look(world, actor, 'export.read', { noun: 'export', id: input.id }, async (db, scope) => {
    const [row] = await db.select().from(exports).where(eq(exports.id, scope.id))
    if (!row) throw notFound('export')
    return presentExport(db, world, row)
  })
}

const shown = 5

/** The newest story packs of an investigation. Refuses not_found. */
export async function listExports(world: World, actor: Actor, input: { id: string }): Promise<ExportView[]> {
  return look(world, actor, 'export.read', { noun: 'investigation', id: input.id }, async (db, scope) => {
    const here = eq(exports.investigationId, scope.investigationId)
    const rows = await db.select().from(exports).where(here).orderBy(desc(exports.createdAt)).limit(shown)
    return Promise.all(rows.map((row) => presentExport(db, world, row)))
  })
}

/** Part: one story pack as the team sees it. */
export async function presentExport(db: Tx, world: Pick<World, 'now'>, row: ExportRow): Promise<ExportView> {
  const { key } = investigations
  const [home] = await db
    .select({ key })
    .from(investigations)
    .where(inArray(investigations.id, [row.investigationId]))
  const over = row.status === 'ready' && expiryOf(row.createdAt) <= world.now()
  return {
    id: row.id,
    investigationId: row.investigationId,
    files: row.files,
    status: over ? 'expired' : row.status,
    done: row.done,
    of: row.of,
    name: `${packName(home?.key ?? '', row.files, row.createdAt)}.zip`,
    sha256: over ? null : row.sha256,
    bytes: over ? null : row.bytes,
    failure: row.failure,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: expiryOf(row.createdAt).toISOString(),
  }
}
