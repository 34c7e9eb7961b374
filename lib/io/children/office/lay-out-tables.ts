import { breakText, type Line, textOfLines, wordsOfLines } from '#lib/io/children/office/break-text'
import { GiveUp } from '#lib/io/children/office/give-up'
import type { Pen } from '#lib/io/children/office/pen'
import { type Book, columnName, type Row, type Table } from '#lib/io/children/office/table'

type SaidWord = [text: string, x0: number, y0: number, x1: number, y1: number, line: number]
type SaidSheet = {
  name: string
  index: number
  hidden?: 'hidden' | 'very_hidden'
  columns: { name: string; hidden?: true; width: number }[]
  rows: { n: number; hidden?: true; cells: string[] }[]
}
/** One page of a table: its picture goes into the PDF of the pen, this is what stands on it. */
export type LaidPage = { page: number; width: number; height: number; words: SaidWord[]; sheet: SaidSheet }
/** What was counted on the way. */
export type Laid = {
  sheets: { name: string; page: number; hidden?: 'hidden' | 'very_hidden' }[]
  hiddenSheets: number
  hiddenRows: number
  hiddenColumns: number
}

/** In points. A page is as wide as its columns, up to what can be read at 1,000 pixels. */
const size = 8.5
const leading = 11
const pad = { x: 4, y: 2.5 }
const margin = 18
const gutter = 40
const top = { title: 22, header: 15 }
const most = { width: 800, cell: 250, prose: 440, pages: 10_000, cells: 30e6 }
const least = { page: 612, column: 34, squeezed: 64 }
/** A column whose cells hold this many signs on average is read like prose, and is given room for it. */
const prose = 150
/** Rows on a page, and their height in points; a very long table has taller pages, so that it fits into their number. */
const usual = { rows: 50, height: 927 }
const many = { rows: 110, height: 1800 }
const room = most.width - 2 * margin - gutter

type Column = { col: number; name: string; hidden: boolean; width: number }
type Measured = { bands: Column[][]; rows: number; hiddenRows: number; hiddenColumns: number }

/** Lays out all tables of a book, sheet after sheet, run of rows after run of rows, wide ones in bands of columns. */
export async function layOutTables(book: Book, pen: Pen, out: (page: LaidPage) => void): Promise<Laid> {
  const laid: Laid = { sheets: [], hiddenSheets: 0, hiddenRows: 0, hiddenColumns: 0 }
  let pages = 0
  for (const [i, table] of book.tables.entries()) {
    const measured = await measure(table, pen)
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
        out({ page: pages, ...drawPage(about, band, b, run, first, pen) })
        first = false
      }
    }
  }
  return laid
}
const tooLong =
  'This table would fill more than 10,000 pages. The original is kept and can be downloaded; a part of it can be read.'

/** How wide each used column has to be, and how many there are. */
async function measure(table: Table, pen: Pen): Promise<Measured> {
  const seen = new Map<number, { natural: number; word: number; signs: number; filled: number }>()
  let [rows, hiddenRows, cells] = [0, 0, 0]
  for await (const batch of table.rows()) {
    for (const row of batch) {
      rows++
      if (row.hidden) hiddenRows++
      cells += row.cells.length
      // a lone text is a heading that runs on over its empty neighbours
      const lone = row.cells.length === 1
      for (const { col, text } of row.cells) {
        const its = seen.get(col) ?? { natural: 0, word: 0, signs: 0, filled: 0 }
        seen.set(col, its)
        if (lone) continue
        its.signs += text.length
        its.filled++
        const short = text.length > 5000 ? text.slice(0, 5000) : text
        const width = widest(short.split('\n'), most.prose, pen)
        its.natural = Math.max(its.natural, width)
        if (width > its.word) its.word = Math.max(its.word, widest(short.split(/\s+/u), 160, pen))
      }
    }
    if (cells > most.cells || rows > most.pages * many.rows) throw new GiveUp('too_big', tooLong)
  }
  const used = [...seen.keys()].sort((a, b) => a - b)
  const wish = used.map((col): Wish => {
    const { natural = 0, word = 0, signs = 0, filled = 0 } = seen.get(col) ?? {}
    const long = filled > 0 && signs / filled > prose
    return {
      natural: Math.max(least.column, Math.min(natural, long ? most.prose : most.cell) + 2 * pad.x),
      least: Math.max(
        least.column,
        long ? natural * 0.8 : Math.min(natural, Math.max(least.squeezed, word)) + 2 * pad.x,
      ),
    }
  })
  const columns = used.map(
    (col, i): Column => ({
      col,
      name: columnName(col),
      hidden: table.isColumnHidden(col),
      width: used.length === 1 ? room : (wish[i]?.natural ?? least.column),
    }),
  )
  squeeze(columns, wish)
  const bands: Column[][] = [[]]
  let across = 0
  for (const column of columns) {
    if (across + column.width > room && across > 0) {
      bands.push([])
      across = 0
    }
    bands.at(-1)?.push(column)
    across += column.width
  }
  const hiddenColumns = table.added ? 0 : columns.filter(({ hidden }) => hidden).length
  return { bands, rows, hiddenRows, hiddenColumns }
}

/** The width of the widest of some texts, as far as it matters. */
function widest(texts: string[], most: number, pen: Pen): number {
  let wide = 0
  for (const text of texts) {
    wide = Math.max(wide, pen.widthOf(text) * size)
    if (wide >= most) return most
  }
  return wide
}

type Wish = { natural: number; least: number }

