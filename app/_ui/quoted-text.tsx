import type { ReactNode } from 'react'
import { splitQuoted } from '#lib/domain/quoted'

/**
 * A letter's text with the letters that it carries along folded away; a search in the page opens them. `beside` stands
 * at the head of what is folded. `open`: unfolded from the start.
 */
export function QuotedText({ text, beside, open = false }: { text: string; beside?: ReactNode; open?: boolean }) {
  const { own, history } = splitQuoted(text)
  return (
    <>
      <p className="quoted-own">{own.trimEnd()}</p>
      {history.trim() === '' ? null : (
        <details className="quoted" open={open}>
          <summary>{historyInWords(history)}</summary>
          {beside}
          <p>{history.trim()}</p>
        </details>
      )}
    </>
  )
}

/** “Show quoted history, 14 lines”. */
export function historyInWords(history: string): string {
  const lines = history.split('\n').filter((line) => line.trim() !== '').length
  return `… show quoted history, ${lines} ${lines === 1 ? 'line' : 'lines'}`
}
