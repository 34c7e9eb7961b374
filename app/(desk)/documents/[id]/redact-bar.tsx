'use client'

import Search from 'lucide-react/icons/search'
import Square from 'lucide-react/icons/square-dashed'
import { useEffect, useRef } from 'react'
import { Button } from '../../../_ui/button.tsx'
import { useShortcut } from '../../../_ui/shortcuts.tsx'
import type { Redaction } from './use-redaction.ts'

const group = 'Redacting'

/** The red bar above the pages while a copy is redacted, and its keys. */
export function RedactBar({ redaction }: { redaction: Redaction }) {
  const { on, end, preview, setPreview, drawing, draw, begin } = redaction
  const onFind = () => {
    begin()
    redaction.setDoing('find')
  }
  const show = (black: boolean) => {
    if (!on) begin()
    if (black) draw('off')
    setPreview(black)
  }
  useShortcut('b', 'Redact the selection in a copy', redaction.markSelection, group)
  useShortcut('d', 'Draw a box to be redacted', () => draw('keys'), group)
  useShortcut('m', 'Find and mark', onFind, group)
  const onPrepare = () => {
    begin()
    redaction.setDoing('prepare')
  }
  useShortcut('x', 'Prepare an exhibit', onPrepare, group)
  useShortcut('\\', 'Marks, or as it will look', () => show(!preview), group)
  useEffect(() => {
    if (drawing !== 'hand') return
    const leave = (event: KeyboardEvent) => (event.key === 'Escape' ? draw('off') : undefined)
    addEventListener('keydown', leave)
    return () => removeEventListener('keydown', leave)
  }, [drawing, draw])
  const pen = useRef<HTMLButtonElement>(null)
  const before = useRef(drawing)
  useEffect(() => {
    if (before.current === 'keys' && drawing === 'off' && document.activeElement === document.body) pen.current?.focus()
    before.current = drawing
  }, [drawing])
  if (!on) return null
  return (
    <div className="redact-bar no-print" role="toolbar" aria-label="Redacting">
      <span className="redact-said">
        <span className="redact-sign" aria-hidden="true" />
        {drawing === 'hand' ? 'Drag a box over what must go. Esc ends.' : 'Redacting a copy. The original is kept.'}
      </span>
      <span className="redact-do">
        <fieldset className="segments">
          <legend className="sr-only">Show the marks as</legend>
          <button type="button" aria-pressed={!preview} onClick={() => show(false)}>
            Marks
          </button>
          <button type="button" aria-pressed={preview} onClick={() => show(true)}>
            As it will look
          </button>
        </fieldset>
        <kbd title="\ changes between the two">\</kbd>
        <Button variant="quiet" className="redact-find" onClick={onFind} title="Find and mark (m)">
          <Search /> Find and mark
        </Button>
        <Button
          ref={pen}
          variant="quiet"
          aria-pressed={drawing !== 'off'}
          // pressed with a key there is no hand on a mouse: a box for the keys
          onClick={(event) => draw(drawing === 'off' ? (event.detail === 0 ? 'keys' : 'hand') : 'off')}
          title="Draw boxes (d: with the keys)"
        >
          <Square /> Draw
        </Button>
        <Button variant="quiet" onClick={end}>
          Done
        </Button>
      </span>
    </div>
  )
}
