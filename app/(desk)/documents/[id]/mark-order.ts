import { type MarkView, placeOnPage } from '#lib/domain/mark'

/** A mark as it is shown: `n` counts them in the order of the pages; without an id it is not kept yet. */
export type ShownMark = MarkView & { key: string; n: number }

/** Marks in the order in which they stand on the pages, numbered through. */
export const inOrder = (marks: readonly (MarkView & { key: string })[]): ShownMark[] =>
  marks.toSorted((a, b) => a.page - b.page || placeOnPage(a) - placeOnPage(b)).map((mark, i) => ({ ...mark, n: i + 1 }))

/** Their reasons, the most frequent first, each with its marks. */
export function byReason(marks: readonly ShownMark[]): { reason: string; marks: ShownMark[] }[] {
  const groups = Map.groupBy(marks, ({ reason }) => reason)
  return [...groups].map(([reason, marks]) => ({ reason, marks })).sort((a, b) => b.marks.length - a.marks.length)
}

/** A code as people say it: `trade_secret` → "Trade secret". */
export const reasonInWords = (code: string) => {
  const words = code.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Whether its words stand where no mark covers them and nobody said that they may. */
export const isOpen = ({ elsewhere, staysElsewhere }: MarkView) => elsewhere.length > 0 && staysElsewhere === null
