import type { Actor } from '#lib/domain/actions'
import type { MarkView } from '#lib/domain/mark'
import { notFound } from '#lib/domain/refusal'
import { presentMarks } from '#lib/services/exhibits/present-marks'
import { markOn } from '#lib/services/exhibits/remove-mark'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/** One mark of a document, with where its words still stand. Refuses not_found. */
export async function viewMark(
  world: World,
  actor: Actor,
  { id, documentId }: { id: string; documentId: string },
): Promise<MarkView> {
  return look(world, actor, 'mark.list', { noun: 'mark', id }, async (db, { id, investigationId }) => {
    const row = await markOn(db, id, documentId)
    const [view] = await presentMarks(db, { id: row.documentId, investigationId }, [row])
    if (!view) throw notFound('mark')
    return view
  })
}
