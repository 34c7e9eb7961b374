'use client'

import { usePathname } from 'next/navigation'
import type { ComponentProps } from 'react'
import { SoftLink } from './soft-link.tsx'

/** A link that says it is where you are. `exact` for addresses that others begin with ("/"). */
export function NavLink({ exact, ...rest }: ComponentProps<typeof SoftLink> & { exact?: boolean }) {
  return <SoftLink {...rest} aria-current={isHere(usePathname(), rest.href, exact) ? 'page' : undefined} />
}

/** Is `href` where one is, or above it? */
export function isHere(here: string, href: string, exact = false): boolean {
  const path = href.split(/[?#]/)[0] ?? href
  return here === path || (!exact && path !== '/' && here.startsWith(`${path}/`))
}
