import { wordsInside } from '#lib/domain/cover'
import type { ShownMark } from './mark-order.ts'
import type { PageText } from './pages-of.ts'

/** Which words of a page, counted from 0, are taken out, and by which mark. */
export function wordsMarked(
  page: PageText | undefined,
  number: number,
  marks: readonly ShownMark[],
): Map<number, ShownMark> {
  const marked = new Map<number, ShownMark>()
  const own = marks.filter((mark) => mark.page === number)
  if (own.length === 0 || !page || page === 'none') return marked
  const places = new Map(page.words.map((word, at) => [word, at]))
  for (const mark of own)
    for (const word of wordsInside(page.words, mark.boxes)) {
      const at = places.get(word as (typeof page.words)[number]) // one of its own words
      if (at !== undefined && !marked.has(at)) marked.set(at, mark)
    }
  return marked
}
