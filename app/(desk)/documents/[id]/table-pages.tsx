'use client'

import { type ReactNode, type RefObject, useEffect, useMemo, useState } from 'react'
import type { FoundInDocument } from '#lib/domain/document'
import type { Reading } from '#lib/domain/viewer'
import { Button } from '../../../_ui/button.tsx'
import type { PageText } from './pages-of.ts'
import type { SelectedWords } from './selected-words.ts'
import { SheetTable } from './sheet-table.tsx'

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
  onView: (page: number, first: number, last: number) => void
  onSelect: (words: SelectedWords | null) => void
  children: ReactNode
}) {
  const of = reading.document.pages
  const [span, setSpan] = useState({ first: from, last: Math.min(of, from + step) })
  useEffect(() => {
    if (jump.times > 0) setSpan({ first: Math.max(1, jump.page), last: Math.min(of, jump.page + step) })
  }, [jump, of])
  useEffect(() => onView(span.first, span.first, span.last), [span, onView])
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
  const on = () =>
    setSpan(({ first, last }) => ({ first: Math.max(first, last - most), last: Math.min(of, last + step) }))
  const { sheets } = reading.document.facts ?? {}
  return (
    <section ref={box} className="viewer-table" aria-label="Table">
      <SheetTable pages={shown} hits={lit} onSelect={onSelect} {...(sheets ? { sheets } : {})} />
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
