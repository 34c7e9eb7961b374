import type { FoundInDocument } from '#lib/domain/page-view'
import type { SelectedWords } from './selected-words.ts'
import type { Mark } from './sheet.tsx'
import type { ShownFinding } from './shown-finding.ts'

/** What is marked on each page, how many findings stand there, and how far down each hit. */
export function marksOf(
  documentId: string,
  findings: readonly ShownFinding[],
  hits: FoundInDocument['hits'],
  now: number,
  lit: string | null,
  chosen: SelectedWords | null,
) {
  const marks = new Map<number, Mark[]>()
  const findingsOn = new Map<number, number>()
  const hitsOn = new Map<number, number[]>()
  const put = (page: number, mark: Mark) => {
    const before = marks.get(page)
    if (before) before.push(mark)
    else marks.set(page, [mark])
  }
  for (const finding of findings)
    for (const anchor of finding.anchors) {
      if (anchor.documentId !== documentId) continue
      const look = finding.number === lit ? 'lit' : 'finding'
      const label = finding.number.replace(/^.*-/, '')
      put(anchor.page, { id: `finding ${finding.number}`, look, boxes: anchor.boxes, label })
      findingsOn.set(anchor.page, (findingsOn.get(anchor.page) ?? 0) + 1)
    }
  hits.forEach((hit, i) => {
    put(hit.page, { id: `hit ${i}`, look: i === now ? 'now' : 'hit', boxes: hit.boxes })
    hitsOn.set(hit.page, [...(hitsOn.get(hit.page) ?? []), hit.boxes[0]?.[1] ?? 0])
  })
  if (chosen) put(chosen.page, { id: 'chosen', look: 'chosen', boxes: chosen.boxes })
  return { marks, findingsOn, hitsOn }
}
