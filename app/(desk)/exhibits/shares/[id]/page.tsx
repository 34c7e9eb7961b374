import type { Metadata } from 'next'
import { listExhibits, viewExhibit } from '#lib/services/exhibits/view-exhibit'
import { listShares } from '#lib/services/shares/list-shares'
import { page } from '../../../../_door/page.ts'
import { SetCrumbs } from '../../../../_ui/crumbs.tsx'
import { StatusChip } from '../../../../_ui/status-chip.tsx'
import { PageHeader } from '../../../../_ui/surface.tsx'
import { SharePanel } from '../../share-panel.tsx'

export const metadata: Metadata = { title: 'Share an exhibit' }

type Props = { params: Promise<{ id: string }> }

/** The links to one exhibit, for editors. */
export default async function SharesPage({ params }: Props) {
  const { id } = await params
  const { exhibit, others, shares } = await page(async (world, actor) => {
    const exhibit = await viewExhibit(world, actor, { id: decodeURIComponent(id) })
    const shares = await listShares(world, actor, { exhibitId: exhibit.id })
    const { data } = await listExhibits(world, actor, { investigationId: exhibit.investigationId, limit: 200 })
    const others = data.filter((one) => one.number !== exhibit.number && mayLeave(one))
    return { exhibit, shares, others }
  })
  return (
    <>
      <SetCrumbs
        crumbs={[
          { label: 'Exhibits', href: '/exhibits' },
          { label: exhibit.number, href: `/exhibits/review/${exhibit.number}` },
          { label: 'Share' },
        ]}
      />
      <PageHeader number={exhibit.number} title={exhibit.title} chips={<StatusChip status={exhibit.status} />}>
        <span>Version {exhibit.version}</span>
      </PageHeader>
      <SharePanel exhibit={exhibit} ready={mayLeave(exhibit)} others={others} shares={shares} />
    </>
  )
}

const mayLeave = ({ status, stale }: { status: string; stale: boolean }) =>
  (status === 'approved' || status === 'published') && !stale
