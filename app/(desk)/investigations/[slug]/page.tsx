import type { Metadata } from 'next'
import Link from 'next/link'
import { can } from '#lib/domain/actions'
import { listExports } from '#lib/services/exports/view-export'
import { listFindingTypes } from '#lib/services/findings/list-finding-types'
import { countContents } from '#lib/services/investigations/count-contents'
import { listMembers } from '#lib/services/investigations/list-members'
import { viewInvestigation } from '#lib/services/investigations/view-investigation'
import { page } from '../../../_door/page'
import { LinkButton } from '../../../_ui/button'
import { Tag } from '../../../_ui/chip'
import { SetCrumbs } from '../../../_ui/crumbs'
import { Facts, PageHeader, Panel } from '../../../_ui/surface'
import { EditSummary } from './edit-summary'
import { Members } from './members'
import { ReasonsPanel } from './reasons-panel'
import { StoryPack } from './story-pack'
import { Types } from './types-panel'

type Props = { params: Promise<{ slug: string }> }

const read = async ({ params }: Props) => {
  const { slug } = await params
  return page(async (world, actor) => {
    const investigation = await viewInvestigation(world, actor, { id: slug })
    const { id, role } = investigation
    return {
      investigation,
      members: await listMembers(world, actor, { id }),
      types: await listFindingTypes(world, actor, { investigationId: id }),
      holds: await countContents(world, actor, { id }),
      packs: await listExports(world, actor, { id }),
      may: {
        edit: can(actor, 'investigation.edit', role),
        request: can(actor, 'request.add', role),
        members: can(actor, 'member.add', role),
        define: can(actor, 'finding-type.define', role),
        originals: can(actor, 'export.make-originals', role),
        retype: can(actor, 'finding-type.edit', role),
      },
    }
  })
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await read(props)).investigation.title }
}

/** One investigation: what is in it, who is in it, and what it looks for. */
export default async function InvestigationPage(props: Props) {
  const { investigation, members, types, holds, packs, may } = await read(props)
  const { slug, key } = investigation
  const rows = [
    { term: 'Requests', detail: <Link href={`/requests?investigation=${key}`}>{holds.requests}</Link> },
    { term: 'Documents', detail: <Link href={`/documents?investigation=${key}`}>{holds.documents}</Link> },
    { term: 'Findings', detail: <Link href={`/board/${slug}/cards`}>{holds.findings}</Link> },
    { term: 'Key', detail: key },
    { term: 'Your role', detail: investigation.role ?? '' },
  ]
  return (
    <>
      <SetCrumbs crumbs={[{ label: 'Investigations', href: '/investigations' }, { label: investigation.title }]} />
      <PageHeader
        title={investigation.title}
        number={key}
        chips={investigation.demo ? <Tag>Demonstration</Tag> : undefined}
        actions={
          <>
            {may.request ? (
              <LinkButton
                href={`/requests/new?investigation=${key}`}
                variant={holds.requests === 0 ? 'primary' : 'plain'}
              >
                Log a request
              </LinkButton>
            ) : null}
            <LinkButton href={`/board/${slug}`} variant={holds.requests === 0 ? 'plain' : 'primary'}>
              Board
            </LinkButton>
          </>
        }
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid gap-4">
          <Panel title="What it is about">
            <EditSummary investigation={investigation} may={may.edit} />
          </Panel>
          <Types investigationId={investigation.id} types={types} may={may} />
        </div>
        <div className="grid gap-4">
          <Panel title="In it">
            <Facts facts={rows} />
          </Panel>
          <StoryPack investigationId={investigation.id} packs={packs} may={may} />
          <ReasonsPanel investigation={investigation} may={may.edit} />
          <Members investigationId={investigation.id} members={members} may={may.members} />
        </div>
      </div>
    </>
  )
}
