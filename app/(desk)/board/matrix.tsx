import { breakable, shortAgency } from '#lib/domain/board'
import { sayCell, stateWords, sumsOf } from '#lib/domain/matrix'
import type { BoardView } from '#lib/services/board/view-board'
import { Chip } from '../../_ui/chip'
import { Dash } from '../../_ui/glyphs'
import { SoftLink } from '../../_ui/soft-link'
import { type Status, StatusChip } from '../../_ui/status-chip'
import { type Asked, hrefOf } from './asked'
import { StateChip, StateGlyph } from './known'
import { MatrixKeys } from './matrix-keys'

type Agency = BoardView['agencies'][number]
type Props = { board: BoardView; asked: Asked }

/** Agencies × types as a table; on a phone as a list of agencies. */
export function Matrix({ board, asked }: Props) {
  const { agencies, types, cells, left } = board
  const path = `/board/${board.investigation.slug}`
  const findingsOf = Map.groupBy(left, (f) => `${f.agencyId},${f.typeId}`)
  const sum = (pick: (agency: Agency) => number) => agencies.reduce((n, agency) => n + pick(agency), 0)
  const asking = agencies.filter((agency) => agency.request && agency.request !== 'draft').length
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
                {breakable(type.name)}
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
          {agencies.map((agency, row) => {
            const sums = types.flatMap((type, column) =>
              sumsOf(type.values, cells[row * types.length + column]?.totals ?? {}).map((sum) => ({
                ...sum,
                type: type.name,
              })),
            )
            return (
              <tr key={agency.id}>
                <th className="state" scope="row">
                  {agencies[row - 1]?.jurisdiction === agency.jurisdiction ? (
                    <span className="sr-only">{agency.jurisdiction}</span>
                  ) : (
                    agency.jurisdiction
                  )}
                </th>
                <th className="name" scope="row" title={agency.name}>
                  <SoftLink href={`/agencies/${agency.id}`}>{shortAgency(agency.name)}</SoftLink>
                </th>
                {types.map((type, column) => {
                  const cell = cells[row * types.length + column]
                  if (!cell) return null
                  const key = `${agency.id},${type.id}`
                  const said = sayCell(type.values, findingsOf.get(key) ?? [])
                  const disputed = (findingsOf.get(key) ?? []).some((f) => f.status === 'disputed')
                  const none = cell.count === 0 && (cell.state === 'confirmed' || cell.state === 'claimed')
                  const words = `${agency.name}, ${type.name}: ${stateWords[cell.state]}${cell.count > 0 ? `, ${cell.count}` : ''}`
                  return (
                    <td key={type.id} className="cell">
                      <a
                        href={hrefOf(path, asked, { cell: key })}
                        className="known"
                        data-state={cell.state}
                        data-at={`${row} ${column}`}
                        data-left={none ? 'none' : undefined}
                        aria-label={said ? `${words}, ${said}` : words}
                        aria-current={asked.cell === key ? 'true' : undefined}
                        title={words}
                      >
                        <b>
                          <StateGlyph state={cell.state} />
                          {cell.count > 0 ? cell.count : null}
                        </b>
                        {said || disputed ? <small>{disputed ? 'disputed' : said}</small> : null}
                      </a>
                    </td>
                  )
                })}
                <td
                  className="total"
                  title={sums.map((s) => `${s.type}, ${s.label}: ${s.said}`).join('\n') || undefined}
                >
                  {agency.count > 0 ? <b>{agency.count}</b> : <span className="text-muted">–</span>}
                  {sums.length === 1 ? <small>{sums[0]?.said}</small> : null}
                </td>
                <td className="end">
                  <RequestWord agency={agency} board={board.investigation} />
                </td>
                <td className="pages">{pagesOf(agency)}</td>
              </tr>
            )
          })}
        </tbody>
        <tfoot>
          <tr>
            <th colSpan={2} scope="row">
              Totals
            </th>
            {types.map((type) => {
              const sums = sumsOf(type.values, type.totals)
              const agencies = type.agencies === 1 ? '1 agency' : `${type.agencies} agencies`
              const all = sums.map((s) => `${s.label}: ${s.said}`).join('\n')
              return (
                <td key={type.id} title={all || undefined}>
                  <b>{type.count === 0 ? '–' : type.confirmed === 0 ? `${type.count} claimed` : type.count}</b>
                  <small>{type.count === 0 ? 'none yet' : sums.map((s) => s.said).join(', ') || agencies}</small>
                </td>
              )
            })}
            <td className="total">
              <b>{sum((agency) => agency.count)}</b>
              <small>in all</small>
            </td>
            <td className="end text-left!">
              <b>{asking} asked</b>
              <small>of {agencies.length}</small>
            </td>
            <td className="pages">
              <b>{sum((agency) => agency.pagesRead).toLocaleString('en-US')}</b>
              <small>of {sum((agency) => agency.pages).toLocaleString('en-US')}</small>
            </td>
          </tr>
        </tfoot>
      </table>
    </MatrixKeys>
  )
}

