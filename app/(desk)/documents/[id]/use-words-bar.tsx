import { useRouter } from 'next/navigation'
import { type RefObject, useCallback, useState } from 'react'
import { quoteWithCitation, type Reading } from '#lib/domain/viewer'
import { useShortcut } from '../../../_ui/shortcuts.tsx'
import { toast } from '../../../_ui/toast.tsx'
import { CorrectForm } from './correct-form.tsx'
import type { usePages } from './pages-of.ts'
import { SelectionBar } from './selection-bar.tsx'
import type { Redaction } from './use-redaction.ts'
import type { Bar, useSelection } from './use-selection.ts'

type Given = {
  reading: Reading
  pages: ReturnType<typeof usePages>
  selection: ReturnType<typeof useSelection>
  box: RefObject<HTMLElement | null>
  tag: () => void
  redaction: Redaction
}

/** What stands beside selected words: what can be done with them, or the form that corrects them. */
export function useWordsBar({ reading, pages, selection, box, tag, redaction }: Given) {
  const { document: doc, may } = reading
  const router = useRouter()
  const [correcting, setCorrecting] = useState<Bar | null>(null)
  const { take, clear } = selection
  const { markSelection } = redaction
  const correctable = useCallback(
    (page: number) => {
      const text = pages.get(page)
      const read = text && text !== 'none' && (text.source === 'ocr' || text.source === 'corrected')
      return Boolean(read) && may.edit && reading.layer === null && doc.status === 'ready'
    },
    [pages, may.edit, reading.layer, doc.status],
  )
  const correct = useCallback(() => {
    const taken = take()
    if (!taken) return
    if (correctable(taken.words.page)) return setCorrecting(taken)
    toast('Only what was read from a picture can be corrected.')
  }, [take, correctable])
  const onKey = useCallback(
    (key: 'f' | 'e' | 'b' | 'Enter') => {
      if (key === 'f') tag()
      else if (key === 'b') markSelection()
      else if (key === 'e') correct()
      else document.querySelector<HTMLElement>('.selection-bar button')?.focus()
    },
    [tag, correct, markSelection],
  )
  useShortcut('e', 'Correct the selected text', correct, 'Reading')
  const bar = correcting ? (
    <CorrectForm
      documentId={doc.id}
      words={correcting.words}
      left={correcting.left}
      top={correcting.top}
      onDone={(saved) => {
        setCorrecting(null)
        clear()
        if (saved) router.refresh()
        box.current?.focus({ preventScroll: true })
      }}
    />
  ) : selection.bar ? (
    <SelectionBar
      cited={quoteWithCitation(selection.bar.words.quote, reading, selection.bar.words.page)}
      left={selection.bar.left}
      top={selection.bar.top}
      onFinding={may.find && reading.layer === null ? tag : null}
      onRedact={redaction.may ? markSelection : null}
      onCorrect={correctable(selection.bar.words.page) ? correct : null}
    />
  ) : null
  return { bar, onKey }
}
