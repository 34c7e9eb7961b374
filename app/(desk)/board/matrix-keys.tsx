'use client'

import { useRouter } from 'next/navigation'
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useRef } from 'react'

/**
 * Lets arrow keys go from cell to cell, Home and End along a row; a cell opens without leaving the board. The table
 * itself comes from the server, so that seven hundred cells cost the browser nothing.
 */
export function MatrixKeys({ className, children }: { className?: string; children: ReactNode }) {
  const router = useRouter()
  const place = useRef<HTMLElement>(null)

  useEffect(() => {
    // one stop for the Tab key: the cell that is open, else the first
    const cells = place.current?.querySelectorAll<HTMLElement>('[data-at]') ?? []
    const open = place.current?.querySelector<HTMLElement>('[data-at][aria-current]') ?? cells[0]
    for (const cell of cells) cell.tabIndex = cell === open ? 0 : -1
  })

  function onKeyDown(event: KeyboardEvent) {
    const from = cellOf(event.target)
    const step = steps[event.key]
    if (!from || !step || event.ctrlKey || event.metaKey || event.altKey) return
    const [row = 0, column = 0] = (from.dataset.at ?? '').split(' ').map(Number)
    const last = place.current?.querySelectorAll(`[data-at^="${row} "]`).length ?? 1
    const [down, right] = step
    const to = Math.abs(right) > 1 ? (right > 0 ? last - 1 : 0) : column + right
    const next = place.current?.querySelector<HTMLElement>(`[data-at="${row + down} ${to}"]`)
    event.preventDefault()
    if (!next) return
    from.tabIndex = -1
    next.tabIndex = 0
    next.focus()
  }
  function onClick(event: MouseEvent) {
    const cell = cellOf(event.target)
    if (!(cell instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0)
      return
    event.preventDefault()
    router.push(cell.href, { scroll: false })
  }
  return (
    <section ref={place} aria-label="Matrix" className={className} onKeyDown={onKeyDown} onClick={onClick}>
      {children}
    </section>
  )
}

const steps: Record<string, [down: number, right: number]> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  Home: [0, -99],
  End: [0, 99],
}

const cellOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>('[data-at]') : null
