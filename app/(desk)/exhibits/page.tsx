import type { Metadata } from 'next'
import Form from 'next/form'
import { exhibitStatuses, exhibitWords } from '#lib/domain/exhibit'
import { listExhibits } from '#lib/services/exhibits/view-exhibit'
import { listInvestigations } from '#lib/services/investigations/list-investigations'
import { page } from '../../_door/page.ts'
import { Button, LinkButton } from '../../_ui/button.tsx'
import { Select } from '../../_ui/inputs.tsx'
import { Pager } from '../../_ui/pager.tsx'
import { SoftLink } from '../../_ui/soft-link.tsx'
import { EmptyState } from '../../_ui/states.tsx'
import { StatusChip } from '../../_ui/status-chip.tsx'
import { PageHeader } from '../../_ui/surface.tsx'
import { Cell, HeadCell, Table } from '../../_ui/table.tsx'
import { Tabs } from '../../_ui/tabs.tsx'
import { KeepLooking } from './keep-looking.tsx'
import { waitsFor } from './waits-for.ts'

export const metadata: Metadata = { title: 'Exhibits' }
type Params = Record<string, string | string[] | undefined>

/** The copies that may leave the team, newest first, each with what it waits for. */
export default async function ExhibitsPage({ searchParams }: { searchParams: Promise<Params> }) {
  const asked = await searchParams
  const said = (name: string) => [asked[name]].flat()[0] ?? ''
  const status = exhibitStatuses.find((word) => word === said('status'))
  const cursor = said('cursor')
  const { list, investigations, within } = await page(async (world, actor) => {
    const { data: investigations } = await listInvestigations(world, actor, { limit: 200 })
    const within = investigations.find(({ key }) => key === said('investigation'))
    const asking = { limit: 50, cursor: cursor || undefined, investigationId: within?.id, status }
    return { list: await listExhibits(world, actor, asking), investigations, within }
  })
  const address = (more: Record<string, string>) => {
    const all = { investigation: within?.key ?? '', status: status ?? '', ...more }
    const query = new URLSearchParams(Object.entries(all).filter(([, value]) => value)).toString()
    return query ? `/exhibits?${query}` : '/exhibits'
  }
  const words = [['', 'All'], ...exhibitStatuses.map((word) => [word, exhibitWords[word]])] as const
  return (
    <>
      <PageHeader title="Exhibits" meta="Copies with black boxes. Only these leave the team." />
      {investigations.length > 1 ? (
        <Form action="/exhibits" className="mb-3 flex flex-wrap items-center gap-2" aria-label="Filter the list">
          {status ? <input type="hidden" name="status" value={status} /> : null}
          <Select
            name="investigation"
            defaultValue={within?.key ?? ''}
            aria-label="Investigation"
            className="w-auto max-w-64 flex-1 md:flex-none"
          >
            <option value="">All investigations</option>
            {investigations.map((one) => (
              <option key={one.id} value={one.key}>
                {one.key} {one.title}
              </option>
            ))}
          </Select>
          <Button type="submit">Filter</Button>
        </Form>
      ) : null}
      <Tabs
        label="Status"
        current={address({})}
        tabs={words.map(([word, label]) => ({ href: address({ status: word }), label }))}
        className="mb-3"
      />
      <KeepLooking busy={list.data.some((one) => one.status === 'building')} />
      {list.data.length > 0 ? (
        <>
          <Table
            caption="Exhibits"
            head={
              <>
                <HeadCell>Exhibit</HeadCell>
                <HeadCell>Status</HeadCell>
                <HeadCell>Document</HeadCell>
                <HeadCell num>Pages</HeadCell>
                <HeadCell>For</HeadCell>
                <HeadCell>Prepared by</HeadCell>
                <HeadCell>Waits for</HeadCell>
              </>
            }
          >
            {list.data.map((one) => (
              <tr key={one.id}>
                <th scope="row">
                  <span className="mr-2 text-muted">
                    {one.number}
                    {one.version > 1 ? ` v${one.version}` : ''}
                  </span>
                  <SoftLink href={`/exhibits/review/${one.id}`} className="font-semibold text-ink">
                    {one.title}
                  </SoftLink>
                </th>
                <Cell>
                  <StatusChip status={one.status} />
                </Cell>
                <Cell label="Document" className="whitespace-nowrap">
                  <SoftLink href={`/documents/${one.document.number}`} title={one.document.name}>
                    {one.document.number}
                  </SoftLink>
                </Cell>
                <Cell label="Pages" num>
                  {one.status === 'building' ? `${one.built} of ${one.pages}` : one.pages}
                </Cell>
                <Cell label="For">{one.label ?? ''}</Cell>
                <Cell label="Prepared by">{one.preparer}</Cell>
                <Cell label="Waits for" className="text-muted">
                  {waitsFor(one)}
                </Cell>
              </tr>
            ))}
          </Table>
          <Pager
            summary={list.nextCursor || cursor ? `${list.data.length} on this page` : `${list.data.length} in all`}
            previousHref={cursor ? address({}) : null}
            nextHref={list.nextCursor ? address({ cursor: list.nextCursor }) : null}
          />
        </>
      ) : status || within ? (
        <EmptyState action={<LinkButton href="/exhibits">Show all exhibits</LinkButton>}>
          No exhibit fits this filter.
        </EmptyState>
      ) : (
        <EmptyState
          action={
            <LinkButton variant="primary" href="/documents">
              Choose a document
            </LinkButton>
          }
          example="We build it anew from pictures of its pages, try to get the covered words back out of it, and keep it from being published until that fails. The original stays as it came, with the team."
        >
          There are no exhibits yet. Open a document, mark what nobody outside should read, and prepare an exhibit.
        </EmptyState>
      )}
    </>
  )
}
