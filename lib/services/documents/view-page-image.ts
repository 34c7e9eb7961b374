import { eq } from 'drizzle-orm'
import { documents } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { PageImageWidth } from '#lib/domain/document'
import { notFound } from '#lib/domain/refusal'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

export type ImageOfPage = { bytes: Uint8Array; mediaType: string; width: number; height: number }

/**
 * A page as it is seen, `width` pixels wide; drawn on first asking, kept on the server under the file's hash.
 * Refuses not_found (no such page), invalid (the file has no pages that can be drawn).
 */
export async function viewPageImage(
  world: World,
  actor: Actor,
  input: { id: string; page: number; width: PageImageWidth },
): Promise<ImageOfPage> {
  const { page, width } = input
  const document = await look(world, actor, 'document.read', { noun: 'document', id: input.id }, async (db, scope) => {
    const { sha256, mediaType, pages, password } = documents
    const [row] = await db
      .select({ sha256, mediaType, pages, password })
      .from(documents)
      .where(eq(documents.id, scope.id))
    if (!row || page > row.pages) throw notFound('page')
    return row
  })
  const { sha256, mediaType } = document
  const password = document.password ? world.seal.open(document.password) : undefined
  const file = { name: sha256, local: () => world.blobs.local(sha256) }
  const options = { mediaType, page, width, ...(password ? { password } : {}) }
  return world.pageImages.get(sha256, page, width, () => world.reader.renderPage(file, options))
}
