'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import Pencil from 'lucide-react/icons/pencil-line'
import { memo, type ReactNode, type RefObject, useEffect, useMemo, useRef } from 'react'
import type { Correction, FoundInDocument, PageView } from '#lib/domain/page-view'
import { formatDay } from '../../../_ui/format-date.ts'
import type { PageText } from './pages-of.ts'

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
            />
          </section>
        ))}
      </div>
      {children}
    </section>
  )
}

const TextOf = memo(function TextOf({
  page,
  number,
  wordless,
  hits,
  now,
}: {
  page: PageText | undefined
  number: number
  wordless: string
  hits: FoundInDocument['hits']
  now: number
}) {
  const lit = useMemo(() => {
    const words = new Map<number, boolean>()
    hits.forEach((hit, i) => {
      if (hit.page !== number) return
      for (let at = hit.words[0]; at <= hit.words[1]; at++) words.set(at, i === now)
    })
    return words
  }, [hits, now, number])
  if (page === undefined) return <p className="text-muted">…</p>
  if (page === 'none') return <p className="text-muted">This page is still being read.</p>
  if (page.words.length === 0) return <p className="text-muted">{wordless}</p>
  const lines: { word: PageView['words'][number]; at: number }[][] = []
  page.words.forEach((word, at) => {
    if (at === 0 || page.words[at - 1]?.line !== word.line) lines.push([])
    lines.at(-1)?.push({ word, at })
  })
  const ends = new Map((page.corrections ?? []).map((one) => [one.words[1], one]))
  const corrected = (at: number) => page.corrections?.some(({ words: [from, to] }) => from <= at && at <= to)
  return lines.map((line) => (
    <p key={line[0]?.at}>
      {line.map(({ word, at }) => {
        const look = word.sure !== undefined && word.sure < 0.6 ? 'unsure' : corrected(at) ? 'corrected' : undefined
        const text = `${word.text} `
        const hit = lit.get(at)
        const said =
          hit === undefined ? (
            <span
              key={at}
              data-w={at}
              className={look}
              title={look === 'unsure' ? 'The reader was not sure' : undefined}
            >
              {text}
            </span>
          ) : (
            <mark key={at} data-w={at} data-now={hit ? '' : undefined} className={look}>
              {text}
            </mark>
          )
        const correction = ends.get(at)
        return correction ? [said, <Corrected key={`c${at}`} correction={correction} />] : said
      })}
    </p>
  ))
})

/** "corrected by Ana": what the machine had read is one click away. */
export function Corrected({ correction: { was, by, at }, short = false }: { correction: Correction; short?: boolean }) {
  const said = `corrected${by ? ` by ${by}` : ''}`
  return (
    <details className="corrected-note" data-short={short ? '' : undefined}>
      {short ? (
        <summary title={said}>
          <Pencil />
          <span className="sr-only">{said}</span>
        </summary>
      ) : (
        <summary>{said}</summary>
      )}
      <span>
        {short ? `${said}; ` : ''}read before: <q>{was || 'nothing'}</q>, {formatDay(at.slice(0, 10))}
      </span>
    </details>
  )
}
