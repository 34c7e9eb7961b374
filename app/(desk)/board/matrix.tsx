import { breakable, shortAgency } from '#lib/domain/board'
import { sayCell, sumsOf } from '#lib/domain/matrix'
import type { BoardView } from '#lib/services/board/view-board'
import type { Status } from '../../_ui/status-chip'
import { AgencyList } from './agency-list'
import { type Asked, hrefOf } from './asked'
import { type CellWords, MatrixTable, type RowWords, type TableWords } from './matrix-table'

/**
 * Agencies × types as a table; on a phone as a list of agencies. Worded here, drawn by client files: seven hundred
 * cells go to the browser once more to be brought to life, and as a few words each they weigh little.
 */
export function Matrix({ board, asked }: { board: BoardView; asked: Asked }) {
  const words = wordsOf(board, asked)
  return (
    <>
      <MatrixTable {...words} />
      <AgencyList {...words} />
    </>
  )
}

function wordsOf({ agencies, types, cells, left, investigation }: BoardView, asked: Asked): TableWords {
  const path = `/board/${investigation.slug}`
  const open = hrefOf(path, asked, { cell: 'x' })
  const findingsOf = Map.groupBy(left, (f) => `${f.agencyId},${f.typeId}`)
  const rows = agencies.map((agency, row): RowWords => {
    const sums: string[] = []
    const own = types.map((type, column): CellWords => {
      const cell = cells[row * types.length + column]
      const here = findingsOf.get(`${agency.id},${type.id}`) ?? []
      for (const sum of sumsOf(type.values, cell?.totals ?? {}))
        sums.push(`${type.name}, ${sum.label}: ${sum.said}`, sum.said)
      const [state, count, said] = [cell?.state ?? 'not_asked', cell?.count ?? 0, sayCell(type.values, here)]
      return here.some((f) => f.status === 'disputed') ? [state, count, said, 'disputed'] : [state, count, said]
    })
    const several = `/requests?${new URLSearchParams({ investigation: investigation.key, q: `agency:"${agency.name}"` })}`
    return {
      id: agency.id,
      name: agency.name,
      short: shortAgency(agency.name),
      state: agency.jurisdiction,
      cells: own,
      count: agency.count,
      sums: sums.filter((_, i) => i % 2 === 0).join('\n'),
      sum: sums.length === 2 ? (sums[1] ?? '') : '',
      request: agency.request as Status | null, // a word of a request is a status
      requestHref: agency.requestId ? `/requests/${agency.requestId}` : several,
      pages: pagesOf(agency),
    }
  })
  const sum = (pick: (agency: BoardView['agencies'][number]) => number) =>
    agencies.reduce((n, agency) => n + pick(agency), 0)
  const asking = agencies.filter(({ request }) => request && request !== 'draft').length
  return {
    open: open.slice(0, -1),
    chosen: asked.cell,
    rows,
    types: types.map((type) => {
      const sums = sumsOf(type.values, type.totals)
      const where = type.agencies === 1 ? '1 agency' : `${type.agencies} agencies`
      return {
        id: type.id,
        name: type.name,
        head: breakable(type.name),
        count: type.count === 0 ? '–' : type.confirmed === 0 ? `${type.count} claimed` : String(type.count),
        note: type.count === 0 ? 'none yet' : sums.map((s) => s.said).join(', ') || where,
        sums: sums.map((s) => `${s.label}: ${s.said}`).join('\n'),
      }
    }),
    totals: {
      findings: sum((agency) => agency.count),
      asked: asking,
      pagesRead: sum((agency) => agency.pagesRead).toLocaleString('en-US'),
      pages: sum((agency) => agency.pages).toLocaleString('en-US'),
    },
  }
}

const pagesOf = ({ pages, pagesRead, request }: BoardView['agencies'][number]) =>
  pages > 0
    ? `${pagesRead.toLocaleString('en-US')} of ${pages.toLocaleString('en-US')}`
    : request && request !== 'draft'
      ? 'nothing yet'
      : ''
