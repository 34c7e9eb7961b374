import type { Metadata } from 'next'
import Link from 'next/link'
import { todayIn } from '#lib/domain/date'
import { timeZoneOf } from '#lib/domain/jurisdiction'
import { viewAgency } from '#lib/services/agencies/view-agency'
import { viewAgencyStats } from '#lib/services/agencies/view-agency-stats'
import { viewJurisdiction } from '#lib/services/agencies/view-jurisdiction'
import { listFindings } from '#lib/services/findings/list-findings'
import { listRequests } from '#lib/services/requests/list-requests'
import { page } from '../../../_door/page.ts'
import { LinkButton } from '../../../_ui/button.tsx'
import { SetCrumbs } from '../../../_ui/crumbs.tsx'
import { FindingCard } from '../../../_ui/finding-card.tsx'
import { Notice } from '../../../_ui/states.tsx'
import { Facts, Group, PageHeader } from '../../../_ui/surface.tsx'
import { RequestTable } from '../../requests/table.tsx'
import { channelWords, purposeWords } from '../words.ts'
import { LawPanel } from './law-panel.tsx'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  return { title: (await page((world, actor) => viewAgency(world, actor, { id }))).name }
}

/** One agency: how it is reached, the law it stands under, and all of ours that concerns it. */
export default async function AgencyPage({ params }: Props) {
  const { id } = await params
  const { agency, law, stats, requests, findings, today } = await page(async (world, actor) => {
    const agency = await viewAgency(world, actor, { id })
    const [law, stats, requests, findings] = await Promise.all([
      viewJurisdiction(world, actor, { code: agency.jurisdiction }),
      viewAgencyStats(world, actor, { id }),
      listRequests(world, actor, { agencyId: id, limit: 50 }),
      listFindings(world, actor, { filter: { agencies: [id] }, limit: 20 }),
    ])
    const today = todayIn(world.now(), timeZoneOf(agency.jurisdiction))
    return { agency, law, stats, requests: requests.data, findings: findings.data, today }
  })
  const place = [agency.place, agency.county, law.name].filter(Boolean).join(', ')
  return (
    <>
      <SetCrumbs crumbs={[{ label: 'Agencies', href: '/agencies' }, { label: agency.name }]} />
      <PageHeader
        title={agency.name}
        meta={place}
        actions={
          <>
            <LinkButton href={`/agencies/${id}/edit`}>Correct</LinkButton>
            <LinkButton variant="primary" href={`/requests/new?agency=${id}`}>
              Request to this agency
            </LinkButton>
          </>
        }
      >
        {agency.aliases.length > 0 ? <span>Also {agency.aliases.join(', ')}</span> : null}
      </PageHeader>
      {agency.alike.length > 0 ? (
        <Notice tone="soon" className="mb-4">
          Perhaps the same one:{' '}
          {agency.alike.map((other) => (
            <Link key={other.id} href={`/agencies/${other.id}`} className="mr-2 underline">
              {other.name}
            </Link>
          ))}
        </Notice>
      ) : null}
      <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="min-w-0">
          <Group title="Requests" count={requests.length}>
            {requests.length > 0 ? (
              <div className="pt-3">
                <RequestTable rows={requests} at={null} today={today} />
              </div>
            ) : (
              <p className="py-3 text-sm text-muted">None of the requests you may see went there yet.</p>
            )}
          </Group>
          <Group title="Findings" count={findings.length}>
            {findings.length === 0 ? (
              <p className="py-3 text-sm text-muted">Passages tagged in what it sent show here.</p>
            ) : null}
            {findings.map((finding) => {
              const [anchor] = finding.anchors
              return (
                <FindingCard
                  key={finding.id}
                  finding={{
                    number: finding.number,
                    href: `/findings/${finding.number}`,
                    type: finding.type,
                    status: finding.status,
                    quote: anchor?.exact ?? finding.statement,
                    place: {
                      label: `${anchor?.document}, p. ${anchor?.page}`,
                      href: `/documents/${anchor?.document}#p${anchor?.page}`,
                    },
                    by: finding.author,
                  }}
                />
              )
            })}
          </Group>
        </div>
        <aside className="min-w-0" aria-label="About this agency">
          <Group title="Contacts">
            {agency.contacts.length > 0 ? (
              <Facts
                className="py-2"
                facts={agency.contacts.map(({ purpose, channel, address }) => ({
                  term: purposeWords[purpose],
                  detail:
                    channel === 'portal' ? (
                      <a href={address} rel="noreferrer noopener" target="_blank">
                        {address}
                      </a>
                    ) : (
                      `${address} (${channelWords[channel].toLowerCase()})`
                    ),
                }))}
              />
            ) : (
              <p className="py-2 text-sm text-muted">
                Nobody wrote down how it is reached. <Link href={`/agencies/${id}/edit`}>Add a contact</Link>
              </p>
            )}
          </Group>
          <Group title="Our record with it">
            <Facts
              className="py-2"
              facts={[
                { term: 'Requests', detail: `${stats.requests} sent, ${stats.open} open, ${stats.overdue} overdue` },
                {
                  term: 'First reply',
                  detail:
                    stats.medianDaysToFirstReply === null
                      ? 'none yet'
                      : `${stats.medianDaysToFirstReply} days in the middle of ${stats.replied}`,
                },
                { term: 'Findings', detail: stats.findings },
              ]}
            />
          </Group>
          <LawPanel law={law} />
        </aside>
      </div>
    </>
  )
}
