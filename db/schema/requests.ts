import { sql } from 'drizzle-orm'
import { c } from '#db/columns'
import { channels, communicationKinds, directions } from '#lib/domain/communication'
import type { Deadline } from '#lib/domain/deadline'
import { needs, outcomes, stages } from '#lib/domain/request'

export const requests = c.table(
  'requests',
  {
    id: c.id('id'),
    investigationId: c.text('investigation_id').notNull(),
    number: c.int('number').notNull(), // RING-12
    agencyId: c.text('agency_id').notNull(),
    subject: c.text('subject').notNull(),
    body: c.text('body').notNull(),
    stage: c.word('stage', stages).notNull(),
    outcome: c.word('outcome', outcomes),
    needs: c.word('needs', needs),
    filedOn: c.date('filed_on'),
    receivedOn: c.date('received_on'), // assumed by the law's receipt rule unless somebody said
    channel: c.word('channel', channels),
    trackingNumbers: c.json<string[]>('tracking_numbers').notNull(),
    tags: c.json<string[]>('tags').notNull(),
    ownerId: c.text('owner_id'),
    embargoUntil: c.date('embargo_until'),
    /** Both a cache, counted again from the law and all communications in the transaction that moves them. */
    deadlines: c.json<Deadline[]>('deadlines').notNull(),
    dueOn: c.date('due_on'),
    dueOverride: c.json<{ on: string; reason: string }>('due_override'),
    lastReplyOn: c.date('last_reply_on'),
    note: c.text('note').notNull().default(''), // shown on row, page and print: 'Demonstration request, never sent'
    createdBy: c.text('created_by').notNull(),
    createdAt: c.instant('created_at').notNull(),
    updatedAt: c.instant('updated_at').notNull(),
    version: c.int('version').notNull().default(1),
  },
  (t) => [
    c.unique('requests_number').on(t.investigationId, t.number),
    // as the list sorts: what has no date comes last
    c.index('requests_by_due').on(t.investigationId, sql`coalesce(due_on, '9999-99-99')`, t.id),
    // all that the counts on the tabs ask about
    c.index('requests_standing').on(t.investigationId, t.stage, t.outcome, t.needs, t.dueOn, t.agencyId),
    // what is late and what comes next, stage by stage
    c.index('requests_next').on(t.investigationId, t.stage, t.dueOn, t.id),
    // an agency's requests, and how many of them are late
    c.index('requests_agency').on(t.agencyId, t.investigationId, t.stage, t.dueOn),
  ],
)

/** Every standing a request ever had, for `was:` in the search. */
export const requestStandings = c.table(
  'request_standings',
  {
    requestId: c.text('request_id').notNull(),
    investigationId: c.text('investigation_id').notNull(),
    stage: c.word('stage', stages).notNull(),
    outcome: c.word('outcome', outcomes),
    needs: c.word('needs', needs),
    at: c.instant('at').notNull(),
  },
  (t) => [c.index('request_standings_request').on(t.requestId, t.at)],
)

export const communications = c.table(
  'communications',
  {
    id: c.id('id'),
    investigationId: c.text('investigation_id').notNull(),
    requestId: c.text('request_id').notNull(),
    direction: c.word('direction', directions).notNull(),
    channel: c.word('channel', channels).notNull(),
    kind: c.word('kind', communicationKinds),
    occurredOn: c.date('occurred_on').notNull(),
    occurredAt: c.instant('occurred_at'), // null where only the day is known
    from: c.text('from_whom'),
    to: c.text('to_whom'),
    cc: c.text('cc'),
    subject: c.text('subject').notNull().default(''),
    body: c.text('body').notNull().default(''),
    html: c.text('html'), // made safe when it was taken in
    messageId: c.text('message_id'),
    documentId: c.text('document_id'), // the mail itself, kept as a document
    createdBy: c.text('created_by').notNull(),
    createdAt: c.instant('created_at').notNull(),
  },
  (t) => [
    c.index('communications_request').on(t.requestId, t.occurredOn),
    c.index('communications_document').on(t.documentId),
  ],
)
