import type { ExhibitView } from '#lib/domain/exhibit'
import { LinkButton } from '../../_ui/button.tsx'
import { Avatar } from '../../_ui/chip.tsx'
import { formatDay, relativeDay } from '../../_ui/format-date.ts'
import { StatusChip } from '../../_ui/status-chip.tsx'
import { TaskRow } from '../../_ui/task-row.tsx'

/** A line of Today: an exhibit that waits for an editor, to approve it or to publish it. */
export function WaitingExhibit({ exhibit, today }: { exhibit: ExhibitView; today: string }) {
  const { status, stale, embargoUntil, document, label } = exhibit
  const href = `/exhibits/review/${exhibit.id}`
  const step = stale ? 'Open' : status === 'approved' ? 'Publish' : 'Review'
  return (
    <TaskRow
      status={<StatusChip status={status} />}
      number={exhibit.number}
      href={href}
      title={exhibit.title}
      place={[`${document.number}, ${document.name}`, label && `for ${label}`].filter(Boolean).join(' · ')}
      when={
        embargoUntil ? relativeDay(embargoUntil, today) : `Made ${formatDay(exhibit.createdAt.slice(0, 10), 'short')}`
      }
      whenDetail={
        stale
          ? 'changed since, prepare it again'
          : status === 'approved'
            ? embargoUntil
              ? 'not before that day'
              : 'approved, not published'
            : 'a second person approves it'
      }
      tone={status === 'approved' && embargoUntil ? 'soon' : undefined}
      owner={<Avatar name={exhibit.preparer} />}
      action={<LinkButton href={href}>{step}</LinkButton>}
    />
  )
}
