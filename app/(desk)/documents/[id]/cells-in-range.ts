'use client'

import { linesOf } from '#lib/domain/find-text'
import type { PageView } from '#lib/domain/page-view'
import { wordCount } from '#lib/domain/sheet'
import type { SelectedWords } from './selected-words.ts'

/** What the browser has selected in the cells of tables, as words of the page it begins on; null where that is nothing. */
export function cellsInRange(box: HTMLElement, pages: readonly PageView[]): SelectedWords | null {
  const selection = getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  let from: number | undefined
  let to = -1
  let page: PageView | undefined
  for (const cell of box.querySelectorAll<HTMLElement>('td[data-from]')) {
    if (!range.intersectsNode(cell)) continue
    if (page && Number(cell.dataset.page) !== page.page) continue
    const [before, inside] = wordsWithin(range, cell)
    if (inside === 0) continue
    page ??= pages.find((one) => one.page === Number(cell.dataset.page))
    const first = Number(cell.dataset.from) + before
    from ??= first
    to = first + inside - 1
  }
  if (!page || from === undefined) return null
  const quote = page.words
    .slice(from, to + 1)
    .map((word) => word.text)
    .join(' ')
  return { page: page.page, from, to, quote, boxes: linesOf(page.words, from, to) }
}

/** How many words of a cell stand before the range, and how many it touches. */
function wordsWithin(range: Range, cell: HTMLElement): [before: number, inside: number] {
  const all = document.createRange()
  all.selectNodeContents(cell)
  const text = all.toString()
  const part = all.cloneRange()
  if (range.compareBoundaryPoints(Range.START_TO_START, all) > 0) part.setStart(range.startContainer, range.startOffset)
  if (range.compareBoundaryPoints(Range.END_TO_END, all) < 0) part.setEnd(range.endContainer, range.endOffset)
  const chosen = part.toString()
  if (chosen.trim() === '') return [0, 0]
  const lead = document.createRange()
  lead.setStart(all.startContainer, all.startOffset)
  lead.setEnd(part.startContainer, part.startOffset)
  const ahead = lead.toString()
  // a word that the selection begins in the middle of counts as touched
  const within = /\S$/u.test(ahead) && /^\S/u.test(chosen)
  const before = wordCount(ahead) - (within ? 1 : 0)
  const after = /\S$/u.test(chosen) ? (/^\S*/u.exec(text.slice(ahead.length + chosen.length))?.[0] ?? '') : ''
  return [before, wordCount((within ? 'x' : '') + chosen + after)]
}
