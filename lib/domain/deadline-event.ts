import { z } from 'zod'
import type { Clock } from '#lib/domain/clock'
import type { CommunicationKind } from '#lib/domain/communication'
import { communicationKinds, directions } from '#lib/domain/communication'
import type { ActDates } from '#lib/domain/counting'
import type { LocalDate } from '#lib/domain/date'
import { localDateSchema, sayDate } from '#lib/domain/date'

/** Something that came or went and may move a date: a communication, reduced to what the law looks at. */
export const deadlineEventSchema = z
  .strictObject({
    kind: z.enum(communicationKinds, 'That is no kind of communication.'),
    on: localDateSchema,
    direction: z.enum(directions).optional().describe('only clarification and other go either way; in unless said'),
    until: localDateSchema.optional().describe('of an extension: the day the agency named'),
  })
  .meta({ id: 'DeadlineEvent' })
export type DeadlineEvent = z.infer<typeof deadlineEventSchema>

const place = ({ on, kind, until = '' }: DeadlineEvent) => `${on} ${kind} ${until}`
/** By day; on one day by kind, so that the order in which things are told never matters. */
export const inOrder = (events: readonly DeadlineEvent[]) =>
  [...events].sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0))

const final = ['records', 'no_records', 'denial', 'transfer'] as const
const answers = [
  'acknowledgment',
  'interim',
  'extension',
  'clarification',
  'fee_estimate',
  'invoice',
  'partial_records',
] as const
export const refusals = ['denial', 'no_records', 'partial_records'] as const

const isOneOf = (kinds: readonly CommunicationKind[], event: DeadlineEvent) =>
  kinds.includes(event.kind) && !(event.kind === 'clarification' && event.direction === 'out')
export const datesOf = (events: readonly DeadlineEvent[], kinds: readonly CommunicationKind[]) =>
  events.filter((event) => isOneOf(kinds, event)).map(({ on }) => on)

/** What settles a clock. An extension settles the first clock only where the law knows one. */
export function settling(clock: Clock, first: Clock | undefined, extends_: boolean): readonly CommunicationKind[] {
  const partly = first?.demands === 'produce' ? [] : (['partial_records'] as const)
  if (clock.kind === 'appeal') return ['appeal']
  if (clock.kind === 'appeal_response') return ['appeal_granted', 'appeal_denied']
  if (clock.kind === 'court' || clock.from === 'denial') return []
  if (clock.kind === 'acknowledgment') return [...final, ...answers, 'withdrawal']
  if (clock.kind === 'response' && clock.demands === 'explain')
    return [...final, ...partly, 'interim', 'extension', 'withdrawal']
  if (clock.kind === 'response')
    return [...final, ...partly, ...(extends_ ? (['extension'] as const) : []), 'withdrawal']
  return clock.kind === 'extension' ? [...final, ...partly, 'withdrawal'] : [...final, 'withdrawal']
}

/** One sentence on each thing that may stop or move a clock and is left to the desk to judge. */
export function cautions(clock: Clock, events: readonly DeadlineEvent[], extends_: boolean): string[] {
  if (clock.party === 'requester' || clock.kind === 'appeal_response') return []
  const says: string[] = []
  const bounce = events.filter(({ kind }) => kind === 'bounce').at(-1)
  if (bounce && clock.id === 'first')
    says.push(`A mail came back undelivered on ${sayDate(bounce.on)}: the request may not have arrived.`)
  const stop = events.filter((event) => isOneOf(['clarification', 'fee_estimate', 'invoice'], event)).at(-1)
  if (stop)
    says.push(
      `A question or a cost came on ${sayDate(stop.on)}: some laws stop the clock until you answer; this date does not count on it.`,
    )
  const extension = events.filter((event) => event.kind === 'extension').at(-1)
  if (extension && clock.id === 'first' && !extends_)
    says.push(`An extension letter came on ${sayDate(extension.on)}; the law as read here knows no extension.`)
  if (extension?.until && clock.id === 'extension') says.push(`The agency named ${sayDate(extension.until)}.`)
  return says
}

/** The acts that start clocks, each with the day on which it came. Receipt is always there. */
export function actsOf(receivedOn: LocalDate, events: readonly DeadlineEvent[]): ActDates {
  const on = (kinds: readonly CommunicationKind[], which: 0 | -1) => datesOf(events, kinds).sort().at(which)
  const found: ActDates = {
    acknowledgment: on(['acknowledgment', 'interim', 'extension'], 0),
    denial: on(refusals, -1),
    fee_estimate: on(['fee_estimate'], -1),
    appeal: on(['appeal'], -1),
    appeal_decision: on(['appeal_denied'], -1),
  }
  return { ...found, receipt: receivedOn }
}
