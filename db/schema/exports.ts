import { c } from '#db/columns'
import { exportFiles, exportStatuses } from '#lib/domain/export'

/** A story pack somebody asked for. Its file is kept for seven days; the row stays. */
export const exports = c.table(
  'exports',
  {
    id: c.id('id'),
    investigationId: c.text('investigation_id').notNull(),
    files: c.word('files', exportFiles).notNull(),
    status: c.word('status', exportStatuses).notNull(),
    done: c.int('done').notNull().default(0), // files written, of
    of: c.int('of_files').notNull().default(0),
    sha256: c.text('sha256'), // of its ZIP
    bytes: c.big('bytes'),
    failure: c.text('failure'),
    createdBy: c.text('created_by').notNull(),
    createdAt: c.instant('created_at').notNull(),
  },
  (t) => [c.index('exports_investigation').on(t.investigationId, t.createdAt)],
)
