'use client'

import { useEffect } from 'react'
import { nextUnread } from '#lib/domain/coverage'
import type { DocumentView } from '#lib/domain/document'
import { useShortcut } from '../../../_ui/shortcuts.tsx'
import { toast } from '../../../_ui/toast.tsx'
import { isTyping } from '../../../_ui/typing.ts'
import type { ColumnOf } from './use-column.ts'

const group = 'Reading'

/** The keys of the reading room. @returns what Shift N does, for its button. */
export function useReadingKeys({
  doc,
  column,
  read,
  go,
  onFind,
  isFinding,
  onTag,
  onCaret,
}: {
  doc: DocumentView
  column: ColumnOf
  read: { pages: ReadonlySet<number>; toItsEnd: boolean }
  go: (page: number) => void
  onFind: () => void
  isFinding: () => boolean
  onTag: () => void
  onCaret: () => void
}) {
  const { current, turn, setTurn, zoomBy, setZoom } = column
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f' && !event.altKey) {
        if (isFinding()) return // twice: the browser's own
        event.preventDefault()
        onFind()
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (event.key === 'Home') go(1)
      else if (event.key === 'End') go(doc.pages)
      else return
      event.preventDefault()
    }
    addEventListener('keydown', keys)
    return () => removeEventListener('keydown', keys)
  }, [onFind, isFinding, go, doc.pages])
  const on = () => go(Math.min(doc.pages, current + 1))
  const back = () => go(Math.max(1, current - 1))
  const unread = () => {
    const page = read.toItsEnd ? null : nextUnread(read.pages, current, doc.pages)
    if (page === null) toast('You have read every page of it.')
    else go(page)
  }
  useShortcut('n', 'Next page', on, group)
  useShortcut('j', 'Next page', on, group)
  useShortcut('p', 'Page before', back, group)
  useShortcut('k', 'Page before', back, group)
  useShortcut('N', 'Next page you have not read', unread, group)
  useShortcut('+', 'Larger', () => zoomBy(1), group)
  useShortcut('-', 'Smaller', () => zoomBy(-1), group)
  useShortcut('0', 'Fit the width', () => setZoom(1), group)
  useShortcut('r', 'Turn the page', () => setTurn(((turn + 90) % 360) as typeof turn), group) // one of the four
  useShortcut('f', 'Finding from the selection', onTag, group)
  useShortcut('v', 'Text caret on the page', onCaret, group)
  return unread
}