/** Narrows the widest columns until all fit side by side, as long as their words do not have to be broken. */
function squeeze(columns: Column[], wish: Wish[]): void {
  const fits = () => columns.reduce((sum, { width }) => sum + width, 0) <= room
  if (fits()) return
  const tight = wish.reduce((sum, { least: narrow }) => sum + narrow, 0) <= room
  for (let cap: number = most.prose; cap >= (tight ? least.squeezed : 140) && !fits(); cap -= 6)
    for (const [i, column] of columns.entries())
      column.width = Math.max(wish[i]?.least ?? 0, Math.min(wish[i]?.natural ?? 0, cap))
}

/** A row or a part of one that is taller than a page, its cells broken into lines: by band, by column. */
type Part = { n: number; hidden: boolean; lines: number; cells: Cell[][] }
type Cell = { lines: Line[]; text: string; right: boolean }

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
const heightOf = ({ lines }: Part) => lines * leading + 2 * pad.y

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

function drawPage(
  { table, index, of }: { table: Table; index: number; of: number },
  columns: Column[],
  band: number,
  run: Part[],
  first: boolean,
  pen: Pen,
): Omit<LaidPage, 'page'> {
  const across = columns.reduce((sum, { width }) => sum + width, 0)
  const width = Math.max(least.page, across + gutter + 2 * margin)
  const height =
    2 * margin +
    top.title +
    top.header +
    Math.max(
      30,
      run.reduce((sum, part) => sum + heightOf(part), 0),
    )
  const words: SaidWord[] = []
  let line = 0
  let ops = ''
  const from = (y: number) => height - y
  const fill = (grey: string, x: number, y: number, w: number, h: number) => {
    ops += `${grey} rg ${fixed(x)} ${fixed(from(y + h))} ${fixed(w)} ${fixed(h)} re f\n`
  }
  /** Lines of text from the top down, as words of the page or only to be seen. */
  const put = (
    lines: Line[],
    x: number,
    y: number,
    w: number,
    face: 'plain' | 'bold',
    right: boolean,
    kept: boolean,
  ) => {
    for (const [i, { pieces }] of lines.entries())
      for (const { text, at } of pieces) {
        const end = pieces.at(-1)
        const shift = right ? Math.max(0, w - ((end?.at ?? 0) + (end?.wide ?? 0))) : 0
        ops += pen.write(text, x + at + shift, from(y + i * leading + size), size, face)
      }
    if (!kept) return
    for (const { text, box, on } of wordsOfLines(lines, leading)) {
      const end = lines[on]?.pieces.at(-1)
      const shift = right ? Math.max(0, w - ((end?.at ?? 0) + (end?.wide ?? 0))) : 0
      const part = (value: number, whole: number) => Math.round(Math.min(1, Math.max(0, value / whole)) * 1e5) / 1e5
      words.push([
        text,
        part(x + shift + box[0], width),
        part(y + box[1], height),
        part(x + shift + box[2], width),
        part(y + box[3], height),
        line + on,
      ])
    }
    line += lines.length
  }
  const note = (text: string, x: number, y: number, right = 0) => {
    const wide = pen.widthOf(text) * 7
    ops += `0.42 0.45 0.5 rg ${pen.write(text, right > 0 ? x + right - wide : x, from(y), 7)}0 0 0 rg\n`
  }

  let y = margin
  const ink = '0 0 0 rg\n'
  ops += ink
  if (table.name)
    put(breakText(table.name, width - 2 * margin - 260, size, pen, 'bold'), margin, y, 0, 'bold', false, first)
  const [begin, end] = [run[0]?.n, run.at(-1)?.n]
  const span = columns[0] ? `columns ${columns[0].name}–${columns.at(-1)?.name}` : ''
  const about = [
    of > 1 ? `sheet ${index} of ${of}` : '',
    table.hidden === 'very_hidden' ? 'hidden, cannot be shown by its program' : table.hidden ? 'hidden sheet' : '',
    begin ? `rows ${begin}–${end}` : 'empty',
    band > 0 || across + 1 > room ? span : '',
  ]
  note(about.filter(Boolean).join(' · '), margin, y + size, width - 2 * margin)
  y += top.title
  const left = margin + gutter
  fill('0.93 0.94 0.95', margin, y, gutter + across, top.header)
  let x = left
  for (const column of columns) {
    if (column.hidden) fill('0.99 0.92 0.78', x, y, column.width, height - margin - y)
    note(column.hidden ? `${column.name} hidden` : column.name, x + pad.x, y + 10)
    x += column.width
  }
  y += top.header
  for (const part of run) {
    if (part.hidden) fill('0.99 0.92 0.78', margin, y, gutter + across, heightOf(part))
    note(part.hidden ? `${part.n} hid.` : String(part.n), margin, y + pad.y + 8, gutter - pad.x)
    ops += ink
    x = left
    for (const [i, column] of columns.entries()) {
      const cell = part.cells[band]?.[i]
      if (cell) put(cell.lines, x + pad.x, y + pad.y, column.width - 2 * pad.x, 'plain', cell.right, true)
      x += column.width
    }
    y += heightOf(part)
    ops += `0.85 0.87 0.89 RG 0.4 w ${margin} ${fixed(from(y))} m ${fixed(left + across)} ${fixed(from(y))} l S\n`
  }
  if (run.length === 0) note('This sheet is empty.', margin, y + 14)
  pen.addPage(width, height, ops)
  return {
    width,
    height,
    words,
    sheet: {
      name: table.name,
      index,
      ...(table.hidden ? { hidden: table.hidden } : {}),
      columns: columns.map(({ name, hidden, width: wide }) => ({
        name,
        ...(hidden ? { hidden } : {}),
        width: Math.round(wide),
      })),
      rows: run.map(({ n, hidden, cells }) => ({
        n,
        ...(hidden ? { hidden } : {}),
        cells: (cells[band] ?? []).map(({ text }) => text),
      })),
    },
  }
}
const fixed = (value: number) => Math.round(value * 100) / 100
