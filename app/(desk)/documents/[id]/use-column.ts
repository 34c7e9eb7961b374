'use client'

import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { PageRun } from '#lib/domain/document'
import { layOut, pageAt } from '#lib/domain/viewer'

const steps = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3]
export type Turn = 0 | 90 | 180 | 270

/** All pages as one column in a box that scrolls: which are in view, and going to one of them. */
export function useColumn(
  stage: RefObject<HTMLElement | null>,
  sizes: readonly PageRun[],
  pages: number,
  shown: boolean,
) {
  const [room, setRoom] = useState(0)
  const [zoom, setZoom] = useState(1)
  const [turn, setTurn] = useState<Turn>(0)
  const [view, setView] = useState({ top: 0, height: 900 })
  const fit = room === 0 ? 0 : room < 560 ? room - 24 : Math.min(room - 112, 860)
  const width = Math.round(fit * zoom)
  const turned = turn === 90 || turn === 270
  const column = useMemo(() => layOut(sizes, pages, { width, gap: 20, turned }), [sizes, pages, width, turned])
  const seen = Math.min(pages, pageAt(column, view.top + Math.min(160, view.height / 3)))
  const [kept, keep] = useState(1) // where one is while the pages are shown in another way
  const current = shown && width > 0 ? seen : Math.min(kept, pages)
  const held = useRef({ page: 1, part: 0 })

  useEffect(() => {
    const box = stage.current
    if (!box || !shown) return
    const measure = () => setRoom(box.clientWidth)
    const look = () => {
      setView({ top: box.scrollTop, height: box.clientHeight })
    }
    const watch = new ResizeObserver(() => {
      measure()
      look()
    })
    watch.observe(box)
    box.addEventListener('scroll', look, { passive: true })
    return () => {
      watch.disconnect()
      box.removeEventListener('scroll', look)
    }
  }, [stage, shown])

  // the place that was read stays where it is when the sheets change their size
  const latest = useRef(column)
  useLayoutEffect(() => {
    const box = stage.current
    const before = latest.current
    latest.current = column
    if (!box || before === column || before.tops.length === 0 || (before.heights[0] ?? 0) === 0) return
    const { page, part } = held.current
    box.scrollTop = (column.tops[page - 1] ?? 0) + part * (column.heights[page - 1] ?? 0)
  }, [column, stage])
  useEffect(() => {
    const page = pageAt(column, view.top)
    held.current = { page, part: (view.top - (column.tops[page - 1] ?? 0)) / (column.heights[page - 1] || 1) }
  }, [view.top, column])

  // back from another way of showing it: to the page that was read there
  const measured = width > 0
  const place = useRef(kept)
  place.current = kept
  useLayoutEffect(() => {
    const box = stage.current
    if (shown && measured && box && place.current > 1) box.scrollTop = latest.current.tops[place.current - 1] ?? 0
  }, [shown, measured, stage])
  useEffect(() => {
    if (shown && measured) keep(seen)
  }, [shown, measured, seen])

  /** `part` of the page's height is brought to about a third of the window. */
  const goTo = useCallback(
    (page: number, part?: number) => {
      const box = stage.current
      const { tops, heights } = latest.current
      const sure = Math.max(1, Math.min(tops.length, page))
      const top = tops[sure - 1] ?? 0
      const into = part === undefined ? 0 : part * (heights[sure - 1] ?? 0) - (box?.clientHeight ?? 0) / 3
      box?.scrollTo({ top: Math.max(0, top + into) })
    },
    [stage],
  )
  const zoomBy = (by: 1 | -1) => {
    const at = steps.findIndex((step) => step >= zoom - 0.01)
    setZoom(steps[Math.max(0, Math.min(steps.length - 1, at + by))] ?? 1)
  }
  const first = Math.max(1, pageAt(column, view.top) - 1)
  const last = Math.min(pages, pageAt(column, view.top + view.height) + 1)
  const inView = useMemo(
    () => Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i),
    [first, last],
  )
  const ready = width > 0
  return { width, column, current, keep, inView, goTo, zoom, setZoom, zoomBy, turn, setTurn, ready }
}
export type ColumnOf = ReturnType<typeof useColumn>
