import type { Actor } from '#lib/domain/actions'
import type { DocumentView } from '#lib/domain/document'
import { presentDocument } from '#lib/services/documents/present-document'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/** One document, by id or number. Refuses not_found. */
export async function viewDocument(world: World, actor: Actor, input: { id: string }): Promise<DocumentView> {
  return look(world, actor, 'document.read', { noun: 'document', id: input.id }, (db, scope) =>
    presentDocument(db, scope.id, scope),
  )
}
