'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, type RefObject, useEffect, useRef } from 'react'
import type { FoundInDocument } from '#lib/domain/page-view'
import type { PageText } from './pages-of.ts'
import { TextOf } from './text-of.tsx'
import type { Redaction } from './use-redaction.ts'

/** The text alone, page after page, for reading large or aloud; hits are lit, unsure words dotted, corrections marked. */
export function TextPages({
  box,
  of,
  from,
  jump,
  hits,
  now,
  pages,
  wordless,
  redaction,
  onView,
  onSelect,
  children,
}: {
  box: RefObject<HTMLElement | null>
  of: number
  from: number
  /** Where to go, and how often that was asked. */
  jump: { page: number; times: number }
  hits: FoundInDocument['hits']
  /** Which of the hits is looked at. */
  now: number
  pages: ReadonlyMap<number, PageText>
  /** What is said on a page that has no words. */
  wordless: string
  redaction: Redaction
  /** The page that is read, and the first and the last that are drawn. */
  onView: (page: number, first: number, last: number) => void
  onSelect: () => void
  children: ReactNode
}) {
  const start = useRef(from)
  const rows = useVirtualizer({
    count: of,
    getScrollElement: () => box.current,
    estimateSize: () => 1100,
    overscan: 1,
  })
  const items = rows.getVirtualItems()
  useEffect(() => {
    if (start.current > 1) rows.scrollToIndex(start.current - 1, { align: 'start' })
  }, [rows])
  const top = rows.scrollOffset ?? 0
  const reading = items.find((item) => item.end > top + 80)
  const page = reading ? reading.index + 1 : 0
  const [first, last] = [(items[0]?.index ?? 0) + 1, (items.at(-1)?.index ?? 0) + 1]
  useEffect(() => {
    if (page > 0) onView(page, first, last)
  }, [page, first, last, onView])

  // to a page; and where a hit is looked at, to its words as soon as they are there
  const hit = hits[now]
  const target = jump.page > 0 ? jump.page : 0
  const there = Boolean(target && pages.get(target))
  useEffect(() => {
    if (target > 0 && jump.times > 0) rows.scrollToIndex(target - 1, { align: 'start' })
  }, [target, jump.times, rows])
  useEffect(() => {
    if (!hit || hit.page !== target || !there || jump.times === 0) return
    const timer = setTimeout(
      () => box.current?.querySelector('mark[data-now]')?.scrollIntoView({ block: 'center' }),
      60,
    )
    return () => clearTimeout(timer)
  }, [hit, target, there, jump.times, box])

  return (
    <section
      ref={box}
      className="viewer-stage viewer-text"
      aria-label="Text"
      data-preview={redaction.on && redaction.preview ? '' : undefined}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
      tabIndex={0}
      onMouseUp={() => setTimeout(onSelect)}
      onTouchEnd={() => setTimeout(onSelect, 50)}
      onKeyUp={(event) => (event.shiftKey || event.key === 'Shift' ? onSelect() : undefined)}
    >
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {items.map((item) => (
          <section
            key={item.key}
            ref={rows.measureElement}
            data-index={item.index}
            data-page={item.index + 1}
            className="text-page"
            aria-label={`Page ${item.index + 1} of ${of}`}
            style={{ transform: `translateY(${item.start}px)` }}
          >
            <h2>Page {item.index + 1}</h2>
            <TextOf
              page={pages.get(item.index + 1)}
              number={item.index + 1}
              wordless={wordless}
              hits={hits}
              now={now}
              marks={redaction.on ? redaction.list.marks : none}
              lit={redaction.lit}
              onMark={redaction.setLit}
            />
          </section>
        ))}
      </div>
      {children}
    </section>
  )
}

const none: never[] = []
