'use client'

import { memo } from 'react'
import type { PageView } from '#lib/domain/page-view'

type Word = PageView['words'][number]

/** Widths of words at 10 px, measured once each. */
const measured = new Map<string, number>()
let pen: CanvasRenderingContext2D | null | undefined

function widthOf(text: string): number {
  const known = measured.get(text)
  if (known !== undefined) return known
  pen ??= document.createElement('canvas').getContext('2d')
  if (pen) pen.font = '10px sans-serif'
  const width = pen?.measureText(text).width ?? text.length * 5
  if (measured.size > 50_000) measured.clear()
  measured.set(text, width)
  return width
}

/** Words of one line after the other, as they are read. */
function linesOf(words: readonly Word[]) {
  const lines: { word: Word; at: number }[][] = []
  let line = -1
  words.forEach((word, at) => {
    if (word.line !== line || lines.length === 0) lines.push([])
    line = word.line
    lines.at(-1)?.push({ word, at })
  })
  return lines
}

/**
 * The words of a page as real text over its image, in reading order. Lines stand in the flow, so that a selection
 * that is dragged through the white between them goes on as in any text; letters are spaced until each word begins
 * where it is printed. `scale`: CSS pixels to a point of the page. Before the script runs it is plain lines.
 */
export const TextLayer = memo(function TextLayer({ page, placed }: { page: PageView; placed: boolean }) {
  const lines = linesOf(page.words)
  if (!placed)
    return (
      <div className="page-words" data-plain="">
        {lines.map((line) => (
          <p key={line[0]?.at}>{line.map(({ word }) => word.text).join(' ')}</p>
        ))}
      </div>
    )
  const { width: w, height: h } = page
  let bottom = 0
  return (
    <div className="page-words" style={{ width: w, height: h }}>
      {lines.map((line) => {
        const top = Math.min(...line.map(({ word }) => word.box[1])) * h
        const end = Math.max(...line.map(({ word }) => word.box[3])) * h
        const left = (line[0]?.word.box[0] ?? 0) * w
        const right = Math.max(...line.map(({ word }) => word.box[2])) * w
        const height = Math.max(1, end - top)
        const size = Math.min(height * 0.8, 72)
        const style = {
          marginTop: top - bottom,
          marginLeft: left,
          width: Math.max(1, right - left),
          height,
          lineHeight: `${height}px`,
          fontSize: size,
        }
        bottom = end
        return (
          <div key={line[0]?.at} className="page-line" style={style}>
            {line.map(({ word, at }, i) => {
              const next = line[i + 1]?.word
              const shown = next ? `${word.text} ` : word.text
              const own = (word.box[2] - word.box[0]) * w
              const room = next && next.box[0] > word.box[0] ? (next.box[0] - word.box[0]) * w : own
              const letterSpacing = (room - (widthOf(shown) * size) / 10) / shown.length
              return (
                <span key={at} data-w={at} style={{ letterSpacing }}>
                  {shown}
                </span>
              )
            })}
          </div>
        )
      })}
    </div>
  )
})
