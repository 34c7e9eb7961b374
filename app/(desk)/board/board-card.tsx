import Link from 'next/link'
import { shortAgency } from '#lib/domain/board'
import type { FindingView, ValueDefinition } from '#lib/domain/finding'
import { sayCell } from '#lib/domain/matrix'
import { Quote } from '../../_ui/text'
import { Day } from '../../_ui/time'
import type { Reader } from '../findings/decide'
import { PageCrop } from '../findings/page-crop'
import { MoveTo } from './move-to'

/** A finding as a card: the page's crop, what it is, the words, where they stand. */
export function BoardCard({
  finding,
  definitions,
  reader,
}: {
  finding: FindingView
  definitions: readonly ValueDefinition[]
  reader: Reader
}) {
  const [anchor] = finding.anchors
  const href = anchor
    ? `/documents/${anchor.document}?finding=${finding.number}#p${anchor.page}`
    : `/findings/${finding.number}`
  const said = sayCell(definitions, [finding])
  return (
    <article className="board-card" aria-label={`${finding.number}, ${finding.type}`}>
      {anchor ? (
        <Link href={href} tabIndex={-1} aria-hidden="true" prefetch={false}>
          <PageCrop anchor={anchor} />
        </Link>
      ) : null}
      <div>
        <header className="flex items-center gap-2">
          <h3 className="min-w-0 truncate text-sm font-semibold" title={finding.type}>
            {finding.type}
          </h3>
          {said ? <span className="truncate text-xs text-muted">{said}</span> : null}
          <span className="ml-auto">
            <MoveTo finding={finding} reader={reader} />
          </span>
        </header>
        <Quote clamp>{anchor?.exact || finding.statement}</Quote>
        <footer>
          <b className="min-w-0 truncate">
            {finding.agency ? `${shortAgency(finding.agency)}, ${finding.jurisdiction}` : 'No agency'}
          </b>
          <span className="whitespace-nowrap text-muted">
            <Day on={(finding.decidedAt ?? finding.createdAt).slice(0, 10)} style="short" />
          </span>
          <Link href={href} className="ml-auto whitespace-nowrap" prefetch={false}>
            {finding.number.split('-')[1]}
            {anchor ? `, p. ${anchor.page}` : ''}
          </Link>
        </footer>
      </div>
    </article>
  )
}
