import iconv from 'iconv-lite'
import { GiveUp } from '#lib/io/children/give-up'
import { cleanText } from '#lib/io/children/office/clean-text'
import { type Compound, summaryOf } from '#lib/io/children/office/compound'
import { type ShowNumber, showWith } from '#lib/io/children/office/number-format'
import type { Book, Cell, Row, Table } from '#lib/io/children/office/table'

/** Kinds of records that hold something of ours. Source: [MS-XLS] 2.3. */
const kinds = {
  eof: 0x0a,
  bof: 0x809,
  filePass: 0x2f,
  sheet: 0x85,
  strings: 0xfc,
  more: 0x3c,
  format: 0x41e,
  style: 0xe0,
  since1904: 0x22,
  codePage: 0x42,
  row: 0x208,
  columns: 0x7d,
  number: 0x203,
  rk: 0x27e,
  rks: 0xbd,
  shared: 0xfd,
  label: 0x204,
  formula: 0x06,
  text: 0x207,
  truth: 0x205,
  note: 0x1c,
} as const
const errors: Record<number, string> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
}

type RecordAt = { kind: number; from: number; to: number }

/** An old Excel workbook (97 to 2003). */
export function openXls(file: Compound): Book {
  const found = file.read('Workbook') ?? file.read('Book')
  if (!found) throw new GiveUp('damaged')
  const bytes = found
  const globals = [...recordsFrom(bytes, 0)]
  if (globals[0]?.kind !== kinds.bof) throw new GiveUp('damaged')
  const modern = bytes.readUInt16LE(4) >= 0x600
  if (globals.some(({ kind }) => kind === kinds.filePass)) throw new GiveUp('encrypted', locked)
  const sheets: { name: string; at: number; hidden?: 'hidden' | 'very_hidden' }[] = []
  const codes = new Map<number, string>()
  const formatOf: number[] = []
  let since1904 = false
  let page = 'cp1252'
  let strings: string[] = []
  const short = (at: number, wide: boolean) => {
    const length = wide ? bytes.readUInt16LE(at) : bytes.readUInt8(at)
    const begin = at + (wide ? 2 : 1)
    if (!modern) return iconv.decode(bytes.subarray(begin, begin + length), page)
    return bytes.readUInt8(begin) & 1
      ? bytes.toString('utf16le', begin + 1, begin + 1 + length * 2)
      : bytes.toString('latin1', begin + 1, begin + 1 + length)
  }
  for (const [i, { kind, from, to }] of globals.entries()) {
    if (to - from < 2) continue
    if (kind === kinds.codePage) {
      const number = bytes.readUInt16LE(from)
      if (iconv.encodingExists(`cp${number}`)) page = `cp${number}`
    } else if (kind === kinds.since1904) since1904 = bytes.readUInt16LE(from) === 1
    else if (kind === kinds.format && modern) codes.set(bytes.readUInt16LE(from), short(from + 2, true))
    else if (kind === kinds.style) formatOf.push(bytes.readUInt16LE(from + 2))
    else if (kind === kinds.sheet) {
      const state = bytes.readUInt8(from + 4) & 3
      const hidden = state === 1 ? 'hidden' : state === 2 ? 'very_hidden' : undefined
      if (bytes.readUInt8(from + 5) === 0)
        sheets.push({
          name: cleanText(short(from + 6, false)).slice(0, 100),
          at: bytes.readUInt32LE(from),
          ...(hidden ? { hidden } : {}),
        })
    } else if (kind === kinds.strings) {
      const parts = [{ from, to }]
      for (let next = globals[i + 1 + parts.length - 1]; next?.kind === kinds.more; next = globals[i + parts.length])
        parts.push(next)
      strings = sharedStrings(bytes, parts)
    }
  }
  if (sheets.length === 0) throw new GiveUp('damaged')
  const shows = new Map<number, ShowNumber>()
  const show = (style: number, value: number): Omit<Cell, 'col'> => {
    const id = formatOf[style] ?? 0
    const its = shows.get(id) ?? showWith(id, codes.get(id), since1904)
    shows.set(id, its)
    return { text: cleanText(its(value)), right: true }
  }
  let notes = 0
  const tables = sheets.map(({ name, at, hidden }): Table => {
    const hiddenColumns: [number, number][] = []
    return {
      name,
      ...(hidden ? { hidden } : {}),
      isColumnHidden: (col) => hiddenColumns.some(([from, to]) => col >= from && col <= to),
      async *rows() {
        const rows = new Map<number, Row>()
        const hiddenRows = new Set<number>()
        hiddenColumns.length = 0
        let waiting: { row: number; col: number } | undefined
        const put = (row: number, col: number, cell: Omit<Cell, 'col'>) => {
          if (cell.text.trim() === '') return
          const its = rows.get(row) ?? { n: row + 1, cells: [] }
          rows.set(row, its)
          its.cells.push({ col, ...cell })
        }
        for (const { kind, from, to } of recordsFrom(bytes, at)) {
          const size = to - from
          if (kind === kinds.row && size >= 16 && bytes.readUInt8(from + 12) & 0x20)
            hiddenRows.add(bytes.readUInt16LE(from))
          if (kind === kinds.columns && size >= 10 && bytes.readUInt16LE(from + 8) & 1)
            hiddenColumns.push([bytes.readUInt16LE(from), bytes.readUInt16LE(from + 2)])
          if (kind === kinds.note) notes++
          if (kind === kinds.text && waiting && size >= 3)
            put(waiting.row, waiting.col, { text: cleanText(short(from, true)) })
          if (kind !== kinds.more) waiting = undefined
          if (size < 6) continue
          const [row, col, style] = [
            bytes.readUInt16LE(from),
            bytes.readUInt16LE(from + 2),
            bytes.readUInt16LE(from + 4),
          ]
          if (kind === kinds.number && size >= 14) put(row, col, show(style, bytes.readDoubleLE(from + 6)))
          else if (kind === kinds.rk && size >= 10) put(row, col, show(style, rkOf(bytes.readUInt32LE(from + 6))))
          else if (kind === kinds.rks)
            for (let i = 0; from + 10 + i * 6 <= to - 2; i++)
              put(row, col + i, show(bytes.readUInt16LE(from + 4 + i * 6), rkOf(bytes.readUInt32LE(from + 6 + i * 6))))
          else if (kind === kinds.shared && size >= 10)
            put(row, col, { text: strings[bytes.readUInt32LE(from + 6)] ?? '' })
          else if (kind === kinds.label && size >= 9) put(row, col, { text: cleanText(short(from + 6, true)) })
          else if (kind === kinds.truth && size >= 8) {
            const value = bytes.readUInt8(from + 6)
            put(row, col, { text: bytes.readUInt8(from + 7) ? (errors[value] ?? '#?') : value ? 'TRUE' : 'FALSE' })
          } else if (kind === kinds.formula && size >= 14) {
            const [tag, value] = [bytes.readUInt8(from + 6), bytes.readUInt8(from + 8)]
            if (bytes.readUInt16LE(from + 12) !== 0xffff) put(row, col, show(style, bytes.readDoubleLE(from + 6)))
            else if (tag === 0) waiting = { row, col }
            else if (tag === 1) put(row, col, { text: value ? 'TRUE' : 'FALSE' })
            else if (tag === 2) put(row, col, { text: errors[value] ?? '#?' })
          }
        }
        const sorted = [...rows.values()].sort((a, b) => a.n - b.n)
        for (const row of sorted) {
          if (hiddenRows.has(row.n - 1)) row.hidden = true
          row.cells.sort((a, b) => a.col - b.col)
        }
        if (sorted.length > 0) yield sorted
      },
    }
  })
  return {
    tables,
    async facts() {
      const macros = file.names.some((name) => /_VBA_PROJECT/i.test(name))
      return {
        ...summaryOf(file),
        ...(notes > 0 ? { extra: [['Comments (not shown)', String(notes / 2)]] } : {}),
        ...(macros ? { scripts: 1 } : {}),
      }
    },
  }
}
const locked =
  'This file is locked with a password of an old kind. Open it with the program that made it and save it without a password.'

