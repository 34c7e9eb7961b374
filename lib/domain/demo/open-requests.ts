import { addDays, type LocalDate, sayDate } from '#lib/domain/date'
import { demoAgencies } from '#lib/domain/demo/agencies'
import { weekdayBefore } from '#lib/domain/demo/days'
import { neverSent } from '#lib/domain/demo/marking'
import type { DemoCommunication, DemoRequest } from '#lib/domain/demo/request'

type Kind = DemoCommunication['kind']
/** What happened, how many days ago (weekends moved to weekdays), in which words. */
type Step = [direction: 'in' | 'out', kind: Kind, daysAgo: number, body: string]
type Plan = Pick<DemoRequest, 'agencyKey' | 'subject' | 'stage'> &
  Partial<Pick<DemoRequest, 'needs' | 'outcome' | 'dueOverride' | 'fees' | 'exemptions' | 'appeals'>> & {
    law: string
    ask: string
    /** Days ago; null: a draft. */
    filed: number | null
    steps?: Step[]
  }

/**
 * The open requests: invented, never sent, and moving with today, so that something is always overdue, due soon or
 * waiting for a decision, and every status word occurs. Together with the finished ones they make the board show
 * "no records" (Aurora), "refused" (Jersey City), "asked" and "not asked" (Hayward; Green Bay, a draft).
 * @param today YYYY-MM-DD in the reader's time zone. Never throws.
 */
export function openRequests(today: LocalDate): DemoRequest[] {
  const ago = (days: number) => weekdayBefore(today, days)
  return Object.entries(plans(today, ago)).map(([key, plan]) => request(key, plan, ago))
}

function plans(today: LocalDate, ago: (days: number) => LocalDate): Record<string, Plan> {
  return {
    'fresno-portal': {
      agencyKey: 'fresno',
      subject: 'Requests for footage made to Ring',
      law: 'California Public Records Act',
      ask: 'requests for footage that the office has put to Ring, and the answers',
      stage: 'awaiting_response',
      filed: 30,
    },
    'aurora-operations': {
      agencyKey: 'aurora',
      subject: 'Package-theft operations with Ring',
      law: 'Colorado Criminal Justice Records Act',
      ask: 'plans and reports of package-theft operations with Ring',
      stage: 'closed',
      outcome: 'no_records',
      filed: 40,
      steps: [['in', 'no_records', 35, 'We have searched and hold no records that answer your request.']],
    },
    'jersey-city-operations': {
      agencyKey: 'jersey-city',
      subject: 'Package-theft operations with Ring',
      law: 'Open Public Records Act',
      ask: 'plans and reports of package-theft operations with Ring',
      stage: 'closed',
      outcome: 'denied',
      filed: 45,
      steps: [['in', 'denial', 38, 'Your request is refused as a whole. We hold the records to be exempt.']],
      exemptions: [{ kind: 'invoked', on: ago(38), note: 'All records; no provision named' }],
    },
    'albuquerque-heat-maps': {
      agencyKey: 'albuquerque',
      subject: 'Heat maps of package losses',
      law: 'Inspection of Public Records Act',
      ask: 'heat maps of package losses that the department was given',
      stage: 'awaiting_response',
      filed: 11,
      steps: [['in', 'interim', 9, 'We are searching and need the days that the law allows for it.']],
    },
    'nypd-neighbors': {
      agencyKey: 'nypd',
      subject: 'Neighbors Public Safety Service',
      law: 'Freedom of Information Law',
      ask: 'agreements and instructions on the Neighbors Public Safety Service',
      stage: 'acknowledged',
      filed: 29,
      steps: [
        ['in', 'acknowledgment', 24, `Your request has come in. We expect to answer by ${sayDate(addDays(today, 4))}.`],
      ],
    },
    'green-bay-operations': {
      agencyKey: 'green-bay',
      subject: 'Package-theft operations with Ring',
      law: 'Public Records Law',
      ask: 'plans and reports of package-theft operations with Ring',
      stage: 'draft',
      filed: null,
    },
    'bloomfield-portal': {
      agencyKey: 'bloomfield',
      subject: 'Log of requests made through the video portal',
      law: 'Open Public Records Act',
      ask: 'the log of requests that members of the department made through the video portal',
      stage: 'awaiting_response',
      outcome: 'partial',
      filed: 24,
      steps: [
        ['in', 'acknowledgment', 22, 'Your request has come in. The search has begun.'],
        [
          'in',
          'partial_records',
          12,
          `A first part, the log, is attached. The rest will follow by ${sayDate(ago(5))}.`,
        ],
      ],
      dueOverride: { on: ago(5), reason: 'The agency named this day for the rest.' },
    },
    'lakeland-outreach': {
      agencyKey: 'lakeland',
      subject: 'Outreach for the Neighbors app',
      law: 'Public Records Law',
      ask: 'notices and posts by which the department made the app known',
      stage: 'needs_action',
      needs: 'fee_decision',
      filed: 16,
      steps: [
        ['in', 'acknowledgment', 14, 'Your request has come in.'],
        ['in', 'fee_estimate', 4, 'We put the cost of the search at $48.00 and begin when you agree to it.'],
      ],
      fees: [{ kind: 'estimate', on: ago(4), amount: 48, note: 'Search' }],
    },
    'addison-outreach': {
      agencyKey: 'addison',
      subject: 'Outreach material for residents',
      law: 'Freedom of Information Act',
      ask: 'outreach material on home cameras that the department gave to residents',
      stage: 'awaiting_response',
      outcome: 'partial',
      filed: 6,
      steps: [['in', 'partial_records', 2, 'By post: a letter with the first of two folders.']],
    },
    'waynesboro-follow-up': {
      agencyKey: 'waynesboro',
      subject: 'Further notes on webinars',
      law: 'Freedom of Information Act',
      ask: 'notes of webinars held for the department by makers of home cameras',
      stage: 'needs_action',
      needs: 'clarification',
      filed: 5,
      steps: [['in', 'clarification', 2, 'Please tell us which years you mean.']],
    },
    'maywood-follow-up': {
      agencyKey: 'maywood',
      subject: 'Posts made beside video requests',
      law: 'Open Public Records Act',
      ask: 'public posts made beside requests for video',
      stage: 'filed',
      filed: 1,
    },
    'nypd-posts': {
      agencyKey: 'nypd',
      subject: 'Use of posts by residents',
      law: 'Freedom of Information Law',
      ask: 'rules on how posts by residents may be used',
      stage: 'appealing',
      outcome: 'denied',
      filed: 60,
      steps: [
        ['in', 'acknowledgment', 55, 'Your request has come in.'],
        ['in', 'denial', 25, 'Your request is refused.'],
        ['out', 'appeal', 6, 'I appeal against the refusal and ask for a fresh look at the records.'],
      ],
      appeals: [{ kind: 'appeal', on: ago(6), note: 'Against the refusal as a whole' }],
    },
    'albuquerque-mail': {
      agencyKey: 'albuquerque',
      subject: 'E-mails with Ring',
      law: 'Inspection of Public Records Act',
      ask: 'e-mails with Ring',
      stage: 'litigation',
      outcome: 'denied',
      filed: 120,
      steps: [
        ['in', 'denial', 100, 'Your request is refused.'],
        ['out', 'other', 20, 'An action to enforce the request has been lodged with the court.'],
      ],
      appeals: [{ kind: 'lawsuit', on: ago(20), note: 'Action to enforce the request' }],
    },
    'bloomfield-duplicate': {
      agencyKey: 'bloomfield',
      subject: 'E-mails with Ring, second copy',
      law: 'Open Public Records Act',
      ask: 'e-mails with Ring that an earlier request has already brought',
      stage: 'closed',
      outcome: 'withdrawn',
      filed: 20,
      steps: [['out', 'withdrawal', 18, 'I withdraw this request: an earlier one has brought the same records.']],
    },
  }
}

