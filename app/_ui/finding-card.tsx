import clsx from 'clsx'
import type { ReactNode } from 'react'
import { SoftLink } from './soft-link'
import { type Status, StatusChip } from './status-chip'
import { Facts } from './surface'
import { Meta, Quote } from './text'

export type FindingView = {
  number: string
  href: string
  type: string
  status: Extract<Status, 'proposed' | 'checked' | 'disputed' | 'cleared'>
  quote: string
  values?: { term: string; detail: ReactNode }[]
  place: { label: string; href: string }
  by?: string
}

/**
 * A finding: its type and status, the words it rests on, its values, the page it stands on and who read it.
 * The same in the viewer, on a request and on the board. `current` marks the one that is chosen.
 */
export function FindingCard({
  finding,
  current,
  boxed,
  level: Heading = 'h3',
  children,
}: {
  finding: FindingView
  current?: boolean
  boxed?: boolean
  level?: 'h2' | 'h3' | 'h4'
  children?: ReactNode
}) {
  return (
    <article
      className={clsx('finding', boxed && 'card')}
      aria-current={current ? 'true' : undefined}
      aria-label={`${finding.number}, ${finding.type}`}
    >
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Heading>{finding.type}</Heading>
        <StatusChip status={finding.status} />
        <SoftLink href={finding.href} className="ml-auto text-xs whitespace-nowrap text-muted">
          {finding.number}
        </SoftLink>
      </header>
      <Quote clamp={boxed} className="mt-1 mb-1.5">
        {finding.quote}
      </Quote>
      {finding.values && finding.values.length > 0 ? <Facts className="mb-2" facts={finding.values} /> : null}
      <Meta>
        <SoftLink href={finding.place.href}>{finding.place.label}</SoftLink>
        {finding.by ? <span>{finding.by}</span> : null}
        {children}
      </Meta>
    </article>
  )
}
