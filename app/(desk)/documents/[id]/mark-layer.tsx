'use client'

import { useRef, useState } from 'react'
import { fillOf } from '#lib/domain/cover'
import type { Box } from '#lib/domain/page'
import { boxBetween, isDrawn, onPaper } from './draw-mark.ts'
import { KeyBox } from './key-box.tsx'
import { reasonInWords, type ShownMark } from './mark-order.ts'
import type { PageText } from './pages-of.ts'
import type { Redaction } from './use-redaction.ts'

type Props = {
  page: number
  text: PageText | undefined
  redaction: Redaction
  turn: 0 | 90 | 180 | 270
  /** The page that is read: there the box for the keys stands. */
  here: boolean
}

/** Over a page: its marks as outlines with number and reason, or black as they will look; and where new ones are drawn. */
export function MarkLayer({ page, text, redaction, turn, here }: Props) {
  const { list, hits, preview, drawing, lit, setLit, add, draw } = redaction
  const layer = useRef<HTMLDivElement>(null)
  const from = useRef<{ x: number; y: number }>(null)
  const [box, setBox] = useState<Box | null>(null)
  const marks = list.marks.filter((mark) => mark.page === page)
  const at = (event: { clientX: number; clientY: number }) => {
    const rect = layer.current?.getBoundingClientRect()
    return rect ? onPaper({ x: event.clientX, y: event.clientY }, rect, turn) : null
  }
  const end = (keep: boolean) => {
    from.current = null
    setBox(null)
    if (keep && box && isDrawn(box)) add([{ page, boxes: [box] }])
  }
  return (
    <div
      ref={layer}
      className="mark-layer"
      data-draw={drawing === 'off' ? undefined : ''}
      onPointerDown={(event) => {
        if (drawing === 'off' || event.button !== 0 || event.target !== layer.current) return
        from.current = at(event)
        layer.current?.setPointerCapture(event.pointerId)
        event.preventDefault()
      }}
      onPointerMove={(event) => {
        const to = from.current ? at(event) : null
        if (from.current && to) setBox(boxBetween(from.current, to))
      }}
      onPointerUp={() => end(true)}
      onPointerCancel={() => end(false)}
    >
      {marks.map((mark) => (
        <MarkBoxes
          key={mark.key}
          mark={mark}
          text={text}
          preview={preview}
          lit={mark.id !== null && mark.id === lit}
          tight={isTight(mark, text)}
          onPick={() => setLit(mark.id)}
        />
      ))}
      {(hits ?? [])
        .filter((hit) => hit.page === page && !hit.marked)
        .flatMap((hit) => hit.boxes)
        .map((one) => (
          <div key={`hit ${one.join()}`} className="mark-box" data-hit="" style={placeOf(one)} />
        ))}
      {box ? <div className="mark-box" data-new="" style={placeOf(box)} /> : null}
      {drawing === 'keys' && here ? (
        <KeyBox
          page={page}
          words={text && text !== 'none' ? text.words : []}
          onMark={(drawn) => add([{ page, boxes: [drawn] }])}
          onLeave={() => draw('off')}
        />
      ) : null}
    </div>
  )
}

export const placeOf = ([x0, y0, x1, y1]: Box) => ({
  left: `${x0 * 100}%`,
  top: `${y0 * 100}%`,
  width: `${(x1 - x0) * 100}%`,
  height: `${(y1 - y0) * 100}%`,
})

type BoxesProps = {
  mark: ShownMark
  text: PageText | undefined
  preview: boolean
  lit: boolean
  /** Words follow at once: the tag would lie on them, so it holds the number alone. */
  tight: boolean
  onPick: () => void
}

const isTight = ({ boxes: [box] }: ShownMark, text: PageText | undefined) => {
  if (!box || !text || text === 'none') return false
  const [, y0, x1, y1] = box
  const [top, end] = [y0 + 0.25 * (y1 - y0), y1 - 0.25 * (y1 - y0)]
  return text.words.some(({ box: [a0, b0, , b1] }) => b0 < end && b1 > top && a0 >= x1 - 0.002 && a0 - x1 < 0.12)
}

function MarkBoxes({ mark, text, preview, lit, tight, onPick }: BoxesProps) {
  const reason = mark.reason.replaceAll('_', ' ')
  if (preview) {
    const known = text && text !== 'none' ? text : { width: 612, height: 792, source: 'ocr', words: [] }
    const picture = known.source === 'ocr' || known.source === 'corrected' || known.words.length === 0
    return fillOf(mark.boxes, known, picture, known.words).map((fill) => (
      <div key={fill.join()} className="mark-fill" style={placeOf(fill)}>
        <span>{reason}</span>
      </div>
    ))
  }
  return mark.boxes.map((box, i) => (
    <div
      key={box.join()}
      className="mark-box"
      data-lit={lit ? '' : undefined}
      data-open={mark.id === null ? '' : undefined}
      style={placeOf(box)}
    >
      {i === 0 ? (
        <button
          type="button"
          className="mark-tag"
          data-left={box[2] > 0.82 ? '' : undefined}
          aria-label={`Mark ${mark.n}, ${reasonInWords(mark.reason)}: show it in the list`}
          onClick={onPick}
        >
          {mark.n} {tight ? null : <span>{reason}</span>}
        </button>
      ) : null}
    </div>
  ))
}
