'use client'

import { type ReactNode, useRef } from 'react'
import { useShortcut } from '../../_ui/shortcuts'

/** j and k go from hit to hit; Enter follows the link that has the focus. */
export function HitKeys({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null)
  function go(step: number) {
    const hits: Element[] = [...(place.current?.querySelectorAll('[data-hit]') ?? [])]
    const at = document.activeElement ? hits.indexOf(document.activeElement) : -1
    const next = hits[Math.max(0, Math.min(hits.length - 1, at + step))]
    if (next instanceof HTMLElement) next.focus()
  }
  useShortcut('j', 'Next hit', () => go(1))
  useShortcut('k', 'Previous hit', () => go(-1))
  return <div ref={place}>{children}</div>
}
