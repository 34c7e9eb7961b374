import { z } from 'zod'
import { archiveFactsSchema } from '#lib/domain/archive-facts'
import { printedMessageSchema } from '#lib/domain/correspondence'
import { mailboxTypes, mailTypes, packTypes } from '#lib/domain/file-kinds'
import { pageSources } from '#lib/domain/page'
import { quarantineSchema } from '#lib/domain/quarantine'

export const documentStatuses = ['processing', 'ready', 'failed'] as const
export const failureCodes = [
  'encrypted',
  'damaged',
  'too_big',
  'timeout',
  'unsupported',
  'crashed',
  'cancelled', // somebody stopped it before there was anything to read
] as const
export type FailureCode = (typeof failureCodes)[number]

/** Thrown where a file cannot be read at all: a named code and one sentence for a reporter. */
export class Unreadable extends Error {
  readonly code: FailureCode
  constructor(code: FailureCode, detail: string) {
    super(detail)
    this.code = code
  }
}

/** What a document is going through while it is processed. */
export const phases = ['waiting', 'checking', 'reading', 'ocr', 'done'] as const
export type Phase = (typeof phases)[number]

/** 2 GiB: what one file may have. */
export const maxBytes = 2 * 1024 ** 3
/** 8 MiB: what one piece of a resumable upload may have. */
export const maxChunkBytes = 8 * 1024 ** 2
export const maxNameBytes = 200
/** How long a deleted document can still be brought back. */
export const keptDays = 30

export const warningSchema = z.object({
  code: z.string(),
  page: z.number().int().optional(),
  count: z.number().int().optional(),
})
export type Warning = z.infer<typeof warningSchema>

/** A mail's headers, those on the allow-list only. `date` is an ISO 8601 instant, null where the mail has none. */
export const emailSchema = z.object({
  from: z.string().nullable(),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  date: z.string().nullable(),
  subject: z.string(),
  messageId: z.string().nullable(),
  inReplyTo: z.string().nullable(),
  threadId: z.string().nullable().describe('messages of one thread share it'),
  headers: z
    .record(z.string(), z.array(z.string()))
    .optional()
    .describe('those kept of its headers, by name in lower case, as they stand there'),
})
export type EmailFacts = z.infer<typeof emailSchema>

/** A file's name as it is kept: any name a sender may give, never used as a path; only its length is ours. */
export const fileNameSchema = z
  .string('A file needs a name.')
  .min(1, 'A file needs a name.')
  .refine((name) => new TextEncoder().encode(name).length <= maxNameBytes, 'That file name is longer than 200 bytes.')
export const kindSchema = z.string().trim().min(1).max(60, 'At most 60 characters.')

/** Where a new document goes. */
export const newDocumentSchema = z.strictObject({
  investigationId: z.string('Say which investigation it belongs to.'),
  requestId: z.string().optional(),
  communicationId: z.string().optional(),
  name: fileNameSchema,
  kind: kindSchema.optional().describe('what it is to you: email, agreement, guide …'),
})
export type NewDocument = z.infer<typeof newDocumentSchema>

export const editDocumentSchema = z
  .strictObject({
    name: fileNameSchema.optional(),
    requestId: z.string().nullable().optional(),
    kind: kindSchema.optional(),
  })
  .meta({ id: 'EditDocument' })
export type EditDocument = z.infer<typeof editDocumentSchema>

export const retryDocumentSchema = z
  .strictObject({
    password: z.string().min(1).max(500).optional(),
    language: z
      .string()
      .regex(/^[a-z]{3}(\+[a-z]{3})*$/, 'A language is three letters, such as eng.')
      .optional(),
    pages: z.array(z.number().int().min(1)).max(10_000).optional(),
  })
  .meta({ id: 'RetryDocument' })
export type RetryDocument = z.infer<typeof retryDocumentSchema>

/** Words of a page, by their places in it, and what stands there in truth. */
export const correctPageSchema = z
  .strictObject({
    words: z
      .tuple([z.number().int().min(0), z.number().int().min(0)], 'Say the first and the last word, counted from 0.')
      .refine(([from, to]) => from <= to, 'The first word comes before the last.')
      .describe('the first and the last word that are replaced, from 0, both included'),
    text: z
      .string('Say what stands there.')
      .max(5000, 'At most 5,000 characters at once.')
      .describe('what stands there; nothing takes the words out; a line break where a line of the page ends'),
    layer: z.number().int().min(1).optional().describe('the text layer in which the words were counted'),
  })
  .meta({ id: 'CorrectPage' })
