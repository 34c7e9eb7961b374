'use client'

import { usePathname } from 'next/navigation'
import { Icon } from './icon.tsx'
import { JobsIndicator } from './jobs-indicator.tsx'
import { isHere } from './nav-link.tsx'
import type { IconName } from './shapes.ts'
import { SoftLink } from './soft-link.tsx'

export type RailCounts = { today?: number }
export type RailInvestigation = { key: string; title: string; slug: string }
export type RailView = { title: string; href: string; count?: number }

/** Every place of the desk, in the order of the work. The rail and the phone's menu both show it. */
export function NavList({
  counts,
  investigations,
  views = [],
  inMenu,
}: {
  counts: RailCounts
  investigations: readonly RailInvestigation[]
  views?: readonly RailView[]
  inMenu?: boolean
}) {
  const here = usePathname()
  const item = (href: string, label: string, icon?: IconName, count?: number | string, exact?: boolean) => (
    <SoftLink
      key={href}
      href={href}
      className="nav-item"
      title={label}
      aria-current={isHere(here, href, exact) ? 'page' : undefined}
    >
      {icon ? <Icon name={icon} /> : null}
      <span className="nav-word">{label}</span>
      {count ? <span className="count">{count}</span> : null}
    </SoftLink>
  )
  return (
    <>
      {item('/', 'Today', 'calendar', counts.today)}
      {item('/requests', 'Requests', 'mail')}
      {views.length > 0 ? (
        <div className="nav-sub">{views.map((view) => item(view.href, view.title, undefined, view.count))}</div>
      ) : null}
      {item('/documents', 'Documents', 'file')}
      {item('/findings', 'Findings', 'flag')}
      {item('/board', 'Board', 'grid')}
      {item('/agencies', 'Agencies', 'landmark')}
      <div className="nav-rule" />
      <p className="nav-label">Investigations</p>
      {investigations.map((one) => item(`/investigations/${one.slug}`, one.title, 'folder', one.key))}
      {item('/investigations', 'All investigations', 'folders', undefined, true)}
      <div className="nav-foot">
        <JobsIndicator inMenu={inMenu} />
        {item('/help', 'Help', 'help')}
        {item('/settings', 'Settings', 'settings')}
      </div>
    </>
  )
}
