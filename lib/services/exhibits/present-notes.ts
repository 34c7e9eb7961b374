import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { exhibitNotes, exhibitPages } from '#db/schema'
import type { ExhibitNoteView } from '#lib/domain/exhibit-note'
import { quoteOutside } from '#lib/domain/quote'

/** Part: the public notes of an exhibit, numbered through its pages; quotes come from its own words. */
export async function presentNotes(db: Tx, exhibitId: string): Promise<ExhibitNoteView[]> {
  const order = [asc(exhibitNotes.page), asc(exhibitNotes.position)]
  const rows = await db
    .select()
    .from(exhibitNotes)
    .where(eq(exhibitNotes.exhibitId, exhibitId))
    .orderBy(...order)
  const numbers = [...new Set(rows.map(({ page }) => page))]
  const { page, words, taken } = exhibitPages
  const its = and(eq(exhibitPages.exhibitId, exhibitId), inArray(exhibitPages.page, numbers))
  const pages = numbers.length > 0 ? await db.select({ page, words, taken }).from(exhibitPages).where(its) : []
  return rows.map((row, i) => ({
    id: row.id,
    number: i + 1,
    page: row.page,
    boxes: row.boxes,
    title: row.title,
    text: row.text,
    quote:
      row.boxes.length > 0
        ? quoteOutside(
            pages.find((one) => one.page === row.page),
            row.boxes,
          )
        : null,
    findingId: row.findingId,
  }))
}