function request(key: string, plan: Plan, ago: (days: number) => LocalDate): DemoRequest {
  const { agencyKey, subject, law, ask, filed, steps = [] } = plan
  const agency = demoAgencies.find((one) => one.key === agencyKey)
  const office = agency?.contacts[0]?.address ?? ''
  const body = `Under the ${law} I ask for copies of ${ask}. Please send them in the form in which they are kept.\n\n${neverSent}.`
  const all: Step[] = filed === null ? [] : [['out', 'request', filed, body], ...steps]
  return {
    key,
    agencyKey,
    subject,
    body,
    stage: plan.stage,
    needs: plan.needs ?? null,
    outcome: plan.outcome ?? null,
    filedOn: filed === null ? null : ago(filed),
    dueOverride: plan.dueOverride ?? null,
    channel: 'email',
    trackingNumbers: filed === null || steps.length === 0 ? [] : [`DEMO-${key.toUpperCase()}`],
    tags: [],
    note: neverSent,
    communications: all.map(([direction, kind, daysAgo, text]) => ({
      key: `${key}-${kindName(kind)}`,
      direction,
      channel: kind === 'partial_records' && agencyKey === 'addison' ? 'post' : 'email',
      kind,
      occurredOn: ago(daysAgo),
      from: direction === 'in' ? office : 'records@newsroom.example',
      to: direction === 'in' ? 'records@newsroom.example' : office,
      subject: direction === 'in' ? `Re: ${subject}` : subject,
      body: text,
    })),
    fees: plan.fees ?? [],
    exemptions: plan.exemptions ?? [],
    appeals: plan.appeals ?? [],
  }
}

function kindName(kind: Kind): string {
  return kind === 'partial_records' ? 'partial' : kind.replaceAll('_', '-')
}
