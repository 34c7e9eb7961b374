import { and, eq } from 'drizzle-orm'
import { documents, pages } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { PageView } from '#lib/domain/document'
import { notFound } from '#lib/domain/refusal'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/** The text of a page and where its words stand; `layer` an earlier reading, else the one in use. Refuses not_found. */
export async function viewPage(
  world: World,
  actor: Actor,
  input: { id: string; page: number; layer?: number | undefined },
): Promise<PageView> {
  return look(world, actor, 'document.read', { noun: 'document', id: input.id }, async (db, scope) => {
    const inUse = and(eq(documents.id, pages.documentId), input.layer ? undefined : eq(documents.layer, pages.layer))
    const [found] = await db
      .select({ page: pages })
      .from(pages)
      .innerJoin(documents, inUse)
      .where(
        and(
          eq(pages.documentId, scope.id),
          eq(pages.investigationId, scope.investigationId),
          eq(pages.page, input.page),
          input.layer ? eq(pages.layer, input.layer) : undefined,
        ),
      )
    if (!found) throw notFound('page')
    const { page, width, height, layer, source, text, words } = found.page
    return { page, width, height, layer, source, text, words }
  })
}
