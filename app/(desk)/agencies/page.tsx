import Plus from 'lucide-react/icons/plus'
import Search from 'lucide-react/icons/search'
import type { Metadata } from 'next'
import { listAgencies } from '#lib/services/agencies/list-agencies'
import { listCountedViews } from '#lib/services/views/list-counted-views'
import { page } from '../../_door/page.ts'
import { Button, LinkButton } from '../../_ui/button.tsx'
import { TextInput } from '../../_ui/inputs.tsx'
import { Pager } from '../../_ui/pager.tsx'
import { SoftLink } from '../../_ui/soft-link.tsx'
import { EmptyState } from '../../_ui/states.tsx'
import { PageHeader } from '../../_ui/surface.tsx'
import { Cell, HeadCell, Table } from '../../_ui/table.tsx'
import { HowToSearch } from '../views/how-to-search.tsx'
import { QueryNotes } from '../views/query-notes.tsx'
import { SavedViews } from '../views/saved-views.tsx'

export const metadata: Metadata = { title: 'Agencies' }

type Params = { q?: string; cursor?: string }

/** The directory of the whole newsroom; numbers are over the requests that the reader may see. */
export default async function AgenciesPage({ searchParams }: { searchParams: Promise<Params> }) {
  const { q = '', cursor } = await searchParams
  const [list, views] = await page((world, actor) =>
    Promise.all([
      listAgencies(world, actor, { q, limit: 50, cursor: cursor || undefined }),
      listCountedViews(world, actor, 'agencies'),
    ]),
  )
  const at = (next: string) =>
    `/agencies?${new URLSearchParams({ ...(q ? { q } : {}), ...(next ? { cursor: next } : {}) })}`
  return (
    <>
      <PageHeader
        title="Agencies"
        actions={
          <>
            {list.data.length > 0 ? (
              <a
                className="btn max-md:hidden"
                href={`/api/v1/agencies?${new URLSearchParams({ format: 'csv', q })}`}
                download
              >
                CSV
              </a>
            ) : null}
            <LinkButton href="/agencies/new">
              <Plus />
              Add an agency
            </LinkButton>
          </>
        }
      />
      <form action="/agencies" className="mb-3 flex flex-wrap items-center gap-2" aria-label="Filter the list">
        <TextInput
          className="min-w-60 flex-1 md:max-w-md"
          type="search"
          name="q"
          defaultValue={q}
          aria-label="Name, other name or place, or state:NJ"
          placeholder="Name, other name, place, state:NJ"
        />
        <Button type="submit">
          <Search />
          Filter
        </Button>
      </form>
      <div className="query-tools no-print">
        <SavedViews list="agencies" q={q} views={views} />
        <HowToSearch list="agencies" path="/agencies" />
      </div>
      <QueryNotes notes={list.notes} />
      {list.data.length > 0 ? (
        <>
          <Table
            caption="Agencies"
            head={
              <>
                <HeadCell>Name</HeadCell>
                <HeadCell>State</HeadCell>
                <HeadCell>Place</HeadCell>
                <HeadCell>Requests go to</HeadCell>
                <HeadCell num>Requests</HeadCell>
                <HeadCell num>Overdue</HeadCell>
              </>
            }
          >
            {list.data.map((agency) => {
              const contact = agency.contacts.find(({ purpose }) => purpose === 'request') ?? agency.contacts[0]
              return (
                <tr key={agency.id}>
                  <th scope="row">
                    <SoftLink href={`/agencies/${agency.id}`} className="font-semibold text-ink">
                      {agency.name}
                    </SoftLink>
                    {agency.aliases.length > 0 ? (
                      <span className="text-xs font-normal text-muted max-md:block md:ml-2">
                        {agency.aliases.join(', ')}
                      </span>
                    ) : null}
                  </th>
                  <Cell label="State" fit>
                    {agency.jurisdiction}
                  </Cell>
                  <Cell label="Place">{[agency.place, agency.county].filter(Boolean).join(', ')}</Cell>
                  <Cell label="Requests go to">
                    {contact?.address ?? <span className="text-muted">not known</span>}
                  </Cell>
                  <Cell label="Requests" num>
                    <SoftLink href={`/requests?q=${encodeURIComponent(`agency:"${agency.name}"`)}`}>
                      {agency.requests}
                    </SoftLink>
                  </Cell>
                  <Cell label="Overdue" num className={agency.overdue > 0 ? 'font-semibold text-late' : undefined}>
                    {agency.overdue}
                  </Cell>
                </tr>
              )
            })}
          </Table>
          <Pager
            summary={`${list.data.length} shown`}
            previousHref={cursor ? at('') : null}
            nextHref={list.nextCursor ? at(list.nextCursor) : null}
          />
        </>
      ) : q ? (
        <EmptyState action={<LinkButton href="/agencies">Show all agencies</LinkButton>}>
          No agency fits <q>{q}</q>.
        </EmptyState>
      ) : (
        <EmptyState
          action={
            <LinkButton variant="primary" href="/agencies/new">
              Add the first agency
            </LinkButton>
          }
          example="A name and a state are enough: the state decides which law counts the days. You can also add one while you log a request."
        >
          No agencies yet.
        </EmptyState>
      )}
    </>
  )
}
