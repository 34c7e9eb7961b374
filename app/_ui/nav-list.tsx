'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { Icon } from './icon.tsx'
import { JobsIndicator } from './jobs-indicator.tsx'
import { isHere } from './nav-link.tsx'
import type { IconName } from './shapes.ts'
import { SoftLink } from './soft-link.tsx'

export type RailCounts = { today?: number }
export type RailInvestigation = { key: string; title: string; slug: string }
/** `place`: the address of the list that it is a view of. */
export type RailView = { place: string; title: string; href: string; count?: number | undefined }

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
  const asked = `${here}?${new URLSearchParams({ q: useSearchParams().get('q') ?? '' })}`
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
  const beneath = (place: string) => {
    const own = views.filter((view) => view.place === place)
    return own.length > 0 ? <div className="nav-sub">{own.map((view) => viewItem(view, asked))}</div> : null
  }
  return (
    <>
      {item('/', 'Today', 'calendar', counts.today)}
      {item('/requests', 'Requests', 'mail')}
      {beneath('/requests')}
      {item('/documents', 'Documents', 'file')}
      {beneath('/documents')}
      {item('/findings', 'Findings', 'flag')}
      {beneath('/findings')}
      {item('/board', 'Board', 'grid')}
      {item('/exhibits', 'Exhibits', 'exhibit')}
      {item('/agencies', 'Agencies', 'landmark')}
      {beneath('/agencies')}
      {views.some(({ place }) => place === '/search') ? item('/search', 'Search', 'search') : null}
      {beneath('/search')}
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

const viewItem = ({ href, title, count }: RailView, asked: string) => (
  <SoftLink
    key={href}
    href={href}
    className="nav-item"
    title={title}
    aria-current={href === asked ? 'page' : undefined}
  >
    <span className="nav-word">{title}</span>
    {count === undefined ? null : <span className="count">{count}</span>}
  </SoftLink>
)
