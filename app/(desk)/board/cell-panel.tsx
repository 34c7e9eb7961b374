import X from 'lucide-react/icons/x'
import { type CellState, sumsOf } from '#lib/domain/matrix'
import type { BoardView } from '#lib/services/board/view-board'
import { LinkButton } from '../../_ui/button'
import { FindingCard } from '../../_ui/finding-card'
import { SoftLink } from '../../_ui/soft-link'
import { PageCrop } from '../findings/page-crop'
import { valuesOf } from '../findings/values-of'
import { type Asked, hrefOf } from './asked'
import { CloseOnEscape } from './close-on-escape'
import { StateChip } from './known'

/** What the open cell rests on: its quotes, each a way to its page; or why there are none. */
export function CellPanel({ board, asked }: { board: BoardView; asked: Asked }) {
  const [agencyId, typeId] = asked.cell.split(',')
  const agency = board.agencies.find(({ id }) => id === agencyId)
  const type = board.types.find(({ id }) => id === typeId)
  const cell = board.cells.find((c) => c.agencyId === agencyId && c.typeId === typeId)
  if (!agency || !type || !cell) return null
  const back = hrefOf(`/board/${board.investigation.slug}`, asked)
  const findings = board.findings.filter((f) => cell.findingIds.includes(f.id))
  const sums = sumsOf(type.values, cell.totals)
  return (
    <aside className="cell-panel" aria-label={`${agency.name}, ${type.name}`}>
      <CloseOnEscape href={back} />
      <header className="mb-2 flex items-start gap-2">
        <div className="min-w-0">
          <h2 className="text-base font-semibold">{type.name}</h2>
          <p className="text-sm text-muted">
            {agency.name}, {agency.jurisdiction}
          </p>
        </div>
        <LinkButton href={back} variant="quiet" className="btn-icon no-print ml-auto" aria-label="Close" stay>
          <X />
        </LinkButton>
      </header>
      <p className="mb-3 flex flex-wrap items-center gap-2 text-sm">
        <StateChip state={cell.state} count={cell.count} />
        {findings.length > 1
          ? sums.map((sum) => <span key={sum.label}>{`${sum.label}: ${sum.said} in all`}</span>)
          : null}
      </p>
      {findings.map((finding) => {
        const [anchor] = finding.anchors
        const href = anchor
          ? `/documents/${anchor.document}?finding=${finding.number}#p${anchor.page}`
          : `/findings/${finding.number}`
        return (
          <div key={finding.id} className="mb-3">
            {anchor ? (
              <SoftLink href={href} className="block rounded-t border border-b-0 border-rule">
                <PageCrop anchor={anchor} className="h-20" />
              </SoftLink>
            ) : null}
            <FindingCard
              boxed
              finding={{
                number: finding.number,
                href: `/findings/${finding.number}`,
                type: finding.type,
                status: finding.status,
                quote: anchor?.exact || finding.statement,
                values: valuesOf(finding, type.values),
                place: { label: anchor ? `${anchor.document}, p. ${anchor.page}` : 'No passage', href },
                by: finding.decider ? `${finding.author}, ${finding.decider}` : finding.author,
              }}
            />
          </div>
        )
      })}
      {findings.length === 0 ? <Why state={cell.state} board={board} agency={agency} /> : null}
    </aside>
  )
}

type Agency = BoardView['agencies'][number]

function Why({ state, agency, board }: { state: CellState; agency: Agency; board: BoardView }) {
  const request = agency.requestId ? <SoftLink href={`/requests/${agency.requestId}`}>Its request</SoftLink> : null
  const ask = `/requests/new?investigation=${board.investigation.key}&agency=${agency.id}`
  switch (state) {
    case 'confirmed':
    case 'claimed':
      return <p>Something was found here, but the filter leaves it out.</p>
    case 'denied':
      return <p>Every request to this agency was refused. {request}</p>
    case 'no_records':
      return <p>The agency says that it has no records. {request}</p>
    case 'looked':
      return (
        <p>
          All {agency.pages.toLocaleString('en-US')} pages of this agency are read to their end, and nothing of this
          type was found. {request}
        </p>
      )
    case 'asked':
      return (
        <p>
          The agency was asked.{' '}
          {agency.pages > 0
            ? `${agency.pagesRead.toLocaleString('en-US')} of ${agency.pages.toLocaleString('en-US')} pages are read so far. `
            : 'Nothing came back yet. '}
          {request}
        </p>
      )
    case 'not_asked':
      return <p>Nobody has asked this agency yet. {request ?? <SoftLink href={ask}>Log a request</SoftLink>}</p>
  }
}
