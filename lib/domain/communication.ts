import { z } from 'zod'
import { localDateSchema } from '#lib/domain/date'

export const directions = ['in', 'out'] as const
export const channels = ['email', 'post', 'fax', 'portal', 'phone', 'in_person', 'upload'] as const
export type Channel = (typeof channels)[number]

/** What came from the agency. */
export const inKinds = [
  'acknowledgment',
  'interim',
  'extension',
  'clarification',
  'fee_estimate',
  'invoice',
  'fee_waiver_granted',
  'fee_waiver_denied',
  'records',
  'partial_records',
  'no_records',
  'denial',
  'transfer',
  'appeal_acknowledgment',
  'appeal_granted',
  'appeal_denied',
  'bounce',
  'auto_reply',
  'other',
] as const
/** What we sent. */
export const outKinds = [
  'request',
  'reminder',
  'clarification',
  'fee_waiver',
  'payment',
  'appeal',
  'extension_answer',
  'withdrawal',
  'other',
] as const
/** Both lists, each word once: `clarification` and `other` go either way. */
export const communicationKinds = [
  ...inKinds,
  'request',
  'reminder',
  'fee_waiver',
  'payment',
  'appeal',
  'extension_answer',
  'withdrawal',
] as const
export type CommunicationKind = (typeof communicationKinds)[number]

const kindsOf: Record<(typeof directions)[number], readonly string[]> = { in: inKinds, out: outKinds }
const who = z.string().trim().max(500, 'At most 500 characters.')

/** What a person logs: one letter, mail, call or visit. Just one of occurredOn and occurredAt says when. */
export const newCommunicationSchema = z
  .strictObject({
    direction: z.enum(directions, 'Say whether it came in or went out.'),
    channel: z.enum(channels, 'Say how it came or went: email, post, fax, portal, phone, in_person or upload.'),
    kind: z.enum(communicationKinds, 'That is no kind of communication.').optional(),
    occurredOn: localDateSchema.optional(),
    occurredAt: z.iso
      .datetime({ offset: true, error: 'Give a moment as ISO 8601, such as 2026-07-01T14:30:00Z.' })
      .optional(),
    from: who.optional(),
    to: who.optional(),
    subject: z.string().trim().max(1000, 'A subject has at most 1,000 characters.').optional(),
    body: z.string().max(500_000, 'A text has at most 500,000 characters.').optional(),
  })
  .refine((it) => (it.occurredOn === undefined) !== (it.occurredAt === undefined), {
    path: ['occurredOn'],
    message: 'Say when it happened: occurredOn (a day) or occurredAt (a moment), one of the two.',
  })
  .refine((it) => it.kind === undefined || kindsOf[it.direction].includes(it.kind), {
    path: ['kind'],
    message: 'That kind does not go in this direction.',
  })
  .meta({ id: 'NewCommunication' })
export type NewCommunication = z.infer<typeof newCommunicationSchema>

export const communicationSchema = z
  .object({
    id: z.string(),
    requestId: z.string(),
    direction: z.enum(directions),
    channel: z.enum(channels),
    kind: z.enum(communicationKinds).nullable(),
    occurredOn: localDateSchema.describe('in the agency’s time zone'),
    occurredAt: z.string().nullable().describe('null where only the day is known'),
    from: z.string().nullable(),
    to: z.string().nullable(),
    subject: z.string(),
    body: z.string(),
    documentId: z.string().nullable().describe('the mail itself, kept as a document'),
  })
  .meta({ id: 'Communication' })
export type CommunicationView = z.infer<typeof communicationSchema>
