import type { FindingView } from '#lib/domain/finding'
import type { InvestigationView, MemberView } from '#lib/domain/investigation'
import type { JurisdictionView } from '#lib/domain/jurisdiction'
import type { RequestWhole } from '#lib/domain/request'
import { outcomeMeanings, stageMeanings } from '#lib/domain/standing'
import { FindingCard } from '../../../_ui/finding-card.tsx'
import { formatDay } from '../../../_ui/format-date.ts'
import { SoftLink } from '../../../_ui/soft-link.tsx'
import { Facts, Group } from '../../../_ui/surface.tsx'
import { RefreshWhile } from '../../documents/refresh-while.tsx'
import { UploadDrop } from '../../documents/upload.tsx'
import { channelWords } from '../words.ts'
import { DocumentState } from './document-state.tsx'
import { EditDetails } from './edit-details.tsx'
import { LawDates } from './law-dates.tsx'

type Props = {
  request: RequestWhole
  investigation: InvestigationView
  members: MemberView[]
  law: JurisdictionView
  findings: FindingView[]
  today: string
  may: boolean
}

/** Beside the thread: the summary, every date of the law, the documents, and what was found in them. */
export function RequestSide({ request, investigation, members, law, findings, may }: Props) {
  const { documents } = request
  return (
    <aside className="grid min-w-0 content-start" aria-label="About this request">
      <Group title="Summary" actions={may ? <EditDetails request={request} members={members} /> : null}>
        <Facts className="py-2" facts={summary(request, investigation, law)} />
      </Group>
      <Group title="Documents" count={documents.length} id="documents">
        {may ? <UploadDrop investigationId={investigation.id} requestId={request.id} /> : null}
        <RefreshWhile busy={documents.some(({ status }) => status === 'processing')} />
        {documents.length === 0 ? (
          <p className="py-2 text-sm text-muted">What came back goes here: e-mails, agreements, spreadsheets.</p>
        ) : (
          <ul>
            {documents.map((document) => (
              <li key={document.id} className="border-b border-rule py-2">
                <SoftLink href={`/documents/${document.number}`} className="block truncate font-semibold">
                  {document.name}
                </SoftLink>
                <DocumentState document={document} />
              </li>
            ))}
          </ul>
        )}
      </Group>
      {findings.length > 0 ? (
        <Group title="Findings from these documents" count={findings.length}>
          {findings.map((finding) => {
            const anchor = finding.anchors[0]
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
      ) : null}
      <LawDates request={request} source={law.calendar.source} />
    </aside>
  )
}

function summary(request: RequestWhole, investigation: InvestigationView, law: JurisdictionView) {
  const { stage, outcome, filedOn, receivedOn, channel, owner, lastReplyOn, embargoUntil } = request
  const unsaid = stage === 'filed' && lastReplyOn ? 'A reply came. Set the status above to say what it was.' : null
  const stands = outcome ? `${stageMeanings[stage][0]}: ${outcomeMeanings[outcome][1]}` : stageMeanings[stage][1]
  return [
    { term: 'Standing', detail: unsaid ?? stands },
    {
      term: 'Investigation',
      detail: <SoftLink href={`/investigations/${investigation.slug}`}>{investigation.title}</SoftLink>,
    },
    { term: 'Agency', detail: <SoftLink href={`/agencies/${request.agencyId}`}>{request.agency}</SoftLink> },
    { term: 'Law', detail: `${law.law.name}, ${law.law.citation}` },
    ...(filedOn
      ? [
          {
            term: 'Filed',
            detail: `${formatDay(filedOn)}${channel ? ` by ${channelWords[channel].toLowerCase()}` : ''}`,
          },
        ]
      : []),
    ...(receivedOn ? [{ term: 'Received', detail: formatDay(receivedOn) }] : []),
    ...(lastReplyOn ? [{ term: 'Last reply', detail: formatDay(lastReplyOn) }] : []),
    { term: 'Looked after by', detail: owner ?? 'nobody yet' },
    ...(embargoUntil ? [{ term: 'Embargo until', detail: formatDay(embargoUntil) }] : []),
  ]
}
