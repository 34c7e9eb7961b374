import { z } from 'zod'
import { documentItemSchema, fileNameSchema, kindSchema } from '#lib/domain/document'

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'A SHA-256 is 64 hexadecimal digits.')

/**
 * A file that came in pieces and is whole now; where it goes was said with its first piece. `sha256`: what its sender
 * counted; a file that arrived otherwise is refused.
 */
export const takeUploadSchema = z.strictObject({ uploadId: z.string().max(80), sha256: sha256Schema.optional() })
export type TakeUpload = z.infer<typeof takeUploadSchema>

/** Which of these files has arrived before? Asked before they are sent, for up to 200 at once. */
export const recogniseFilesSchema = z
  .strictObject({
    investigationId: z.string('Say which investigation they belong to.'),
    requestId: z.string().optional(),
    communicationId: z.string().optional(),
    sha256: z.array(sha256Schema).min(1).max(200),
  })
  .meta({ id: 'RecogniseFiles' })
export type RecogniseFiles = z.infer<typeof recogniseFilesSchema>
/** `uploadId`: the part of it that you sent before; it goes on from there. */
export const recognisedSchema = z
  .object({
    sha256: z.string(),
    document: z.object({ id: z.string(), number: z.string() }).nullable(),
    uploadId: z.string().nullable(),
  })
  .meta({ id: 'RecognisedFile' })
export type Recognised = z.infer<typeof recognisedSchema>

/** A replaced file; without a name it keeps that of the document. */
export const replaceDocumentSchema = z.strictObject({ name: fileNameSchema.optional() })

export const documentStates = ['reading', 'look', 'failed', 'deleted'] as const
export type DocumentState = (typeof documentStates)[number]

/** One change to many documents, each for itself. */
export const changeDocumentsSchema = z
  .strictObject({
    ids: z.array(z.string()).min(1).max(200),
    doing: z.enum(['delete', 'restore', 'retry', 'cancel', 'kind']),
    kind: kindSchema.optional(),
  })
  .refine(({ doing, kind }) => doing !== 'kind' || kind !== undefined, 'Say what kind they are.')
export type ChangeDocuments = z.infer<typeof changeDocumentsSchema>

/** What is under way in a reader's investigations, or has failed today. `stamp` changes with any of it. */
export const workSchema = z
  .object({
    stamp: z.string(),
    reading: z.number().int(),
    waiting: z.number().int(),
    failed: z.number().int(),
    data: z.array(documentItemSchema).describe('at most 50: what is being read, what failed, what waits'),
  })
  .meta({ id: 'Work' })
export type Work = z.infer<typeof workSchema>
