import { z } from 'zod'
import { channels } from '#lib/domain/communication'
import { localDateSchema } from '#lib/domain/date'

/** The shapes of the files in lib/domain/law/: facts restated from statutes, with their sources. */

export const units = ['business_days', 'calendar_days', 'hours', 'months', 'years', 'none'] as const
export type Unit = (typeof units)[number]
export const demands = ['acknowledge', 'determine', 'respond', 'produce', 'explain'] as const
export type Demand = (typeof demands)[number]

const measure = { number: z.number().int().min(0).nullable(), unit: z.enum(units) }
const measureSchema = z.strictObject(measure)
const confidenceSchema = z.enum(['statute text read', 'secondary source read', 'from memory, unverified'])
const appealSchema = z.discriminatedUnion('available', [
  z.strictObject({
    available: z.literal(true),
    to: z.string(),
    file_within: measureSchema,
    decide_within: measureSchema,
    required_before_court: z.boolean(),
    citation: z.string(),
  }),
  z.strictObject({ available: z.literal(false), note: z.string() }),
])

export const factsSchema = z.strictObject({
  code: z.string().regex(/^[A-Z]{2}$/),
  name: z.string(),
  level: z.enum(['federal', 'state', 'district']),
  law: z.strictObject({ name: z.string(), abbreviation: z.string(), citation: z.string() }),
  custodian_term: z.string(),
  initial_response: z.strictObject({
    ...measure,
    demands: z.enum(demands),
    counted_from: z.string(),
    standard: z.string(),
    citation: z.string(),
    binds_local_police: z.boolean(),
  }),
  extension: z.strictObject({ ...measure, condition: z.string(), citation: z.string() }).nullable(),
  production_deadline: z
    .strictObject({ ...measure, counted_from: z.string(), note: z.string(), citation: z.string() })
    .nullable(),
  silence: z.strictObject({ effect: z.string(), note: z.string(), citation: z.string() }),
  admin_appeal: appealSchema,
  court: z.strictObject({
    forum: z.string(),
    file_within: z.strictObject({ ...measure, from: z.string().nullable() }),
    citation: z.string(),
  }),
  fees: z.strictObject({
    waiver: z.string(),
    waiver_citation: z.string().nullable(),
    search_fee_allowed: z.enum(['yes', 'no', 'limited']),
    redaction_review_fee_allowed: z.enum(['yes', 'no', 'limited', 'unclear']),
    copy_fee: z.string().nullable(),
    note: z.string().nullable(),
  }),
  residency: z.strictObject({
    required: z.enum(['yes', 'no', 'limited', 'unclear']),
    note: z.string().nullable(),
    citation: z.string().nullable(),
  }),
  calendar: z.strictObject({
    weekends_excluded: z.boolean(),
    holidays_excluded: z.boolean(),
    holiday_basis: z.string(),
    note: z.string(),
  }),
  law_enforcement: z.strictObject({
    exemption_citation: z.string().nullable(),
    note: z.string().nullable(),
    body_camera: z.string().nullable(),
  }),
  other_clocks: z.array(z.strictObject({ id: z.string(), ...measure, demands: z.string(), citation: z.string() })),
  recent_changes: z.array(z.string()),
  notes: z.string().nullable(),
  sources: z.array(z.strictObject({ kind: z.string(), what: z.string(), read_from: z.string().nullable() })),
  confidence: z.record(z.string(), confidenceSchema),
})
export type Facts = z.infer<typeof factsSchema>

export const deadlineKinds = [
  'acknowledgment',
  'response',
  'extension',
  'production',
  'appeal',
  'appeal_response',
  'court',
  'other',
] as const
export type DeadlineKind = (typeof deadlineKinds)[number]

/** What starts a clock: the request's arrival, or an act that may still be to come. */
export const acts = ['receipt', 'acknowledgment', 'denial', 'fee_estimate', 'appeal', 'appeal_decision'] as const
export type Act = (typeof acts)[number]

/** One row of counting.json; `about` there says what each field means. */
export const clockRowSchema = z.strictObject({
  clock: z.string().regex(/^[A-Z]{2}\.[a-z_]+$/),
  kind: z.enum(deadlineKinds).optional(),
  from: z.enum(acts).optional(),
  after: z.array(z.string()).optional(),
  condition: z.string().optional(),
  conditionSince: localDateSchema.optional(),
  since: localDateSchema.optional(),
  before: measureSchema.optional(),
  waits: z.boolean().optional(),
  party: z.enum(['agency', 'requester']).optional(),
  omit: z.string().optional(),
  source: z.string().optional(),
})
export type ClockRow = z.infer<typeof clockRowSchema>

export const receiptRuleSchema = z.strictObject({
  code: z.string(),
  channels: z.array(z.enum(channels)),
  number: z.number().int(),
  unit: z.literal('business_days'),
  citation: z.string(),
  says: z.string(),
})
export type ReceiptRule = z.infer<typeof receiptRuleSchema>

export const countingFileSchema = z.strictObject({
  about: z.string(),
  rollsForward: z.array(z.strictObject({ code: z.string(), source: z.string() })),
  receipt: z.array(receiptRuleSchema),
  clocks: z.array(clockRowSchema),
})
