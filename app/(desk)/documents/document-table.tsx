import type { DocumentItem } from '#lib/domain/document'
import { warningsInWords } from '#lib/domain/document-words'
import { secondsLeft, timeLeftInWords } from '#lib/domain/time-left'
import { Tag } from '../../_ui/chip.tsx'
import { Box } from '../../_ui/inputs.tsx'
import { ProgressBar } from '../../_ui/progress.tsx'
import { SoftLink } from '../../_ui/soft-link.tsx'
import { StatusChip } from '../../_ui/status-chip.tsx'
import { Cell, HeadCell, Table } from '../../_ui/table.tsx'
import { Day } from '../../_ui/time.tsx'
import { kindInWords } from './kind-in-words.ts'
import { phaseInWords } from './phase-in-words.ts'
import { PickAll } from './pick-all.tsx'
import { sizeInWords } from './size-in-words.ts'

/** Documents as rows: what they are, how far they are read, and why not where they are not. `now` in ms. */
export function DocumentTable({
  documents,
  now,
  alike,
}: {
  documents: readonly DocumentItem[]
  now: number
  /** groupId → how many are alike, and the way to them. */
  alike: ReadonlyMap<string, number>
}) {
  return (
    <Table
      caption="Documents"
      head={
        <>
          <HeadCell fit>
            <PickAll />
          </HeadCell>
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
          <Cell fit>
            <Box label={`Select ${one.number} ${one.name}`} data-pick={one.id} data-kind={one.kind} />
          </Cell>
          <Cell fit>{one.number}</Cell>
          <th scope="row">
            {one.deletedAt ? one.name : <SoftLink href={`/documents/${one.number}`}>{one.name}</SoftLink>}
            {(alike.get(one.groupId ?? '') ?? 0) > 1 ? (
              <Tag className="ml-2">{alike.get(one.groupId ?? '')} alike</Tag>
            ) : null}
          </th>
          <Cell fit>{kindInWords(one.kind)}</Cell>
          <Cell num fit>
            {one.pages > 0 ? one.pages : ''}
            {one.pages > 0 ? <span className="md:hidden"> page{one.pages === 1 ? '' : 's'}</span> : null}
          </Cell>
          <Cell>
            <State one={one} now={now} />
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

function State({ one, now }: { one: DocumentItem; now: number }) {
  const { status, progress, failure, deletedAt } = one
  if (deletedAt)
    return (
      <span className="text-xs text-muted">
        Deleted on <Day on={deletedAt.slice(0, 10)} />
      </span>
    )
  if (status === 'processing') {
    const { done, of, phase, startedAt } = progress
    if (phase === 'waiting') return <span className="text-xs text-muted">{phaseInWords(phase)}</span>
    const left = startedAt ? secondsLeft(done, of, now - Date.parse(startedAt)) : null
    return (
      <ProgressBar
        label={`Reading ${one.name}`}
        phase={phaseInWords(phase)}
        {...(of > 0 ? { done, of, unit: 'pages' } : {})}
        after={timeLeftInWords(left) || undefined}
      />
    )
  }
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
      {warnings.length > 0 ? (
        <span className="text-xs text-muted">
          {warnings[0]}
          {warnings.length > 1 ? ` And ${warnings.length - 1} more to know.` : ''}
        </span>
      ) : null}
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
