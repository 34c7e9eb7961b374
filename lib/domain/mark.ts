import { z } from 'zod'
import { markPatterns } from '#lib/domain/find-marks'
import type { Box } from '#lib/domain/page'
import { boxSchema, givenBoxSchema } from '#lib/domain/page'

const reasonSchema = z
  .string()
  .min(1, 'Say why it is taken out.')
  .max(31)
  .describe('one of the reasons of its investigation')
const exemptionSchema = z
  .string()
  .trim()
  .max(200, 'A citation has at most 200 characters.')
  .describe('the law it rests on, such as 5 U.S.C. 552(b)(6)')
const noteSchema = z.string().trim().max(1000, 'A note has at most 1,000 characters.').describe('for the team only')
const common = {
  reason: reasonSchema,
  exemption: exemptionSchema.optional(),
  note: noteSchema.optional(),
  wholeLine: z.boolean().optional().describe('the whole line goes, so that not even its place in it is told'),
}

export const newMarkSchema = z
  .strictObject({
    page: z.number('A page is a number.').int('A page is a whole number.').min(1, 'Pages count from 1.'),
    quote: z.string().trim().min(1).max(20_000, 'A quote has at most 20,000 characters.').optional(),
    boxes: z.array(givenBoxSchema).min(1, 'Give at least one box.').max(200, 'At most 200 boxes.').optional(),
    ...common,
  })
  .refine(({ quote, boxes }) => (quote === undefined) !== (boxes === undefined), {
    path: ['quote'],
    message: 'Give the quote, or the boxes.',
  })
  .meta({
    id: 'NewMark',
    description: 'by a quote (every place of it on the page) or by boxes; widened to whole words',
  })
export type NewMark = z.infer<typeof newMarkSchema>

export const mostMarksAtOnce = 2000
const termSchema = z.string().trim().min(1, 'Give a word to look for.').max(200, 'A term has at most 200 characters.')
const findSchema = z.union([
  termSchema,
  z.array(termSchema).min(1).max(100, 'At most 100 terms at once.'),
  z.strictObject({ pattern: z.enum(markPatterns, `A pattern is one of ${markPatterns.join(', ')}.`) }),
])
export type Find = z.infer<typeof findSchema>

export const addMarksSchema = z
  .union([
    z.strictObject({ marks: z.array(newMarkSchema).min(1, 'Give at least one mark.').max(mostMarksAtOnce) }),
    z.strictObject({
      find: findSchema.describe('a term, several, or what looks like an e-mail address, telephone number …'),
      pages: z.string().max(200).optional().describe('1-3,7; all unless given'),
      dryRun: z.boolean().optional().describe('only says what would be marked'),
      ...common,
    }),
  ])
  .meta({ id: 'AddMarks' })
export type AddMarks = z.infer<typeof addMarksSchema>

export const editMarkSchema = z
  .strictObject({
    reason: reasonSchema.optional(),
    exemption: exemptionSchema.nullable().optional(),
    note: noteSchema.nullable().optional(),
    wholeLine: z.boolean().optional().describe('whether the whole line goes'),
    staysElsewhere: z
      .string()
      .trim()
      .max(300, 'Say it in at most 300 characters.')
      .nullable()
      .optional()
      .describe('why its words may stay where else they stand; null: they may not'),
  })
  .meta({ id: 'EditMark' })
export type EditMark = z.infer<typeof editMarkSchema>

/** Where the words of a mark stand besides under marks. */
export const elsewhereSchema = z
  .object({
    in: z.enum(['page', 'name', 'attachment', 'title', 'note', 'finding']),
    page: z.number().int().optional(),
    text: z.string().describe('what stands about it there'),
    of: z.string().optional().describe('the attachment, exhibit or finding it stands in, such as RING-D8'),
    documentId: z.string().optional().describe('of the attachment, where it can be marked too'),
  })
  .meta({ id: 'Elsewhere' })
export type Elsewhere = z.infer<typeof elsewhereSchema>

export const markSchema = z
  .object({
    id: z.string().nullable().describe('null: a dry run, nothing was marked'),
    documentId: z.string(),
    page: z.number().int(),
    given: z.array(boxSchema).describe('as drawn, selected or found'),
    boxes: z.array(boxSchema).describe('widened to whole words; what becomes black has a margin about them'),
    wholeLine: z.boolean(),
    reason: z.string(),
    exemption: z.string().nullable(),
    note: z.string().nullable(),
    words: z.string().describe('what is taken out'),
    context: z.string().describe('with what stands about it, the words in […]'),
    marked: z.boolean().describe('lies already under another mark'),
    elsewhere: z.array(elsewhereSchema).describe('where its words still stand'),
    staysElsewhere: z.string().nullable(),
    createdBy: z.string(),
    author: z.string(),
    createdAt: z.string(),
    version: z.number().int(),
  })
  .meta({ id: 'Mark' })
export type MarkView = z.infer<typeof markSchema>

/**
 * Whether words are so much their own that they give somebody away wherever they stand: a name, a number, an address;
 * not "the" or "2019", which a box drawn over a passage takes along.
 */
export function isTelling(words: string): boolean {
  const letters = words.replace(/[^\p{L}\p{N}]/gu, '')
  if (letters.length < 3) return false
  const capital = /(^|[^\p{L}])\p{Lu}/u.test(words)
  const long = /\d/.test(letters) ? letters.replace(/\D/g, '').length >= 5 || /[\p{L}]/u.test(letters) : capital
  return words.includes('@') || (long && words.split(/\s+/).length <= 6)
}

/** Where a mark comes among those of its page: line by line, and from left to right. Lower is earlier. */
export const placeOnPage = ({ boxes: [box] }: { boxes: readonly Box[] }) =>
  Math.round((box?.[1] ?? 0) * 200) + (box?.[0] ?? 0) / 2

/**
 * What is looked for wherever words of a mark might still stand: all of them together, and each of its lines that gives
 * somebody away by itself. Not a lone word at the end or start of a line, such as the "City" that follows an address.
 */
export function soughtOf(words: string): string[] {
  const lines = words.split('\n').map((line) => line.trim())
  const own = lines.length > 1 ? lines.filter((line) => /[\d@]|\p{L}\s\p{L}/u.test(line)) : []
  return [...new Set([lines.join(' '), ...own])].filter(isTelling)
}
