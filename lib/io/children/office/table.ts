/** A cell as shown; `right`: it holds a number and stands at the right. Columns count from 0. */
export type Cell = { col: number; text: string; right?: true }
/** A row that has something in it, numbered as in the file (from 1). */
export type Row = { n: number; hidden?: true; cells: Cell[] }

export type Table = {
  name: string
  hidden?: 'hidden' | 'very_hidden'
  /** All rows from the first, a handful at a time; may be asked for again. */
  rows(): AsyncGenerator<Row[]>
  /** Known once the rows have been gone through. */
  isColumnHidden(col: number): boolean
  /** A table that is ours, such as a list of comments, and not one of the file. */
  added?: true
}

/** `facts`: what the file says of itself beside its cells, asked for after all rows have been read. */
export type Book = { tables: Table[]; facts(): Promise<Record<string, unknown>> }

/** Columns beyond this are no table that anybody reads. */
export const mostColumns = 16_384

/** 0 → A, 26 → AA */
export function columnName(col: number): string {
  let name = ''
  for (let left = col + 1; left > 0; left = Math.floor((left - 1) / 26))
    name = String.fromCharCode(65 + ((left - 1) % 26)) + name
  return name
}

/** A12 → 0; -1 where it is none. */
export function columnOf(reference: string): number {
  let col = 0
  let at = 0
  for (; at < reference.length; at++) {
    const code = reference.charCodeAt(at) & ~32
    if (code < 65 || code > 90) break
    col = col * 26 + code - 64
  }
  return at === 0 || col > mostColumns ? -1 : col - 1
}
