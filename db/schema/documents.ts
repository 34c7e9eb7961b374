import { c } from '#db/columns'
import type { ArchiveFacts } from '#lib/domain/archive-facts'
import { documentStatuses, type EmailFacts, failureCodes, type Warning } from '#lib/domain/document'
import { pageSources } from '#lib/domain/page'
import type { SheetPart } from '#lib/domain/sheet'

/** Bytes in the store, named by their hash. No row, no bytes (after a grace). */
export const blobs = c.table('blobs', {
  sha256: c.id('sha256'),
  bytes: c.big('bytes').notNull(),
  createdAt: c.instant('created_at').notNull(),
})

export const documents = c.table(
  'documents',
  {
    id: c.id('id'),
    investigationId: c.text('investigation_id').notNull(),
    number: c.int('number').notNull(), // RING-D7
    sha256: c.text('sha256').notNull(),
    bytes: c.big('bytes').notNull(),
    name: c.text('name').notNull(),
    kind: c.text('kind').notNull(), // what it is to the newsroom: email, agreement, guide … free words
    mediaType: c.text('media_type').notNull(), // by content, never by what the sender said
    status: c.word('status', documentStatuses).notNull(),
    failureCode: c.word('failure_code', failureCodes),
    failureDetail: c.text('failure_detail'),
    pages: c.int('pages').notNull().default(0),
    done: c.int('done').notNull().default(0),
    phase: c.text('phase').notNull().default('waiting'),
    layer: c.int('layer').notNull().default(0), // the newest text layer; which one a page shows: pages.in_use
    warnings: c.json<Warning[]>('warnings').notNull(),
    email: c.json<EmailFacts>('email'),
    html: c.text('html'), // a mail's body, made safe when it was taken in
    text: c.text('text'), // a mail's body as plain text
    password: c.text('password'), // what opens a locked file, sealed under APP_KEY
    facts: c.json<ArchiveFacts>('facts'), // what the file says of itself: author, producer, signatures, hidden text
    language: c.text('language'), // the languages its pictures of text were last read in: eng, eng+spa
    startedAt: c.instant('started_at'), // when its reading began, for the time left
    groupId: c.text('group_id'), // near-duplicates share one: the id of the first of them
    createdBy: c.text('created_by').notNull(),
    createdAt: c.instant('created_at').notNull(),
    deletedAt: c.instant('deleted_at'),
    version: c.int('version').notNull().default(1),
  },
  (t) => [
    c.index('documents_group').on(t.investigationId, t.groupId),
    c.unique('documents_number').on(t.investigationId, t.number),
    c.unique('documents_once').on(t.investigationId, t.sha256),
  ],
)

/** Where a document belongs: under a request, under a communication of it, and as attachment of a mail. */
export const documentPlaces = c.table(
  'document_places',
  {
    id: c.id('id'),
    investigationId: c.text('investigation_id').notNull(),
    documentId: c.text('document_id').notNull(),
    requestId: c.text('request_id'),
    communicationId: c.text('communication_id'),
    parentId: c.text('parent_id'), // the mail, archive or PDF that carried it
    entry: c.text('entry'), // its path inside the parent, as written there: shown, never used as a path
  },
  (t) => [
    c.index('document_places_document').on(t.documentId),
    c.index('document_places_request').on(t.requestId),
    c.index('document_places_parent').on(t.parentId),
  ],
)

export const pages = c.table(
  'pages',
  {
    documentId: c.text('document_id').notNull(),
    layer: c.int('layer').notNull(),
    page: c.int('page').notNull(),
    investigationId: c.text('investigation_id').notNull(),
    source: c.word('source', pageSources).notNull(),
    width: c.real('width').notNull(), // points, after rotation
    height: c.real('height').notNull(),
    text: c.text('text').notNull(),
    words: c.words('words').notNull(),
    sheet: c.json<SheetPart>('sheet'), // the cells, where the page is part of a spreadsheet
    sure: c.real('sure'), // how sure the reading of a picture was, 0–1; null where the file itself has the text
    inUse: c.bool('in_use').notNull().default(true), // the one layer of this page that is shown and searched
    madeBy: c.text('made_by'), // the person who corrected it
    madeAt: c.instant('made_at').notNull(),
  },
  (t) => [
    c.key({ columns: [t.documentId, t.layer, t.page] }),
    c.index('pages_in_use').on(t.documentId, t.inUse, t.page),
  ],
)

/** Files that a document was before it was replaced; their text layers are those up to `layer`. */
export const documentVersions = c.table(
  'document_versions',
  {
    documentId: c.text('document_id').notNull(),
    version: c.int('version').notNull(), // counts from 1
    investigationId: c.text('investigation_id').notNull(),
    sha256: c.text('sha256').notNull(),
    bytes: c.big('bytes').notNull(),
    name: c.text('name').notNull(),
    mediaType: c.text('media_type').notNull(),
    layer: c.int('layer').notNull(),
    replacedBy: c.text('replaced_by').notNull(), // a user
    replacedAt: c.instant('replaced_at').notNull(),
  },
  (t) => [c.key({ columns: [t.documentId, t.version] })],
)

/** Every message: a mail that is a document (page null), or one printed on the pages of a document. */
export const messages = c.table(
  'messages',
  {
    id: c.id('id'),
    investigationId: c.text('investigation_id').notNull(),
    documentId: c.text('document_id').notNull(),
    page: c.int('page'), // where it begins, for a printed one
    lastPage: c.int('last_page'),
    from: c.text('from_whom'),
    to: c.json<string[]>('to_whom').notNull(),
    cc: c.json<string[]>('cc').notNull(),
    sentAt: c.instant('sent_at'), // null where it does not say, or not in a way that is sure
    sentText: c.text('sent_text'), // as it stands there
    subject: c.text('subject').notNull(),
    messageId: c.text('message_id'),
    threadId: c.text('thread_id').notNull(), // messages of one thread share it
  },
  (t) => [
    c.index('messages_document').on(t.documentId, t.page),
    c.index('messages_thread').on(t.investigationId, t.threadId, t.sentAt),
    c.index('messages_id').on(t.investigationId, t.messageId),
  ],
)

/** What near-duplicates are told by: documents that share a band are compared. */
export const documentBands = c.table(
  'document_bands',
  {
    documentId: c.text('document_id').notNull(),
    band: c.text('band').notNull(),
    investigationId: c.text('investigation_id').notNull(),
  },
  (t) => [c.key({ columns: [t.documentId, t.band] }), c.index('document_bands_band').on(t.investigationId, t.band)],
)

/** Which pages a person has read, and whether they said that they read it to its end. */
export const readings = c.table(
  'readings',
  {
    documentId: c.text('document_id').notNull(),
    userId: c.text('user_id').notNull(),
    investigationId: c.text('investigation_id').notNull(),
    pages: c.json<number[]>('pages').notNull(),
    toItsEnd: c.bool('to_its_end').notNull(),
    at: c.instant('at').notNull(),
  },
  (t) => [c.key({ columns: [t.documentId, t.userId] })],
)
