'use client'

import { type RefObject, useCallback, useEffect, useState } from 'react'
import { toast } from '../../../_ui/toast.tsx'
import type { PageText } from './pages-of.ts'
import { type SelectedWords, selectedWords } from './selected-words.ts'

/** Words that are selected, and where the bar for them stands, in pixels of the box that scrolls. */
export type Bar = { words: SelectedWords; left: number; top: number }

/** The words that are selected on the pages: a bar below them, and `take` for what is done with them. */
export function useSelection(stage: RefObject<HTMLElement | null>, pages: ReadonlyMap<number, PageText>) {
  const [bar, setBar] = useState<Bar | null>(null)
  useEffect(() => {
    const changed = () => {
      if (getSelection()?.isCollapsed) setBar(null)
    }
    document.addEventListener('selectionchange', changed)
    return () => document.removeEventListener('selectionchange', changed)
  }, [])
  const read = useCallback((box: HTMLElement | null, words: SelectedWords | null): Bar | null => {
    const rects = words ? getSelection()?.getRangeAt(0).getClientRects() : undefined
    const last = rects?.[rects.length - 1]
    if (!box || !words || !last || !rects) return null
    const frame = box.getBoundingClientRect()
    const left = Math.max(8, Math.min(...[...rects].map((r) => r.left)) - frame.left + box.scrollLeft)
    const top = last.bottom - frame.top + box.scrollTop + 6
    return { words, left: Math.max(8, Math.min(left, box.clientWidth - 440)), top }
  }, [])
  const readSelection = useCallback(() => {
    const box = stage.current
    setBar(read(box, box ? selectedWords(box, pages) : null))
  }, [stage, pages, read])
  /** Words that a table says are selected. */
  const showFor = useCallback(
    (words: SelectedWords | null) => setBar(words && getSelection()?.rangeCount ? read(stage.current, words) : null),
    [stage, read],
  )
  /** What is selected now, for a key that acts on it; says so where nothing is. */
  const take = useCallback((): Bar | null => {
    const box = stage.current
    const now = read(box, box ? (selectedWords(box, pages) ?? bar?.words ?? null) : null)
    if (!now) toast('Select a passage on the page first.')
    return now
  }, [stage, pages, read, bar])
  const clear = useCallback(() => {
    setBar(null)
    getSelection()?.removeAllRanges()
  }, [])
  return { bar, readSelection, showFor, take, clear }
}
