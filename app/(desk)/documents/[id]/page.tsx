import type { Metadata } from 'next'
import { packPage } from '#lib/domain/packed-page'
import { openViewer } from '#lib/services/documents/open-viewer'
import { listMarks } from '#lib/services/exhibits/list-marks'
import { listFindingTypes } from '#lib/services/findings/list-finding-types'
import { listFindings } from '#lib/services/findings/list-findings'
import { viewInvestigation } from '#lib/services/investigations/view-investigation'
import { page } from '../../../_door/page.ts'
import { SetCrumbs } from '../../../_ui/crumbs.tsx'
import { FullBleed } from '../../../_ui/desk-frame.tsx'
import { shownFinding } from './shown-finding.ts'
import type { Mode } from './toolbar.tsx'
import { Viewer } from './viewer.tsx'
import '../../findings/findings.css'
import '../viewer.css'
import '../reading.css'
import '../held.css'
import '../redact.css'

type Asked = {
  params: Promise<{ id: string }>
  searchParams: Promise<Partial<Record<'q' | 'finding' | 'mode' | 'view' | 'layer' | 'redact', string | string[]>>>
}

export async function generateMetadata({ params }: Asked): Promise<Metadata> {
  return { title: decodeURIComponent((await params).id) }
}

/** A document to read, find in and quote: /documents/RING-D7?q=credits#p3. */
export default async function DocumentPage({ params, searchParams }: Asked) {
  const id = decodeURIComponent((await params).id)
  const { q, finding, mode, view, layer, redact } = await searchParams
  const lit = one(finding)?.toUpperCase() ?? null
  const { reading, findings, types, redaction } = await page(async (world, actor) => {
    const first = { id, from: 1, pages: 3, layer: Number(one(layer)) || undefined }
    const before = await openViewer(world, actor, first)
    const investigationId = before.document.investigationId
    const filter = { documentId: before.document.id }
    const { data } = await listFindings(world, actor, { investigationId, filter, limit: 200 })
    const anchor = data.find((f) => f.number === lit)?.anchors.find((a) => a.documentId === before.document.id)
    const from = Math.max(1, (anchor?.page ?? 1) - 1)
    return {
      reading: from === 1 ? before : await openViewer(world, actor, { ...first, from }),
      findings: data,
      types: await listFindingTypes(world, actor, { investigationId }),
      redaction: before.may.redact
        ? {
            reasons: (await viewInvestigation(world, actor, { id: investigationId })).reasons,
            marks: redact === undefined ? null : await listMarks(world, actor, { documentId: before.document.id }),
          }
        : null,
    }
  })
  const { document } = reading
  const sorted = findings.toSorted((a, b) => placeOf(a, document.id) - placeOf(b, document.id))
  return (
    <FullBleed>
      <SetCrumbs
        crumbs={[{ label: 'Documents', href: '/documents' }, { label: `${document.number} ${document.name}` }]}
      />
      <h1 className="sr-only">
        {document.number} {document.name}
      </h1>
      <Viewer
        key={`${document.id} ${document.sha256} ${reading.layer ?? ''}`} // another file is another reading room
        reading={{ ...reading, first: reading.first.map(packPage) }}
        findings={sorted.map((finding) => shownFinding(finding, document.id))}
        types={types}
        q={one(q) ?? ''}
        lit={lit}
        redaction={redaction}
        mode={modes.find((known) => known === (one(mode) ?? one(view))) ?? null}
      />
    </FullBleed>
  )
}

const modes: Mode[] = ['message', 'table', 'page', 'text', 'grid'] // not from the toolbar, which is the browser's
const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

type Placed = { anchors: readonly { documentId: string; page: number; boxes: readonly (readonly number[])[] }[] }
function placeOf(finding: Placed, documentId: string): number {
  const anchor = finding.anchors.find((one) => one.documentId === documentId)
  return anchor ? anchor.page + (anchor.boxes[0]?.[1] ?? 0) : 0
}
