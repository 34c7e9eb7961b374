'use client'

import EyeOff from 'lucide-react/icons/eye-off'
import { type KeyboardEvent, memo, useMemo, useRef } from 'react'
import type { ArchiveFacts } from '#lib/domain/archive-facts'
import type { PageView } from '#lib/domain/page-view'
import '../sheet-table.css'
import { cellsInRange } from './cells-in-range.ts'
import type { ShownMark } from './mark-order.ts'
import type { SelectedWords } from './selected-words.ts'
import { type RowRun, runsOfSheets, type SheetRun } from './sheet-rows.ts'

type Props = {
  /** Pages of a spreadsheet, in order; those of one sheet are shown as one table. */
  pages: readonly PageView[]
  /** Words that are lit: `${page}:${index of the word}`. */
  hits: ReadonlySet<string>
  /** Words that marks take out, by the same names. */
  marked?: ReadonlyMap<string, ShownMark>
  onSelect?: (words: SelectedWords | null) => void
  /** All sheets of the file, from its facts; without them those that the pages name. */
  sheets?: ArchiveFacts['sheets']
}

/**
 * A spreadsheet as tables: what the file hides is shown, and named hidden. Arrow keys go from cell to cell, Enter takes
 * a cell as the selection; dragging takes any words of one page.
 */
export function SheetTable({ pages, hits, marked = none, onSelect, sheets }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const runs = useMemo(() => runsOfSheets(pages), [pages])
  const shown = runs[0]?.name
  const tabs = sheets ?? runs.map(({ name, hidden, page }) => ({ name, page, ...(hidden ? { hidden } : {}) }))
  const tell = () => onSelect?.(box.current ? cellsInRange(box.current, pages) : null)
  return (
    <div className="sheet-book">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: listens to what is selected in the tables within */}
      <div
        ref={box}
        className="sheet-book-tables"
        onMouseUp={() => setTimeout(tell)}
        onTouchEnd={() => setTimeout(tell, 50)}
        onKeyUp={(event) => (event.shiftKey || event.key === 'Shift' ? tell() : undefined)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') takeCell(event, tell)
          else moveBetweenCells(event)
        }}
      >
        {runs.map((run) => (
          <OneSheet key={run.key} run={run} hits={hits} marked={marked} />
        ))}
      </div>
      {tabs.length > 1 ? (
        <nav className="sheet-book-tabs" aria-label="Sheets">
          {tabs.map((tab) => (
            <a key={tab.page} href={`#p${tab.page}`} aria-current={tab.name === shown ? 'true' : undefined}>
              {tab.name || 'Sheet'}
              {tab.hidden ? <Hidden how={tab.hidden} /> : null}
            </a>
          ))}
        </nav>
      ) : null}
    </div>
  )
}

type Shown = { hits: ReadonlySet<string>; marked: ReadonlyMap<string, ShownMark> }

