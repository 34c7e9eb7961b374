import { GiveUp } from '#lib/io/children/give-up'
import type { Pen } from '#lib/io/children/office/pen'
import { columnName, type Table } from '#lib/io/children/office/table'
import { type Column, least, many, most, pad, prose, room, size, tooLong } from '#lib/io/children/office/table-paper'

export type Measured = { bands: Column[][]; rows: number; hiddenRows: number; hiddenColumns: number }

/** How wide each used column has to be, and how many there are. */
export async function measureTable(table: Table, pen: Pen): Promise<Measured> {
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
