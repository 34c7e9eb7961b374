import type { Metadata } from 'next'
import { listTokens } from '#lib/services/people/list-tokens'
import { viewSelf } from '#lib/services/people/view-self'
import { page } from '../../../_door/page.ts'
import { SetCrumbs } from '../../../_ui/crumbs.tsx'
import { TokenForm } from './form.tsx'
import { TokenTable } from './table.tsx'

export const metadata: Metadata = { title: 'API tokens' }

export default async function TokensPage() {
  const [self, tokens] = await page((world, actor) => Promise.all([viewSelf(world, actor), listTokens(world, actor)]))
  return (
    <>
      <SetCrumbs crumbs={[{ label: 'Settings', href: '/settings' }, { label: 'API tokens' }]} />
      <p className="max-w-prose text-muted">
        A token lets a script or a spreadsheet do in your name what you may do, through the API. What it can do is
        described at <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>.
      </p>
      <TokenTable tokens={tokens} />
      <TokenForm admin={self.role === 'admin'} />
    </>
  )
}
