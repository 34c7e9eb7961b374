import type { Metadata } from 'next'
import { version } from '#lib/domain/version'
import { viewSelf } from '#lib/services/people/view-self'
import { page } from '../../../_door/page.ts'
import { SetCrumbs } from '../../../_ui/crumbs.tsx'
import { Facts, Panel } from '../../../_ui/surface.tsx'

export const metadata: Metadata = { title: 'About' }

/** What runs here, and the source that its licence promises to everybody who uses it. */
export default async function AboutPage() {
  const self = await page(viewSelf)
  const facts = [
    { term: 'Newsroom', detail: self.newsroom || 'not named yet' },
    { term: 'Version', detail: version },
    {
      term: 'Licence',
      detail: (
        <a href="https://www.gnu.org/licenses/agpl-3.0.html">GNU Affero General Public License, version 3 or later</a>
      ),
    },
    {
      term: 'Source',
      detail: 'In the folder that Unsealed runs from: whoever runs it owes it to everybody who uses it.',
    },
    { term: 'API', detail: <a href="/api/v1/openapi.json">/api/v1/openapi.json</a> },
  ]
  return (
    <>
      <SetCrumbs crumbs={[{ label: 'Settings', href: '/settings' }, { label: 'About' }]} />
      <Panel title="Unsealed">
        <Facts facts={facts} />
        <p className="mt-4 max-w-prose text-sm text-muted">
          You may run, read, change and share it. Whoever lets others use a changed version over a network gives them
          its source too.
        </p>
      </Panel>
    </>
  )
}
