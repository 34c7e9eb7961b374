import { c } from '#db/columns'

export const jobs = c.table(
  'jobs',
  {
    id: c.id('id'),
    name: c.text('name').notNull(),
    key: c.text('key'), // at most one waiting job for it
    payload: c.json<Record<string, unknown>>('payload').notNull(),
    investigationId: c.text('investigation_id'),
    status: c.word('status', ['ready', 'running', 'done', 'dead']).notNull(),
    attempts: c.int('attempts').notNull().default(0),
    fence: c.int('fence').notNull().default(0), // grows with every claim; results are kept only under their own
    runAt: c.instant('run_at').notNull(),
    leaseUntil: c.instant('lease_until'),
    causedBy: c.big('caused_by'), // the audit row it follows from
    lastError: c.text('last_error'),
    createdAt: c.instant('created_at').notNull(),
    endedAt: c.instant('ended_at'),
  },
  (t) => [c.index('jobs_claimable').on(t.status, t.runAt), c.unique('jobs_key').on(t.key)],
)

/** No foreign keys: rows outlive their subjects. Triggers refuse update and delete. */
export const auditLog = c.table(
  'audit_log',
  {
    seq: c.big('seq').primaryKey(), // the order, without a gap
    at: c.instant('at').notNull(),
    actor: c.text('actor').notNull(), // user id, job:NAME, operator, anyone
    action: c.text('action').notNull(),
    subject: c.text('subject').notNull(), // the id it is about
    investigationId: c.text('investigation_id'),
    /** What changed, as ids, numbers and digests; never the content of a record. */
    detail: c.json<Record<string, unknown>>('detail').notNull(),
    prevHash: c.text('prev_hash').notNull(),
    hash: c.text('hash').notNull(),
  },
  (t) => [c.index('audit_investigation').on(t.investigationId, t.seq), c.index('audit_subject').on(t.subject)],
)

/** One row: the end of the chain. Locked by every writer, so that two cannot fork it. */
export const auditHead = c.table('audit_head', {
  id: c.int('id').primaryKey(),
  seq: c.big('seq').notNull(),
  hash: c.text('hash').notNull(),
})

export const limitCounts = c.table('limit_counts', {
  key: c.id('key'),
  windowStart: c.instant('window_start').notNull(),
  count: c.int('count').notNull(),
})

/** What a POST with an Idempotency-Key was answered, so that its repetition gets the same answer. */
export const idempotency = c.table('idempotency', {
  key: c.id('key'), // the user's id, then SHA-256 over call and key
  requestHash: c.text('request_hash').notNull(),
  status: c.int('status').notNull(),
  body: c.json<unknown>('body'),
  createdAt: c.instant('created_at').notNull(),
})

export const settings = c.table('settings', {
  key: c.id('key'),
  value: c.json<unknown>('value').notNull(),
})
