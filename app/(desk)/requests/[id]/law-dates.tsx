import { type Deadline, explain } from '#lib/domain/deadline'
import type { RequestWhole } from '#lib/domain/request'
import { formatDay } from '../../../_ui/format-date.ts'
import { Group } from '../../../_ui/surface.tsx'
import { kindWords } from '../count-days.ts'
import { Why } from '../why.tsx'

/** The dates of the law for this request; those without a day, or only for some records or requesters, stand folded. */
export function LawDates({ request, source }: { request: RequestWhole; source: string }) {
  const { deadlines, receivedOn } = request
  if (deadlines.length === 0) return null
  const plain = deadlines.filter(({ binding, dueOn }) => binding && dueOn)
  const others = deadlines.filter(({ binding, dueOn }) => !binding || !dueOn)
  const line = (deadline: Deadline) => (
    <LawDate
      key={`${deadline.kind} ${deadline.dueOn} ${deadline.condition} ${deadline.basis.citation}`}
      deadline={deadline}
      receivedOn={receivedOn}
      source={source}
    />
  )
  return (
    <Group title="Dates of the law" count={plain.length || undefined}>
      {plain.map(line)}
      {others.length > 0 ? (
        <details className="py-2">
          <summary className="cursor-pointer text-sm text-muted">
            {plain.length > 0 ? `${others.length} more` : others.length}: without a fixed day, or only for some records
            or requesters
          </summary>
          {others.map(line)}
        </details>
      ) : null}
    </Group>
  )
}

function LawDate({ deadline, receivedOn, source }: { deadline: Deadline; receivedOn: string | null; source: string }) {
  const { dueOn, settledOn, condition, binding, kind } = deadline
  return (
    <details className="border-b border-rule py-2">
      <summary className="cursor-pointer text-sm">
        <span className={settledOn || !binding ? 'text-muted' : 'font-semibold'}>
          {dueOn ? formatDay(dueOn) : deadline.basis.count === null ? 'No fixed day' : 'No date yet'}
        </span>{' '}
        {kindWords[kind]}
        {settledOn ? <span className="text-muted">, settled {formatDay(settledOn, 'short')}</span> : null}
        {condition ? <span className="block pl-4 text-xs text-muted">{condition}</span> : null}
      </summary>
      <div className="pt-2">
        <p className="mb-2 text-sm">{explain(deadline)}</p>
        <Why deadline={deadline} receivedOn={receivedOn} source={source} />
      </div>
    </details>
  )
}
