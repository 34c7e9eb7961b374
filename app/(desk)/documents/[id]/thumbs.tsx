'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { PageRun } from '#lib/domain/document'
import { PageImage } from './page-image.tsx'

type Props = {
  documentId: string
  pages: number
  sizes: readonly PageRun[]
  current: number
  /** How many findings stand on a page, and how far down each hit. */
  findings: ReadonlyMap<number, number>
  hits: ReadonlyMap<number, readonly number[]>
  onGo: (page: number) => void
}

const across = 128

const shapeOf = (sizes: readonly PageRun[], page: number) => {
  const run = sizes.find((size) => size.from <= page && page <= size.to)
  return run ? run.height / run.width : 11 / 8.5
}

/** The rail of small pages: only those in view exist. */
export function Thumbs({ documentId, pages, sizes, current, findings, hits, onGo }: Props) {
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
              findings={findings.get(row.index + 1) ?? 0}
              hits={hits.get(row.index + 1) ?? none}
              onGo={onGo}
            />
          </div>
        ))}
      </div>
    </nav>
  )
}

/** One small page with its number, its findings and its hits. */
export function Thumb(props: {
  documentId: string
  page: number
  height: number
  current: boolean
  findings: number
  hits: readonly number[]
  onGo: (page: number) => void
}) {
  const { documentId, page, height, current, findings, hits, onGo } = props
  const said = [
    findings > 0 ? `${findings} ${findings === 1 ? 'finding' : 'findings'}` : '',
    hits.length > 0 ? `${hits.length} ${hits.length === 1 ? 'hit' : 'hits'}` : '',
  ].filter(Boolean)
  return (
    <a
      href={`#p${page}`}
      className="thumb"
      aria-current={current ? 'page' : undefined}
      aria-label={[`Page ${page}`, ...said].join(', ')}
      onClick={(event) => {
        event.preventDefault()
        onGo(page)
      }}
    >
      <span className="thumb-paper" style={{ height }}>
        <PageImage documentId={documentId} page={page} width={700} thumb />
        {[...new Set(hits.map((down) => Math.round(down * 50) * 2))].map((down) => (
          <span key={down} className="thumb-tick" style={{ top: `${down}%` }} />
        ))}
      </span>
      <span className="thumb-word">
        {page}
        <span className="ml-auto">{said[0]}</span>
      </span>
    </a>
  )
}

const none: readonly number[] = []
