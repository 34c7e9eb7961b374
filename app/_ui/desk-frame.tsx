'use client'

import { useRouter } from 'next/navigation'
import type { ReactNode, SubmitEvent } from 'react'
import { LinkButton } from './button.tsx'
import { Crumbs } from './crumbs.tsx'
import { FrameProviders, NewLink, PhoneMenu, UserMenu } from './frame-parts.tsx'
import { Icon } from './icon.tsx'
import { Mark } from './mark.tsx'
import { NavLink } from './nav-link.tsx'
import { NavList, type RailCounts, type RailInvestigation, type RailView } from './nav-list.tsx'
import type { IconName } from './shapes.ts'
import { SoftLink } from './soft-link.tsx'

export type DeskUser = { name: string; email?: string }

const phonePlaces: [href: string, label: string, icon: IconName, count?: keyof RailCounts][] = [
  ['/', 'Today', 'calendar', 'today'],
  ['/requests', 'Requests', 'mail'],
  ['/documents', 'Documents', 'file'],
  ['/board', 'Board', 'grid'],
  ['/search', 'Search', 'search'],
]

/**
 * The frame of the signed-in newsroom: rail, top bar, page, and a bar of five places on phones.
 * `demo` shows the banner; `demoHref` leads those who may to where it is removed. A client file, so that a page is sent
 * what stands in the frame in a few words, and not the frame a second time.
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
  const places = { counts, investigations, views }
  return (
    <FrameProviders>
      <a className="btn skip" href="#main">
        Skip to the page
      </a>
      <div className="desk">
        <nav className="rail" aria-label="Places">
          <SoftLink href="/" className="nav-item rail-brand" title="Unsealed">
            <Mark />
            <span className="nav-word">Unsealed</span>
          </SoftLink>
          <NavList {...places} />
          <UserMenu name={user.name} email={user.email} />
        </nav>
        {demo ? (
          <aside className="demo" aria-label="Demonstration">
            <b>Demonstration</b>
            <span className="demo-long">Built from published reporting. Open requests were never sent.</span>
            {demoHref ? <SoftLink href={demoHref}>Remove all</SoftLink> : null}
          </aside>
        ) : null}
        <header className="top">
          <PhoneMenu>
            <nav aria-label="All places">
              <NavList {...places} inMenu />
            </nav>
          </PhoneMenu>
          <Crumbs />
          <SearchBox />
          <LinkButton href="/search" variant="quiet" className="btn-icon phone-search" aria-label="Search everything">
            <Icon name="search" className="size-5" />
          </LinkButton>
          <NewLink />
        </header>
        <main id="main" className="desk-main" tabIndex={-1}>
          {children}
        </main>
      </div>
      <nav className="phone-bar" aria-label="Main places">
        {phonePlaces.map(([href, label, icon, count]) => (
          <NavLink key={href} href={href}>
            <Icon name={icon} />
            {label}
            {count && counts[count] ? <span className="count">{counts[count]}</span> : null}
          </NavLink>
        ))}
      </nav>
    </FrameProviders>
  )
}

function SearchBox() {
  const router = useRouter()
  function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const q = new FormData(event.currentTarget).get('q')
    router.push(`/search?${new URLSearchParams({ q: String(q ?? '') })}`)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is unknown to readers that are still in use
    <form action="/search" role="search" className="top-search" onSubmit={onSubmit}>
      <input
        className="input"
        type="search"
        name="q"
        placeholder="Search everything"
        aria-label="Search everything"
        autoComplete="off"
        data-global-search=""
      />
      <Icon name="search" />
      <kbd>/</kbd>
    </form>
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
