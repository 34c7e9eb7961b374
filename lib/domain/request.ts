import { z } from 'zod'
import { channels, communicationSchema } from '#lib/domain/communication'
import type { Calendar, LocalDate } from '#lib/domain/date'
import { localDateSchema, openDaysBetween } from '#lib/domain/date'
import { deadlineSchema } from '#lib/domain/deadline'
import { documentStatuses } from '#lib/domain/document'

export const stages = [
  'draft',
  'filed',
  'acknowledged',
  'awaiting_response',
  'needs_action',
  'appealing',
  'litigation',
  'closed',
] as const
export type Stage = (typeof stages)[number]
export const needs = ['clarification', 'fee_decision', 'payment', 'form', 'portal_login'] as const
export type Need = (typeof needs)[number]
export const outcomes = [
  'fulfilled',
  'partial',
  'no_records',
  'denied',
  'withdrawn',
  'consolidated',
  'referred',
  'no_response',
] as const
export type Outcome = (typeof outcomes)[number]

const line = (what: string, most: number) => z.string().trim().max(most, `${what} has at most ${most} characters.`)
const subjectSchema = line('A subject', 500).min(1, 'Give the request a subject.')
const bodySchema = z.string().max(100_000, 'A letter has at most 100,000 characters.')
const trackingSchema = z
  .array(line('A tracking number', 100).min(1, 'A tracking number is not empty.'))
  .max(20, 'At most 20 tracking numbers.')
const tagsSchema = z.array(line('A tag', 60).min(1, 'A tag is not empty.')).max(50, 'At most 50 tags.')
const stageSchema = z.enum(stages, `A stage is one of ${stages.join(', ')}.`)
const outcomeSchema = z.enum(outcomes, `An outcome is one of ${outcomes.join(', ')}.`)
const needsSchema = z.enum(needs, `What it needs is one of ${needs.join(', ')}.`)
const channelSchema = z.enum(channels, `A channel is one of ${channels.join(', ')}.`)
const notBefore = { path: ['receivedOn'], message: 'It cannot have been received before it was filed.' }

type Dates = { filedOn?: LocalDate | null | undefined; receivedOn?: LocalDate | null | undefined }
const inOrder = ({ filedOn, receivedOn }: Dates) => !filedOn || !receivedOn || receivedOn >= filedOn

/** With `filedOn` it is filed, even months ago; without, a draft. */
export const newRequestSchema = z
  .strictObject({
    investigationId: z.string().min(1, 'Choose an investigation.'),
    agencyId: z.string().min(1, 'Choose the agency, or add it.'),
    subject: subjectSchema,
    body: bodySchema,
    filedOn: localDateSchema.optional(),
    receivedOn: localDateSchema.optional().describe('by the law’s rule of receipt unless given'),
    channel: channelSchema.optional(),
    trackingNumbers: trackingSchema.optional(),
    stage: stageSchema.optional(),
    outcome: outcomeSchema.nullable().optional(),
    needs: needsSchema.nullable().optional(),
  })
  .refine(inOrder, notBefore)
  .refine(({ filedOn, receivedOn }) => filedOn !== undefined || receivedOn === undefined, {
    path: ['filedOn'],
    message: 'Say when it was filed.',
  })
  .refine(({ filedOn, stage }) => stage !== 'draft' || filedOn === undefined, {
    path: ['stage'],
    message: 'A request with a filing date is no draft. Leave one of the two out.',
  })
  .refine(({ filedOn, stage = 'draft' }) => filedOn !== undefined || stage === 'draft' || stage === 'closed', {
    path: ['filedOn'],
    message: 'Say when it was filed, or leave the stage out for a draft.',
  })
  .meta({ id: 'NewRequest' })
export type NewRequest = z.infer<typeof newRequestSchema>

/** What is left out stays; null empties. */
export const editRequestSchema = z
  .strictObject({
    subject: subjectSchema.optional(),
    body: bodySchema.optional(),
    agencyId: z.string().optional(),
    filedOn: localDateSchema.nullable().optional(),
    receivedOn: localDateSchema.nullable().optional(),
    channel: channelSchema.nullable().optional(),
    trackingNumbers: trackingSchema.optional(),
    stage: stageSchema.optional(),
    outcome: outcomeSchema.nullable().optional(),
    needs: needsSchema.nullable().optional(),
    ownerId: z.string().nullable().optional(),
    tags: tagsSchema.optional(),
    embargoUntil: localDateSchema.nullable().optional(),
    dueOverride: z
      .strictObject({ on: localDateSchema, reason: line('A reason', 500).min(1, 'Say why the date is another.') })
      .nullable()
      .optional(),
  })
  .refine(inOrder, notBefore)
  .meta({ id: 'EditRequest' })
export type EditRequest = z.infer<typeof editRequestSchema>

export const statusWords = [
  'draft',
  'sent',
  'acknowledged',
  'waiting',
  'clarification',
  'fee',
  'partly received',
  'done',
  'no records',
  'refused',
  'appeal',
  'lawsuit',
  'withdrawn',
] as const
export type StatusWord = (typeof statusWords)[number]

