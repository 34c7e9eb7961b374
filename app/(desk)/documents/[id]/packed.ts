import type { PageView } from '#lib/domain/document'
import type { FindingView } from '#lib/domain/finding'
import { type Box, textOf } from '#lib/domain/page'

// What the reading room is sent with the page, without what it can do without: names of fields for each of a thousand
// words, and what findings say elsewhere.

/** A page as its words one after the other, and five numbers for each: its line and its box. */
export type PackedPage = Omit<PageView, 'words' | 'text'> & { said: string; places: number[] }

export function packPage({ words, text: _, ...page }: PageView): PackedPage {
  return { ...page, said: words.map(({ text }) => text).join(' '), places: words.flatMap((w) => [w.line, ...w.box]) }
}

export function unpackPage({ said, places, ...page }: PackedPage): PageView {
  const words = said.split(' ').map((text, i) => {
    const [line = 0, ...box] = places.slice(i * 5, i * 5 + 5)
    return { text, line, box: box as Box } // four are left of five
  })
  const kept = places.length === 0 ? [] : words
  return { ...page, words: kept, text: textOf(kept) }
}

type Anchor = FindingView['anchors'][number]
export type ShownFinding = Pick<
  FindingView,
  'id' | 'number' | 'typeId' | 'type' | 'status' | 'statement' | 'values' | 'author' | 'decider'
> & { anchors: Pick<Anchor, 'documentId' | 'page' | 'exact' | 'boxes'>[] }

/** A finding as it stands beside this document. */
export function shownFinding(finding: FindingView, document: string): ShownFinding {
  const { id, number, typeId, type, status, statement, values, author, decider, anchors } = finding
  const here = anchors.filter(({ documentId }) => documentId === document)
  const places = here.map(({ documentId, page, exact, boxes }) => ({ documentId, page, exact, boxes }))
  const quoted = places.length > 0 ? '' : statement // shown only where there is no quote
  return { id, number, typeId, type, status, statement: quoted, values, author, decider, anchors: places }
}
