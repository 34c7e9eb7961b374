'use client'

import Copy from 'lucide-react/icons/copy'
import Flag from 'lucide-react/icons/flag'
import Pencil from 'lucide-react/icons/pencil-line'
import Square from 'lucide-react/icons/square-dashed'
import { toast } from '../../../_ui/toast.tsx'

/** What can be done with the words that are selected; stands below them. `cited`: the quote with its place. */
export function SelectionBar({
  cited,
  left,
  top,
  onFinding,
  onCorrect,
  onRedact,
}: {
  cited: string
  left: number
  top: number
  onFinding: (() => void) | null
  onCorrect: (() => void) | null
  onRedact: (() => void) | null
}) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(cited)
      toast('Quote and citation copied.')
    } catch {
      toast('This browser does not allow copying here. Press Ctrl C.', { error: true })
    }
  }
  return (
    <div
      className="selection-bar no-print"
      role="toolbar"
      aria-label="Selection"
      style={{ left, top }}
      // pressing the bar must not take the selection away
      onMouseDown={(event) => event.preventDefault()}
    >
      {onFinding ? (
        <button type="button" className="selection-go" onClick={onFinding}>
          <Flag /> Finding <kbd>f</kbd>
        </button>
      ) : null}
      {onRedact ? (
        <button type="button" className="selection-redact" onClick={onRedact}>
          <Square /> Redact <kbd>b</kbd>
        </button>
      ) : null}
      {onCorrect ? (
        <button type="button" onClick={onCorrect}>
          <Pencil /> Correct text <kbd>e</kbd>
        </button>
      ) : null}
      <button type="button" onClick={copy}>
        <Copy /> Copy quote
      </button>
    </div>
  )
}
