'use client'

import { useEffect, useRef, useState } from 'react'
import { wholeWords, wordsInside } from '#lib/domain/cover'
import { type Box, textOf, type Word } from '#lib/domain/page'
import { boxAfterKey } from './draw-mark.ts'

const size = { across: 0.2, down: 0.024 }

/**
 * A box that is drawn with the keys alone: arrows move it, Shift and an arrow size it, Ctrl makes the steps small, Enter
 * marks what it covers, which is said, Escape ends.
 */
export function KeyBox({
  page,
  words,
  onMark,
  onLeave,
}: {
  page: number
  words: readonly Word[]
  onMark: (box: Box) => void
  onLeave: () => void
}) {
  const ref = useRef<HTMLDivElement>(null)
  const [[x0, y0, x1, y1], setBox] = useState<Box>([0.1, 0.1, 0.1 + size.across, 0.1 + size.down])
  useEffect(() => {
    const own = ref.current
    const stage = own?.closest('.viewer-stage')?.getBoundingClientRect()
    const paper = own?.parentElement?.getBoundingClientRect()
    if (stage && paper && paper.height > 0) {
      const middle = (Math.max(stage.top, paper.top) + Math.min(stage.bottom, paper.bottom)) / 2
      const y = Math.min(0.95, Math.max(0, (middle - paper.top) / paper.height))
      setBox([0.4, y, 0.4 + size.across, y + size.down])
    }
    own?.focus({ preventScroll: true })
  }, [])
  useEffect(() => {
    if (x1 && y1) ref.current?.scrollIntoView({ block: 'nearest' })
  }, [x1, y1])
  const covers = textOf(wordsInside(words, wholeWords(words, [[x0, y0, x1, y1]]))).replaceAll('\n', ' ')
  return (
    <>
      <div
        ref={ref}
        className="mark-box key-box"
        style={{
          left: `${x0 * 100}%`,
          top: `${y0 * 100}%`,
          width: `${(x1 - x0) * 100}%`,
          height: `${(y1 - y0) * 100}%`,
        }}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that keys move must take them
        tabIndex={0}
        aria-label={`Box on page ${page}. Arrow keys move it, Shift and arrows size it, Ctrl for small steps, Enter marks, Escape ends.`}
        onKeyDown={(event) => {
          const { key, shiftKey, ctrlKey, metaKey } = event
          if (key === 'Escape') onLeave()
          else if (key === 'Enter') onMark([x0, y0, x1, y1])
          else {
            const next = boxAfterKey([x0, y0, x1, y1], key, { size: shiftKey, step: ctrlKey || metaKey ? 0.002 : 0.01 })
            if (!next) return
            setBox(next)
          }
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      <p className="sr-only" role="status">
        {covers ? `Covers: ${covers.slice(0, 300)}` : 'Covers no words.'}
      </p>
    </>
  )
}
