'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import { type Known, Thumb } from './thumbs.tsx'

const cell = 168

/** All pages small, side by side. */
export function Grid({
  documentId,
  pages,
  current,
  onGo,
  ...known
}: Known & {
  documentId: string
  pages: number
  current: number
  onGo: (page: number) => void
}) {
  const box = useRef<HTMLElement>(null)
  const [columns, setColumns] = useState(4)
  useEffect(() => {
    if (!box.current) return
    const watch = new ResizeObserver(([entry]) =>
      setColumns(Math.max(2, Math.floor(((entry?.contentRect.width ?? 700) - 32) / cell))),
    )
    watch.observe(box.current)
    return () => watch.disconnect()
  }, [])
  const rows = useVirtualizer({
    count: Math.ceil(pages / columns),
    getScrollElement: () => box.current,
    estimateSize: () => 230,
    overscan: 1,
  })
  const start = useRef(current)
  useEffect(() => {
    rows.scrollToIndex(Math.floor((start.current - 1) / columns), { align: 'center' })
  }, [rows, columns])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
    <section ref={box} className="viewer-stage viewer-grid" aria-label="All pages, small" tabIndex={0}>
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map((row) => (
          <div key={row.key} className="grid-row" style={{ transform: `translateY(${row.start}px)` }}>
            {Array.from({ length: columns }, (_, i) => row.index * columns + i + 1)
              .filter((page) => page <= pages)
              .map((page) => (
                <Thumb
                  key={page}
                  documentId={documentId}
                  page={page}
                  height={180}
                  current={page === current}
                  onGo={onGo}
                  {...known}
                />
              ))}
          </div>
        ))}
      </div>
    </section>
  )
}
