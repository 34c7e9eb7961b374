import { useRouter } from 'next/navigation'
import { type ReactNode, type RefObject, useCallback } from 'react'
import type { Quarantine } from '#lib/domain/quarantine'
import type { Reading } from '#lib/domain/viewer'
import type { CaretAt } from './caret.tsx'
import { HeldLayer } from './held-layer.tsx'
import { MarkLayer } from './mark-layer.tsx'
import type { marksOf } from './marks-of.ts'
import type { usePages } from './pages-of.ts'
import { selectedText } from './selected-words.ts'
import { Sheet } from './sheet.tsx'
import type { useColumn } from './use-column.ts'
import type { Redaction } from './use-redaction.ts'

type Props = {
  stage: RefObject<HTMLElement | null>
  reading: Reading
  column: ReturnType<typeof useColumn>
  /** The pages that are drawn: those in view and their neighbours. */
  shown: readonly number[]
  pages: ReturnType<typeof usePages>
  wordless: string
  marks: ReturnType<typeof marksOf>['marks']
  caret: CaretAt | null
  /** A finding on a page was chosen. */
  onPin: () => void
  onKey: (key: 'f' | 'e' | 'b' | 'Enter') => void
  /** Where words are held back, to be outlined. */
  held: Quarantine | undefined
  redaction: Redaction
  onLeave: (to: CaretAt | null) => void
  onSelect: () => void
  children: ReactNode
}

/** The pages as they are seen, one beneath the other; only those near the eye are there. */
export function Stage({
  stage,
  reading,
  column,
  shown,
  pages,
  wordless,
  marks,
  caret,
  held,
  redaction,
  children,
  ...on
}: Props) {
  const { ready, turn, width } = column
  const { onKey, onLeave, onSelect } = on
  const router = useRouter()
  const { onPin: chosen } = on
  const pin = useCallback(
    (id: string) => {
      chosen()
      const number = id.replace(/^finding /, '')
      router.replace(`${location.pathname}?finding=${number}${location.hash}`, { scroll: false })
    },
    [chosen, router],
  )
  return (
    <section
      ref={stage}
      className="viewer-stage"
      aria-label="Pages"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
      tabIndex={0}
      onMouseUp={() => setTimeout(onSelect)}
      onKeyUp={(event) => (event.shiftKey || event.key === 'Shift' ? onSelect() : undefined)}
      onTouchEnd={() => setTimeout(onSelect, 50)}
      onCopy={(event) => {
        const text = stage.current ? selectedText(stage.current) : ''
        if (!text) return
        event.preventDefault()
        event.clipboardData.setData('text/plain', text)
      }}
    >
      <div className="viewer-column" style={ready ? { height: column.column.total, width: width } : undefined}>
        {shown.map((page) => (
          <Sheet
            key={page}
            documentId={reading.document.id}
            number={page}
            of={reading.document.pages}
            page={pages.get(page)}
            wordless={wordless}
            {...(ready
              ? { width, height: column.column.heights[page - 1] ?? 0, top: column.column.tops[page - 1] ?? 0 }
              : {})}
            turn={turn}
            marks={marks.get(page) ?? none}
            caret={caret?.page === page ? caret : null}
            onPin={pin}
            onKey={onKey}
            onLeave={onLeave}
            over={
              <>
                {held ? <HeldLayer held={held} page={page} /> : null}
                {redaction.on ? (
                  <MarkLayer
                    page={page}
                    text={pages.get(page)}
                    redaction={redaction}
                    turn={turn}
                    here={page === column.current}
                  />
                ) : null}
              </>
            }
          />
        ))}
      </div>
      {children}
      <p className="sr-only" role="status">
        {caret
          ? `Text caret on page ${caret.page}. Arrow keys move it, Shift selects, f makes a finding, ${redaction.may ? 'b redacts in a copy, ' : ''}Enter goes to what can be done, Escape ends.`
          : ''}
      </p>
    </section>
  )
}

const none: never[] = []
