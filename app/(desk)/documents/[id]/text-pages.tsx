'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { DocumentView, FoundInDocument, PageView } from '#lib/domain/document'
import { usePages } from './pages-of.ts'

/** The text alone, page after page, for reading large or aloud; hits are lit. */
export function TextPages({
  doc,
  first,
  from,
  jump,
  hits,
  onPage,
}: {
  doc: DocumentView
  first: readonly PageView[]
  from: number
  /** Where to go, and how often that was asked. */
  jump: { page: number; times: number }
  hits: FoundInDocument
  onPage: (page: number) => void
}) {
  const box = useRef<HTMLDivElement>(null)
  const start = useRef(from)
  const rows = useVirtualizer({
    count: doc.pages,
    getScrollElement: () => box.current,
    estimateSize: () => 640,
    overscan: 1,
  })
  const items = rows.getVirtualItems()
  const pages = usePages(
    doc.id,
    doc.version,
    first,
    items.map((item) => item.index + 1),
  )
  useEffect(() => {
    if (start.current > 1) rows.scrollToIndex(start.current - 1, { align: 'start' })
  }, [rows])
  useEffect(() => {
    if (jump.page > 0) rows.scrollToIndex(jump.page - 1, { align: 'start' })
  }, [jump, rows])
  const top = rows.scrollOffset ?? 0
  const reading = items.find((item) => item.end > top + 80)
  const page = reading ? reading.index + 1 : 0
  useEffect(() => {
    if (page > 0) onPage(page)
  }, [page, onPage])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
    <section ref={box} className="viewer-stage viewer-text" aria-label="Text" tabIndex={0}>
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {items.map((item) => (
          <section
            key={item.key}
            ref={rows.measureElement}
            data-index={item.index}
            className="text-page"
            aria-label={`Page ${item.index + 1} of ${doc.pages}`}
            style={{ transform: `translateY(${item.start}px)` }}
          >
            <h2>Page {item.index + 1}</h2>
            <TextOf page={pages.get(item.index + 1)} hits={hits} />
          </section>
        ))}
      </div>
    </section>
  )
}

function TextOf({ page, hits }: { page: PageView | 'none' | undefined; hits: FoundInDocument }) {
  if (page === undefined) return <p className="text-muted">…</p>
  if (page === 'none') return <p className="text-muted">This page is still being read.</p>
  if (page.words.length === 0) return <p className="text-muted">This page has no text yet: it is a picture.</p>
  const lit = new Set<number>()
  for (const hit of hits.hits) if (hit.page === page.page) for (let i = hit.words[0]; i <= hit.words[1]; i++) lit.add(i)
  const lines: PageView['words'][] = []
  page.words.forEach((word, i) => {
    if (i === 0 || page.words[i - 1]?.line !== word.line) lines.push([])
    lines.at(-1)?.push(word)
  })
  let at = 0
  return lines.map((line) => {
    const begin = at
    at += line.length
    return <p key={begin}>{line.map((word, i) => wordOf(word.text, begin + i, lit.has(begin + i)))}</p>
  })
}

const wordOf = (text: string, at: number, lit: boolean) =>
  lit ? <mark key={at}>{text} </mark> : <span key={at}>{text} </span>
