import type { FindingView } from '#lib/domain/finding'

type Anchor = FindingView['anchors'][number]
export type ShownFinding = Pick<
  FindingView,
  'id' | 'number' | 'typeId' | 'type' | 'status' | 'statement' | 'values' | 'author' | 'decider'
> & { anchors: Pick<Anchor, 'documentId' | 'page' | 'exact' | 'boxes'>[] }

/** A finding as it stands beside this document, without what it says elsewhere. */
export function shownFinding(finding: FindingView, document: string): ShownFinding {
  const { id, number, typeId, type, status, statement, values, author, decider, anchors } = finding
  const here = anchors.filter(({ documentId }) => documentId === document)
  const places = here.map(({ documentId, page, exact, boxes }) => ({ documentId, page, exact, boxes }))
  const quoted = places.length > 0 ? '' : statement // shown only where there is no quote
  return { id, number, typeId, type, status, statement: quoted, values, author, decider, anchors: places }
}
