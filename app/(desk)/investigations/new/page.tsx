import type { Metadata } from 'next'
import { listInvestigations } from '#lib/services/investigations/list-investigations'
import { page } from '../../../_door/page'
import { PageHeader } from '../../../_ui/surface'
import { NewInvestigationForm } from './form'

export const metadata: Metadata = { title: 'Open an investigation' }

export default async function NewInvestigation() {
  await page((world, actor) => listInvestigations(world, actor, { limit: 1 })) // whoever is not signed in is sent to sign in
  return (
    <div className="max-w-xl">
      <PageHeader title="Open an investigation" />
      <NewInvestigationForm />
    </div>
  )
}
