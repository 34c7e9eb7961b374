import type { Line } from '#lib/io/children/office/break-text'

/** In points. A page is as wide as its columns, up to what can be read at 1,000 pixels. */
export const size = 8.5
export const leading = 11
export const pad = { x: 4, y: 2.5 }
export const margin = 18
export const gutter = 40
export const top = { title: 22, header: 15 }
export const most = { width: 800, cell: 250, prose: 440, pages: 10_000, cells: 30e6 }
export const least = { page: 612, column: 34, squeezed: 64 }
/** A column whose cells hold this many signs on average is read like prose, and is given room for it. */
export const prose = 150
/** Rows on a page, and their height in points; a very long table has taller pages, so that it fits into their number. */
export const usual = { rows: 50, height: 927 }
export const many = { rows: 110, height: 1800 }
export const room = most.width - 2 * margin - gutter

export type Column = { col: number; name: string; hidden: boolean; width: number }

/** A row or a part of one that is taller than a page, its cells broken into lines: by band, by column. */
export type Part = { n: number; hidden: boolean; lines: number; cells: Cell[][] }
export type Cell = { lines: Line[]; text: string; right: boolean }

export const heightOf = ({ lines }: Part) => lines * leading + 2 * pad.y

export const tooLong =
  'This table would fill more than 10,000 pages. The original is kept and can be downloaded; a part of it can be read.'
