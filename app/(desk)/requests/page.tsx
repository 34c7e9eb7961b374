import type { Metadata } from 'next'
import { todayIn } from '#lib/domain/date'
import { timeZoneOf } from '#lib/domain/jurisdiction'
import { listInvestigations } from '#lib/services/investigations/list-investigations'
import { countRequestsBy, listRequests } from '#lib/services/requests/list-requests'
import { listCountedViews } from '#lib/services/views/list-counted-views'
import { page } from '../../_door/page.ts'
import { LinkButton } from '../../_ui/button.tsx'
import { Pager } from '../../_ui/pager.tsx'
import { EmptyState } from '../../_ui/states.tsx'
import { PageHeader } from '../../_ui/surface.tsx'
import { Tabs } from '../../_ui/tabs.tsx'
import { HowToSearch } from '../views/how-to-search.tsx'
import { QueryNotes } from '../views/query-notes.tsx'
import { SavedViews } from '../views/saved-views.tsx'
import { RequestFilters } from './filters.tsx'
import { addressOf, type Params, readParams, savedWords, tabs } from './list-params.ts'
import { RequestTable } from './table.tsx'

export const metadata: Metadata = { title: 'Requests' }

/** The list: tabs, words, sort and place in the list all stand in the address. */
export default async function RequestsPage({ searchParams }: { searchParams: Promise<Params> }) {
  const at = readParams(await searchParams)
  const asked = [tabs[at.tab].q, at.q].filter(Boolean).join(' ')
  const where = { investigationId: at.investigation || undefined }
  const questions = Object.fromEntries(
    Object.entries(tabs).map(([name, { q }]) => [name, { q: [q, at.q].filter(Boolean).join(' ') }]),
  )
  const saying = savedWords(at)
  const [list, counts, investigations, now, views] = await page(async (world, actor) =>
    Promise.all([
      listRequests(world, actor, {
        ...where,
        q: asked,
        sort: at.sort || undefined,
        limit: 50,
        cursor: at.cursor || undefined,
      }),
      countRequestsBy(world, actor, { ...where, questions }),
      listInvestigations(world, actor, { limit: 200 }),
      world.now(),
      listCountedViews(world, actor, 'requests'),
    ]),
  )
  const total = counts[at.tab] ?? list.data.length
  const file = (format: string) =>
    `/api/v1/requests?${new URLSearchParams({ format, ...(at.sort ? { sort: at.sort } : {}), q: asked, ...(at.investigation ? { investigationId: at.investigation } : {}) })}`
  const filtered = at.q !== '' || at.tab !== 'all' || at.investigation !== ''
  return (
    <>
      <PageHeader
        title="Requests"
        meta={counts.overdue ? `${counts.overdue} overdue` : undefined}
        actions={
          total > 0 ? (
            <>
              <a className="btn max-md:hidden" href={file('csv')} download>
                CSV
              </a>
              <a className="btn max-md:hidden" href={file('xlsx')} download>
                XLSX
              </a>
            </>
          ) : null
        }
      />
      <RequestFilters at={at} investigations={investigations.data} />
      <div className="query-tools no-print">
        <SavedViews list="requests" q={saying} views={views} />
        <HowToSearch list="requests" path="/requests" />
      </div>
      <QueryNotes notes={list.notes} />
      <Tabs
        className="mb-3"
        label="Views of the list"
        current={addressOf(at, { cursor: '' })}
        tabs={Object.entries(tabs).map(([name, { label }]) => ({
          // a tab is one of the keys of `tabs`
          href: addressOf(at, { tab: name as keyof typeof tabs, cursor: '' }),
          label,
          count: counts[name],
        }))}
      />
      {list.data.length > 0 ? (
        <>
          <RequestTable rows={list.data} at={at} today={todayIn(now, timeZoneOf('US'))} />
          <Pager
            summary={`${list.data.length} of ${total.toLocaleString('en')} shown`}
            previousHref={at.cursor ? addressOf(at, { cursor: '' }) : null}
            nextHref={list.nextCursor ? addressOf(at, { cursor: list.nextCursor }) : null}
          />
        </>
      ) : filtered ? (
        <EmptyState action={<LinkButton href="/requests">Show all requests</LinkButton>}>
          No request fits <q>{[at.q, tabs[at.tab].label.toLowerCase()].filter(Boolean).join(', ')}</q>.
        </EmptyState>
      ) : (
        <EmptyState
          action={
            <LinkButton variant="primary" href="/requests/new">
              Log the first request
            </LinkButton>
          }
          example="A request needs an agency, a subject and what you want. Filed it elsewhere already? Say when, and its due date is counted by the law of its state."
        >
          No requests yet.
        </EmptyState>
      )}
    </>
  )
}
