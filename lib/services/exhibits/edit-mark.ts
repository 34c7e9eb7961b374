import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { marks, pages } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { wholeWords } from '#lib/domain/cover'
import type { EditMark, MarkView } from '#lib/domain/mark'
import { notFound } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import { expectReasons } from '#lib/services/exhibits/add-marks'
import { presentMarks } from '#lib/services/exhibits/present-marks'
import { markOn } from '#lib/services/exhibits/remove-mark'
import { expectVersion } from '#lib/services/expect-version'
import type { World } from '#lib/world'

/** Reason, exemption, note, whether the whole line goes, and whether its words may stay elsewhere. Refuses not_found, forbidden, invalid, conflict (412). */
export async function editMark(
  world: World,
  actor: Actor,
  { id, documentId, version, ...input }: EditMark & { id: string; documentId: string; version?: number | undefined },
): Promise<MarkView> {
  return act(world, actor, 'mark.edit', { noun: 'mark', id }, async (tx, scope) => {
    const row = await markOn(tx, scope.id, documentId)
    expectVersion(row, version)
    if (input.reason !== undefined) await expectReasons(tx, scope, [input.reason])
    const { wholeLine = row.wholeLine } = input
    const boxes = wholeLine === row.wholeLine ? row.boxes : await boxesOf(tx, row, wholeLine)
    const [now] = await tx
      .update(marks)
      .set({ ...input, boxes, version: sql`${marks.version} + 1` })
      .where(eq(marks.id, row.id))
      .returning()
    if (!now) throw notFound('mark')
    const [view] = await presentMarks(tx, { id: now.documentId, investigationId: scope.investigationId }, [now])
    if (!view) throw notFound('mark')
    return { value: view, subject: row.id, detail: { documentId: row.documentId, changed: Object.keys(input) } }
  })
}

async function boxesOf(tx: Tx, { documentId, page, given }: typeof marks.$inferSelect, wholeLine: boolean) {
  const its = and(eq(pages.documentId, documentId), eq(pages.inUse, true), eq(pages.page, page))
  const [there] = await tx.select({ words: pages.words }).from(pages).where(its)
  return wholeWords(there?.words ?? [], given, { wholeLine })
}
