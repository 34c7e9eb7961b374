import { shortAgency } from '#lib/domain/board'
import type { RequestView } from '#lib/domain/request'
import { sortIn } from '#lib/services/requests/find-requests'
import { HeadCell, Table } from '../../_ui/table.tsx'
import { dayWords, dueTone, dueWords } from './due-words.ts'
import { type At, addressOf } from './list-params.ts'
import { RequestRows, type Row } from './rows.tsx'
import { tagsBeside } from './tags-beside.ts'

type Sort = 'due' | 'filed' | 'reply' | 'number' | 'agency'

/** The list of requests, dense, sorted by its heads; without `at` the short one of an agency’s page. */
export function RequestTable({ rows, at, today }: { rows: RequestView[]; at: At | null; today: string }) {
  const head = (sort: Sort, label: string) => {
    if (!at) return <HeadCell>{label}</HeadCell>
    const up = (at.sort || sortIn(at.q) || 'due') === sort
    const down = (at.sort || sortIn(at.q)) === `-${sort}`
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
      <RequestRows rows={rows.map((row) => worded(row, today, at !== null))} />
    </Table>
  )
}

/** What is overdue is waited for: a second chip that says so says nothing. */
const saidByOverdue = new Set<string>(['waiting', 'sent', 'acknowledged'])

function worded(row: RequestView, today: string, withAgency: boolean): Row {
  const day = (on: string | null) => (on ? dayWords(on, today) : '')
  return [
    row.number,
    row.overdue ? (saidByOverdue.has(row.status) ? ['overdue'] : ['overdue', row.status]) : [row.status],
    row.subject,
    [row.note, ...tagsBeside(row.note, row.tags)].filter(Boolean).join(' · '),
    withAgency ? [row.agencyId, shortAgency(row.agency), row.jurisdiction] : null,
    day(row.filedOn),
    day(row.dueOn),
    row.overdue || row.dueSoon ? dueWords(row, today) : '',
    dueTone(row) ?? '',
    day(row.lastReplyOn),
    row.trackingNumbers.join(', '),
    row.owner ?? '',
  ]
}
