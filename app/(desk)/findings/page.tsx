import type { Metadata } from 'next'
import Link from 'next/link'
import { readFilter } from '#lib/domain/board'
import { type FindingStatus, findingStatuses, statusWords } from '#lib/domain/finding'
import { listFindingTypes } from '#lib/services/findings/list-finding-types'
import { countFindings, listFindings } from '#lib/services/findings/list-findings'
import { listInvestigations } from '#lib/services/investigations/list-investigations'
import { page } from '../../_door/page'
import { SetCrumbs } from '../../_ui/crumbs'
import { Pager } from '../../_ui/pager'
import { EmptyState } from '../../_ui/states'
import { PageHeader } from '../../_ui/surface'
import { Tabs } from '../../_ui/tabs'
import { Kbd } from '../../_ui/text'
import { PageCrop } from './page-crop'
import { Queue } from './queue'
import { readerOf } from './reader-of'
import { valuesOf } from './values-of'
import './findings.css'

export const metadata: Metadata = { title: 'Findings' }

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? ''

/** The queue of review: what is proposed first, each finding with its passage and the steps open to the reader. */
export default async function FindingsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const asked = await searchParams
  const status = findingStatuses.find((word) => word === one(asked.status)) ?? 'proposed'
  const q = one(asked.q)
  const cursor = one(asked.cursor) || undefined
  const key = one(asked.investigation)
  const { findings, roles, types, actor, counts, within } = await page(async (world, actor) => {
    const filter = { ...readFilter(q), statuses: [status] }
    const investigations = await listInvestigations(world, actor, { limit: 200 })
    const within = investigations.data.find((i) => i.key === key)
    const investigationId = within?.id
    const findings = await listFindings(world, actor, { investigationId, limit: 25, cursor, filter })
    const ids = [...new Set(findings.data.map((f) => f.investigationId))]
    const types = []
    for (const investigationId of ids) types.push(...(await listFindingTypes(world, actor, { investigationId })))
    const counts = await countFindings(world, actor, { q, investigationId })
    return { findings, types, actor, counts, within, roles: new Map(investigations.data.map((i) => [i.id, i.role])) }
  })
  const items = findings.data.map((finding) => ({
    finding,
    reader: readerOf(actor, roles.get(finding.investigationId) ?? null),
    values: valuesOf(finding, types.find((type) => type.id === finding.typeId)?.values ?? []),
    crop: finding.anchors[0] ? <PageCrop anchor={finding.anchors[0]} /> : null,
  }))
  const href = (to: FindingStatus) =>
    `/findings?${new URLSearchParams({ status: to, ...(q ? { q } : {}), ...(within ? { investigation: within.key } : {}) })}`
  const next = findings.nextCursor
  return (
    <>
      {within ? (
        <SetCrumbs crumbs={[{ label: within.title, href: `/board/${within.slug}` }, { label: 'Findings' }]} />
      ) : null}
      <PageHeader
        title="Findings"
        meta={
          within ? (
            <>
              of {within.title}, <Link href={`/findings?status=${status}`}>show those of all investigations</Link>
            </>
          ) : (
            'An editor other than the author reads each one before it counts as confirmed'
          )
        }
        actions={
          <span className="no-print hidden text-xs text-muted md:inline">
            <Kbd>j</Kbd> <Kbd>k</Kbd> through the list, <Kbd>c</Kbd> check, <Kbd>d</Kbd> dispute, <Kbd>p</Kbd> page
          </span>
        }
      />
      <Tabs
        label="Status"
        current={href(status)}
        tabs={findingStatuses.map((word) => ({ href: href(word), label: statusWords[word], count: counts[word] }))}
      />
      {items.length === 0 ? (
        <EmptyState action={null}>
          {status === 'proposed'
            ? 'Nothing waits to be checked. Select words in a document and press f to tag a passage.'
            : `No finding is ${status}.`}
        </EmptyState>
      ) : (
        <Queue items={items} />
      )}
      {next || cursor ? (
        <Pager
          summary={`${items.length} shown`}
          previousHref={cursor ? href(status) : undefined}
          nextHref={next ? `${href(status)}&cursor=${encodeURIComponent(next)}` : undefined}
        />
      ) : null}
    </>
  )
}
