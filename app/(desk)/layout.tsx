import type { ReactNode } from 'react'
import { addressOfView } from '#lib/domain/view'
import { listInvestigations } from '#lib/services/investigations/list-investigations'
import { viewSelf } from '#lib/services/people/view-self'
import { listCountedViews } from '#lib/services/views/list-counted-views'
import { page } from '../_door/page.ts'
import { DeskFrame } from '../_ui/desk-frame.tsx'
import { KnowOwner } from './documents/know-owner.tsx'

/** The signed-in newsroom: who it is, their investigations, the frame. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const [self, { data: investigations }, views] = await page(async (world, actor) =>
    Promise.all([
      viewSelf(world, actor),
      listInvestigations(world, actor, { limit: 50 }),
      listCountedViews(world, actor),
    ]),
  )
  return (
    <DeskFrame
      user={{ name: self.name, email: self.email }}
      investigations={investigations.map(({ key, title, slug }) => ({ key, title, slug }))}
      views={views.map((view) => ({
        place: `/${view.list}`,
        title: view.name,
        href: addressOfView(view),
        count: view.count,
      }))}
      demo={investigations.some((i) => i.demo)}
      demoHref={self.role === 'admin' ? '/settings#demonstration' : null}
    >
      <KnowOwner email={self.email} />
      {children}
    </DeskFrame>
  )
}