/** The list's row. */
export const requestSchema = z
  .object({
    id: z.string(),
    number: z.string().describe('RING-12'),
    investigationId: z.string(),
    agencyId: z.string(),
    agency: z.string().describe('its name'),
    jurisdiction: z.string(),
    subject: z.string(),
    stage: z.enum(stages),
    outcome: z.enum(outcomes).nullable(),
    needs: z.enum(needs).nullable(),
    status: z.enum(statusWords).describe('read off stage, needs and outcome'),
    filedOn: localDateSchema.nullable(),
    receivedOn: localDateSchema.nullable(),
    channel: z.enum(channels).nullable(),
    trackingNumbers: z.array(z.string()),
    tags: z.array(z.string()),
    ownerId: z.string().nullable(),
    owner: z.string().nullable().describe('the name of who looks after it'),
    embargoUntil: localDateSchema.nullable(),
    dueOn: localDateSchema.nullable().describe('the day by which the agency must next act'),
    dueBasis: z.string().nullable().describe('what that day rests on: the citation, or the reason of the override'),
    dueOverride: z.object({ on: localDateSchema, reason: z.string() }).nullable(),
    overdue: z.boolean().describe('computed when read, never kept'),
    dueSoon: z.boolean().describe('due today or within seven days'),
    daysLate: z.number().int().describe('days since then on which the agency was open; 0 unless overdue'),
    lastReplyOn: localDateSchema.nullable(),
    note: z.string(),
    createdAt: z.string(),
    updatedAt: z.string(),
    version: z.number().int(),
  })
  .meta({ id: 'RequestRow' })
export type RequestView = z.infer<typeof requestSchema>

/** One request: its row, its text and every date of the law. */
export const requestFullSchema = requestSchema
  .extend({ body: z.string(), deadlines: z.array(deadlineSchema) })
  .meta({ id: 'Request' })
export type RequestFull = z.infer<typeof requestFullSchema>

/** A document as its request lists it. */
export const requestDocumentSchema = z
  .object({
    id: z.string(),
    number: z.string(),
    name: z.string(),
    kind: z.string(),
    mediaType: z.string(),
    bytes: z.number().int(),
    pages: z.number().int(),
    status: z.enum(documentStatuses),
    failure: z.string().nullable().describe('why nothing could be read, in words'),
    communicationIds: z.array(z.string()),
    parentId: z.string().nullable().describe('the mail that carried it'),
  })
  .meta({ id: 'RequestDocument' })
export type RequestDocument = z.infer<typeof requestDocumentSchema>

/** A message of the thread, with its safe HTML where it had some. */
export const threadMessageSchema = communicationSchema
  .extend({ cc: z.string().nullable(), html: z.string().nullable().describe('made safe when it was taken in') })
  .meta({ id: 'ThreadMessage' })
export type ThreadMessage = z.infer<typeof threadMessageSchema>

/** One request whole. */
export const requestWholeSchema = requestFullSchema
  .extend({
    communications: z.array(threadMessageSchema).describe('oldest first'),
    documents: z.array(requestDocumentSchema),
  })
  .meta({ id: 'RequestWhole' })
export type RequestWhole = z.infer<typeof requestWholeSchema>

/** What logging or moving a communication answers with. */
export const loggedSchema = z
  .object({
    id: z.string(),
    request: z.object({ id: z.string(), number: z.string(), stage: z.enum(stages), dueOn: localDateSchema.nullable() }),
  })
  .meta({ id: 'LoggedCommunication' })
export type Logged = z.infer<typeof loggedSchema>

export const requestNumber = (key: string, number: number) => `${key}-${number}`

export type Standing = { stage: Stage; needs: Need | null; outcome: Outcome | null }

const wordOfOutcome: Record<Outcome, StatusWord> = {
  fulfilled: 'done',
  partial: 'partly received',
  no_records: 'no records',
  denied: 'refused',
  withdrawn: 'withdrawn',
  consolidated: 'done',
  referred: 'done',
  no_response: 'refused', // silence is treated as a refusal by most laws
}
const wordOfNeed: Record<Need, StatusWord> = {
  clarification: 'clarification',
  fee_decision: 'fee',
  payment: 'fee',
  form: 'clarification', // the agency asks for something, as with a question
  portal_login: 'clarification',
}

/** The one word on the chip; never stored. */
export function statusOf({ stage, needs: need, outcome }: Standing): StatusWord {
  if (stage === 'draft') return 'draft'
  if (stage === 'appealing') return 'appeal'
  if (stage === 'litigation') return 'lawsuit'
  if (stage !== 'closed' && need) return wordOfNeed[need]
  if (outcome) return wordOfOutcome[outcome]
  if (stage === 'filed') return 'sent'
  if (stage === 'acknowledged') return 'acknowledged'
  return stage === 'closed' ? 'done' : 'waiting'
}

type Due = { stage: Stage; dueOn: LocalDate | null }

/** Late from the day after the due day, until it is closed. Computed, never stored. */
export const isOverdue = ({ stage, dueOn }: Due, today: LocalDate): boolean =>
  stage !== 'draft' && stage !== 'closed' && dueOn !== null && dueOn < today

/** How many days late: those that count there where a calendar is given, else calendar days. 0 when not overdue. */
export const daysLate = (request: Due, today: LocalDate, closed: Calendar = () => null): number =>
  isOverdue(request, today) && request.dueOn !== null ? openDaysBetween(request.dueOn, today, closed) : 0
