import type { DocumentItem } from '#lib/domain/document'
import { warningsInWords } from '#lib/domain/document-words'
import { ProgressBar } from '../../_ui/progress.tsx'
import { SoftLink } from '../../_ui/soft-link.tsx'
import { StatusChip } from '../../_ui/status-chip.tsx'
import { Cell, HeadCell, Table } from '../../_ui/table.tsx'
import { Day } from '../../_ui/time.tsx'
import { kindInWords } from './kind-in-words.ts'
import { sizeInWords } from './size-in-words.ts'

/** Documents as rows: what they are, how far they are read, and why not where they are not. */
export function DocumentTable({ documents }: { documents: readonly (DocumentItem & { request?: string | null })[] }) {
  return (
    <Table
      caption="Documents"
      head={
        <>
          <HeadCell fit>Number</HeadCell>
          <HeadCell>Name</HeadCell>
          <HeadCell fit>Kind</HeadCell>
          <HeadCell num fit>
            Pages
          </HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell num fit>
            Size
          </HeadCell>
          <HeadCell fit>Received</HeadCell>
        </>
      }
    >
      {documents.map((one) => (
        <tr key={one.id}>
          <Cell fit>{one.number}</Cell>
          <th scope="row">
            <SoftLink href={`/documents/${one.number}`}>{one.name}</SoftLink>
          </th>
          <Cell fit>{kindInWords(one.kind)}</Cell>
          <Cell num fit>
            {one.pages > 0 ? one.pages : ''}
            {one.pages > 0 ? <span className="md:hidden"> page{one.pages === 1 ? '' : 's'}</span> : null}
          </Cell>
          <Cell>
            <State one={one} />
          </Cell>
          <Cell num fit className="max-md:hidden">
            {sizeInWords(one.bytes)}
          </Cell>
          <Cell fit>
            <Day on={one.createdAt.slice(0, 10)} />
          </Cell>
        </tr>
      ))}
    </Table>
  )
}

function State({ one }: { one: DocumentItem }) {
  const { status, progress, failure } = one
  if (status === 'processing')
    return (
      <ProgressBar
        label={`Reading ${one.name}`}
        phase={progress.phase === 'waiting' ? 'Waiting its turn' : 'Reading'}
        {...(progress.of > 0 ? { done: progress.done, of: progress.of, unit: 'pages' } : {})}
      />
    )
  if (status === 'failed')
    return (
      <span className="grid justify-items-start">
        <StatusChip status="failed">{failureWords[failure?.code ?? 'crashed']}</StatusChip>
        <span className="text-xs text-muted">{failure?.detail}</span>
      </span>
    )
  const warnings = warningsInWords(one.warnings)
  return (
    <span className="grid justify-items-start">
      <StatusChip status="ready" />
      {warnings.length > 0 ? <span className="text-xs text-muted">{warnings[0]}</span> : null}
    </span>
  )
}

const failureWords: Record<NonNullable<DocumentItem['failure']>['code'], string> = {
  encrypted: 'Locked',
  damaged: 'Damaged',
  too_big: 'Too large to read',
  timeout: 'Took too long',
  unsupported: 'Kept, not readable here',
  cancelled: 'Stopped',
  crashed: 'Not readable',
}
