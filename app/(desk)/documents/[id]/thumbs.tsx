'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import Check from 'lucide-react/icons/check'
import CheckCheck from 'lucide-react/icons/check-check'
import { memo, useEffect, useRef } from 'react'
import type { PageRun } from '#lib/domain/page-view'
import { PageImage } from './page-image.tsx'

/** What is known of pages: how many findings stand on each, how far down each hit, and who has read it. */
export type Known = {
  findings: ReadonlyMap<number, number>
  hits: ReadonlyMap<number, readonly number[]>
  readers: ReadonlyMap<number, readonly string[]>
}
type Props = Known & {
  documentId: string
  pages: number
  sizes: readonly PageRun[]
  current: number
  onGo: (page: number) => void
}

const across = 128

const shapeOf = (sizes: readonly PageRun[], page: number) => {
  const run = sizes.find((size) => size.from <= page && page <= size.to)
  return run ? run.height / run.width : 11 / 8.5
}

/** The rail of small pages: only those in view exist. */
export const Thumbs = memo(function Thumbs({ documentId, pages, sizes, current, onGo, ...known }: Props) {
  const box = useRef<HTMLElement>(null)
  const rows = useVirtualizer({
    count: pages,
    getScrollElement: () => box.current,
    estimateSize: (i) => Math.min(220, Math.round(across * shapeOf(sizes, i + 1))) + 34,
    overscan: 1,
  })
  useEffect(() => {
    if (current > 0) rows.scrollToIndex(current - 1, { align: 'auto' })
  }, [current, rows])
  return (
    <nav ref={box} className="viewer-thumbs" aria-label="Small pages">
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map((row) => (
          <div
            key={row.key}
            className="thumb-row"
            style={{ transform: `translateY(${row.start}px)`, height: row.size }}
          >
            <Thumb
              documentId={documentId}
              page={row.index + 1}
              height={row.size - 34}
              current={row.index + 1 === current}
              onGo={onGo}
              {...known}
            />
          </div>
        ))}
      </div>
    </nav>
  )
})

type ThumbProps = Known & {
  documentId: string
  page: number
  height: number
  current: boolean
  onGo: (page: number) => void
}

/** One small page with its number, its findings, its hits, and a tick for whoever has read it. */
export function Thumb({ documentId, page, height, current, onGo, ...known }: ThumbProps) {
  const findings = known.findings.get(page) ?? 0
  const hits = known.hits.get(page) ?? none
  const readers = known.readers.get(page) ?? nobody
  const said = [
    findings > 0 ? `${findings} ${findings === 1 ? 'finding' : 'findings'}` : '',
    hits.length > 0 ? `${hits.length} ${hits.length === 1 ? 'hit' : 'hits'}` : '',
  ].filter(Boolean)
  const read = readers.length > 0 ? `read by ${readers.join(' and ')}` : ''
  return (
    <a
      href={`#p${page}`}
      className="thumb"
      aria-current={current ? 'page' : undefined}
      aria-label={[`Page ${page}`, ...said, read].filter(Boolean).join(', ')}
      title={read ? `Page ${page}, ${read}` : undefined}
      onClick={(event) => {
        event.preventDefault()
        onGo(page)
      }}
    >
      <span className="thumb-paper" style={{ height }}>
        <PageImage documentId={documentId} page={page} width={700} small />
        {[...new Set(hits.map((down) => Math.round(down * 50) * 2))].map((down) => (
          <span key={down} className="thumb-tick" style={{ top: `${down}%` }} />
        ))}
      </span>
      <span className="thumb-word">
        {page}
        {readers.length > 1 ? <CheckCheck className="thumb-read" /> : null}
        {readers.length === 1 ? <Check className="thumb-read" /> : null}
        <span className="ml-auto">{said[0]}</span>
      </span>
    </a>
  )
}

const none: readonly number[] = []
const nobody: readonly string[] = []
