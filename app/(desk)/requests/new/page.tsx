import type { Metadata } from 'next'
import { can } from '#lib/domain/actions'
import { todayIn } from '#lib/domain/date'
import { timeZoneOf } from '#lib/domain/jurisdiction'
import { viewAgency } from '#lib/services/agencies/view-agency'
import { listInvestigations } from '#lib/services/investigations/list-investigations'
import { page } from '../../../_door/page.ts'
import { LinkButton } from '../../../_ui/button.tsx'
import { EmptyState } from '../../../_ui/states.tsx'
import { PageHeader } from '../../../_ui/surface.tsx'
import { NewRequestForm } from './form.tsx'

export const metadata: Metadata = { title: 'New request' }

type Params = { investigation?: string; agency?: string }

/** One short form; the law and the due date stand beside it while it is filled in. */
export default async function NewRequestPage({ searchParams }: { searchParams: Promise<Params> }) {
  const { investigation: key, agency: agencyId } = await searchParams
  const { mine, agency, today, userId } = await page(async (world, actor) => {
    const { data } = await listInvestigations(world, actor, { limit: 200 })
    const mine = data.filter(({ role }) => can(actor, 'request.add', role))
    const agency = agencyId ? await viewAgency(world, actor, { id: agencyId }) : null
    const userId = actor.kind === 'user' ? actor.id : ''
    return { mine, agency, userId, today: todayIn(world.now(), timeZoneOf('US')) }
  })
  const chosen = mine.find((one) => one.key === key) ?? mine[0]
  return (
    <>
      <PageHeader title="New request" meta="To send now, or one that was filed already" />
      {chosen ? (
        <NewRequestForm
          investigations={mine.map(({ id, key: short, title }) => ({ value: id, label: `${short} ${title}` }))}
          userId={userId}
          investigationId={chosen.id}
          named={chosen.key === key}
          agency={
            agency && {
              value: agency.id,
              label: agency.name,
              detail: [agency.place, agency.jurisdiction].filter(Boolean).join(', '),
            }
          }
          today={today}
        />
      ) : (
        <EmptyState
          action={
            <LinkButton variant="primary" href="/investigations/new">
              Open an investigation
            </LinkButton>
          }
          example="It takes a title and nothing else. Or ask the owner of one you can read to make you a reporter in it."
        >
          A request belongs to an investigation, and there is none in which you may add one.
        </EmptyState>
      )}
    </>
  )
}
