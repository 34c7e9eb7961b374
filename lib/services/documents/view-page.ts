import { and, desc, eq, gte, lte } from 'drizzle-orm'
import { documents, pages } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { PageView } from '#lib/domain/document'
import { notFound } from '#lib/domain/refusal'
import { presentPage } from '#lib/services/documents/present-page'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/** The text of a page and where its words stand; `layer` as it was read by then, else as it is now. Refuses not_found. */
export async function viewPage(
  world: World,
  actor: Actor,
  input: { id: string; page: number; layer?: number | undefined },
): Promise<PageView> {
  return look(world, actor, 'document.read', { noun: 'document', id: input.id }, async (db, scope) => {
    const [found] = await db
      .select({ page: pages })
      .from(pages)
      .innerJoin(documents, and(eq(documents.id, pages.documentId), gte(documents.layer, input.layer ?? 0)))
      .where(
        and(
          eq(pages.documentId, scope.id),
          eq(pages.investigationId, scope.investigationId),
          eq(pages.page, input.page),
          input.layer ? lte(pages.layer, input.layer) : eq(pages.inUse, true),
        ),
      )
      .orderBy(desc(pages.layer))
      .limit(1)
    if (!found) throw notFound('page')
    return presentPage(found.page)
  })
}
