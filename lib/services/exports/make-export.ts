import { exports } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { ExportFiles, ExportView } from '#lib/domain/export'
import { act, nameOf } from '#lib/services/act'
import { presentExport } from '#lib/services/exports/view-export'
import type { World } from '#lib/world'

/**
 * Begins a story pack; a job writes it. With `originals` it holds everything and is for the team: a reporter's.
 * Refuses not_found, forbidden.
 */
export async function makeExport(
  world: World,
  actor: Actor,
  { id, files = 'exhibits' }: { id: string; files?: ExportFiles | undefined },
): Promise<ExportView> {
  const action = files === 'originals' ? 'export.make-originals' : 'export.make'
  return act(world, actor, action, { noun: 'investigation', id }, async (tx, { investigationId }) => {
    const made = { id: world.id('export'), investigationId, files, status: 'building' as const }
    const row = { ...made, done: 0, of: 0, sha256: null, bytes: null, failure: null }
    const kept = { ...row, createdBy: nameOf(actor), createdAt: world.now() }
    await tx.insert(exports).values(kept)
    const next = [{ name: 'exports.build' as const, payload: { exportId: made.id }, key: `exports.build ${made.id}` }]
    return { value: await presentExport(tx, world, kept), subject: made.id, detail: { files }, next }
  })
}
