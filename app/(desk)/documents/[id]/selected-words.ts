'use client'

import { linesOf } from '#lib/domain/find-text'
import type { Box } from '#lib/domain/page'
import type { PageView } from '#lib/domain/page-view'

/** What is selected on a page: whole words, as they are cited, and a box for each line. */
export type SelectedWords = { page: number; from: number; to: number; quote: string; boxes: Box[] }

/** The selection of the browser → words of the page on which it begins; null where it holds none. */
export const selectedWords = (stage: HTMLElement, pages: ReadonlyMap<number, PageView | 'none'>) =>
  selectedOnPages(stage, pages)[0] ?? null

/** The selection of the browser → its words on each of the pages that are drawn. */
export function selectedOnPages(stage: HTMLElement, pages: ReadonlyMap<number, PageView | 'none'>): SelectedWords[] {
  const selection = getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return []
  const range = selection.getRangeAt(0)
  if (!stage.contains(range.commonAncestorContainer) && !range.commonAncestorContainer.contains(stage)) return []
  const found: SelectedWords[] = []
  for (const sheet of stage.querySelectorAll<HTMLElement>('[data-page]')) {
    if (!range.intersectsNode(sheet)) continue
    const number = Number(sheet.dataset.page)
    const page = pages.get(number)
    if (!page || page === 'none') continue
    const spans = [...sheet.querySelectorAll<HTMLElement>('[data-w]')].filter((span) => touches(range, span))
    const from = Number(spans[0]?.dataset.w ?? -1)
    const to = Number(spans.at(-1)?.dataset.w ?? -1)
    if (from < 0) continue
    found.push({ page: number, from, to, quote: quoteOf(page, from, to), boxes: linesOf(page.words, from, to) })
  }
  return found
}

/** All that is selected, page by page, with single spaces: what is copied. */
export function selectedText(stage: HTMLElement): string {
  const selection = getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return ''
  const range = selection.getRangeAt(0)
  const parts: string[] = []
  for (const sheet of stage.querySelectorAll<HTMLElement>('[data-page]')) {
    if (!range.intersectsNode(sheet)) continue
    const spans = [...sheet.querySelectorAll<HTMLElement>('[data-w]')].filter((span) => touches(range, span))
    if (spans.length > 0) parts.push(spans.map((span) => span.textContent?.trim() ?? '').join(' '))
  }
  return parts.join('\n\n')
}

const quoteOf = (page: PageView, from: number, to: number) =>
  page.words
    .slice(from, to + 1)
    .map((word) => word.text)
    .join(' ')

/** Does the selection hold a letter of this word, and not just its edge or the space behind it? */
function touches(range: Range, span: HTMLElement): boolean {
  if (!range.intersectsNode(span)) return false
  const text = span.firstChild
  const letters = span.textContent?.trimEnd().length ?? 0
  if (range.startContainer === text && range.startOffset >= letters) return false
  if (range.startContainer === span && range.startOffset > 0) return false
  if (range.endContainer === text && range.endOffset === 0) return false
  return !(range.endContainer === span && range.endOffset === 0)
}
