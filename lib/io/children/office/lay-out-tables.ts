import { GiveUp } from '#lib/io/children/give-up'
import { breakText, textOfLines } from '#lib/io/children/office/break-text'
import { drawTablePage, type LaidPage } from '#lib/io/children/office/draw-table-page'
import { type Measured, measureTable } from '#lib/io/children/office/measure-table'
import type { Pen } from '#lib/io/children/office/pen'
import type { Book, Row, Table } from '#lib/io/children/office/table'
import {
  type Cell,
  type Column,
  heightOf,
  leading,
  many,
  most,
  type Part,
  pad,
  size,
  tooLong,
  usual,
} from '#lib/io/children/office/table-paper'

/** What was counted on the way. */
export type Laid = {
  sheets: { name: string; page: number; hidden?: 'hidden' | 'very_hidden' }[]
  hiddenSheets: number
  hiddenRows: number
  hiddenColumns: number
}

/** Lays out all tables of a book, sheet after sheet, run of rows after run of rows, wide ones in bands of columns. */
export async function layOutTables(book: Book, pen: Pen, out: (page: LaidPage) => void): Promise<Laid> {
  const laid: Laid = { sheets: [], hiddenSheets: 0, hiddenRows: 0, hiddenColumns: 0 }
  let pages = 0
  for (const [i, table] of book.tables.entries()) {
    const measured = await measureTable(table, pen)
    if (table.hidden) laid.hiddenSheets++
    laid.hiddenRows += measured.hiddenRows
    laid.hiddenColumns += measured.hiddenColumns
    const sheet = { name: table.name, page: pages + 1, ...(table.hidden ? { hidden: table.hidden } : {}) }
    laid.sheets.push(sheet)
    const about = { table, index: i + 1, of: book.tables.length }
    let first = true
    for await (const run of runsOf(table, measured, pen)) {
      for (const [b, band] of measured.bands.entries()) {
        if (run.length > 0 && !run.some(({ cells }) => cells[b]?.some(({ lines }) => lines.length > 0))) continue
        if (++pages > most.pages) throw new GiveUp('too_big', tooLong)
        out({ page: pages, ...drawTablePage(about, band, b, run, first, pen) })
        first = false
      }
    }
  }
  return laid
}

/** Rows of one page after the other; one empty run where the table has no rows. */
async function* runsOf(table: Table, { bands, rows }: Measured, pen: Pen): AsyncGenerator<Part[]> {
  const paper = rows * bands.length > 400_000 ? many : usual
  const mostLines = Math.floor((paper.height - 2 * pad.y) / leading)
  let run: Part[] = []
  let left = paper.height
  for await (const batch of table.rows())
    for (const row of batch) {
      let rest: Part | null = wholeOf(row, bands, pen)
      while (rest) {
        const lines = Math.floor((left - 2 * pad.y) / leading)
        const fits: boolean = rest.lines <= lines
        // only a row that is tall in itself is cut at the end of a page
        const cut: number = fits
          ? rest.lines
          : rest.lines > mostLines / 2 && lines > 6
            ? lines
            : run.length === 0
              ? mostLines
              : 0
        if (run.length >= paper.rows || cut === 0) {
          yield run
          run = []
          left = paper.height
          continue
        }
        const part: Part = fits ? rest : sliceOf(rest, 0, cut)
        rest = fits ? null : sliceOf(rest, cut, rest.lines)
        run.push(part)
        left -= heightOf(part)
      }
    }
  if (run.length > 0 || rows === 0) yield run
}

function wholeOf(row: Row, bands: Column[][], pen: Pen): Part {
  const at = new Map(row.cells.map((cell) => [cell.col, cell]))
  const cells = bands.map((band) =>
    band.map((column, i): Cell => {
      const cell = at.get(column.col)
      if (!cell) return { lines: [], text: '', right: false }
      let width = column.width
      if (!cell.right && !cell.text.includes('\n'))
        for (let next = i + 1; next < band.length && !at.has(band[next]?.col ?? -1); next++)
          width += band[next]?.width ?? 0
      return { lines: breakText(cell.text, width - 2 * pad.x, size, pen), text: cell.text, right: cell.right ?? false }
    }),
  )
  return { n: row.n, hidden: row.hidden ?? false, cells, lines: tallestOf(cells) }
}

const tallestOf = (cells: Cell[][]) => Math.max(1, ...cells.flat().map(({ lines }) => lines.length))

function sliceOf(part: Part, from: number, to: number): Part {
  const cells = part.cells.map((band) =>
    band.map((cell): Cell => {
      const lines = cell.lines.slice(from, to)
      return {
        lines,
        right: cell.right,
        text: textOfLines(lines, leading),
      }
    }),
  )
  return { ...part, cells, lines: tallestOf(cells) }
}
