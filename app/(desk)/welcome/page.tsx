import type { Metadata } from 'next'
import { viewSelf } from '#lib/services/people/view-self'
import { page } from '../../_door/page.ts'
import { SetCrumbs } from '../../_ui/crumbs.tsx'
import { Beginnings } from './beginnings.tsx'

export const metadata: Metadata = { title: 'Welcome' }

/** The first screen after setting up: with the demonstration, or with an empty desk. */
export default async function WelcomePage() {
  const self = await page(viewSelf)
  return (
    <div className="mx-auto grid max-w-2xl gap-5 py-6">
      <SetCrumbs crumbs={[{ label: 'Welcome' }]} />
      <header className="grid gap-2">
        <h1>Welcome, {self.name}</h1>
        <p className="text-muted">How do you want to begin? Both ways stay open later.</p>
      </header>
      <Beginnings mayLoad={self.role === 'admin'} />
    </div>
  )
}
