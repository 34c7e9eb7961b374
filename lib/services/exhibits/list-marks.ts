import { asc, eq } from 'drizzle-orm'
import { marks } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { MarkView } from '#lib/domain/mark'
import { presentMarks } from '#lib/services/exhibits/present-marks'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/** The marks of a document, in the order of its pages. Refuses not_found. */
export async function listMarks(world: World, actor: Actor, input: { documentId: string }): Promise<MarkView[]> {
  return look(world, actor, 'mark.list', { noun: 'document', id: input.documentId }, async (db, scope) => {
    const its = eq(marks.documentId, scope.id)
    const rows = await db.select().from(marks).where(its).orderBy(asc(marks.page), asc(marks.createdAt), asc(marks.id))
    return presentMarks(db, scope, rows)
  })
}
