import type { ReactNode } from 'react'
import { viewSelf } from '#lib/services/people/view-self'
import { page } from '../../_door/page.ts'
import { PageHeader } from '../../_ui/surface.tsx'
import { Tabs } from '../../_ui/tabs.tsx'

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const self = await page(viewSelf)
  const tabs = [
    { href: '/settings', label: 'You' },
    { href: '/settings/tokens', label: 'API tokens' },
    ...(self.role === 'admin' ? [{ href: '/settings/people', label: 'People' }] : []),
    { href: '/settings/about', label: 'About' },
  ]
  return (
    <div className="max-w-4xl">
      <PageHeader title="Settings" />
      <Tabs label="Settings" tabs={tabs} className="mb-5" />
      <div className="grid gap-5">{children}</div>
    </div>
  )
}
