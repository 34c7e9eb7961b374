import { c } from '#db/columns'
import type { FigureSource } from '#lib/domain/figure'

/** Who said which number, when, and where it stands. */
export const figures = c.table(
  'figures',
  {
    id: c.id('id'),
    investigationId: c.text('investigation_id').notNull(),
    metric: c.text('metric').notNull(),
    value: c.text('value').notNull(), // as it was said: '405', 'several dozen'
    amount: c.real('amount'), // the number in it, where there is one
    unit: c.text('unit'),
    asOf: c.text('as_of').notNull(), // YYYY, YYYY-MM or YYYY-MM-DD
    precision: c.word('precision', ['day', 'month', 'year']).notNull(),
    saidBy: c.text('said_by').notNull(),
    sources: c.json<FigureSource[]>('sources').notNull(),
    position: c.int('position').notNull(),
    createdBy: c.text('created_by').notNull(),
    createdAt: c.instant('created_at').notNull(),
  },
  (t) => [c.index('figures_investigation').on(t.investigationId)],
)
