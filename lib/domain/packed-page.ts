import { z } from 'zod'
import { type Box, pageSources, textOf } from '#lib/domain/page'
import { correctionSchema, type PageView } from '#lib/domain/page-view'
import { sheetPartSchema } from '#lib/domain/sheet'

/** Below this a word that was read from a picture is shown as unsure. */
export const unsureBelow = 0.6

/**
 * A page as it is sent to where it is read, at half the bytes: its words one after the other, five numbers for each
 * (its line and its box, fractions to four places), and which of them are unsure.
 */
export const packedPageSchema = z
  .object({
    page: z.number().int(),
    width: z.number(),
    height: z.number(),
    layer: z.number().int(),
    source: z.enum(pageSources),
    said: z.string().describe('the words in reading order, one space between two'),
    places: z.array(z.number()).describe('for each word: line, x0, y0, x1, y1'),
    unsure: z
      .array(z.number().int())
      .optional()
      .describe('which words, from 0, the reader of the picture was unsure of'),
    sheet: sheetPartSchema.optional(),
    sure: z.number().nullable(),
    corrections: z.array(correctionSchema).optional(),
  })
  .meta({ id: 'PackedPage' })
export type PackedPage = z.infer<typeof packedPageSchema>

const short = (n: number) => Math.round(n * 1e4) / 1e4

export function packPage({ words, text: _, ...page }: PageView): PackedPage {
  const unsure = words.flatMap((word, i) => (word.sure !== undefined && word.sure < unsureBelow ? i : []))
  return {
    ...page,
    said: words.map(({ text }) => text).join(' '),
    places: words.flatMap(({ line, box }) => [line, ...box.map(short)]),
    ...(unsure.length > 0 ? { unsure } : {}),
  }
}

/** The page again. A word's `sure` is 0 where it was unsure, and not told where it was not. */
export function unpackPage({ said, places, unsure = [], ...page }: PackedPage): PageView {
  const texts = places.length === 0 ? [] : said.split(' ')
  const doubtful = new Set(unsure)
  const words = texts.map((text, i) => {
    const [line = 0, ...box] = places.slice(i * 5, i * 5 + 5)
    return { text, line, box: box as Box, ...(doubtful.has(i) ? { sure: 0 } : {}) } // four are left of five
  })
  return { ...page, words, text: textOf(words) }
}
