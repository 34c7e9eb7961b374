import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { listInvestigations } from '#lib/services/investigations/list-investigations'
import { page } from '../../_door/page'
import { LinkButton } from '../../_ui/button'
import { EmptyState } from '../../_ui/states'
import { PageHeader, Panel } from '../../_ui/surface'

export const metadata: Metadata = { title: 'Board' }

/** The boards of your investigations; where there is one, that one. */
export default async function Boards() {
  const { data } = await page((world, actor) => listInvestigations(world, actor, { limit: 200 }))
  const [only] = data
  if (only && data.length === 1) redirect(`/board/${only.slug}`)
  return (
    <>
      <PageHeader title="Board" meta="One for each investigation" />
      {data.length === 0 ? (
        <EmptyState
          action={
            <LinkButton href="/investigations/new" variant="primary">
              Open an investigation
            </LinkButton>
          }
        >
          A board belongs to an investigation, and you are in none yet.
        </EmptyState>
      ) : (
        <Panel flush>
          <ul className="rows">
            {data.map((one) => (
              <li key={one.id} className="flex items-baseline gap-3 p-3 last:border-0">
                <Link href={`/board/${one.slug}`} className="font-semibold">
                  {one.title}
                </Link>
                <span className="text-xs text-muted">{one.key}</span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  )
}
