import { c } from '#db/columns'
import { documentStatuses, type EmailFacts, failureCodes, type Warning } from '#lib/domain/document'
import { pageSources, type Word } from '#lib/domain/page'

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
    layer: c.int('layer').notNull().default(0), // the text layer in use; earlier ones stay
    warnings: c.json<Warning[]>('warnings').notNull(),
    email: c.json<EmailFacts>('email'),
    html: c.text('html'), // a mail's body, made safe when it was taken in
    text: c.text('text'), // a mail's body as plain text
    password: c.text('password'), // what opens a locked file, sealed under APP_KEY
    createdBy: c.text('created_by').notNull(),
    createdAt: c.instant('created_at').notNull(),
    deletedAt: c.instant('deleted_at'),
    version: c.int('version').notNull().default(1),
  },
  (t) => [
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
    parentId: c.text('parent_id'), // the mail that carried it
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
    words: c.json<Word[]>('words').notNull(),
    madeAt: c.instant('made_at').notNull(),
  },
  (t) => [c.key({ columns: [t.documentId, t.layer, t.page] })],
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
