import { z } from 'zod'
import type { Clock } from '#lib/domain/clock'
import type { Law } from '#lib/domain/law'
import { acts, deadlineKinds, demands, units } from '#lib/domain/law-file'

/** The federal government, the fifty states, DC: those law/jurisdictions.json has a law for (a test compares). */
export const jurisdictionCodes = [
  'US',
  'AK',
  'AL',
  'AR',
  'AZ',
  'CA',
  'CO',
  'CT',
  'DC',
  'DE',
  'FL',
  'GA',
  'HI',
  'IA',
  'ID',
  'IL',
  'IN',
  'KS',
  'KY',
  'LA',
  'MA',
  'MD',
  'ME',
  'MI',
  'MN',
  'MO',
  'MS',
  'MT',
  'NC',
  'ND',
  'NE',
  'NH',
  'NJ',
  'NM',
  'NV',
  'NY',
  'OH',
  'OK',
  'OR',
  'PA',
  'RI',
  'SC',
  'SD',
  'TN',
  'TX',
  'UT',
  'VA',
  'VT',
  'WA',
  'WI',
  'WV',
  'WY',
] as const
export type JurisdictionCode = (typeof jurisdictionCodes)[number]

export const jurisdictionCodeSchema = z
  .enum(jurisdictionCodes, 'There is no such jurisdiction: use US, DC or the two letters of a state, such as NJ.')
  .meta({ id: 'JurisdictionCode' })

const clockSchema = z
  .object({
    id: z.string(),
    kind: z.enum(deadlineKinds),
    count: z.number().int().nullable().describe('null: a standard without a number'),
    unit: z.enum(units),
    demands: z.enum(demands).nullable().describe('what the first clock asks of the agency'),
    from: z.enum(acts).describe('the act it starts at'),
    after: z.array(z.string()).describe('clocks whose time runs before it'),
    condition: z.string().nullable(),
    citation: z.string(),
    note: z.string(),
    since: z.string().nullable().describe('in force since, where known'),
  })
  .meta({ id: 'Clock' })

const measureSchema = z.object({ count: z.number().int().nullable(), unit: z.enum(units) })
const closedDaySchema = z.object({
  name: z.string(),
  from: z.string().nullable(),
  until: z.string().nullable(),
  source: z.string().nullable(),
})

export const jurisdictionSummarySchema = z
  .object({
    code: jurisdictionCodeSchema,
    name: z.string(),
    level: z.enum(['federal', 'state', 'district']),
    law: z.object({ name: z.string(), abbreviation: z.string(), citation: z.string() }),
    clocks: z.array(clockSchema),
    citations: z.array(z.object({ of: z.string(), citation: z.string() })),
    appeal: z.object({
      available: z.boolean(),
      to: z.string().nullable(),
      fileWithin: measureSchema.nullable(),
      decideWithin: measureSchema.nullable(),
      requiredBeforeCourt: z.boolean(),
      citation: z.string().nullable(),
      note: z.string().nullable(),
    }),
    court: z.object({
      forum: z.string(),
      fileWithin: measureSchema.nullable(),
      from: z.string().nullable(),
      citation: z.string(),
    }),
    silence: z.object({ effect: z.string(), note: z.string(), citation: z.string() }),
    fees: z.object({
      waiver: z.string(),
      waiverCitation: z.string().nullable(),
      searchFeeAllowed: z.string(),
      redactionReviewFeeAllowed: z.string(),
      copyFee: z.string().nullable(),
      note: z.string().nullable(),
    }),
    residency: z.object({ required: z.string(), note: z.string().nullable(), citation: z.string().nullable() }),
  })
  .meta({ id: 'JurisdictionSummary' })

/** What GET /jurisdictions/:code answers; the list gives the summary. */
export const jurisdictionSchema = jurisdictionSummarySchema
  .extend({
    custodianTerm: z.string(),
    bindsLocalPolice: z.boolean(),
    calendar: z.object({
      weekendsExcluded: z.boolean(),
      holidaysExcluded: z.boolean(),
      basis: z.string(),
      note: z.string(),
      source: z.string().describe('of the list of closed days'),
      confidence: z.string(),
      listNote: z.string().nullable(),
      weekend: z.string().describe('what happens to a holiday on a weekend: both, sunday, monday, none'),
      closedDays: z.array(closedDaySchema),
      rollsForward: z.boolean(),
    }),
    lawEnforcement: z.object({
      exemptionCitation: z.string().nullable(),
      note: z.string().nullable(),
      bodyCamera: z.string().nullable(),
    }),
    recentChanges: z.array(z.string()),
    notes: z.string().nullable(),
    sources: z.array(z.object({ kind: z.string(), what: z.string(), readFrom: z.string().nullable() })),
    confidence: z.record(z.string(), z.string()),
  })
  .meta({ id: 'Jurisdiction' })
