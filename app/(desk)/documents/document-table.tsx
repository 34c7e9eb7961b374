import Link from 'next/link'
import type { DocumentItem } from '#lib/domain/document'
import { warningsInWords } from '#lib/domain/document-words'
import { ProgressBar } from '../../_ui/progress.tsx'
import { StatusChip } from '../../_ui/status-chip.tsx'
import { Cell, HeadCell, Table } from '../../_ui/table.tsx'
import { Instant } from '../../_ui/time.tsx'
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
            <Link href={`/documents/${one.number}`}>{one.name}</Link>
          </th>
          <Cell fit label="Kind">
            {one.kind}
          </Cell>
          <Cell num fit label="Pages">
            {one.pages > 0 ? one.pages : ''}
          </Cell>
          <Cell label="State">
            <State one={one} />
          </Cell>
          <Cell num fit label="Size">
            {sizeInWords(one.bytes)}
          </Cell>
          <Cell fit label="Received">
            <Instant at={one.createdAt} style="short" />
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
  crashed: 'Not readable',
}
