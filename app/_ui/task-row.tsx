import clsx from 'clsx'
import type { ReactNode } from 'react'
import { SoftLink } from './soft-link.tsx'

/** A list of things to do, each a `TaskRow`. */
export function TaskList({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <ul className="rows" aria-label={label}>
      {children}
    </ul>
  )
}

/**
 * One thing to do: status and number, title and place, the date in words, who owns it, and one action.
 * Children unfold beneath it: why this date. On a phone it becomes a short block with the action at the right.
 */
export function TaskRow({
  select,
  status,
  number,
  href,
  title,
  place,
  when,
  whenDetail,
  tone,
  owner,
  action,
  children,
}: {
  select?: ReactNode
  status: ReactNode
  number: string
  href: string
  title: string
  place: ReactNode
  when: ReactNode
  whenDetail?: ReactNode
  tone?: 'late' | 'soon'
  owner?: ReactNode
  action?: ReactNode
  children?: ReactNode
}) {
  return (
    <li>
      <div className="task" data-select={select ? '' : undefined}>
        {select ? <span className="task-select">{select}</span> : null}
        <span className="task-status">
          {status}
          <span className="task-number">{number}</span>
        </span>
        <span className="task-words">
          <SoftLink className="task-title" href={href}>
            {title}
          </SoftLink>
          <span className="task-small">{place}</span>
        </span>
        <span className="task-when">
          <span
            className={clsx(
              'block',
              tone === 'late' && 'font-semibold text-late',
              tone === 'soon' && 'font-semibold text-soon',
            )}
          >
            {when}
          </span>
          {whenDetail ? <span className="task-small">{whenDetail}</span> : null}
        </span>
        <span className="task-owner">{owner}</span>
        <span className="task-action">{action}</span>
      </div>
      {children ? <div className="task-why">{children}</div> : null}
    </li>
  )
}