export type JurisdictionSummary = z.infer<typeof jurisdictionSummarySchema>
export type JurisdictionView = z.infer<typeof jurisdictionSchema>

const measured = (measure: { number: number | null; unit: Clock['unit'] }) =>
  measure.number === null ? null : { count: measure.number, unit: measure.unit }

/** A law as the list shows it. */
export function summaryOf({ facts, clocks }: Law): JurisdictionSummary {
  const { admin_appeal: appeal, court, fees, residency, silence } = facts
  const given = appeal.available ? appeal : null
  return {
    code: jurisdictionCodeSchema.parse(facts.code),
    name: facts.name,
    level: facts.level,
    law: facts.law,
    clocks: clocks.map(({ id, kind, count, unit, demands, from, after, condition, citation, note, since }) => {
      return { id, kind, count, unit, demands, from, after: [...after], condition, citation, note, since }
    }),
    citations: [
      { of: 'law', citation: facts.law.citation },
      ...clocks.map(({ id, citation }) => ({ of: id, citation })),
      { of: 'silence', citation: silence.citation },
      ...(fees.waiver_citation ? [{ of: 'fee_waiver', citation: fees.waiver_citation }] : []),
      ...(residency.citation ? [{ of: 'residency', citation: residency.citation }] : []),
    ],
    appeal: {
      available: appeal.available,
      to: given?.to ?? null,
      fileWithin: given && measured(given.file_within),
      decideWithin: given && measured(given.decide_within),
      requiredBeforeCourt: given?.required_before_court ?? false,
      citation: given?.citation ?? null,
      note: appeal.available ? null : appeal.note,
    },
    court: {
      forum: court.forum,
      fileWithin: measured(court.file_within),
      from: court.file_within.from,
      citation: court.citation,
    },
    silence,
    fees: {
      waiver: fees.waiver,
      waiverCitation: fees.waiver_citation,
      searchFeeAllowed: fees.search_fee_allowed,
      redactionReviewFeeAllowed: fees.redaction_review_fee_allowed,
      copyFee: fees.copy_fee,
      note: fees.note,
    },
    residency,
  }
}

/** A law whole, with its calendar, its sources and how sure each part is. */
export function viewOfLaw(law: Law): JurisdictionView {
  const { facts, calendar } = law
  return {
    ...summaryOf(law),
    custodianTerm: facts.custodian_term,
    bindsLocalPolice: facts.initial_response.binds_local_police,
    calendar: {
      weekendsExcluded: facts.calendar.weekends_excluded,
      holidaysExcluded: facts.calendar.holidays_excluded,
      basis: facts.calendar.holiday_basis,
      note: facts.calendar.note,
      source: calendar.source,
      confidence: calendar.confidence,
      listNote: calendar.note,
      weekend: calendar.weekend,
      closedDays: calendar.days,
      rollsForward: law.rollsForward,
    },
    lawEnforcement: {
      exemptionCitation: facts.law_enforcement.exemption_citation,
      note: facts.law_enforcement.note,
      bodyCamera: facts.law_enforcement.body_camera,
    },
    recentChanges: facts.recent_changes,
    notes: facts.notes,
    sources: facts.sources.map(({ kind, what, read_from }) => ({ kind, what, readFrom: read_from })),
    confidence: facts.confidence,
  }
}

const zones: Record<string, string> = {
  'America/Chicago': 'AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI',
  'America/Denver': 'CO ID MT NM UT WY',
  'America/Los_Angeles': 'CA NV OR WA',
  'America/Anchorage': 'AK',
  'America/Phoenix': 'AZ',
  'Pacific/Honolulu': 'HI',
}
const zoneOf = new Map(Object.entries(zones).flatMap(([zone, codes]) => codes.split(' ').map((code) => [code, zone])))

/** Where an agency of that jurisdiction counts its days: the zone in which most people of the state live. */
export const timeZoneOf = (jurisdiction: string) => zoneOf.get(jurisdiction) ?? 'America/New_York'
