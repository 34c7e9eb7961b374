'use client'

import type { PageView } from '#lib/domain/page-view'
import { firstWords, type SheetPart } from '#lib/domain/sheet'

type CellAt = { text: string; page: number; from: number }
type RowAt = { key: string; n: number; hidden: boolean; continued: boolean; cells: Map<string, CellAt> }
/** Rows that stand on one page, or side by side on several where the sheet is wide; `page` is the first of them. */
export type RowRun = { page: number; rows: RowAt[] }
/** One sheet, or the stretch of it that the pages hold. */
export type SheetRun = Pick<SheetPart, 'name' | 'index' | 'hidden' | 'columns'> & {
  key: string
  page: number
  parts: RowRun[]
}

/** Pages → the sheets they show, columns that lie on neighbouring pages side by side. */
export function runsOfSheets(pages: readonly PageView[]): SheetRun[] {
  const runs: SheetRun[] = []
  let before: { page: number; numbers: string; columns: Set<string> } | undefined
  for (const page of pages) {
    const { sheet } = page
    if (!sheet) continue
    let run = runs.at(-1)
    if (!run || run.index !== sheet.index || before?.page !== page.page - 1) {
      const { name, index, hidden } = sheet
      run = {
        name,
        index,
        ...(hidden ? { hidden } : {}),
        columns: [],
        key: `${index} ${page.page}`,
        page: page.page,
        parts: [],
      }
      runs.push(run)
      before = undefined
    }
    const known = new Set(run.columns.map((column) => column.name))
    run.columns = [...run.columns, ...sheet.columns.filter((column) => !known.has(column.name))]
    const numbers = sheet.rows.map(({ n }) => n).join()
    const beside = before?.numbers === numbers && !sheet.columns.some(({ name }) => before?.columns.has(name))
    const part = beside ? run.parts.at(-1) : undefined
    const last = part ? undefined : run.parts.at(-1)?.rows.at(-1)?.n
    const rows = part?.rows ?? sheet.rows.map((row, at): RowAt => rowOf(row, page.page, at, last))
    if (!part) run.parts.push({ page: page.page, rows })
    const firsts = firstWords(sheet, page.words.length)
    for (const [r, { cells }] of sheet.rows.entries())
      for (const [c, text] of cells.entries()) {
        const column = sheet.columns[c]
        if (text && column) rows[r]?.cells.set(column.name, { text, page: page.page, from: firsts[r]?.[c] ?? 0 })
      }
    const columns = new Set(sheet.columns.map(({ name }) => name))
    before = { page: page.page, numbers, columns: beside && before ? before.columns.union(columns) : columns }
  }
  for (const run of runs) run.columns.sort((a, b) => a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
  return runs
}

const rowOf = (
  { n, hidden = false }: SheetPart['rows'][number],
  page: number,
  at: number,
  lastRow?: number,
): RowAt => ({
  key: `${page} ${at}`,
  n,
  hidden,
  continued: at === 0 && n === lastRow,
  cells: new Map(),
})