/** The records from a place on, to the end of what begins there. */
function* recordsFrom(bytes: Buffer, start: number): Generator<RecordAt> {
  let depth = 0
  for (let at = start; at + 4 <= bytes.length; ) {
    const [kind, length] = [bytes.readUInt16LE(at), bytes.readUInt16LE(at + 2)]
    const [from, to] = [at + 4, Math.min(bytes.length, at + 4 + length)]
    if (kind === kinds.bof) depth++
    if (kind === kinds.eof && --depth <= 0) return
    if (depth <= 1 || kind === kinds.bof) yield { kind, from, to } // not what is drawn within charts
    at = at + 4 + length
  }
}

/** A number in four bytes: a whole one or the upper half of a broken one, perhaps of hundredths. */
function rkOf(rk: number): number {
  const bytes = Buffer.alloc(8)
  bytes.writeUInt32LE((rk & 0xfffffffc) >>> 0, 4)
  const value = rk & 2 ? (rk | 0) >> 2 : bytes.readDoubleLE(0)
  return rk & 1 ? value / 100 : value
}

/** The texts that cells share; a text that goes over the end of a record says anew how wide its letters are. */
function sharedStrings(bytes: Buffer, parts: { from: number; to: number }[]): string[] {
  let part = 0
  let at = (parts[0]?.from ?? 0) + 8
  const stop = () => parts[part]?.to ?? 0
  const move = () => {
    if (at < stop()) return true
    part++
    at = parts[part]?.from ?? 0
    return part < parts.length
  }
  const count = bytes.readUInt32LE((parts[0]?.from ?? 0) + 4)
  const strings: string[] = []
  for (let n = 0; n < count && move() && at + 3 <= stop(); n++) {
    let left = bytes.readUInt16LE(at)
    let flags = bytes.readUInt8(at + 2)
    at += 3
    let after = 0
    if (flags & 8) {
      after += bytes.readUInt16LE(at) * 4
      at += 2
    }
    if (flags & 4) {
      after += bytes.readUInt32LE(at)
      at += 4
    }
    let text = ''
    while (left > 0) {
      if (at >= stop()) {
        if (!move()) break
        flags = bytes.readUInt8(at++)
      }
      const width = flags & 1 ? 2 : 1
      const take = Math.min(left, Math.floor((stop() - at) / width))
      if (take <= 0) break
      text += bytes.toString(width === 2 ? 'utf16le' : 'latin1', at, at + take * width)
      at += take * width
      left -= take
    }
    strings.push(cleanText(text))
    while (after > 0 && move()) {
      const step = Math.min(after, stop() - at)
      at += step
      after -= step
    }
  }
  return strings
}
