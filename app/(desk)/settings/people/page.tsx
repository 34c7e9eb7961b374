import type { Metadata } from 'next'
import { listPeople } from '#lib/services/people/list-people'
import { viewSelf } from '#lib/services/people/view-self'
import { page } from '../../../_door/page.ts'
import { SetCrumbs } from '../../../_ui/crumbs.tsx'
import { Panel } from '../../../_ui/surface.tsx'
import { NewsroomForm } from './newsroom-form.tsx'
import { PeoplePanel } from './panel.tsx'

export const metadata: Metadata = { title: 'People' }

/** For administrators: who has an account, and the newsroom's name. */
export default async function PeoplePage() {
  const [self, people] = await page((world, actor) => Promise.all([viewSelf(world, actor), listPeople(world, actor)]))
  return (
    <>
      <SetCrumbs crumbs={[{ label: 'Settings', href: '/settings' }, { label: 'People' }]} />
      <PeoplePanel people={people} self={self.id} />
      <Panel title="The newsroom">
        <NewsroomForm newsroom={self.newsroom} contact={self.contact} />
      </Panel>
    </>
  )
}
