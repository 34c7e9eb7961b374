import { countInWords } from '#lib/domain/held-words'
import type { WaitingQuarantine as Waiting } from '#lib/domain/quarantine'
import { LinkButton } from '../../_ui/button.tsx'
import { formatDay } from '../../_ui/format-date.ts'
import { StatusChip } from '../../_ui/status-chip.tsx'
import { TaskRow } from '../../_ui/task-row.tsx'

/** A line of Today: a document whose held text waits for an editor. */
export function WaitingQuarantine({ waiting }: { waiting: Waiting }) {
  const href = `/documents/${waiting.number}`
  return (
    <TaskRow
      status={<StatusChip status="verified">Text held back</StatusChip>}
      number={waiting.number}
      href={href}
      title={waiting.name}
      place={`${countInWords(waiting.count)} can be copied out of it but not seen on its pages`}
      when={`Found ${formatDay(waiting.foundAt.slice(0, 10), 'short')}`}
      whenDetail="an editor keeps or releases it"
      action={<LinkButton href={href}>Decide</LinkButton>}
    />
  )
}
