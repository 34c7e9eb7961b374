import { z } from 'zod'
import { channels, communicationSchema } from '#lib/domain/communication'
import { localDateSchema } from '#lib/domain/date'
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
export const needs = ['clarification', 'fee_decision', 'payment', 'form', 'portal_login'] as const
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
export type Stage = (typeof stages)[number]
export type Need = (typeof needs)[number]
export type Outcome = (typeof outcomes)[number]

const subject = z
  .string()
  .trim()
  .min(1, 'Give the request a subject.')
  .max(300, 'A subject has at most 300 characters.')
const body = z.string().trim().max(100_000, 'A request has at most 100,000 characters.')
const sensible = localDateSchema.refine((date) => date >= '1950-01-01', 'That is too long ago to be meant.')
const labels = (what: string, most: number, many: number) =>
  z
    .array(z.string().trim().min(1, `${what} has at least one character.`).max(most, `${what} is too long.`))
    .max(many, `At most ${many} of them.`)
    .transform((all) => [...new Set(all)])
const stage = z.enum(stages, 'That is no stage of a request.')
const outcome = z.enum(outcomes, 'That is no outcome of a request.').nullable()
const need = z.enum(needs, 'That is nothing a request may need.').nullable()
const channel = z.enum(channels, 'Say how it went: email, post, fax, portal, phone, in_person or upload.')

/**
 * A request in one short form. With `filedOn` it is filed, even months ago, and received by the law's receipt rule
 * unless `receivedOn` says; without it, a draft (only a closed one may be kept without the day it was filed).
 */
export const newRequestSchema = z
  .strictObject({
    investigationId: z.string().min(1, 'Choose the investigation it belongs to.'),
    agencyId: z.string().min(1, 'Choose the agency.'),
    subject,
    body: body.min(1, 'Say what you want.'),
    filedOn: sensible.optional(),
    receivedOn: sensible.optional(),
    channel: channel.optional(),
    trackingNumbers: labels('A tracking number', 100, 20).optional(),
    stage: stage.optional(),
    outcome: outcome.optional(),
    needs: need.optional(),
  })
  .meta({ id: 'NewRequest' })
export type NewRequest = z.infer<typeof newRequestSchema>

export const dueOverrideSchema = z
  .strictObject({ on: localDateSchema, reason: z.string().trim().min(1, 'Say why this date holds.').max(1000) })
  .meta({ id: 'DueOverride' })

/** Null takes a value away; an empty list all of them. */
export const editRequestSchema = z
  .strictObject({
    agencyId: z.string().optional(),
    subject: subject.optional(),
    body: body.min(1, 'Say what you want.').optional(),
    filedOn: sensible.nullable().optional(),
    receivedOn: sensible.nullable().optional(),
    channel: channel.nullable().optional(),
    trackingNumbers: labels('A tracking number', 100, 20).optional(),
    stage: stage.optional(),
    outcome: outcome.optional(),
    needs: need.optional(),
    ownerId: z.string().nullable().optional(),
    tags: labels('A tag', 60, 50).optional(),
    embargoUntil: localDateSchema.nullable().optional(),
    dueOverride: dueOverrideSchema.nullable().optional(),
  })
  .meta({ id: 'EditRequest' })
export type EditRequest = z.infer<typeof editRequestSchema>

export const requestSchema = z
  .object({
    id: z.string(),
    number: z.string().describe('such as RING-12'),
    investigationId: z.string(),
    agencyId: z.string(),
    agency: z.string().describe('its name'),
    jurisdiction: z.string(),
    subject: z.string(),
    stage: z.enum(stages),
    outcome: z.enum(outcomes).nullable(),
    needs: z.enum(needs).nullable(),
    filedOn: localDateSchema.nullable(),
    receivedOn: localDateSchema.nullable(),
    channel: z.enum(channels).nullable(),
    trackingNumbers: z.array(z.string()),
    tags: z.array(z.string()),
    ownerId: z.string().nullable(),
    owner: z.string().nullable().describe('the name of who looks after it'),
    embargoUntil: localDateSchema.nullable(),
    deadlines: z.array(deadlineSchema),
    dueOn: localDateSchema.nullable().describe('the override, else the day by which the agency must next act'),
    dueOverride: dueOverrideSchema.nullable(),
    overdue: z.boolean().describe('counted when read, never kept'),
    dueSoon: z.boolean(),
    daysLate: z.number().int().describe('days since dueOn on which the agency was open; 0 unless overdue'),
    lastReplyOn: localDateSchema.nullable(),
    note: z.string(),
    createdAt: z.string(),
    updatedAt: z.string(),
    version: z.number().int(),
  })
  .meta({ id: 'Request' })
export type RequestView = z.infer<typeof requestSchema>

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
    failure: z.string().nullable(),
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

export const requestDetailSchema = requestSchema
  .extend({
    body: z.string(),
    communications: z.array(threadMessageSchema).describe('oldest first'),
    documents: z.array(requestDocumentSchema),
  })
  .meta({ id: 'RequestDetail' })
export type RequestDetail = z.infer<typeof requestDetailSchema>

/** What logging a communication answers with. */
export const loggedSchema = z
  .object({
    id: z.string(),
    request: z.object({ id: z.string(), number: z.string(), stage: z.enum(stages), dueOn: localDateSchema.nullable() }),
  })
  .meta({ id: 'LoggedCommunication' })
export type Logged = z.infer<typeof loggedSchema>

export const requestNumber = (key: string, number: number) => `${key}-${number}`
