'use client'

import { type CellState, stateWords } from '#lib/domain/matrix'
import { Chip } from '../../_ui/chip'
import { Dash } from '../../_ui/glyphs'
import { SoftLink } from '../../_ui/soft-link'
import { type Status, StatusChip } from '../../_ui/status-chip'
import { StateGlyph } from './known'
import { MatrixKeys } from './matrix-keys'

/** What a cell says: its state, how many findings, the words beneath; one more word where some are disputed. */
export type CellWords = [state: CellState, count: number, said: string, disputed?: 'disputed']
export type RowWords = {
  id: string
  name: string
  short: string
  state: string
  cells: CellWords[]
  count: number
  /** All sums of the row, a line each, and the only one where there is but one. */
  sums: string
  sum: string
  request: Status | null
  requestHref: string
  pages: string
}
export type TypeWords = { id: string; name: string; head: string; count: string; note: string; sums: string }
export type TableWords = {
  /** What the address of a cell begins with; the cell itself, `agency,type`, comes last in it. */
  open: string
  chosen: string
  rows: RowWords[]
  types: TypeWords[]
  totals: { findings: number; asked: number; pagesRead: string; pages: string }
}

export const cellHref = (open: string, agency: string, type: string) => `${open}${agency}%2C${type}`

/** Agencies × types as a table. */
export function MatrixTable({ open, chosen, rows, types, totals }: TableWords) {
  return (
    <MatrixKeys className="matrix-wrap hidden md:block">
      <table className="matrix">
        <caption className="sr-only">What we know, by agency and type of finding</caption>
        <colgroup>
          <col className="col-state" />
          <col className="col-agency" />
          {types.map((type) => (
            <col key={type.id} />
          ))}
          <col className="col-total" />
          <col className="col-request" />
          <col className="col-pages" />
        </colgroup>
        <thead>
          <tr>
            <th className="left" colSpan={2} scope="col">
              Agency
            </th>
            {types.map((type) => (
              <th key={type.id} scope="col">
                {type.head}
              </th>
            ))}
            <th scope="col">Findings</th>
            <th className="left" scope="col">
              Request
            </th>
            <th className="right" scope="col">
              Pages read
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={row.id}>
              <th className="state" scope="row">
                {rows[at - 1]?.state === row.state ? <span className="sr-only">{row.state}</span> : row.state}
              </th>
              <th className="name" scope="row" title={row.name}>
                <SoftLink href={`/agencies/${row.id}`}>{row.short}</SoftLink>
              </th>
              {types.map((type, column) => cellOf(row, type, `${at} ${column}`, row.cells[column], open, chosen))}
              <td className="total" title={row.sums || undefined}>
                {row.count > 0 ? <b>{row.count}</b> : <span className="text-muted">–</span>}
                {row.sum ? <small>{row.sum}</small> : null}
              </td>
              <td className="end">
                <RequestWord row={row} />
              </td>
              <td className="pages">{row.pages}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th colSpan={2} scope="row">
              Totals
            </th>
            {types.map((type) => (
              <td key={type.id} title={type.sums || undefined}>
                <b>{type.count}</b>
                <small>{type.note}</small>
              </td>
            ))}
            <td className="total">
              <b>{totals.findings}</b>
              <small>in all</small>
            </td>
            <td className="end text-left!">
              <b>{totals.asked} asked</b>
              <small>of {rows.length}</small>
            </td>
            <td className="pages">
              <b>{totals.pagesRead}</b>
              <small>of {totals.pages}</small>
            </td>
          </tr>
        </tfoot>
      </table>
    </MatrixKeys>
  )
}

/** A function and not a component: there are seven hundred of them. */
function cellOf(row: RowWords, type: TypeWords, at: string, cell: CellWords | undefined, open: string, chosen: string) {
  if (!cell) return null
  const [state, count, said, disputed] = cell
  const none = count === 0 && (state === 'confirmed' || state === 'claimed')
  const words = `${row.name}, ${type.name}: ${stateWords[state]}${count > 0 ? `, ${count}` : ''}`
  const beneath = disputed ?? said
  return (
    <td key={type.id} className="cell">
      <a
        href={cellHref(open, row.id, type.id)}
        className="known"
        data-state={state}
        data-at={at}
        data-left={none ? 'none' : undefined}
        aria-label={said ? `${words}, ${said}` : words}
        aria-current={chosen === `${row.id},${type.id}` ? 'true' : undefined}
        title={words}
      >
        <b>
          {StateGlyph({ state })}
          {count > 0 ? count : null}
        </b>
        {beneath ? <small>{beneath}</small> : null}
      </a>
    </td>
  )
}

const short: Partial<Record<string, string>> = {
  'partly received': 'Partly rec’d',
  acknowledged: 'Acknowl’d',
  clarification: 'Question',
}

export function RequestWord({ row: { request, requestHref } }: { row: RowWords }) {
  if (!request)
    return (
      <Chip icon={<Dash />} tone="closed">
        Not asked
      </Chip>
    )
  return (
    <SoftLink href={requestHref}>
      <StatusChip status={request}>{short[request]}</StatusChip>
    </SoftLink>
  )
}
