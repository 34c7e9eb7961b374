import { eq } from 'drizzle-orm'
import { investigations } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { countIds, type DemoCounts } from '#lib/domain/demo/counts'
import { loadedIds } from '#lib/domain/demo/record'
import { look } from '#lib/services/look'
import { readDemoRecord } from '#lib/services/upkeep/demo-record'
import type { World } from '#lib/world'

export type DemoView = {
  investigation: { key: string; slug: string; title: string }
  counts: DemoCounts
  /** ISO 8601. */
  loadedAt: string
}

/** What the demonstration holds; null while it is not loaded. For admins. Refuses forbidden. */
export async function viewDemo(world: World, actor: Actor): Promise<DemoView | null> {
  return look(world, actor, 'demo.read', 'house', async (db) => {
    const record = await readDemoRecord(db)
    if (!record) return null
    const { key, slug, title, id } = investigations
    const [investigation] = await db
      .select({ key, slug, title })
      .from(investigations)
      .where(eq(id, record.investigationId))
    return investigation ? { investigation, counts: countIds(loadedIds(record)), loadedAt: record.loadedAt } : null
  })
}
