'use client'

import Copy from 'lucide-react/icons/copy'
import Flag from 'lucide-react/icons/flag'
import { toast } from '../../../_ui/toast.tsx'

/** What can be done with the words that are selected; stands below them. */
export function SelectionBar({
  quote,
  citation,
  left,
  top,
  onFinding,
}: {
  quote: string
  citation: string
  left: number
  top: number
  onFinding: (() => void) | null
}) {
  const copy = async () => {
    const text = `“${quote}” (${citation})`
    try {
      await navigator.clipboard.writeText(text)
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
      <button type="button" onClick={copy}>
        <Copy /> Copy quote
      </button>
    </div>
  )
}
