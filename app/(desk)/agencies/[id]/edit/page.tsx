import type { Metadata } from 'next'
import { listJurisdictions } from '#lib/services/agencies/list-jurisdictions'
import { viewAgency } from '#lib/services/agencies/view-agency'
import { page } from '../../../../_door/page.ts'
import { SetCrumbs } from '../../../../_ui/crumbs.tsx'
import { PageHeader } from '../../../../_ui/surface.tsx'
import { AgencyForm } from '../../form.tsx'

export const metadata: Metadata = { title: 'Correct an agency' }

export default async function EditAgencyPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const [agency, states] = await page((world, actor) =>
    Promise.all([viewAgency(world, actor, { id }), listJurisdictions(world, actor)]),
  )
  return (
    <>
      <SetCrumbs
        crumbs={[
          { label: 'Agencies', href: '/agencies' },
          { label: agency.name, href: `/agencies/${id}` },
          { label: 'Correct' },
        ]}
      />
      <PageHeader title={`Correct ${agency.name}`} meta="For the whole newsroom; the trail keeps what was changed" />
      <AgencyForm agency={agency} states={states.map(({ code, name }) => ({ value: code, label: name }))} />
    </>
  )
}
