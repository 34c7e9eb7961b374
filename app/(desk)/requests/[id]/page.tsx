import type { Metadata } from 'next'
import { can } from '#lib/domain/actions'
import { todayIn } from '#lib/domain/date'
import { timeZoneOf } from '#lib/domain/jurisdiction'
import { viewJurisdiction } from '#lib/services/agencies/view-jurisdiction'
import { listFindings } from '#lib/services/findings/list-findings'
import { listMembers } from '#lib/services/investigations/list-members'
import { viewInvestigation } from '#lib/services/investigations/view-investigation'
import { viewRequest } from '#lib/services/requests/view-request'
import { page } from '../../../_door/page.ts'
import { Avatar, Tag } from '../../../_ui/chip.tsx'
import { formatDay } from '../../../_ui/format-date.ts'
import { StatusChip } from '../../../_ui/status-chip.tsx'
import { PageHeader } from '../../../_ui/surface.tsx'
import { PrintHeader } from '../../../_ui/text.tsx'
import { tagsBeside } from '../tags-beside.ts'
import { DueDate } from './due-date.tsx'
import { LogForm } from './log-form.tsx'
import { RequestSide } from './side.tsx'
import { StandingMenu } from './standing-menu.tsx'
import { Thread } from './thread.tsx'
import '../../documents/viewer.css'
import { SoftLink } from '../../../_ui/soft-link.tsx'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).id) }
}

/** One request: how it stands, why it is due when it is, the thread oldest first, and beside it all that came of it. */
export default async function RequestPage({ params }: Props) {
  const id = decodeURIComponent((await params).id)
  const { request, investigation, members, law, findings, today, may } = await page(async (world, actor) => {
    const request = await viewRequest(world, actor, { id })
    const { investigationId, agencyId, jurisdiction } = request
    const [investigation, members, law, found] = await Promise.all([
      viewInvestigation(world, actor, { id: investigationId }),
      listMembers(world, actor, { id: investigationId }),
      viewJurisdiction(world, actor, { code: jurisdiction }),
      listFindings(world, actor, { investigationId, filter: { agencies: [agencyId] }, limit: 200 }),
    ])
    const its = new Set(request.documents.map((document) => document.id))
    const findings = found.data.filter(({ anchors }) => anchors.some(({ documentId }) => its.has(documentId)))
    const today = todayIn(world.now(), timeZoneOf(jurisdiction))
    const may = can(actor, 'request.edit', investigation.role)
    return { request, investigation, members, law, findings, today, may }
  })
  return (
    <>
      <PrintHeader number={request.number} title={request.subject} printed={formatDay(today)} />
      <PageHeader
        number={request.number}
        title={request.subject}
        chips={
          <>
            {request.overdue ? <StatusChip status="overdue" /> : null}
            {may ? <StandingMenu request={request} today={today} /> : <StatusChip status={request.status} />}
          </>
        }
        actions={
          <>
            {request.owner ? <Avatar name={request.owner} /> : null}
            {may ? (
              <LogForm requestId={request.id} agency={request.agency} today={today} draft={request.stage === 'draft'} />
            ) : null}
          </>
        }
      >
        <span>
          <SoftLink href={`/agencies/${request.agencyId}`}>{request.agency}</SoftLink>, {request.jurisdiction}
        </span>
        <span>{law.law.name}</span>
        <span>
          {request.filedOn
            ? `Filed ${formatDay(request.filedOn)}`
            : request.stage === 'draft'
              ? 'Not filed yet'
              : 'Filed on a day not known'}
        </span>
        <DueDate request={request} today={today} source={law.calendar.source} may={may} />
        {request.trackingNumbers.length > 0 ? (
          <span>
            Tracking # <span className="font-mono">{request.trackingNumbers.join(', ')}</span>
          </span>
        ) : null}
        {tagsBeside(request.note, request.tags).map((tag) => (
          <Tag key={tag}>{tag}</Tag>
        ))}
        {request.note ? <Tag>{request.note}</Tag> : null}
      </PageHeader>
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Thread request={request} may={may} />
        <RequestSide
          request={request}
          investigation={investigation}
          members={members}
          law={law}
          findings={findings}
          today={today}
          may={may}
        />
      </div>
    </>
  )
}
