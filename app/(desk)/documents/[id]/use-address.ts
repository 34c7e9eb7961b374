'use client'

import { useEffect } from 'react'
import type { Mode } from './toolbar.tsx'

/**
 * Keeps what is shown in the address, so that it can be sent to a colleague: how it is shown, what was sought, the page.
 * Written when it has stood still for a moment.
 */
export function useAddress({
  mode,
  usual,
  q,
  page,
  still,
}: {
  mode: Mode
  /** How it opens with the rest of this address. */
  usual: Mode
  q: string
  page: number
  /** Nothing is to be written yet. */
  still: boolean
}) {
  useEffect(() => {
    if (still) return
    const timer = setTimeout(() => {
      const query = new URLSearchParams(location.search)
      const put = (name: string, value: string) => (value ? query.set(name, value) : query.delete(name))
      put('q', q.trim())
      put('mode', mode === usual ? '' : mode)
      query.delete('view')
      const said = query.size > 0 ? `?${query}` : ''
      const hash = mode === 'message' ? location.hash : `#p${page}`
      if (location.search !== said || location.hash !== hash)
        history.replaceState(null, '', `${location.pathname}${said}${hash}`)
    }, 400)
    return () => clearTimeout(timer)
  }, [mode, usual, q, page, still])
}

/** The page that an address points to: #p3, also as others write it (#document/p3/a12); 0 where it does not. */
export const pageInAddress = () => Number(/^#(?:document\/)?p(\d{1,6})\b/.exec(location.hash)?.[1] ?? 0)
