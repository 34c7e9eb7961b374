import { c } from '#db/columns'
import { viewLists } from '#lib/domain/view'

/** A search that somebody keeps under a name; `shared`: for everybody who works on an investigation with them. */
export const views = c.table(
  'views',
  {
    id: c.id('id'),
    userId: c.text('user_id').notNull(),
    name: c.text('name').notNull(),
    list: c.word('list', viewLists).notNull(),
    q: c.text('q').notNull(),
    shared: c.bool('shared').notNull(),
    createdAt: c.instant('created_at').notNull(),
    version: c.int('version').notNull().default(1),
  },
  (t) => [c.index('views_user').on(t.userId, t.name)],
)
