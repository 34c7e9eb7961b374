import { GiveUp } from '#lib/io/children/give-up'
import { cleanText } from '#lib/io/children/office/clean-text'
import { docProps } from '#lib/io/children/office/doc-props'
import { type ShowNumber, showGeneral, showWith } from '#lib/io/children/office/number-format'
import { relationsOf } from '#lib/io/children/office/relations'
import { type Book, type Cell, columnOf, mostColumns, type Row, type Table } from '#lib/io/children/office/table'
import { elements, first, readXml, textIn, tree, within } from '#lib/io/children/office/xml'
import type { Parts } from '#lib/io/children/office/zip-parts'

/** What all sheets of a book share. */
type Shared = { strings: string[]; formats: ShowNumber[] }
type Sheet = { name: string; hidden?: 'hidden' | 'very_hidden'; part: string }
/** What is counted while rows are read, from anew with each reading. */
type Counts = { formulas: number; unanswered: number }

/** Bytes of the texts that cells share, held while the book is read. */
const mostShared = 250e6

export async function openXlsx(parts: Parts): Promise<Book> {
  const root = parts.names.find((name) => /(^|\/)workbook\.xml$/i.test(name))
  if (!root) {
    const binary = parts.names.some((name) => name.endsWith('workbook.bin'))
    throw binary ? new GiveUp('unsupported') : new GiveUp('damaged')
  }
  const workbook = await tree(await parts.bytes(root), 'workbook')
  const relations = await relationsOf(parts, root)
  const partOf = (kind: string) => [...relations.values()].find((one) => one.kind === kind)?.target ?? ''
  const since1904 = /^(1|true|on)$/.test(first(workbook, 'workbookPr')?.attrs.date1904 ?? '')
  const shared: Shared = {
    strings: await stringsOf(parts, partOf('sharedStrings')),
    formats: await formatsOf(parts, partOf('styles'), since1904),
  }
  const sheets = elements(first(workbook, 'sheets')).flatMap(({ attrs }): Sheet[] => {
    const relation = relations.get(attrs['r:id'] ?? '')
    const hidden = attrs.state === 'veryHidden' ? 'very_hidden' : attrs.state === 'hidden' ? 'hidden' : undefined
    const of = relation?.kind === 'worksheet' ? relation.target : ''
    return [{ name: cleanText(attrs.name ?? '').slice(0, 100), part: of, ...(hidden ? { hidden } : {}) }]
  })
  if (sheets.length === 0) throw new GiveUp('damaged')
  const counts = new Map<Sheet, Counts>()
  const tables = sheets
    .filter(({ part }) => part && parts.has(part))
    .map((sheet) => tableOf(parts, sheet, shared, counts))
  const comments = await commentsOf(parts, sheets)
  if (comments.length > 0) tables.push(tableOfComments(comments))
  const names = elements(first(workbook, 'definedNames')).filter(({ attrs }) => !attrs.name?.startsWith('_xlnm.'))
  return {
    tables,
    async facts() {
      const sum = (of: keyof Counts) => [...counts.values()].reduce((all, one) => all + one[of], 0)
      const like = (pattern: RegExp) => parts.names.filter((name) => pattern.test(name)).length
      const hiddenNames = names.filter(({ attrs }) => attrs.hidden === '1').length
      const extra: [string, string][] = [
        ['Formulas', String(sum('formulas'))],
        ['Formulas without a stored result', String(sum('unanswered'))],
        ['Stored source data of pivot tables (not shown)', String(like(/pivotCacheRecords\d*\.xml$/i))],
        ['Charts (not shown)', String(like(/charts\/chart\d*\.xml$/i) + sheets.filter(({ part }) => !part).length)],
        ['Pictures (not shown)', String(like(/^xl\/media\//i))],
        ['Links to other workbooks', String(like(/externalLinks\/externalLink\d*\.xml$/i))],
        ['Data connections', String(like(/connections\.xml$/i))],
        ['Macros', String(like(/vbaProject\.bin$/i))],
        [
          'Named ranges',
          names.length > 0 ? `${names.length}${hiddenNames > 0 ? `, ${hiddenNames} of them hidden` : ''}` : '0',
        ],
      ]
      return {
        ...(await docProps(parts)),
        ...(comments.length > 0 ? { comments: comments.length } : {}),
        extra: extra.filter(([, value]) => value !== '0'),
      }
    },
  }
}

async function stringsOf(parts: Parts, part: string): Promise<string[]> {
  const strings: string[] = []
  let bytes = 0
  let text = ''
  let taking = false
  let aside = 0
  const batches = readXml<string>(parts.stream(part), {
    open(name) {
      if (name === 'si') text = ''
      else if (name === 'rPh')
        aside++ // how it is pronounced
      else if (name === 't') taking = aside === 0
    },
    text: (piece) => {
      if (taking) text += piece
    },
    close(name, out) {
      if (name === 't') taking = false
      else if (name === 'rPh') aside--
      else if (name === 'si') out(cleanText(unescaped(text)))
    },
  })
  for await (const batch of batches) {
    for (const one of batch) {
      bytes += one.length
      strings.push(one)
    }
    if (bytes > mostShared) throw new GiveUp('too_big')
  }
  return strings
}

/** Signs that XML cannot hold are written _x000D_. */
const unescaped = (text: string) =>
  text.includes('_x')
    ? text.replace(/_x([0-9a-f]{4})_/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text

/** How each style of the book shows a number. */
async function formatsOf(parts: Parts, part: string, since1904: boolean): Promise<ShowNumber[]> {
  const styles = await tree(await parts.bytes(part), 'styleSheet')
  const codes = new Map(
    elements(first(styles, 'numFmts')).map(({ attrs }) => [Number(attrs.numFmtId), attrs.formatCode ?? '']),
  )
  const made = new Map<number, ShowNumber>()
  return elements(first(styles, 'cellXfs')).map(({ attrs }) => {
    const id = Number(attrs.numFmtId ?? 0)
    const show = made.get(id) ?? showWith(id, codes.get(id), since1904)
    made.set(id, show)
    return show
  })
}

function tableOf(parts: Parts, sheet: Sheet, { strings, formats }: Shared, counts: Map<Sheet, Counts>): Table {
  const hiddenColumns: [from: number, to: number][] = []
  async function* rows(): AsyncGenerator<Row[]> {
    hiddenColumns.length = 0
    const count: Counts = { formulas: 0, unanswered: 0 }
    counts.set(sheet, count)
    let row: Row = { n: 0, cells: [] }
    let cell = { col: -1, kind: '', style: 0, formula: '', hasFormula: false }
    let value = ''
    let taking: 'v' | 'f' | '' = ''
    yield* readXml<Row>(parts.stream(sheet.part), {
      open(name, attrs) {
        if (name === 'c') {
          const col = attrs.r ? columnOf(attrs.r) : cell.col + 1
          cell = { col, kind: attrs.t ?? 'n', style: Number(attrs.s ?? 0), formula: '', hasFormula: false }
          value = ''
        } else if (name === 'v' || name === 't') taking = 'v'
        else if (name === 'f') {
          taking = 'f'
          cell.hasFormula = true
        } else if (name === 'row') {
          const n = Number(attrs.r ?? row.n + 1)
          row = { n: Number.isSafeInteger(n) && n > 0 ? n : row.n + 1, cells: [] }
          if (isOn(attrs.hidden) || attrs.ht === '0') row.hidden = true
          cell.col = -1
        } else if (name === 'col' && (isOn(attrs.hidden) || attrs.width === '0'))
          hiddenColumns.push([Number(attrs.min) - 1, Number(attrs.max) - 1])
      },
      text(piece) {
        if (taking === 'v') value += piece
        else if (taking === 'f') cell.formula += piece
      },
      close(name, out) {
        if (name === 'v' || name === 't' || name === 'f') taking = ''
        else if (name === 'c') {
          if (cell.hasFormula) count.formulas++
          if (cell.hasFormula && value === '') count.unanswered++
          const shown = value === '' && cell.formula ? { text: `=${cleanText(cell.formula)}` } : shownAs(cell, value)
          if (shown && shown.text.trim() !== '' && cell.col >= 0 && cell.col < mostColumns)
            row.cells.push({ col: cell.col, ...shown })
        } else if (name === 'row' && row.cells.length > 0) out(row)
      },
    })
  }
  const shownAs = ({ kind, style }: { kind: string; style: number }, value: string): Omit<Cell, 'col'> | null => {
    if (value === '') return null
    if (kind === 's') return { text: strings[Number(value)] ?? '' }
    if (kind === 'inlineStr' || kind === 'str') return { text: cleanText(unescaped(value)) }
    if (kind === 'b') return { text: value === '1' || value === 'true' ? 'TRUE' : 'FALSE' }
    if (kind === 'e' || kind === 'd') return { text: cleanText(value) }
    const number = Number(value)
    if (!Number.isFinite(number)) return { text: cleanText(value) }
    return { text: cleanText((formats[style] ?? showGeneral)(number)), right: true }
  }
  return {
    name: sheet.name,
    ...(sheet.hidden ? { hidden: sheet.hidden } : {}),
    rows,
    isColumnHidden: (col) => hiddenColumns.some(([from, to]) => col >= from && col <= to),
  }
}

const isOn = (value: string | undefined) => value === '1' || value === 'true'

type Comment = { sheet: string; at: string; by: string; text: string }

/** Remarks at cells, of the kind that every program writes. */
async function commentsOf(parts: Parts, sheets: Sheet[]): Promise<Comment[]> {
  const found: Comment[] = []
  for (const { name, part } of sheets) {
    const relations = part ? await relationsOf(parts, part) : new Map()
    const its = [...relations.values()].find((one) => one.kind === 'comments')?.target
    if (!its) continue
    const root = await tree(await parts.bytes(its), 'comments')
    const authors = elements(first(root, 'authors')).map((author) => cleanText(textIn(author)))
    for (const comment of elements(first(root, 'commentList'))) {
      const words = [...within(comment, 't')].map(textIn).join('')
      const by = authors[Number(comment.attrs.authorId)] ?? ''
      found.push({ sheet: name, at: comment.attrs.ref ?? '', by: by.replace(/^tc=.*$/, ''), text: cleanText(words) })
    }
  }
  return found
}

function tableOfComments(comments: Comment[]): Table {
  const cells = (texts: string[]) => texts.map((text, col) => ({ col, text })).filter(({ text }) => text !== '')
  return {
    name: 'Comments',
    added: true,
    isColumnHidden: () => false,
    async *rows() {
      yield [
        ['Sheet', 'Cell', 'By', 'Comment'],
        ...comments.map(({ sheet, at, by, text }) => [sheet, at, by, text]),
      ].map((texts, i) => ({ n: i + 1, cells: cells(texts) }))
    },
  }
}
