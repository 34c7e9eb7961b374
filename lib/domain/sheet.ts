import { z } from 'zod'

/** One row of a sheet: its number as in the file (from 1), whether the file hides it, and its cells as shown. */
const rowSchema = z.object({ n: z.number().int().min(1), hidden: z.boolean().optional(), cells: z.array(z.string()) })

/**
 * The cells of one page of a spreadsheet: a run of rows of one sheet. `columns` name what each cell of a row stands
 * under (A, B … AA). The words of the page are these cells in reading order, so that what is tagged is what is seen.
 */
export const sheetPartSchema = z
  .object({
    name: z.string(),
    /** the how-manieth sheet of the file, from 1 */
    index: z.number().int().min(1),
    hidden: z.enum(['hidden', 'very_hidden']).optional(),
    columns: z.array(z.object({ name: z.string(), hidden: z.boolean().optional(), width: z.number().optional() })),
    rows: z.array(rowSchema),
  })
  .meta({ id: 'SheetPart' })
export type SheetPart = z.infer<typeof sheetPartSchema>

/**
 * The n-th word of a page of a sheet stands in which cell: for each row, the number of the first word of each of its
 * cells. The words of the cells are the last on the page, in reading order; a page that begins a sheet has its name first.
 */
export function firstWords({ rows }: SheetPart, words: number): number[][] {
  const counts = rows.map(({ cells }) => cells.map((cell) => wordCount(cell)))
  let at = words - counts.flat().reduce((sum, count) => sum + count, 0)
  return counts.map((row) =>
    row.map((count) => {
      at += count
      return at - count
    }),
  )
}

export const wordCount = (text: string): number => text.match(/\S+/gu)?.length ?? 0
