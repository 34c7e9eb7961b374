import type { Metadata } from 'next'
import Link from 'next/link'
import { listFindingTypes } from '#lib/services/findings/list-finding-types'
import { viewFinding } from '#lib/services/findings/view-finding'
import { viewInvestigation } from '#lib/services/investigations/view-investigation'
import { page } from '../../../_door/page'
import { SetCrumbs } from '../../../_ui/crumbs'
import { StatusChip } from '../../../_ui/status-chip'
import { Facts, PageHeader, Panel } from '../../../_ui/surface'
import { Meta, Quote } from '../../../_ui/text'
import { Instant } from '../../../_ui/time'
import { Decide } from '../decide'
import { PageCrop } from '../page-crop'
import { readerOf } from '../reader-of'
import { valuesOf } from '../values-of'
import { EditFinding } from './edit-finding'
import '../findings.css'

type Props = { params: Promise<{ number: string }> }

const read = async (props: Props) => {
  const { number } = await props.params
  return page(async (world, actor) => {
    const finding = await viewFinding(world, actor, { id: decodeURIComponent(number) })
    const { investigationId } = finding
    const types = await listFindingTypes(world, actor, { investigationId })
    const investigation = await viewInvestigation(world, actor, { id: investigationId })
    return {
      finding,
      type: types.find((t) => t.id === finding.typeId),
      investigation,
      reader: readerOf(actor, finding.role),
    }
  })
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { finding } = await read(props)
  return { title: `${finding.number} ${finding.type}` }
}

const roleWords = { supports: '', contradicts: 'Contradicts', context: 'Context' } as const

/** One finding: what it says, every passage it rests on, and who read it. */
export default async function FindingPage(props: Props) {
  const { finding, type, investigation, reader } = await read(props)
  const definitions = type?.values ?? []
  const values = valuesOf(finding, definitions)
  return (
    <>
      <SetCrumbs
        crumbs={[
          { label: investigation.title, href: `/board/${investigation.slug}` },
          { label: 'Findings', href: '/findings' },
          { label: finding.number },
        ]}
      />
      <PageHeader number={finding.number} title={finding.type} chips={<StatusChip status={finding.status} />} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid gap-4">
          <Panel title="What it says">
            <p className="mb-2 text-read">{finding.statement}</p>
            {values.length > 0 ? <Facts facts={values} className="mb-3" /> : null}
            <div className="no-print grid gap-3">
              <Decide finding={finding} reader={reader} />
              {reader.reporter ? <EditFinding finding={finding} definitions={definitions} /> : null}
            </div>
          </Panel>
          <Panel title={finding.anchors.length === 1 ? 'The passage' : 'The passages'} flush>
            {finding.anchors.map((anchor) => {
              const href = `/documents/${anchor.document}?finding=${finding.number}#p${anchor.page}`
              return (
                <article key={anchor.id} className="border-b border-rule last:border-0">
                  <Link href={href} className="block">
                    <PageCrop anchor={anchor} ratio={5} least={0.9} className="max-h-64 border-b border-rule" />
                  </Link>
                  <div className="p-3">
                    {anchor.exact ? <Quote>{anchor.exact}</Quote> : <p>A place on the page, without text.</p>}
                    <Meta className="mt-2">
                      {roleWords[anchor.role] ? <b>{roleWords[anchor.role]}</b> : null}
                      <Link href={href} data-print-address="">
                        {anchor.document}, p. {anchor.page}
                      </Link>
                      <span>{anchor.documentName}</span>
                      <span>text layer {anchor.layer}</span>
                      <span className="font-mono" title={`SHA-256 ${anchor.sha256}`}>
                        {anchor.sha256.slice(0, 12)}
                      </span>
                    </Meta>
                  </div>
                </article>
              )
            })}
          </Panel>
        </div>
        <Panel title="Record">
          <Facts
            facts={[
              { term: 'Agency', detail: finding.agency ? `${finding.agency}, ${finding.jurisdiction}` : 'none' },
              {
                term: 'Board',
                detail: <Link href={`/board/${investigation.slug}`}>{investigation.title}</Link>,
              },
              { term: 'Tagged by', detail: finding.author },
              { term: 'Tagged', detail: <Instant at={finding.createdAt} /> },
              ...(finding.decider ? [{ term: 'Decided by', detail: finding.decider }] : []),
              ...(finding.decidedAt ? [{ term: 'Decided', detail: <Instant at={finding.decidedAt} /> }] : []),
            ]}
          />
        </Panel>
      </div>
    </>
  )
}
