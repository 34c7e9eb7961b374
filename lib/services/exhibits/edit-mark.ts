import { eq, sql } from 'drizzle-orm'
import { marks } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { EditMark, MarkView } from '#lib/domain/mark'
import { notFound } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import { expectReasons } from '#lib/services/exhibits/add-marks'
import { presentMarks } from '#lib/services/exhibits/present-marks'
import { markOn } from '#lib/services/exhibits/remove-mark'
import { expectVersion } from '#lib/services/expect-version'
import type { World } from '#lib/world'

/** Reason, exemption, note, and whether its words may stay elsewhere. Refuses not_found, forbidden, invalid, conflict (412). */
export async function editMark(
  world: World,
  actor: Actor,
  { id, documentId, version, ...input }: EditMark & { id: string; documentId: string; version?: number | undefined },
): Promise<MarkView> {
  return act(world, actor, 'mark.edit', { noun: 'mark', id }, async (tx, scope) => {
    const row = await markOn(tx, scope.id, documentId)
    expectVersion(row, version)
    if (input.reason !== undefined) await expectReasons(tx, scope, [input.reason])
    const [now] = await tx
      .update(marks)
      .set({ ...input, version: sql`${marks.version} + 1` })
      .where(eq(marks.id, row.id))
      .returning()
    if (!now) throw notFound('mark')
    const [view] = await presentMarks(tx, { id: now.documentId, investigationId: scope.investigationId }, [now])
    if (!view) throw notFound('mark')
    return { value: view, subject: row.id, detail: { documentId: row.documentId, changed: Object.keys(input) } }
  })
}
