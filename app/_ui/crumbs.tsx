'use client'

import { usePathname } from 'next/navigation'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { SoftLink } from './soft-link.tsx'

export type Crumb = { label: string; href?: string }

const places: Record<string, string> = {
  requests: 'Requests',
  documents: 'Documents',
  findings: 'Findings',
  exhibits: 'Exhibits',
  board: 'Board',
  agencies: 'Agencies',
  investigations: 'Investigations',
  discoveries: 'Discoveries',
  imports: 'Imports',
  exports: 'Exports',
  notices: 'Notices',
  settings: 'Settings',
  search: 'Search',
  jobs: 'Jobs',
  help: 'Help',
  new: 'New',
}

type Said = { path: string; crumbs: Crumb[] } | undefined

const Place = createContext<{ said: Said; say: (said: Said) => void }>({ said: undefined, say: () => {} })

/** What the address alone says about where you are: `/requests/RING-12` → Requests / RING-12. */
function readPath(path: string): Crumb[] {
  const words = path.split('/').filter(Boolean)
  if (words.length === 0) return [{ label: 'Today' }]
  return words.map((word, index) => ({
    label: places[word] ?? decodeURIComponent(word),
    href: index < words.length - 1 ? `/${words.slice(0, index + 1).join('/')}` : undefined,
  }))
}

/** Holds what a page says about its place. Around the whole frame. */
export function CrumbPlace({ children }: { children: ReactNode }) {
  const [said, say] = useState<Said>()
  return <Place value={{ said, say }}>{children}</Place>
}

/** Where you are, in the top bar: from the address, or as the page says with `SetCrumbs`. */
export function Crumbs() {
  const path = usePathname()
  const { said } = useContext(Place)
  const crumbs = said?.path === path ? said.crumbs : readPath(path)
  return (
    <nav aria-label="Where you are" className="crumbs">
      <ol>
        {crumbs.map((crumb, index) => (
          <li key={`${crumb.href ?? ''} ${crumb.label}`}>
            {crumb.href && index < crumbs.length - 1 ? (
              <SoftLink href={crumb.href}>{crumb.label}</SoftLink>
            ) : (
              <span aria-current={index === crumbs.length - 1 ? 'page' : undefined}>{crumb.label}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** A page's own words for the top bar; draws nothing where it stands. */
export function SetCrumbs({ crumbs }: { crumbs: Crumb[] }) {
  const path = usePathname()
  const { say } = useContext(Place)
  const words = JSON.stringify(crumbs)
  useEffect(() => {
    // The words were crumbs a line above.
    say({ path, crumbs: JSON.parse(words) as Crumb[] })
    return () => say(undefined)
  }, [path, words, say])
  return null
}
