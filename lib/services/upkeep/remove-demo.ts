import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { investigations } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { countIds, type RemovedDemo } from '#lib/domain/demo/counts'
import { loadedIds } from '#lib/domain/demo/record'
import { notFound, Refusal } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import { dropLeaving } from '#lib/services/upkeep/demo-dropping'
import { findLeaving } from '#lib/services/upkeep/demo-leaving'
import { forgetDemoRecord, readDemoRecord } from '#lib/services/upkeep/demo-record'
import { forgetFile } from '#lib/services/upkeep/forget-file'
import type { World } from '#lib/world'

/**
 * Removes exactly what loading made: rows, entries of the search, files that nothing else names, drawn pages. What
 * people added stays together with what it stands on, and is then an investigation like any other.
 * Refuses forbidden, not_found (it is not loaded).
 */
export async function removeDemo(world: World, actor: Actor): Promise<RemovedDemo> {
  const { hashes, ...removed } = await act(world, actor, 'demo.remove', 'house', async (tx) => {
    const record = await readDemoRecord(tx)
    if (!record) throw new Refusal('not_found', 'The demonstration is not loaded, so there is nothing to remove.')
    const { investigationId } = record
    const investigation = await nameOf(tx, investigationId)
    const leaving = await findLeaving(tx, record)
    const { whole, added, beneath } = leaving
    const hashes = await dropLeaving(tx, investigationId, leaving)
    await forgetDemoRecord(tx)
    const loaded = new Set(loadedIds(record))
    const removed = countIds(leaving.going.filter((id) => loaded.has(id)))
    const stays = !whole || beneath.length > 0
    const what = { investigation: whole ? null : investigation, added: countIds(added), beneath: countIds(beneath) }
    const value = { removed, stayed: stays ? what : null, hashes }
    return { value, subject: investigationId, detail: { removed, added: what.added, beneath: what.beneath } }
  })
  for (const sha256 of hashes) await forgetFile(world, sha256)
  return removed
}

async function nameOf(tx: Tx, investigationId: string) {
  const { id, key, slug, title } = investigations
  const [row] = await tx.select({ id, key, slug, title }).from(investigations).where(eq(id, investigationId))
  if (!row) throw notFound('investigation')
  return row
}
