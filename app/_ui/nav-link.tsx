'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ComponentProps } from 'react'

/** A link that says it is where you are. `exact` for addresses that others begin with ("/"). */
export function NavLink({ exact, ...rest }: ComponentProps<typeof Link> & { href: string; exact?: boolean }) {
  const here = usePathname()
  const path = rest.href.split(/[?#]/)[0] ?? rest.href
  const inside = here === path || (!exact && path !== '/' && here.startsWith(`${path}/`))
  return <Link {...rest} aria-current={inside ? 'page' : undefined} />
}
