import { breakText, type Line, wordsOfLines } from '#lib/io/children/office/break-text'
import type { Pen } from '#lib/io/children/office/pen'
import type { Table } from '#lib/io/children/office/table'
import {
  type Column,
  gutter,
  heightOf,
  leading,
  least,
  margin,
  type Part,
  pad,
  room,
  size,
  top,
} from '#lib/io/children/office/table-paper'

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
/** Draws a page of a table with the pen, and tells what stands on it, from one and the same layout. */
export function drawTablePage(
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
