'use client'

import { memo, type ReactNode, useState } from 'react'
import { linesOf } from '#lib/domain/find-text'
import type { Box } from '#lib/domain/page'
import type { PageView } from '#lib/domain/page-view'
import { Skeleton } from '../../../_ui/states.tsx'
import { Caret, type CaretAt } from './caret.tsx'
import { Corrected } from './corrected.tsx'
import { PageImage } from './page-image.tsx'
import { TextLayer } from './text-layer.tsx'

/** What is marked on a page: hits of the search, passages of findings, the selection that is being tagged. */
export type Mark = {
  id: string
  look: 'hit' | 'now' | 'finding' | 'lit' | 'chosen' | 'corrected'
  boxes: readonly Box[]
  label?: string
}

type Props = {
  documentId: string
  number: number
  of: number
  page: PageView | 'none' | undefined
  /** What is said on it where it has no words. */
  wordless: string
  /** CSS pixels; undefined before the script runs. */
  width?: number
  height?: number
  turn: 0 | 90 | 180 | 270
  marks: readonly Mark[]
  top?: number
  /** The text caret, where it stands on this page. */
  caret: CaretAt | null
  onPin: (id: string) => void
  onKey: (key: 'f' | 'e' | 'b' | 'Enter') => void
  /** What lies over the page: the marks of a copy that is redacted. */
  over: ReactNode
  onLeave: (to: CaretAt | null) => void
}

/** One page: its image, its words as real text over it in reading order, its marks, and pins in the margin. */
export const Sheet = memo(function Sheet({
  documentId,
  number,
  of,
  page,
  wordless,
  width,
  height,
  turn,
  marks,
  top,
  caret,
  onPin,
  onKey,
  onLeave,
  over,
}: Props) {
  const [drawn, setDrawn] = useState(false)
  const placed = width !== undefined && height !== undefined
  const across = turn === 90 || turn === 270
  const inner = placed ? { width: across ? height : width, height: across ? width : height } : undefined
  const scale = placed && page && page !== 'none' && inner ? inner.width / page.width : 1
  const turned = turn === 0 || !placed ? '' : `rotate(${turn}deg)`
  const size = pictureWidth(inner?.width ?? 700)
  const pins = marks.filter((mark) => mark.label)
  return (
    <section
      id={`p${number}`}
      data-page={number}
      aria-label={`Page ${number} of ${of}`}
      className="sheet"
      style={placed ? { top, width, height, position: 'absolute' } : undefined}
    >
      <div
        className="sheet-paper"
        style={inner ? { ...inner, transform: `translate(-50%, -50%) ${turned}` } : undefined}
        data-placed={placed ? '' : undefined}
        data-drawn={drawn || !placed ? '' : undefined}
      >
        {placed ? (
          <PageImage documentId={documentId} page={number} width={size} onThere={setDrawn} />
        ) : (
          // biome-ignore lint/performance/noImgElement: before the script runs
          <img src={`/api/v1/documents/${documentId}/pages/${number}/image?width=1000`} alt="" loading="lazy" />
        )}
        {placed ? (
          <svg className="sheet-marks" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
            {marks.flatMap((mark) =>
              mark.boxes.map((box) => <MarkBox key={`${mark.id} ${box}`} look={mark.look} box={box} />),
            )}
            {page && page !== 'none'
              ? page.corrections?.flatMap(({ words: [from, to] }) =>
                  linesOf(page.words, from, to).map((box) => <MarkBox key={`c ${box}`} look="corrected" box={box} />),
                )
              : null}
          </svg>
        ) : null}
        {page && page !== 'none' ? (
          <div className="sheet-words" style={placed ? { transform: `scale(${scale})` } : undefined}>
            {placed && caret ? (
              <Caret page={number} of={of} at={caret} onKey={onKey} onLeave={onLeave}>
                <TextLayer page={page} placed />
              </Caret>
            ) : (
              <TextLayer page={page} placed={placed} />
            )}
          </div>
        ) : null}
        {page && page !== 'none' && page.words.length === 0 ? <p className="sheet-wordless">{wordless}</p> : null}
        {placed ? over : null}
        {page === undefined && placed ? <Skeleton className="absolute inset-x-8 top-8 h-4 opacity-50" /> : null}
      </div>
      {placed && turn === 0
        ? pins.map((mark) => (
            <button
              key={mark.id}
              type="button"
              className="sheet-pin"
              data-on={mark.look === 'lit' ? '' : undefined}
              style={{ top: (mark.boxes[0]?.[1] ?? 0) * height }}
              onClick={() => onPin(mark.id)}
              aria-label={`Finding ${mark.label}`}
            >
              {mark.label}
            </button>
          ))
        : null}
      {placed && turn === 0 && page && page !== 'none'
        ? page.corrections?.map((one) => (
            <div
              key={one.words[0]}
              className="sheet-corrected"
              style={{ top: (page.words[one.words[0]]?.box[1] ?? 0) * height }}
            >
              <Corrected correction={one} short />
            </div>
          ))
        : null}
    </section>
  )
})

function MarkBox({ look, box: [x0, y0, x1, y1] }: { look: Mark['look']; box: Box }) {
  if (look === 'finding' || look === 'corrected')
    return (
      <line
        className={look === 'finding' ? 'mark-line' : 'mark-corrected'}
        x1={x0}
        x2={x1}
        y1={y1}
        y2={y1}
        vectorEffect="non-scaling-stroke"
      />
    )
  return <rect className={`mark-${look}`} x={x0} y={y0} width={x1 - x0} height={y1 - y0} />
}

/** The picture that serves a page shown so wide, in CSS pixels, on this screen. */
export function pictureWidth(width: number): 700 | 1000 | 2000 {
  const pixels = width * (typeof devicePixelRatio === 'undefined' ? 1 : devicePixelRatio)
  return pixels <= 720 ? 700 : pixels <= 1100 ? 1000 : 2000
}
