import type { AnchorView, FindingView } from '#lib/domain/finding'

/**
 * Findings as W3C Web Annotations (JSON-LD): one target per passage, with its words (TextQuoteSelector) and its place
 * (FragmentSelector: page, and box as `xywh=percent`), in the state of its file's hash.
 * @param site the address of this house, without a slash at its end.
 */
export const annotationsOf = (findings: readonly FindingView[], site: string) => ({
  ...collectionHead(`${site}/findings`),
  total: findings.length,
  first: { ...pageOf(`${site}/findings`), items: findings.map((finding) => annotationOf(finding, site)) },
})

/** How a collection begins, and its one page, which belongs to it. */
export const collectionHead = (id: string) => ({
  '@context': 'http://www.w3.org/ns/anno.jsonld',
  id,
  type: 'AnnotationCollection',
  label: 'Findings',
})
export const pageOf = (id: string) => ({ id: `${id}#page-1`, type: 'AnnotationPage', partOf: id, startIndex: 0 })

/** One finding; `sourceOf`: where the file of a passage lies, in this house unless said otherwise. */
export const annotationOf = (
  finding: FindingView,
  site: string,
  sourceOf = ({ document }: AnchorView) => `${site}/documents/${document}`,
) => ({
  id: `${site}/findings/${finding.number}`,
  type: 'Annotation',
  motivation: 'classifying',
  created: finding.createdAt,
  creator: { type: 'Person', name: finding.author },
  body: [
    { type: 'TextualBody', purpose: 'classifying', value: finding.type },
    { type: 'TextualBody', purpose: 'describing', value: finding.statement },
    { type: 'TextualBody', purpose: 'moderating', value: finding.status },
  ],
  target: finding.anchors.map((anchor) => targetOf(anchor, sourceOf(anchor))),
})

const targetOf = (anchor: AnchorView, source: string) => ({
  source,
  state: { type: 'TimeState', cached: `urn:sha256:${anchor.sha256}` },
  selector: [
    ...(anchor.exact
      ? [{ type: 'TextQuoteSelector', exact: anchor.exact, prefix: anchor.prefix, suffix: anchor.suffix }]
      : []),
    ...anchor.boxes.map(([x0, y0, x1, y1]) => ({
      type: 'FragmentSelector',
      conformsTo: 'http://www.w3.org/TR/media-frags/',
      value: `page=${anchor.page}&xywh=percent:${[x0, y0, x1 - x0, y1 - y0].map((n) => Number((n * 100).toFixed(3))).join(',')}`,
    })),
  ],
})
