import type { Metadata } from 'next'
import { listJurisdictions } from '#lib/services/agencies/list-jurisdictions'
import { page } from '../../../_door/page.ts'
import { PageHeader } from '../../../_ui/surface.tsx'
import { AgencyForm } from '../form.tsx'

export const metadata: Metadata = { title: 'Add an agency' }

export default async function NewAgencyPage() {
  const states = await page(listJurisdictions)
  return (
    <>
      <PageHeader title="Add an agency" meta="For the whole newsroom" />
      <AgencyForm states={states.map(({ code, name }) => ({ value: code, label: name }))} />
    </>
  )
}
