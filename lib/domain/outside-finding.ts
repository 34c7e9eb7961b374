/** A finding as outsiders may have it: passages only as far as published exhibits hold them, in the exhibits' own words. */
export type OutsideFinding = {
  number: string
  type: string | null
  agency: string | null
  /** null where it says what must not leave. */
  statement: string | null
  values: Record<string, number | string>
  passages: { exhibit: string; file: string; sha256: string; page: number; quote: string; role: string }[]
}

/** The same as a W3C Web Annotation on the files of the pack, named relative to it; it names no person. */
export const outsideAnnotation = (finding: OutsideFinding) => ({
  id: `urn:unsealed:finding:${finding.number}`,
  type: 'Annotation',
  motivation: 'classifying',
  body: [
    ...(finding.type ? [{ type: 'TextualBody', purpose: 'classifying', value: finding.type }] : []),
    ...(finding.statement ? [{ type: 'TextualBody', purpose: 'describing', value: finding.statement }] : []),
  ],
  target: finding.passages.map(({ file, sha256, page, quote }) => ({
    source: file,
    state: { type: 'TimeState', cached: `urn:sha256:${sha256}` },
    selector: [
      { type: 'TextQuoteSelector', exact: quote },
      { type: 'FragmentSelector', conformsTo: 'http://tools.ietf.org/rfc/rfc3778', value: `page=${page}` },
    ],
  })),
})
