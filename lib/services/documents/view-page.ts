import { and, eq, gte } from 'drizzle-orm'
import { documents } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { PageView } from '#lib/domain/page-view'
import { notFound } from '#lib/domain/refusal'
import { readPages } from '#lib/services/documents/view-pages'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/** The text of a page and where its words stand; `layer` as it was read by then, else as it is now. Refuses not_found. */
export async function viewPage(
  world: World,
  actor: Actor,
  input: { id: string; page: number; layer?: number | undefined },
): Promise<PageView> {
  return look(world, actor, 'document.read', { noun: 'document', id: input.id }, async (db, scope) => {
    const known = and(eq(documents.id, scope.id), gte(documents.layer, input.layer ?? 0))
    const [document] = await db.select({ id: documents.id }).from(documents).where(known)
    const [page] = document ? await readPages(db, scope.id, { from: input.page, count: 1, layer: input.layer }) : []
    if (!page) throw notFound('page')
    return page
  })
}
