import { z } from 'zod'
import { boxSchema, pageSources } from '#lib/domain/page'
import { sheetPartSchema } from '#lib/domain/sheet'

const wordSchema = z.object({ text: z.string(), box: boxSchema, line: z.number().int(), sure: z.number().optional() })
/** A run of words that somebody corrected by hand, and what the machine had read there. */
export const correctionSchema = z
  .object({
    words: z.tuple([z.number().int(), z.number().int()]).describe('the first and the last of them, from 0'),
    was: z.string(),
    by: z.string().nullable().describe('a name; null where the account is gone'),
    at: z.string(),
  })
  .meta({ id: 'Correction' })
export type Correction = z.infer<typeof correctionSchema>
export const pageSchema = z
  .object({
    page: z.number().int(),
    width: z.number().describe('points, after rotation'),
    height: z.number(),
    layer: z.number().int(),
    source: z.enum(pageSources),
    text: z.string(),
    words: z.array(wordSchema).describe('in reading order'),
    sheet: sheetPartSchema.optional().describe('the cells, where the page is part of a spreadsheet'),
    sure: z.number().nullable().describe('how sure the reading of a picture was, 0–1'),
    corrections: z.array(correctionSchema).optional().describe('what was corrected by hand'),
  })
  .meta({ id: 'Page' })
export type PageView = z.infer<typeof pageSchema>

/** Pages of one size that follow each other: what a reader needs to lay out all of them before it has any. */
export const pageRunSchema = z
  .object({ from: z.number().int(), to: z.number().int(), width: z.number(), height: z.number() })
  .meta({ id: 'PageRun' })
export type PageRun = z.infer<typeof pageRunSchema>

/** A place where sought words stand: a box for each line, and the words around it in parts, never HTML. */
export const pageHitSchema = z
  .object({
    page: z.number().int(),
    words: z
      .tuple([z.number().int(), z.number().int()])
      .describe('the first and the last of its words on the page, from 0'),
    boxes: z.array(boxSchema),
    snippet: z.array(z.object({ text: z.string(), hit: z.boolean() })),
  })
  .meta({ id: 'PageHit' })
export type PageHit = z.infer<typeof pageHitSchema>
/** `total` on `pages` pages; `hits` are the first of them. `how`: as typed, or, where that is nowhere, its words. */
export const foundInDocumentSchema = z
  .object({
    total: z.number().int(),
    pages: z.number().int(),
    how: z.enum(['as_typed', 'words']),
    hits: z.array(pageHitSchema),
  })
  .meta({ id: 'FoundInDocument' })
export type FoundInDocument = z.infer<typeof foundInDocumentSchema>

export const pageImageWidths = [700, 1000, 2000] as const
export type PageImageWidth = (typeof pageImageWidths)[number]