const OneSheet = memo(function OneSheet({ run, hits, marked }: Shown & { run: SheetRun }) {
  return (
    <table className="sheet-cells" aria-label={`Sheet ${run.name || run.index}${run.hidden ? ', hidden' : ''}`}>
      <caption>
        {run.name || 'Table'}
        {run.hidden ? <Hidden how={run.hidden} /> : null}
      </caption>
      <colgroup>
        <col width={64} />
        {run.columns.map((column) => (
          <col key={column.name} width={pixelsOf(column.width)} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th scope="col">
            <span className="sr-only">Row</span>
          </th>
          {run.columns.map((column) => (
            <th key={column.name} scope="col" data-hidden={column.hidden ? '' : undefined}>
              {column.name}
              {column.hidden ? <Hidden how="hidden" /> : null}
            </th>
          ))}
        </tr>
      </thead>
      {run.parts.map((part) => (
        <Rows key={part.page} part={part} columns={run.columns} hits={hits} marked={marked} />
      ))}
    </table>
  )
})

/** The rows of one page, or of the pages that hold one run of rows side by side. */
const Rows = memo(function Rows({
  part,
  columns,
  hits,
  marked,
}: Shown & {
  part: RowRun
  columns: SheetRun['columns']
}) {
  return (
    <tbody id={`p${part.page}`}>
      {part.rows.map((row, at) => (
        <tr key={row.key} data-hidden={row.hidden ? '' : undefined}>
          <th scope="row">
            {row.n}
            {row.continued ? (
              <>
                <span aria-hidden="true"> …</span>
                <span className="sr-only">, continued</span>
              </>
            ) : null}
            {row.hidden ? <Hidden how="hidden" /> : null}
          </th>
          {cellsOf(row, columns).map(({ column, cell, span }, i) => (
            <td
              key={column.name}
              data-page={cell?.page}
              data-from={cell?.from}
              data-hidden={column.hidden ? '' : undefined}
              data-amount={cell && amount.test(cell.text) ? '' : undefined}
              colSpan={span}
              tabIndex={at === 0 && i === 0 ? 0 : -1}
            >
              {cell ? <Lit text={cell.text} page={cell.page} from={cell.from} hits={hits} marked={marked} /> : null}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  )
})

/** The cells of a row; the only text of a row runs on over its empty neighbours, as a heading does. */
function cellsOf({ cells }: RowRun['rows'][number], columns: SheetRun['columns']) {
  const list = columns.map((column) => ({ column, cell: cells.get(column.name), span: 1 }))
  if (cells.size !== 1) return list
  const at = list.findIndex(({ cell }) => cell !== undefined)
  return list.slice(0, at + 1).map((one, i) => (i === at ? { ...one, span: columns.length - at } : one))
}

/** The text of a cell, its lit words marked, what is taken out framed. */
function Lit({ text, page, from, hits, marked }: Shown & { text: string; page: number; from: number }) {
  if (hits.size === 0 && marked.size === 0) return text
  let word = from
  const parts = text.split(/(\s+)/u).map((part, at) => {
    if (part.trim() === '') return part
    const name = `${page}:${word++}`
    const mark = marked.get(name)
    const shown = hits.has(name) ? <mark>{part}</mark> : part
    if (!mark && shown === part) return part
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the words of a cell have no other name than their place
      <span key={at} className={mark && 'text-mark'} title={mark && `Mark ${mark.n}, ${mark.reason}`}>
        {shown}
      </span>
    )
  })
  return parts.every((part) => typeof part === 'string') ? text : parts
}

function Hidden({ how }: { how: 'hidden' | 'very_hidden' }) {
  return (
    <span
      className="sheet-hidden"
      title={how === 'hidden' ? 'The file hides this' : 'Hidden so that its program does not offer to show it'}
    >
      <EyeOff size={12} /> {how === 'hidden' ? 'hidden' : 'deeply hidden'}
    </span>
  )
}

/** Room for the same words at 13 px as on the page at 8.5 points, with the space around them. */
const pixelsOf = (width = 60) => Math.min(480, Math.round(Math.max(34, width - 8) * 1.62) + 18)

const amount = /^[-+(]?[$€£]?\s?\d[\d,.]*%?\)?$/

const steps: Record<string, [down: number, right: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

function moveBetweenCells(event: KeyboardEvent): void {
  const cell = event.target
  const step = steps[event.key]
  if (!step || event.shiftKey || !(cell instanceof HTMLTableCellElement)) return
  const rows = [...(cell.closest('table')?.rows ?? [])]
  const row = cell.closest('tr')
  const next = row ? rows[rows.indexOf(row) + step[0]]?.cells[cell.cellIndex + step[1]] : undefined
  if (next?.tagName !== 'TD') return
  event.preventDefault()
  next.focus()
}

function takeCell(event: KeyboardEvent, tell: () => void): void {
  if (!(event.target instanceof HTMLTableCellElement) || event.target.textContent === '') return
  event.preventDefault()
  getSelection()?.selectAllChildren(event.target)
  tell()
}

const none: ReadonlyMap<string, ShownMark> = new Map()
