import type { Metadata } from 'next'
import Link from 'next/link'
import { countContents } from '#lib/services/investigations/count-contents'
import { listInvestigations } from '#lib/services/investigations/list-investigations'
import { page } from '../../_door/page'
import { LinkButton } from '../../_ui/button'
import { EmptyState } from '../../_ui/states'
import { PageHeader } from '../../_ui/surface'
import { Cell, HeadCell, Table } from '../../_ui/table'
import { Day } from '../../_ui/time'

export const metadata: Metadata = { title: 'Investigations' }

/** The investigations you are in. */
export default async function Investigations() {
  const rows = await page(async (world, actor) => {
    const { data } = await listInvestigations(world, actor, { limit: 200 })
    const rows = []
    for (const one of data) rows.push({ one, holds: await countContents(world, actor, { id: one.id }) })
    return rows
  })
  const open = (
    <LinkButton href="/investigations/new" variant="primary">
      Open an investigation
    </LinkButton>
  )
  return (
    <>
      <PageHeader title="Investigations" meta="Private to their members" actions={rows.length > 0 ? open : undefined} />
      {rows.length === 0 ? (
        <EmptyState action={open} example="Whoever opens one is its owner and brings the others in.">
          You are in no investigation yet.
        </EmptyState>
      ) : (
        <Table
          caption="Your investigations"
          head={
            <>
              <HeadCell>Investigation</HeadCell>
              <HeadCell>Key</HeadCell>
              <HeadCell>Your role</HeadCell>
              <HeadCell num>Requests</HeadCell>
              <HeadCell num>Documents</HeadCell>
              <HeadCell num>Findings</HeadCell>
              <HeadCell num>Members</HeadCell>
              <HeadCell>Opened</HeadCell>
            </>
          }
        >
          {rows.map(({ one, holds }) => (
            <tr key={one.id}>
              <th scope="row">
                <Link href={`/investigations/${one.slug}`}>{one.title}</Link>
              </th>
              <Cell label="Key">{one.key}</Cell>
              <Cell label="Your role">{one.role}</Cell>
              <Cell num label="Requests">
                <Link href={`/requests?investigation=${one.key}`} className="inline-block min-w-6 leading-6">
                  {holds.requests}
                </Link>
              </Cell>
              <Cell num label="Documents">
                <Link href={`/documents?investigation=${one.key}`} className="inline-block min-w-6 leading-6">
                  {holds.documents}
                </Link>
              </Cell>
              <Cell num label="Findings">
                <Link href={`/board/${one.slug}`} className="inline-block min-w-6 leading-6">
                  {holds.findings}
                </Link>
              </Cell>
              <Cell num label="Members">
                {holds.members}
              </Cell>
              <Cell fit label="Opened" className="pl-4">
                <Day on={one.createdAt.slice(0, 10)} />
              </Cell>
            </tr>
          ))}
        </Table>
      )}
    </>
  )
}
