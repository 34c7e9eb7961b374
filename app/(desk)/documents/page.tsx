import Search from 'lucide-react/icons/search'
import type { Metadata } from 'next'
import Form from 'next/form'
import Link from 'next/link'
import { roles } from '#lib/domain/actions'
import type { DocumentItem } from '#lib/domain/document'
import { type DocumentState, documentStates } from '#lib/domain/intake'
import { listDocuments } from '#lib/services/documents/list-documents'
import { listInvestigations } from '#lib/services/investigations/list-investigations'
import { listCountedViews } from '#lib/services/views/list-counted-views'
import { page } from '../../_door/page.ts'
import { Button, LinkButton } from '../../_ui/button.tsx'
import { Select, TextInput } from '../../_ui/inputs.tsx'
import { Pager } from '../../_ui/pager.tsx'
import { EmptyState } from '../../_ui/states.tsx'
import { PageHeader } from '../../_ui/surface.tsx'
import { Tabs } from '../../_ui/tabs.tsx'
import { HowToSearch } from '../views/how-to-search.tsx'
import { QueryNotes } from '../views/query-notes.tsx'
import { SavedViews } from '../views/saved-views.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { DocumentTable } from './document-table.tsx'
import { RefreshWhile } from './refresh-while.tsx'
import { UploadTo } from './upload-to.tsx'
import './viewer.css'

const tabs: [state: DocumentState | '', label: string][] = [
  ['', 'All'],
  ['reading', 'Being read'],
  ['look', 'Need a look'],
  ['failed', 'Failed'],
  ['deleted', 'Deleted'],
]
const noneSuch: Record<DocumentState, string> = {
  reading: 'Nothing is being read.',
  look: 'No document needs a look.',
  failed: 'No document failed.',
  deleted: 'No document was deleted in the last 30 days.',
}

export const metadata: Metadata = { title: 'Documents' }
type Params = Record<string, string | string[] | undefined>

/** All documents, newest first, and the place where files come in. What is looked for stands in the address. */
export default async function DocumentsPage({ searchParams }: { searchParams: Promise<Params> }) {
  const asked = await searchParams
  const said = (name: string) => {
    const value = asked[name]
    return (Array.isArray(value) ? value[0] : value) ?? ''
  }
  const [q, investigation, cursor] = [said('q'), said('investigation'), said('cursor')]
  const state = documentStates.find((word) => word === said('state'))
  const [list, investigations, views] = await page(async (world, actor) =>
    Promise.all([
      listDocuments(world, actor, {
        q,
        investigationId: investigation || undefined,
        state,
        cursor: cursor || undefined,
        limit: 50,
      }),
      listInvestigations(world, actor, { limit: 200 }),
      listCountedViews(world, actor, 'documents'),
    ]),
  )
  const mine = investigations.data.filter(
    ({ role }) => role !== null && roles.indexOf(role) >= roles.indexOf('reporter'),
  )
  const address = (more: Record<string, string>) => {
    const all = { q, investigation, state: state ?? '', ...more }
    return `/documents?${new URLSearchParams(Object.entries(all).filter(([, value]) => value))}`
  }
  const first = investigations.data.find((one) => one.key === investigation || one.id === investigation)
  return (
    <>
      <PageHeader title="Documents" />
      {mine.length > 0 ? <UploadTo investigations={mine} first={first?.id ?? ''} /> : null}
      <Form action="/documents" className="mb-3 flex flex-wrap items-center gap-2">
        <TextInput
          type="search"
          name="q"
          defaultValue={q}
          aria-label="Find a document"
          placeholder="Name, number, type:pdf, from:chief, text:camera"
          className="min-w-60 flex-1 md:max-w-md"
        />
        {investigations.data.length > 1 ? (
          <Select
            name="investigation"
            defaultValue={first?.key ?? ''}
            aria-label="Investigation"
            className="w-auto max-w-64 flex-1 md:flex-none"
          >
            <option value="">All investigations</option>
            {investigations.data.map((one) => (
              <option key={one.id} value={one.key}>
                {one.key} {one.title}
              </option>
            ))}
          </Select>
        ) : null}
        <Button type="submit">
          <Search />
          Filter
        </Button>
        {state ? <input type="hidden" name="state" value={state} /> : null}
        {q || investigation ? (
          <Link href="/documents" className="text-sm">
            Show all
          </Link>
        ) : null}
      </Form>
      <Tabs
        label="Which documents"
        current={address({})}
        tabs={tabs.map(([word, label]) => ({ href: address({ state: word }), label }))}
        className="mb-3"
      />
      <div className="query-tools no-print">
        <SavedViews
          list="documents"
          q={[investigation && `investigation:${investigation}`, q].filter(Boolean).join(' ')}
          views={views}
        />
        <HowToSearch list="documents" path="/documents" />
      </div>
      <QueryNotes notes={list.notes} />
      <RefreshWhile busy={list.data.some((one) => one.status === 'processing')} />
      {list.data.length > 0 ? (
        <>
          <BulkBar deleted={state === 'deleted'} />
          <DocumentTable documents={list.data} now={Date.now()} alike={alikeIn(list.data)} />
          <Pager
            summary={list.nextCursor || cursor ? `${list.data.length} on this page` : `${list.data.length} in all`}
            previousHref={cursor ? address({ cursor: '' }) : null}
            nextHref={list.nextCursor ? address({ cursor: list.nextCursor }) : null}
          />
        </>
      ) : (
        <EmptyState
          action={
            q || investigation || state ? (
              <LinkButton href="/documents">Show all documents</LinkButton>
            ) : mine.length === 0 ? (
              <LinkButton variant="primary" href="/investigations/new">
                Open an investigation
              </LinkButton>
            ) : undefined
          }
          example={q ? 'To look inside documents, use the search at the top of the page.' : undefined}
        >
          {state && !q
            ? noneSuch[state]
            : q || investigation
              ? q
                ? 'No document fits these words.'
                : 'No documents in this investigation yet.'
              : mine.length > 0
                ? 'No documents yet. Drop the first file here: an agreement, a reply, a whole release.'
                : 'No documents yet. They belong to an investigation.'}
        </EmptyState>
      )}
    </>
  )
}

/** Near-duplicates that stand on this page together. */
function alikeIn(documents: readonly DocumentItem[]): Map<string, number> {
  const groups = new Map<string, number>()
  for (const { groupId } of documents) if (groupId) groups.set(groupId, (groups.get(groupId) ?? 0) + 1)
  return groups
}
