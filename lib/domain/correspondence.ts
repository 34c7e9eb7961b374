import { z } from 'zod'

/** A message that is printed on pages of a document: `sentText` is its date as it stands there. */
export const printedMessageSchema = z
  .object({
    page: z.number().int(),
    lastPage: z.number().int(),
    from: z.string().nullable(),
    to: z.array(z.string()),
    sentAt: z.string().nullable().describe('for the order only where it is printed without its time zone'),
    sentText: z.string().nullable(),
    subject: z.string(),
    threadId: z.string(),
  })
  .meta({ id: 'PrintedMessage' })

/** A message of a thread and where it stands. `messageId`: what its mail program called it, null for a printed one. */
export const threadEntrySchema = z
  .object({
    threadId: z.string(),
    messageId: z.string().nullable(),
    documentId: z.string(),
    number: z.string(),
    name: z.string(),
    page: z.number().int().nullable().describe('where it begins, for a printed one'),
    lastPage: z.number().int().nullable(),
    from: z.string().nullable(),
    to: z.array(z.string()),
    sentAt: z.string().nullable(),
    sentText: z.string().nullable(),
    subject: z.string(),
    current: z.boolean().describe('it is this document, or stands in it'),
  })
  .meta({ id: 'ThreadEntry' })
export type ThreadEntry = z.infer<typeof threadEntrySchema>

/** A document that is the same in another form. */
export const alikeSchema = z
  .object({
    documentId: z.string(),
    number: z.string(),
    name: z.string(),
    pages: z.number().int(),
    similarity: z.number().min(0).max(1).describe('how many runs of five words they share'),
    differs: z
      .object({ pages: z.number().int(), of: z.number().int(), on: z.array(z.number().int()) })
      .nullable()
      .describe(
        'pages of this document that the other one does not have word for word, `on`: the first of them; null where that says nothing',
      ),
  })
  .meta({ id: 'AlikeDocument' })
export type Alike = z.infer<typeof alikeSchema>
