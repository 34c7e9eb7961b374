import { z } from 'zod'
import { boxSchema, givenBoxSchema } from '#lib/domain/page'

/** A remark for everybody beside a page: about a place on it, a finding whose passage stands there, or the page as a whole. */
export const newExhibitNoteSchema = z
  .strictObject({
    page: z
      .number()
      .int('A page is a whole number.')
      .min(1, 'Pages count from 1.')
      .optional()
      .describe('of the exhibit'),
    boxes: z.array(givenBoxSchema).max(200, 'At most 200 boxes.').optional().describe('on that page'),
    findingId: z.string().max(80).optional().describe('a finding that quotes this page: its place becomes the note’s'),
    title: z.string().trim().max(120, 'A title has at most 120 characters.').optional(),
    text: z.string().trim().min(1, 'Say something.').max(2000, 'A note has at most 2,000 characters.'),
  })
  .refine(({ page, findingId }) => page !== undefined || findingId !== undefined, {
    path: ['page'],
    message: 'Give the page, or a finding.',
  })
  .meta({ id: 'NewExhibitNote' })
export type NewExhibitNote = z.infer<typeof newExhibitNoteSchema>

export const exhibitNoteSchema = z
  .object({
    id: z.string(),
    number: z.number().int().describe('as readers see it: in the order of the pages'),
    page: z.number().int(),
    boxes: z.array(boxSchema),
    title: z.string(),
    text: z.string(),
    quote: z
      .string()
      .nullable()
      .describe('the words of the exhibit at its place, what was taken out as [redacted: reason]'),
    findingId: z.string().nullable(),
  })
  .meta({ id: 'ExhibitNote' })
export type ExhibitNoteView = z.infer<typeof exhibitNoteSchema>
