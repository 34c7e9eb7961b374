import clsx from 'clsx'
import type { ReactNode } from 'react'
import { NavLink } from './nav-link.tsx'
import { SoftLink } from './soft-link.tsx'

export type Tab = { href: string; label: ReactNode; count?: number | string }

/**
 * A row of links, one of them current. With `current` (the href of a tab) the page decides, as for `?view=`;
 * without it the address does. `end` stands at the right: a legend, a switch.
 */
export function Tabs({
  label,
  tabs,
  current,
  end,
  className,
}: {
  label: string
  tabs: Tab[]
  current?: string
  end?: ReactNode
  className?: string
}) {
  return (
    <nav aria-label={label} className={clsx('tabs', className)}>
      {tabs.map((tab) => {
        const words = (
          <>
            {tab.label}
            {tab.count !== undefined ? <span className="count">{tab.count}</span> : null}
          </>
        )
        if (current === undefined)
          return (
            <NavLink key={tab.href} href={tab.href} exact>
              {words}
            </NavLink>
          )
        return (
          <SoftLink key={tab.href} href={tab.href} aria-current={tab.href === current ? 'page' : undefined}>
            {words}
          </SoftLink>
        )
      })}
      {end ? <div className="ml-auto flex items-center gap-3 self-center">{end}</div> : null}
    </nav>
  )
}

/** A row of links joined in one frame, where one holds: page, text, grid. */
export function Segments({ label, choices, current }: { label: string; choices: Tab[]; current: string }) {
  return (
    <nav aria-label={label} className="segments">
      {choices.map((choice) => (
        <SoftLink key={choice.href} href={choice.href} aria-current={choice.href === current ? 'true' : undefined}>
          {choice.label}
        </SoftLink>
      ))}
    </nav>
  )
}
