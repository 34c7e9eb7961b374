'use client'

import { type RefObject, useCallback, useEffect, useState } from 'react'
import type { PageView } from '#lib/domain/document'
import { toast } from '../../../_ui/toast.tsx'
import { type SelectedWords, selectedWords } from './selected-words.ts'

/** Where the bar of the selection stands, in pixels of the stage. */
type Bar = { words: SelectedWords; left: number; top: number }

/** The words that are selected on the pages: a bar below them, and `tagSelection` to make a finding of them. */
export function useSelection(
  stage: RefObject<HTMLElement | null>,
  pages: ReadonlyMap<number, PageView | 'none'>,
  mayTag: boolean,
  onTag: (words: SelectedWords) => void,
) {
  const [bar, setBar] = useState<Bar | null>(null)
  useEffect(() => {
    const changed = () => {
      if (getSelection()?.isCollapsed) setBar(null)
    }
    document.addEventListener('selectionchange', changed)
    return () => document.removeEventListener('selectionchange', changed)
  }, [])
  const readSelection = useCallback(() => {
    const box = stage.current
    const words = box ? selectedWords(box, pages) : null
    const rects = words ? getSelection()?.getRangeAt(0).getClientRects() : undefined
    const last = rects?.[rects.length - 1]
    if (!box || !words || !last || !rects) return setBar(null)
    const frame = box.getBoundingClientRect()
    const left = Math.max(8, Math.min(...[...rects].map((r) => r.left)) - frame.left + box.scrollLeft)
    setBar({ words, left: Math.min(left, box.clientWidth - 240), top: last.bottom - frame.top + box.scrollTop + 6 })
  }, [pages, stage])
  const tagSelection = () => {
    const box = stage.current
    const words = box ? selectedWords(box, pages) : null
    if (!mayTag) return
    if (!words) return toast('Select a passage on the page first.')
    onTag(words)
    setBar(null)
    getSelection()?.removeAllRanges()
  }
  return { bar, readSelection, tagSelection }
}
