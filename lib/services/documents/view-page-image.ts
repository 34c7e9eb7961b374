import { eq } from 'drizzle-orm'
import { documents } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { packTypes } from '#lib/domain/file-kinds'
import type { PageImageWidth } from '#lib/domain/page-view'
import { notFound } from '#lib/domain/refusal'
import { packListFile } from '#lib/services/documents/pack-list-file'
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
    const { sha256, mediaType, pages, password, text } = documents
    const [row] = await db
      .select({ sha256, mediaType, pages, password, text })
      .from(documents)
      .where(eq(documents.id, scope.id))
    if (!row || page > row.pages) throw notFound('page')
    return row
  })
  const { sha256, mediaType } = document
  const password = document.password ? world.seal.open(document.password) : undefined
  const original = { name: sha256, mediaType, local: () => world.blobs.local(sha256) }
  const file = packTypes.includes(mediaType) ? packListFile(world, document.text ?? '') : original
  const options = { mediaType: file.mediaType, page, width, ...(password ? { password } : {}) }
  return world.pageImages.get(file.name, page, width, () => world.reader.renderPage(file, options))
}
