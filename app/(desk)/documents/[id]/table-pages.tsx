'use client'

import { type ReactNode, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { FoundInDocument } from '#lib/domain/page-view'
import type { Reading } from '#lib/domain/viewer'
import { Button } from '../../../_ui/button.tsx'
import type { ShownMark } from './mark-order.ts'
import { wordsMarked } from './marked-words.ts'
import type { PageText } from './pages-of.ts'
import type { SelectedWords } from './selected-words.ts'
import { SheetTable } from './sheet-table.tsx'
import type { Seen } from './use-column.ts'
import type { Redaction } from './use-redaction.ts'

const step = 6
const most = 36

/** A spreadsheet as tables, from the page that is asked for on; more rows are added as they are wanted. */
export function TablePages({
  box,
  reading,
  jump,
  from,
  pages,
  hits,
  redaction,
  onView,
  onSelect,
  children,
}: {
  box: RefObject<HTMLElement | null>
  reading: Reading
  jump: { page: number; times: number }
  from: number
  pages: ReadonlyMap<number, PageText>
  hits: FoundInDocument['hits']
  redaction: Redaction
  onView: (page: number, first: number, last: number) => void
  onSelect: (words: SelectedWords | null) => void
  children: ReactNode
}) {
  const of = reading.document.pages
  const [span, setSpan] = useState({ first: from, last: Math.min(of, from + step) })
  useEffect(() => {
    if (jump.times === 0) return
    top.current = Math.max(1, jump.page)
    setSpan({ first: top.current, last: Math.min(of, top.current + step) })
  }, [jump, of])
  const top = useRef(span.first)
  const waiting = useRef(false)
  const on = useCallback(
    () => setSpan(({ first, last }) => ({ first: Math.max(first, last - most), last: Math.min(of, last + step) })),
    [of],
  )
  /** Which page of it stands at the top; near the end more rows come by themselves. */
  const look = useCallback(() => {
    waiting.current = false
    const tables = box.current?.querySelector('.sheet-book-tables')
    if (!tables) return
    top.current = rowsSeen(tables)[0]?.page ?? span.first
    onView(top.current, span.first, span.last)
    const left = tables.scrollHeight - tables.scrollTop - tables.clientHeight
    if (left < tables.clientHeight && span.last < of && span.last - span.first < most) on()
  }, [box, span, of, on, onView])
  useEffect(() => onView(Math.max(span.first, Math.min(span.last, top.current)), span.first, span.last), [span, onView])
  const shown = useMemo(() => {
    const found: Exclude<PageText, 'none'>[] = []
    for (let page = span.first; page <= span.last; page++) {
      const text = pages.get(page)
      if (text && text !== 'none') found.push(text)
    }
    return found
  }, [pages, span])
  const lit = useMemo(() => {
    const words = new Set<string>()
    for (const hit of hits) for (let at = hit.words[0]; at <= hit.words[1]; at++) words.add(`${hit.page}:${at}`)
    return words
  }, [hits])
  const back = () =>
    setSpan(({ first, last }) => ({ first: Math.max(1, first - step), last: Math.min(last, first + most) }))
  const { sheets } = reading.document.facts ?? {}
  const { on: redacting, preview, list } = redaction
  const marked = useMemo(() => {
    const words = new Map<string, ShownMark>()
    if (redacting)
      for (const page of shown)
        for (const [at, mark] of wordsMarked(page, page.page, list.marks)) words.set(`${page.page}:${at}`, mark)
    return words
  }, [redacting, shown, list.marks])
  return (
    <section
      ref={box}
      className="viewer-table"
      data-preview={redacting && preview ? '' : undefined}
      aria-label="Table"
      onScrollCapture={() => {
        if (waiting.current) return
        waiting.current = true
        requestAnimationFrame(look)
      }}
    >
      <SheetTable pages={shown} hits={lit} marked={marked} onSelect={onSelect} {...(sheets ? { sheets } : {})} />
      {span.first > 1 || span.last < of ? (
        <div className="viewer-more">
          <Button variant="quiet" onClick={back} disabled={span.first <= 1}>
            Rows before
          </Button>
          <span className="text-muted">
            Part {span.first}–{span.last} of {of}
          </span>
          <Button variant="quiet" onClick={on} disabled={span.last >= of}>
            More rows
          </Button>
        </div>
      ) : null}
      {children}
    </section>
  )
}

/** How much of the rows of each page stands in the window, from the top on. */
export function rowsSeen(tables: Element): Seen[] {
  const frame = tables.getBoundingClientRect()
  const sums = new Map<number, { shown: number; all: number }>()
  for (const cell of tables.querySelectorAll<HTMLElement>('tr > td:first-of-type')) {
    const page = Number(cell.dataset.page ?? 0)
    if (page < 1) continue
    const { top, bottom, height } = cell.getBoundingClientRect()
    const sum = sums.get(page) ?? { shown: 0, all: 0 }
    sum.all += height
    sum.shown += Math.max(0, Math.min(bottom, frame.bottom) - Math.max(top, frame.top))
    sums.set(page, sum)
  }
  return [...sums].flatMap(([page, { shown, all }]) => {
    return shown > 0 ? { page, part: Math.max(shown / (all || 1), shown / (frame.height || 1)) } : []
  })
}
