'use client'

import { Avatar } from '../../_ui/chip.tsx'
import { type Status, StatusChip } from '../../_ui/status-chip.tsx'
import { Cell } from '../../_ui/table.tsx'

/**
 * A request as its row says it, ready worded and without field names: fifty rows are sent to the browser a second time
 * to be brought to life, and this is the part that counts.
 */
export type Row = [
  number: string,
  status: Status[],
  subject: string,
  aside: string,
  agency: [id: string, name: string, jurisdiction: string] | null,
  filed: string,
  due: string,
  dueNote: string,
  tone: 'late' | 'soon' | '',
  reply: string,
  tracking: string,
  owner: string,
]

const toneClass = { late: 'font-semibold text-late', soon: 'font-semibold text-soon', '': undefined }
/** Nothing to say: on a phone, where each cell is a line, it is left out. */
const empty = 'max-md:hidden'

export function RequestRows({ rows }: { rows: Row[] }) {
  return rows.map(([number, status, subject, aside, agency, filed, due, dueNote, tone, reply, tracking, owner]) => (
    <tr key={number}>
      <Cell fit>
        <span className="flex flex-wrap gap-1">
          {status.map((one) => (
            <StatusChip key={one} status={one} />
          ))}
        </span>
      </Cell>
      <Cell fit className="text-muted">
        {number}
      </Cell>
      <th scope="row">
        <a href={`/requests/${number}`} data-soft="" className="font-semibold text-ink">
          {subject}
        </a>
        {aside ? <span className="block text-xs font-normal text-muted">{aside}</span> : null}
      </th>
      {agency ? (
        <Cell label="Agency" className="md:w-px md:whitespace-nowrap">
          <span>
            <a
              href={`/agencies/${agency[0]}`}
              data-soft=""
              title={agency[1]}
              className="md:inline-block md:max-w-44 md:truncate md:align-bottom"
            >
              {agency[1]}
            </a>
            , {agency[2]}
          </span>
        </Cell>
      ) : null}
      <Cell label="Filed" fit className={due || !filed ? empty : undefined}>
        {filed || '–'}
      </Cell>
      <Cell label="Due" fit className={due ? undefined : empty}>
        <span className={toneClass[tone]}>{due || '–'}</span>
        {dueNote ? <span className="block text-xs text-muted">{dueNote}</span> : null}
      </Cell>
      <Cell label="Last reply" fit className={reply ? undefined : empty}>
        {reply || '–'}
      </Cell>
      {agency ? (
        <Cell label="Tracking" className={tracking ? 'font-mono text-xs' : empty}>
          <span className="block md:max-w-32 md:truncate" title={tracking}>
            {tracking}
          </span>
        </Cell>
      ) : null}
      <Cell fit className={owner ? 'row-owner' : empty}>
        {owner ? <Avatar name={owner} /> : null}
      </Cell>
    </tr>
  ))
}
