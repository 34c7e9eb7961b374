import Calendar from 'lucide-react/icons/calendar'
import FileIcon from 'lucide-react/icons/file'
import Grid from 'lucide-react/icons/grid-3x3'
import Mail from 'lucide-react/icons/mail'
import Search from 'lucide-react/icons/search'
import Form from 'next/form'
import Link from 'next/link'
import type { ComponentType, ReactNode } from 'react'
import { LinkButton } from './button.tsx'
import { Crumbs } from './crumbs.tsx'
import { FrameProviders, NewLink, PhoneMenu, UserMenu } from './frame-parts.tsx'
import { Mark } from './mark.tsx'
import { NavLink } from './nav-link.tsx'
import { NavList, type RailCounts, type RailInvestigation, type RailView } from './nav-list.tsx'

export type DeskUser = { name: string; email?: string }

const phonePlaces: [href: string, label: string, Icon: ComponentType, count?: keyof RailCounts][] = [
  ['/', 'Today', Calendar, 'today'],
  ['/requests', 'Requests', Mail],
  ['/documents', 'Documents', FileIcon],
  ['/board', 'Board', Grid],
  ['/search', 'Search', Search],
]

/**
 * The frame of the signed-in newsroom: rail, top bar, page, and a bar of five places on phones.
 * `demo` shows the banner; `demoHref` leads those who may to where it is removed.
 */
export function DeskFrame({
  user,
  counts = {},
  investigations = [],
  views,
  demo,
  demoHref,
  children,
}: {
  user: DeskUser
  counts?: RailCounts
  investigations?: RailInvestigation[]
  views?: RailView[]
  demo?: boolean
  demoHref?: string | null
  children: ReactNode
}) {
  const list = <NavList counts={counts} investigations={investigations} views={views} />
  return (
    <FrameProviders>
      <a className="btn skip" href="#main">
        Skip to the page
      </a>
      <div className="desk">
        <nav className="rail" aria-label="Places">
          <Link href="/" className="nav-item rail-brand" title="Unsealed">
            <Mark />
            <span className="nav-word">Unsealed</span>
          </Link>
          {list}
          <UserMenu name={user.name} email={user.email} />
        </nav>
        {demo ? (
          <aside className="demo" aria-label="Demonstration">
            <b>Demonstration</b>
            <span className="demo-long">Built from published reporting. Open requests were never sent.</span>
            {demoHref ? <Link href={demoHref}>Remove all</Link> : null}
          </aside>
        ) : null}
        <header className="top">
          <PhoneMenu>
            <nav aria-label="All places">{list}</nav>
          </PhoneMenu>
          <Crumbs />
          <Form action="/search" role="search" className="top-search">
            <input
              className="input"
              type="search"
              name="q"
              placeholder="Search everything"
              aria-label="Search everything"
              autoComplete="off"
              data-global-search=""
            />
            <Search />
            <kbd>/</kbd>
          </Form>
          <LinkButton href="/search" variant="quiet" className="btn-icon phone-search" aria-label="Search everything">
            <Search className="size-5" />
          </LinkButton>
          <NewLink />
        </header>
        <main id="main" className="desk-main" tabIndex={-1}>
          {children}
        </main>
      </div>
      <nav className="phone-bar" aria-label="Main places">
        {phonePlaces.map(([href, label, Icon, count]) => (
          <NavLink key={href} href={href}>
            <Icon />
            {label}
            {count && counts[count] ? <span className="count">{counts[count]}</span> : null}
          </NavLink>
        ))}
      </nav>
    </FrameProviders>
  )
}

/** A page that fills the window under the top bar, such as the viewer: no margins, and the rail shows icons only. */
export function FullBleed({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div data-full-bleed="" className={className}>
      {children}
    </div>
  )
}
