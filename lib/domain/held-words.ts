import type { HiddenKind } from '#lib/domain/page'
import type { Quarantine } from '#lib/domain/quarantine'

/** Ways in which letters are hidden, for a reporter; one wording for the details of a document and for editors. */
export const hiddenInWords: Record<HiddenKind, string> = {
  under_a_box: 'under a box',
  same_colour: 'in the colour of the paper',
  invisible: 'written to be invisible',
  off_page: 'beyond the edge of the page',
}

export const countInWords = (letters: number) =>
  `${letters.toLocaleString('en')} ${letters === 1 ? 'letter' : 'letters'}`

/** The ways in which letters of a page are hidden, each with how many where there are several. */
export function heldInWords(places: Quarantine['pages'][number]['places']): string {
  const kinds = [...Map.groupBy(places, ({ kind }) => kind)]
  if (kinds.length === 1) return kinds.map(([kind]) => hiddenInWords[kind]).join()
  return kinds
    .map(([kind, of]) => `${of.reduce((all, { count }) => all + count, 0).toLocaleString('en')} ${hiddenInWords[kind]}`)
    .join(', ')
}
