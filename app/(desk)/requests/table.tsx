import Link from 'next/link'
import type { RequestView } from '#lib/domain/request'
import { Avatar, Tag } from '../../_ui/chip.tsx'
import { StatusChip } from '../../_ui/status-chip.tsx'
import { Cell, HeadCell, Table } from '../../_ui/table.tsx'
import { dayWords, dueTone, dueWords } from './due-words.ts'
import { type At, addressOf } from './list-params.ts'

type Sort = 'due' | 'filed' | 'reply' | 'number' | 'agency'
/** What has no value takes no line where rows are stacked. */
const empty = 'max-md:hidden'
const toneClass = { late: 'font-semibold text-late', soon: 'font-semibold text-soon', none: '' }

/** The list of requests, dense, sorted by its heads; without `at` the short one of an agency’s page. */
export function RequestTable({ rows, at, today }: { rows: RequestView[]; at: At | null; today: string }) {
  const head = (sort: Sort, label: string) => {
    if (!at) return <HeadCell>{label}</HeadCell>
    const up = at.sort === sort
    const down = at.sort === `-${sort}`
    return (
      <HeadCell
        href={addressOf(at, { sort: up ? `-${sort}` : sort, cursor: '' })}
        sorted={up ? 'ascending' : down ? 'descending' : undefined}
      >
        {label}
      </HeadCell>
    )
  }
  return (
    <Table
      caption="Requests"
      head={
        <>
          <HeadCell>Status</HeadCell>
          {head('number', 'Number')}
          <HeadCell>Title</HeadCell>
          {at ? head('agency', 'Agency') : null}
          {head('filed', 'Filed')}
          {head('due', 'Due')}
          {head('reply', 'Last reply')}
          {at ? <HeadCell>Tracking</HeadCell> : null}
          <HeadCell>
            <span className="sr-only">Owner</span>
          </HeadCell>
        </>
      }
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <Cell fit>
            <span className="flex flex-wrap gap-1">
              {row.overdue ? <StatusChip status="overdue" /> : null}
              <StatusChip status={row.status} />
            </span>
          </Cell>
          <Cell fit>
            <span className="text-muted">{row.number}</span>
          </Cell>
          <th scope="row">
            <Link href={`/requests/${row.number}`} className="font-semibold text-ink">
              {row.subject}
            </Link>{' '}
            {row.note ? <Tag>{row.note}</Tag> : null} <span className="text-xs text-muted">{row.tags.join(', ')}</span>
          </th>
          {at ? (
            <Cell label="Agency">
              <span>
                <Link href={`/agencies/${row.agencyId}`}>{row.agency}</Link>, {row.jurisdiction}
              </span>
            </Cell>
          ) : null}
          <Cell label="Filed" fit className={row.filedOn ? undefined : empty}>
            {row.filedOn ? dayWords(row.filedOn, today) : '–'}
          </Cell>
          <Cell label="Due" fit className={row.dueOn ? undefined : empty}>
            <span className={toneClass[dueTone(row) ?? 'none']}>{row.dueOn ? dayWords(row.dueOn, today) : '–'}</span>
            {row.overdue || row.dueSoon ? (
              <span className="block text-xs text-muted">{dueWords(row, today)}</span>
            ) : null}
          </Cell>
          <Cell label="Last reply" fit className={row.lastReplyOn ? undefined : empty}>
            {row.lastReplyOn ? dayWords(row.lastReplyOn, today) : '–'}
          </Cell>
          {at ? (
            <Cell label="Tracking" className={row.trackingNumbers.length > 0 ? undefined : empty}>
              <span className="font-mono text-xs">{row.trackingNumbers.join(', ')}</span>
            </Cell>
          ) : null}
          <Cell fit>{row.owner ? <Avatar name={row.owner} /> : null}</Cell>
        </tr>
      ))}
    </Table>
  )
}