const pagesOf = ({ pages, pagesRead, request }: Agency) =>
  pages > 0
    ? `${pagesRead.toLocaleString('en-US')} of ${pages.toLocaleString('en-US')}`
    : request && request !== 'draft'
      ? 'nothing yet'
      : ''

const short: Partial<Record<string, string>> = {
  'partly received': 'Partly rec’d',
  acknowledged: 'Acknowl’d',
  clarification: 'Question',
}

function RequestWord({ agency: { request, requestId, name }, board }: { agency: Agency; board: { key: string } }) {
  if (!request)
    return (
      <Chip icon={<Dash />} tone="closed">
        Not asked
      </Chip>
    )
  const chip = <StatusChip status={request as Status}>{short[request]}</StatusChip> // a word of a request is a status
  const several = `/requests?${new URLSearchParams({ investigation: board.key, q: `agency:"${name}"` })}`
  return <SoftLink href={requestId ? `/requests/${requestId}` : several}>{chip}</SoftLink>
}

/** The same on a phone: each agency with what was found, and in one line what was not. */
export function ByAgency({ board, asked }: Props) {
  const { agencies, types, cells, left } = board
  const path = `/board/${board.investigation.slug}`
  const findingsOf = Map.groupBy(left, (f) => `${f.agencyId},${f.typeId}`)
  return (
    <ul className="by-agency rounded border border-rule-2 bg-panel md:hidden">
      {agencies.map((agency, row) => {
        const own = types.map((type, i) => ({ type, cell: cells[row * types.length + i] }))
        const found = own.filter(({ cell }) => (cell?.count ?? 0) > 0)
        const rest = own.filter(({ cell }) => cell?.count === 0)
        const state = rest[0]?.cell?.state
        const which = found.length > 0 ? `The other ${rest.length} types` : 'All types'
        return (
          <li key={agency.id}>
            <div>
              <SoftLink href={`/agencies/${agency.id}`} className="font-semibold text-ink">
                {shortAgency(agency.name)}
              </SoftLink>
              <span className="text-xs text-muted">{agency.jurisdiction}</span>
              <span className="ml-auto">
                <RequestWord agency={agency} board={board.investigation} />
              </span>
            </div>
            {found.map(({ type, cell }) => {
              const key = `${agency.id},${type.id}`
              return (
                <div key={type.id}>
                  <SoftLink href={hrefOf(path, asked, { cell: key })} className="min-w-0">
                    {type.name}
                  </SoftLink>
                  <span className="truncate text-muted">{sayCell(type.values, findingsOf.get(key) ?? [])}</span>
                  <span className="ml-auto">{cell ? <StateChip state={cell.state} count={cell.count} /> : null}</span>
                </div>
              )
            })}
            {rest.length > 0 && state ? (
              <div>
                <span className="text-muted">{which}</span>
                <span className="ml-auto">
                  <StateChip state={state} />
                </span>
              </div>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}
