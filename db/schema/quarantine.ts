import { c } from '#db/columns'
import type { HeldPlace } from '#lib/domain/page'
import { decisions } from '#lib/domain/quarantine'

/**
 * Words that a file gives to whoever copies its text, but that nobody sees on its pages: kept apart from the text that
 * is shown, searched and quoted. One row for each page of a reading.
 */
export const heldPages = c.table(
  'held_pages',
  {
    documentId: c.text('document_id').notNull(),
    layer: c.int('layer').notNull(), // the reading in which they were found
    page: c.int('page').notNull(),
    investigationId: c.text('investigation_id').notNull(),
    sha256: c.text('sha256').notNull(), // of the file they are in
    words: c.words('words').notNull(),
    places: c.json<HeldPlace[]>('places').notNull(), // of each word: where it stood among those of its page, and why it is not seen
  },
  (t) => [c.key({ columns: [t.documentId, t.layer, t.page] })],
)

/** A document with such words, and what an editor decided of them; it holds for the file it was decided for. */
export const quarantines = c.table(
  'quarantines',
  {
    documentId: c.id('document_id'),
    investigationId: c.text('investigation_id').notNull(),
    sha256: c.text('sha256').notNull(),
    foundAt: c.instant('found_at').notNull(),
    decision: c.word('decision', decisions), // null: it waits for an editor
    reason: c.text('reason'),
    decidedBy: c.text('decided_by'), // a user
    decidedAt: c.instant('decided_at'),
  },
  (t) => [c.index('quarantines_investigation').on(t.investigationId, t.decision)],
)
