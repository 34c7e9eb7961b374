import type { ReactNode } from 'react'
import { LinkButton } from './button.tsx'

/** Where you are in a long list, and the way on. Leave a link out at the end of the list. */
export function Pager({
  label = 'Pages of the list',
  summary,
  previousHref,
  nextHref,
}: {
  label?: string
  summary: ReactNode
  previousHref?: string | null
  nextHref?: string | null
}) {
  return (
    <nav className="pager" aria-label={label}>
      <span>{summary}</span>
      <span className="ml-auto flex gap-2">
        {previousHref ? <LinkButton href={previousHref}>Previous</LinkButton> : null}
        {nextHref ? <LinkButton href={nextHref}>Next</LinkButton> : null}
      </span>
    </nav>
  )
}
