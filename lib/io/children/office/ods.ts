import { GiveUp } from '#lib/io/children/give-up'
import { cleanText } from '#lib/io/children/office/clean-text'
import { odfMeta } from '#lib/io/children/office/odf-meta'
import { type Book, mostColumns, type Row, type Table } from '#lib/io/children/office/table'
import { readXml } from '#lib/io/children/office/xml'
import type { Parts } from '#lib/io/children/office/zip-parts'

type Said = { of: number; row: Row }

/** Most rows that one written row may stand for: empty rows are never written out. */
const mostRepeats = 1_048_576

/** An OpenDocument spreadsheet: its cells hold what is shown as text. */
export async function openOds(parts: Parts): Promise<Book> {
  if (!parts.has('content.xml')) throw new GiveUp('damaged')
  const sheets = await namesOf(parts)
  if (sheets.length === 0) throw new GiveUp('damaged')
  const hiddenColumns: [from: number, to: number][][] = sheets.map(() => [])
  const comments: string[][] = []
  const tables = sheets.map(
    ({ name, hidden }, of): Table => ({
      name,
      ...(hidden ? { hidden } : {}),
      isColumnHidden: (col) => hiddenColumns[of]?.some(([from, to]) => col >= from && col <= to) ?? false,
      async *rows() {
        const its: [number, number][] = []
        hiddenColumns[of] = its
        for await (const batch of readRows(parts, of, its)) yield batch.map(({ row }) => row)
      },
    }),
  )
  await findComments(parts, sheets, comments)
  if (comments.length > 0)
    tables.push({
      name: 'Comments',
      added: true,
      isColumnHidden: () => false,
      async *rows() {
        yield [['Sheet', 'Row', 'By', 'Comment'], ...comments].map((texts, i) => ({
          n: i + 1,
          cells: texts.map((text, col) => ({ col, text })).filter(({ text }) => text !== ''),
        }))
      },
    })
  return {
    tables,
    async facts() {
      return { ...(await odfMeta(parts)), ...(comments.length > 0 ? { comments: comments.length } : {}) }
    },
  }
}

/** The sheets in their order; one is hidden by its style. */
async function namesOf(parts: Parts): Promise<{ name: string; hidden?: 'hidden' }[]> {
  const sheets: { name: string; style: string }[] = []
  const hiddenStyles = new Set<string>()
  let style = ''
  const batches = readXml<never>(parts.stream('content.xml'), {
    open(name, attrs) {
      if (name === 'style') style = attrs['style:name'] ?? ''
      else if (name === 'table-properties' && attrs['table:display'] === 'false') hiddenStyles.add(style)
      else if (name === 'table' && attrs['table:is-sub-table'] !== 'true')
        sheets.push({
          name: cleanText(attrs['table:name'] ?? '').slice(0, 100),
          style: attrs['table:style-name'] ?? '',
        })
    },
  })
  for await (const _ of batches);
  return sheets.map(({ name, style }) => ({ name, ...(hiddenStyles.has(style) ? { hidden: 'hidden' as const } : {}) }))
}

function readRows(parts: Parts, of: number, hiddenColumns: [number, number][]): AsyncGenerator<Said[]> {
  let sheet = -1
  let row: Row = { n: 0, cells: [] }
  let repeats = 1
  let next = 1
  let col = 0
  let columns = 0
  let cell = { text: '', lines: 0, times: 1, right: false }
  let inCell = false
  let inLine = 0
  let aside = 0
  const times = (value: string | undefined, most: number) => Math.min(most, Math.max(1, Number(value ?? 1) || 1))
  return readXml<Said>(parts.stream('content.xml'), {
    open(name, attrs) {
      if (name === 'table') {
        sheet++
        next = 1
        columns = 0
      }
      if (sheet !== of) return
      const hidden = attrs['table:visibility'] === 'collapse' || attrs['table:visibility'] === 'filter'
      if (name === 'table-column') {
        const wide = times(attrs['table:number-columns-repeated'], mostColumns)
        if (hidden) hiddenColumns.push([columns, columns + wide - 1])
        columns += wide
      } else if (name === 'table-row') {
        repeats = times(attrs['table:number-rows-repeated'], mostRepeats)
        row = { n: next, cells: [], ...(hidden ? { hidden: true as const } : {}) }
        col = 0
      } else if (name === 'table-cell' || name === 'covered-table-cell') {
        const kind = attrs['office:value-type']
        inCell = true
        cell = {
          text: '',
          lines: 0,
          times: times(attrs['table:number-columns-repeated'], mostColumns),
          right: kind === 'float' || kind === 'currency' || kind === 'percentage',
        }
      } else if (name === 'annotation') aside++
      else if (inCell && aside === 0 && name === 'p') {
        if (cell.lines++ > 0) cell.text += '\n'
        inLine++
      } else if (inCell && aside === 0 && name === 's') cell.text += ' '.repeat(times(attrs['text:c'], 200))
      else if (inCell && aside === 0 && (name === 'tab' || name === 'line-break'))
        cell.text += name === 'tab' ? '\t' : '\n'
    },
    text(piece) {
      if (inCell && inLine > 0 && aside === 0) cell.text += piece
    },
    close(name, out) {
      if (sheet !== of) return
      if (name === 'annotation') aside--
      else if (name === 'p' && aside === 0) inLine = Math.max(0, inLine - 1)
      else if (name === 'table-cell' || name === 'covered-table-cell') {
        inCell = false
        const text = cleanText(cell.text)
        if (text.trim() !== '')
          for (let i = 0; i < cell.times && col + i < mostColumns; i++)
            row.cells.push({ col: col + i, text, ...(cell.right ? { right: true as const } : {}) })
        col += cell.times
      } else if (name === 'table-row') {
        if (row.cells.length > 0) for (let i = 0; i < repeats; i++) out({ of, row: { ...row, n: next + i } })
        next += repeats
      }
    },
  })
}

async function findComments(parts: Parts, sheets: { name: string }[], comments: string[][]): Promise<void> {
  let sheet = -1
  let row = 0
  let by = ''
  let text = ''
  let taking: 'by' | 'text' | '' = ''
  let inside = 0
  const batches = readXml<string[]>(parts.stream('content.xml'), {
    open(name, attrs) {
      if (name === 'table') {
        sheet++
        row = 0
      } else if (name === 'table-row') row += Number(attrs['table:number-rows-repeated'] ?? 1) || 1
      else if (name === 'annotation') {
        inside++
        by = text = ''
      } else if (inside > 0) taking = name === 'creator' ? 'by' : name === 'p' || name === 'span' ? 'text' : taking
    },
    text(piece) {
      if (inside === 0) return
      if (taking === 'by') by += piece
      else if (taking === 'text') text += piece
    },
    close(name, out) {
      if (name === 'creator' || name === 'p') {
        taking = ''
        if (name === 'p' && inside > 0) text += '\n'
      } else if (name === 'annotation') {
        inside--
        out([sheets[sheet]?.name ?? '', String(row), cleanText(by), cleanText(text.trim())])
      }
    },
  })
  for await (const batch of batches) comments.push(...batch)
}
