import { c } from '#db/columns'
import { exhibitStatuses, type FrozenMark, type Report } from '#lib/domain/exhibit'
import type { ExhibitFacts } from '#lib/domain/exhibit-facts'
import type { Box } from '#lib/domain/page'

/** What is to be taken out of copies of a document. The document itself is never touched. */
export const marks = c.table(
  'marks',
  {
    id: c.id('id'),
    investigationId: c.text('investigation_id').notNull(),
    documentId: c.text('document_id').notNull(),
    page: c.int('page').notNull(),
    given: c.json<Box[]>('given').notNull(), // as drawn, selected or found
    boxes: c.json<Box[]>('boxes').notNull(), // widened to whole words
    wholeLine: c.bool('whole_line').notNull(),
    words: c.text('words').notNull(), // what it takes out; never leaves the team
    before: c.text('words_before').notNull(),
    after: c.text('words_after').notNull(),
    reason: c.text('reason').notNull(),
    exemption: c.text('exemption'),
    note: c.text('note'),
    staysElsewhere: c.text('stays_elsewhere'), // why its words may stay where else they stand
    createdBy: c.text('created_by').notNull(),
    createdAt: c.instant('created_at').notNull(),
    version: c.int('version').notNull().default(1),
  },
  (t) => [c.index('marks_document').on(t.documentId, t.page)],
)

/** A redacted copy, frozen: a row is one version of one number. What an outsider gets is read from here and from its pages alone. */
export const exhibits = c.table(
  'exhibits',
  {
    id: c.id('id'),
    investigationId: c.text('investigation_id').notNull(),
    documentId: c.text('document_id').notNull(),
    number: c.int('number').notNull(), // RING-E2
    version: c.int('version').notNull(),
    title: c.text('title').notNull(),
    label: c.text('label'),
    status: c.word('status', exhibitStatuses).notNull(),
    done: c.int('done').notNull().default(0), // pages built
    sourceSha256: c.text('source_sha256').notNull(),
    sourcePages: c.json<number[]>('source_pages').notNull(),
    marks: c.json<FrozenMark[]>('marks').notNull(),
    leftOut: c.json<string[]>('left_out').notNull(),
    marksSha256: c.text('marks_sha256').notNull(),
    tool: c.text('tool').notNull(), // what built it, with versions
    sha256: c.text('sha256'), // of its PDF
    bytes: c.big('bytes'),
    report: c.json<Report>('report'),
    failure: c.text('failure'),
    rejection: c.json<{ reason: string; by: string; markIds: string[] }>('rejection'),
    preparedBy: c.text('prepared_by').notNull(),
    createdAt: c.instant('created_at').notNull(),
    approvedBy: c.text('approved_by'),
    approvedAt: c.instant('approved_at'),
    slug: c.text('slug'),
    summary: c.text('summary'),
    about: c.text('about'),
    credit: c.text('credit'),
    download: c.bool('download').notNull().default(true),
    facts: c.json<ExhibitFacts>('facts'), // frozen when it is published
    embargoUntil: c.date('embargo_until'),
    publishedBy: c.text('published_by'),
    publishedAt: c.instant('published_at'),
    withdrawnBy: c.text('withdrawn_by'),
    withdrawnAt: c.instant('withdrawn_at'),
    withdrawnFor: c.text('withdrawn_for'),
  },
  (t) => [
    c.unique('exhibits_number').on(t.investigationId, t.number, t.version),
    c.index('exhibits_document').on(t.documentId),
    c.index('exhibits_slug').on(t.slug),
  ],
)

/** A page of an exhibit: its own picture and its own words, those outside every mark. */
export const exhibitPages = c.table(
  'exhibit_pages',
  {
    exhibitId: c.text('exhibit_id').notNull(),
    page: c.int('page').notNull(),
    sourcePage: c.int('source_page').notNull(),
    width: c.real('width').notNull(), // points
    height: c.real('height').notNull(),
    image: c.text('image').notNull(), // sha256 of a PNG in the store
    text: c.text('text').notNull(),
    words: c.words('words').notNull(),
    taken: c.json<{ box: Box; reason: string }[]>('taken').notNull(),
  },
  (t) => [c.key({ columns: [t.exhibitId, t.page] })],
)

/** What a second person says of each mark. */
export const markReviews = c.table(
  'mark_reviews',
  {
    exhibitId: c.text('exhibit_id').notNull(),
    markId: c.text('mark_id').notNull(),
    approved: c.bool('approved').notNull(),
    userId: c.text('user_id').notNull(),
    at: c.instant('at').notNull(),
  },
  (t) => [c.key({ columns: [t.exhibitId, t.markId] })],
)

/** Dated words on a published exhibit: an update, or a correction. */
export const exhibitUpdates = c.table(
  'exhibit_updates',
  {
    id: c.id('id'),
    investigationId: c.text('investigation_id').notNull(),
    number: c.int('number').notNull(), // of the exhibit: they stay with all its versions
    text: c.text('text').notNull(),
    correction: c.bool('correction').notNull(),
    createdBy: c.text('created_by').notNull(),
    at: c.instant('at').notNull(),
  },
  (t) => [c.index('exhibit_updates_number').on(t.investigationId, t.number)],
)

/** A numbered remark beside a page of an exhibit, for everybody to read. */
export const exhibitNotes = c.table(
  'exhibit_notes',
  {
    id: c.id('id'),
    exhibitId: c.text('exhibit_id').notNull(),
    page: c.int('page').notNull(),
    boxes: c.json<Box[]>('boxes').notNull(),
    title: c.text('title').notNull(),
    text: c.text('text').notNull(),
    findingId: c.text('finding_id'),
    position: c.int('position').notNull(),
  },
  (t) => [c.index('exhibit_notes_exhibit').on(t.exhibitId, t.page)],
)

/** A link to one exhibit, or to several as a packet. Only the hash of its token is kept. */
export const shares = c.table(
  'shares',
  {
    id: c.id('id'),
    investigationId: c.text('investigation_id').notNull(),
    exhibitIds: c.json<string[]>('exhibit_ids').notNull(),
    tokenHash: c.text('token_hash').notNull(),
    passcodeHash: c.text('passcode_hash'),
    recipient: c.text('recipient'),
    packet: c.text('packet'), // sha256 of the file that is its own
    failure: c.text('failure'), // why there is none
    expiresAt: c.instant('expires_at').notNull(),
    createdBy: c.text('created_by').notNull(),
    createdAt: c.instant('created_at').notNull(),
    revokedAt: c.instant('revoked_at'),
    opens: c.int('opens').notNull().default(0),
    lastOpenedAt: c.instant('last_opened_at'),
  },
  (t) => [c.index('shares_investigation').on(t.investigationId)],
)

/** One visit by a link: the short-lived key it left with, and what it looked at. */
export const openings = c.table(
  'openings',
  {
    id: c.id('id'),
    shareId: c.text('share_id').notNull(),
    keyHash: c.text('key_hash').notNull(),
    at: c.instant('at').notNull(),
    endsAt: c.instant('ends_at').notNull(),
    pages: c.int('pages').notNull().default(0),
    downloads: c.int('downloads').notNull().default(0),
  },
  (t) => [c.index('openings_share').on(t.shareId, t.at), c.unique('openings_key').on(t.keyHash)],
)
