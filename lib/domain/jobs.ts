import { z } from 'zod'

/** What came out of an archive: the first one, and how many lie around it; not said where a person asks to read it. */
const withinSchema = z.strictObject({ root: z.string(), depth: z.number().int().min(1) })
export type Within = z.infer<typeof withinSchema>

/**
 * All work that happens by itself: name → what it carries, how often it is tried, and how many of its kind may run
 * at once. Payloads carry ids, never rows. Handlers are services; lib/worker.ts has one line for each.
 */
export const jobCatalogue = {
  /** Any kind of file → pages, their words (as text layer `layer`), its attachments. */
  'documents.split': {
    payload: z.strictObject({
      documentId: z.string(),
      layer: z.number().int().min(1),
      within: withinSchema.optional(),
    }),
    attempts: 3,
    atOnce: 2,
  },
  /** Pages that are pictures, or have pictures beside their own text → their words, as text layer `layer`. */
  'documents.ocr': {
    payload: z.strictObject({
      documentId: z.string(),
      layer: z.number().int().min(1),
      language: z.string(),
      pages: z.array(z.number().int().min(1)),
      beside: z.array(z.number().int().min(1)),
    }),
    attempts: 3,
    atOnce: 1,
  },
  /** The index of words made anew; a migration asks for it where the index has changed. */
  'search.rebuild': { payload: z.strictObject({}), attempts: 100, atOnce: 1 },
  /** A frozen exhibit → its pages from filled pixels, and its file. */
  'exhibits.build': { payload: z.strictObject({ exhibitId: z.string() }), attempts: 3, atOnce: 1 },
  /** What was built → the verifier's report. */
  'exhibits.verify': { payload: z.strictObject({ exhibitId: z.string() }), attempts: 3, atOnce: 1 },
  /** A link with a recipient, or to several exhibits → a file of its own. */
  'shares.build': { payload: z.strictObject({ shareId: z.string() }), attempts: 3, atOnce: 1 },
  /** The exhibits of the demonstration, once they are verified → approved and published by its second fictional colleague. */
  'demo.publish': { payload: z.strictObject({ investigationId: z.string() }), attempts: 9, atOnce: 1 },
  /** A story pack that was asked for → its ZIP in the store. */
  'exports.build': { payload: z.strictObject({ exportId: z.string() }), attempts: 3, atOnce: 1 },
  /** A document that can be read → its messages and their threads, and the documents that are the same in another form. */
  'documents.relate': {
    payload: z.strictObject({ documentId: z.string() }),
    attempts: 3,
    atOnce: 1,
  },
} as const satisfies Record<string, { payload: z.ZodType; attempts: number; atOnce: number }>

export type JobName = keyof typeof jobCatalogue
/** The jobs that read a document: what "cancel" ends. */
export const readingJobs = ['documents.split', 'documents.ocr'] as const satisfies readonly JobName[]
export type Job = {
  [N in JobName]: { name: N; payload: z.infer<(typeof jobCatalogue)[N]['payload']>; key?: string; runAt?: Date }
}[JobName]

/** How long a worker may go silent before its job is given to another, in ms. */
export const leaseMs = 60_000
/** How often a running worker says that it is alive, in ms. */
export const heartbeatMs = 15_000