export type CorrectPage = z.infer<typeof correctPageSchema>
export const correctPageOfSchema = correctPageSchema.extend({ id: z.string(), page: z.number().int().min(1) })

export const markReadSchema = z
  .strictObject({
    pages: z
      .array(z.number().int().min(1))
      .max(10_000)
      .optional()
      .describe('pages you have read, besides those before'),
    unread: z.array(z.number().int().min(1)).max(10_000).optional().describe('pages you have not read after all'),
    toItsEnd: z.boolean().optional().describe('you have read the whole of it; false takes that back'),
  })
  .refine((said) => Object.keys(said).length > 0, 'Say which pages, or toItsEnd.')
  .meta({ id: 'MarkRead' })
export type MarkRead = z.infer<typeof markReadSchema>

/** The same inputs with the document they are about, for the screens. */
export const markReadOfSchema = z.strictObject({
  id: z.string(),
  pages: z.array(z.number().int().min(1)).max(10_000).optional(),
  unread: z.array(z.number().int().min(1)).max(10_000).optional(),
  toItsEnd: z.boolean().optional(),
})
export const retryOfSchema = retryDocumentSchema.extend({ id: z.string() })
export const editOfSchema = editDocumentSchema.extend({ id: z.string() })
export const documentIdSchema = z.strictObject({ id: z.string() })

export const readingSchema = z.object({
  userId: z.string(),
  name: z.string(),
  pages: z.array(z.number().int()),
  toItsEnd: z.boolean(),
})

export const uploadedSchema = z
  .object({
    id: z.string(),
    number: z.string(),
    sha256: z.string(),
    bytes: z.number().int(),
    status: z.enum(documentStatuses),
  })
  .meta({ id: 'UploadedDocument' })
export type Uploaded = z.infer<typeof uploadedSchema>

/** A line of the list of documents. */
export const documentItemSchema = z
  .object({
    id: z.string(),
    number: z.string(),
    investigationId: z.string(),
    name: z.string(),
    kind: z.string(),
    mediaType: z.string(),
    sha256: z.string(),
    bytes: z.number().int(),
    pages: z.number().int(),
    status: z.enum(documentStatuses),
    progress: z.object({
      done: z.number().int(),
      of: z.number().int(),
      phase: z.enum(phases),
      startedAt: z.string().optional().describe('while it is read: when this phase began'),
    }),
    failure: z.object({ code: z.enum(failureCodes), detail: z.string() }).optional(),
    requestId: z.string().nullable(),
    warnings: z.array(warningSchema),
    createdAt: z.string(),
    groupId: z.string().nullable().describe('near-duplicates share one'),
    deletedAt: z.string().optional().describe('it can be brought back for 30 days'),
    version: z.number().int(),
  })
  .meta({ id: 'DocumentItem' })
export type DocumentItem = z.infer<typeof documentItemSchema>

export const documentSchema = documentItemSchema
  .extend({
    communicationIds: z.array(z.string()),
    email: emailSchema.optional(),
    messages: z.array(printedMessageSchema).describe('messages that are printed on its pages'),
    attachments: z.array(z.string()).describe('ids of the documents that this mail carried'),
    parents: z.array(z.string()).describe('ids of the mails that carried this document'),
    layers: z.array(
      z.object({ layer: z.number().int(), source: z.enum(pageSources), madeAt: z.string() }).meta({ id: 'TextLayer' }),
    ),
    read: z.array(readingSchema),
    facts: archiveFactsSchema.optional().describe('what the file says of itself'),
    quarantine: quarantineSchema.optional().describe('where words that nobody sees are held back; for editors'),
    language: z.string().nullable().describe('what its pictures of text were read in'),
    versions: z.array(
      z
        .object({
          version: z.number().int(),
          name: z.string(),
          sha256: z.string(),
          bytes: z.number().int(),
          replacedAt: z.string(),
        })
        .meta({ id: 'EarlierFile' }),
    ),
  })
  .meta({ id: 'Document' })
export type DocumentView = z.infer<typeof documentSchema>

/** What it is to the newsroom, proposed from what it is to a computer. */
export function proposeKind(mediaType: string): string {
  if (mailTypes.includes(mediaType)) return 'email'
  if (packTypes.includes(mediaType)) return mailboxTypes.includes(mediaType) ? 'mailbox' : 'archive'
  if (mediaType.startsWith('image/')) return 'image'
  if (/spreadsheet|excel|csv/.test(mediaType)) return 'spreadsheet'
  return mediaType === 'application/pdf' || mediaType.startsWith('text/') ? 'document' : 'file'
}
