'use client'

import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { PageRun } from '#lib/domain/page-view'
import { layOut, pageAt } from '#lib/domain/viewer'

const steps = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3]
const gap = 20
/** The page that stands so far below the upper edge is the one that is being read. */
const eye = 160
export type Turn = 0 | 90 | 180 | 270
/** How much of a page stands in the window: of its height, or of the window where the page is the larger one. */
export type Seen = { page: number; part: number }

/** All pages as one column in a box that scrolls: which are in view, and going to one of them. */
export function useColumn(
  stage: RefObject<HTMLElement | null>,
  sizes: readonly PageRun[],
  pages: number,
  shown: boolean,
) {
  const [room, setRoom] = useState(0)
  const [zoom, setZoom] = useZoom()
  const [turn, setTurn] = useState<Turn>(0)
  const [spot, setSpot] = useState({ seen: 1, first: 1, last: 2 })
  const fit = room === 0 ? 0 : room < 560 ? room - 24 : Math.min(room - 112, 860)
  const width = Math.round(fit * zoom)
  const turned = turn === 90 || turn === 270
  const column = useMemo(() => layOut(sizes, pages, { width, gap, turned }), [sizes, pages, width, turned])
  const [kept, keep] = useState(1) // where one is while the pages are shown in another way
  const current = shown && width > 0 ? Math.min(pages, spot.seen) : Math.min(kept, pages)
  const held = useRef({ page: 1, part: 0 })
  const latest = useRef(column)

  /** Where the window stands. Drawn anew only when other pages come into it, not with every step of the wheel. */
  const look = useCallback(() => {
    const box = stage.current
    const column = latest.current
    if (!box || !column.heights[0]) return
    const { scrollTop: top, clientHeight: height } = box
    const page = pageAt(column, top)
    held.current = { page, part: (top - (column.tops[page - 1] ?? 0)) / (column.heights[page - 1] || 1) }
    const now = {
      seen: pageAt(column, top + Math.min(eye, height / 3)),
      first: Math.max(1, page - 1),
      last: Math.min(column.tops.length, pageAt(column, top + height) + 1),
    }
    setSpot((before) =>
      before.seen === now.seen && before.first === now.first && before.last === now.last ? before : now,
    )
  }, [stage])

  useLayoutEffect(() => {
    const box = stage.current
    if (!box || !shown) return
    setRoom(box.clientWidth)
    const watch = new ResizeObserver(() => {
      setRoom(box.clientWidth)
      look()
    })
    watch.observe(box)
    box.addEventListener('scroll', look, { passive: true })
    return () => {
      watch.disconnect()
      box.removeEventListener('scroll', look)
    }
  }, [stage, shown, look])

  // the place that was read stays where it is when the sheets change their size
  useLayoutEffect(() => {
    const box = stage.current
    const before = latest.current
    latest.current = column
    if (box && before !== column && before.tops.length > 0 && (before.heights[0] ?? 0) > 0) {
      const { page, part } = held.current
      box.scrollTop = (column.tops[page - 1] ?? 0) + part * (column.heights[page - 1] ?? 0)
    }
    look()
  }, [column, stage, look])

  // back from another way of showing it: to the page that was read there
  const measured = width > 0
  const place = useRef(kept)
  place.current = kept
  useLayoutEffect(() => {
    const box = stage.current
    if (!shown || !measured || !box || place.current <= 1) return
    box.scrollTop = latest.current.tops[place.current - 1] ?? 0
    look()
  }, [shown, measured, stage, look])
  useEffect(() => {
    if (shown && measured) keep(spot.seen)
  }, [shown, measured, spot.seen])

  /** `part` of the page's height is brought to about a third of the window, its page staying the one that is counted. */
  const goTo = useCallback(
    (page: number, part?: number) => {
      const box = stage.current
      const { tops, heights } = latest.current
      const sure = Math.max(1, Math.min(tops.length, page))
      const top = tops[sure - 1] ?? 0
      const third = (box?.clientHeight ?? 0) / 3
      const into = part === undefined ? 0 : Math.max(part * (heights[sure - 1] ?? 0) - third, 20 - Math.min(eye, third))
      box?.scrollTo({ top: Math.max(0, top + into) })
      look()
    },
    [stage, look],
  )
  const zoomBy = (by: 1 | -1) => {
    const at = steps.findIndex((step) => step >= zoom - 0.01)
    setZoom(steps[Math.max(0, Math.min(steps.length - 1, at + by))] ?? 1)
  }
  const inView = useMemo(
    () => Array.from({ length: Math.max(0, spot.last - spot.first + 1) }, (_, i) => spot.first + i),
    [spot.first, spot.last],
  )
  /** What of which pages stands in the window right now. */
  const seen = useCallback((): Seen[] => {
    const box = stage.current
    const { tops, heights } = latest.current
    if (!box) return []
    const { scrollTop: top, clientHeight: window } = box
    const found: Seen[] = []
    for (let page = pageAt(latest.current, top); page <= tops.length; page++) {
      const [begin, height] = [tops[page - 1] ?? 0, heights[page - 1] ?? 0]
      if (begin >= top + window) break
      const part = Math.min(begin + height, top + window) - Math.max(begin, top)
      if (part > 0) found.push({ page, part: Math.max(part / (height || 1), part / (window || 1)) })
    }
    return found
  }, [stage])
  const ready = measured && room > 0
  return { width, column, current, keep, inView, goTo, zoom, setZoom, zoomBy, turn, setTurn, ready, seen }
}
export type ColumnOf = ReturnType<typeof useColumn>

const stored = 'unsealed.zoom'

/** How large pages are shown, kept in this browser; 1: as wide as there is room. */
function useZoom(): [number, (zoom: number) => void] {
  const [zoom, setZoom] = useState(1)
  useLayoutEffect(() => {
    try {
      const kept = Number(localStorage.getItem(stored) ?? 1)
      if (steps.includes(kept)) setZoom(kept)
    } catch {
      // storage may be forbidden in this browser: then it is as wide as there is room
    }
  }, [])
  const change = useCallback((next: number) => {
    setZoom(next)
    try {
      localStorage.setItem(stored, String(next))
    } catch {
      // it holds for this page
    }
  }, [])
  return [zoom, change]
}
