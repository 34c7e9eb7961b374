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
