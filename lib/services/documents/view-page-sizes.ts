import { and, asc, eq } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { documents, pages } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { PageRun } from '#lib/domain/page-view'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/** The sizes of all pages read so far, in points, pages of one size that follow each other as one. Refuses not_found. */
export async function viewPageSizes(world: World, actor: Actor, input: { id: string }): Promise<PageRun[]> {
  return look(world, actor, 'document.read', { noun: 'document', id: input.id }, (db, scope) => pageSizes(db, scope.id))
}

/** Part: the same, inside another look. */
export async function pageSizes(db: Tx, documentId: string): Promise<PageRun[]> {
  const inUse = and(eq(documents.id, pages.documentId), eq(pages.inUse, true))
  const rows = await db
    .select({ page: pages.page, width: pages.width, height: pages.height })
    .from(pages)
    .innerJoin(documents, inUse)
    .where(eq(pages.documentId, documentId))
    .orderBy(asc(pages.page))
  const runs: PageRun[] = []
  for (const { page, width, height } of rows) {
    const last = runs.at(-1)
    if (last && last.to === page - 1 && last.width === width && last.height === height) last.to = page
    else runs.push({ from: page, to: page, width, height })
  }
  return runs
}
