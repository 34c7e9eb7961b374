import Search from 'lucide-react/icons/search'
import type { Metadata } from 'next'
import Form from 'next/form'
import Link from 'next/link'
import { readFilter } from '#lib/domain/board'
import { type FindingStatus, findingStatuses, statusWords } from '#lib/domain/finding'
import { parseQuery } from '#lib/domain/parse-query'
import { listFindingTypes } from '#lib/services/findings/list-finding-types'
import { countFindings, listFindings } from '#lib/services/findings/list-findings'
import { listInvestigations } from '#lib/services/investigations/list-investigations'
import { listCountedViews } from '#lib/services/views/list-counted-views'
import { page } from '../../_door/page'
import { Button } from '../../_ui/button'
import { SetCrumbs } from '../../_ui/crumbs'
import { TextInput } from '../../_ui/inputs'
import { Pager } from '../../_ui/pager'
import { EmptyState } from '../../_ui/states'
import { PageHeader } from '../../_ui/surface'
import { Tabs } from '../../_ui/tabs'
import { Kbd } from '../../_ui/text'
import { HowToSearch } from '../views/how-to-search'
import { QueryNotes } from '../views/query-notes'
import { SavedViews } from '../views/saved-views'
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
  const q = one(asked.q)
  const typed = readFilter(q).statuses ?? [] // status:checked in the words goes before the tab
  const tab = findingStatuses.find((word) => word === one(asked.status))
  const status = tab ?? (typed.length === 0 ? 'proposed' : typed.length === 1 ? (typed[0] ?? null) : null)
  const cursor = one(asked.cursor) || undefined
  const key = one(asked.investigation)
  const { findings, roles, types, actor, counts, within, views } = await page(async (world, actor) => {
    const filter = { ...readFilter(q), statuses: status ? [status] : typed }
    const investigations = await listInvestigations(world, actor, { limit: 200 })
    const within = investigations.data.find((i) => i.key === key)
    const investigationId = within?.id
    const findings = await listFindings(world, actor, { investigationId, limit: 25, cursor, filter })
    const ids = [...new Set(findings.data.map((f) => f.investigationId))]
    const types = []
    for (const investigationId of ids) types.push(...(await listFindingTypes(world, actor, { investigationId })))
    const counts = await countFindings(world, actor, { q, investigationId })
    const views = await listCountedViews(world, actor, 'findings')
    return {
      findings,
      types,
      actor,
      counts,
      within,
      views,
      roles: new Map(investigations.data.map((i) => [i.id, i.role])),
    }
  })
  const items = findings.data.map((finding) => ({
    finding,
    reader: readerOf(actor, roles.get(finding.investigationId) ?? null),
    values: valuesOf(finding, types.find((type) => type.id === finding.typeId)?.values ?? []),
    crop: finding.anchors[0] ? <PageCrop anchor={finding.anchors[0]} /> : null,
  }))
  const href = (to: FindingStatus | null) =>
    `/findings?${new URLSearchParams({ ...(to ? { status: to } : {}), ...(q ? { q } : {}), ...(within ? { investigation: within.key } : {}) })}`
  const saying = [within && `investigation:${within.key}`, typed.length === 0 && q && tab && `status:${tab}`, q]
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
              of {within.title},{' '}
              <Link href={`/findings?status=${status ?? 'proposed'}`}>show those of all investigations</Link>
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
      <Form action="/findings" className="mb-2 flex flex-wrap items-center gap-2" aria-label="Filter the list">
        {tab ? <input type="hidden" name="status" value={tab} /> : null}
        {within ? <input type="hidden" name="investigation" value={within.key} /> : null}
        <TextInput
          type="search"
          name="q"
          defaultValue={q}
          aria-label="Find a finding"
          placeholder="Words, type:, agency:, state:NJ, author:me, doc:RING-D7"
          className="min-w-60 flex-1 md:max-w-md"
        />
        <Button type="submit">
          <Search />
          Filter
        </Button>
      </Form>
      <div className="query-tools no-print">
        <SavedViews list="findings" q={saying.filter(Boolean).join(' ')} views={views} />
        <HowToSearch list="findings" path="/findings" />
      </div>
      <QueryNotes notes={parseQuery(q, 'findings').notes} />
      <Tabs
        label="Status"
        current={href(status)}
        tabs={findingStatuses.map((word) => ({ href: href(word), label: statusWords[word], count: counts[word] }))}
      />
      {items.length === 0 ? (
        <EmptyState action={null}>
          {q
            ? 'No finding fits these words.'
            : status === 'proposed'
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
