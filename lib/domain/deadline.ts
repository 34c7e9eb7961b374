import { z } from 'zod'
import type { Clock } from '#lib/domain/clock'
import { clocksInForce } from '#lib/domain/clock'
import type { Channel } from '#lib/domain/communication'
import type { ActDates, Path } from '#lib/domain/counting'
import { countSteps, pathOf, sayPath, sayStep } from '#lib/domain/counting'
import type { LocalDate } from '#lib/domain/date'
import { addOpenDays, localDateSchema, sayDate, skippedDaySchema } from '#lib/domain/date'
import type { DeadlineEvent } from '#lib/domain/deadline-event'
import { actsOf, cautions, datesOf, inOrder, refusals, settling } from '#lib/domain/deadline-event'
import type { Law } from '#lib/domain/law'
import { deadlineKinds, units } from '#lib/domain/law-file'

export const deadlineSchema = z
  .object({
    clock: z
      .string()
      .describe('which clock of the law: first, extension, production, appeal, appeal_response, court or its own name'),
    kind: z.enum(deadlineKinds),
    dueOn: localDateSchema.nullable().describe('null: no fixed day, or nothing has started it yet'),
    condition: z.string().optional().describe('holds only if this is so'),
    basis: z.object({
      citation: z.string(),
      count: z.number().int().nullable().describe('of the last step, where the note names several'),
      unit: z.enum(units),
      skipped: z.array(skippedDaySchema).describe('days passed over, in order, and why'),
      note: z.string(),
    }),
    binding: z.boolean().describe('false while its condition is not known to hold'),
    settledOn: localDateSchema.nullable().describe('the day on which no more was owed'),
  })
  .meta({ id: 'Deadline' })
export type Deadline = z.infer<typeof deadlineSchema>

export type CountingOptions = {
  /** How the request went out. Unknown: what holds for one channel only is listed with its condition. */
  channel?: Channel | null
  /** The day it was sent, where `receivedOn` was worked out from it with `receiptOf`. */
  sentOn?: LocalDate | null
}

type Context = { law: Law; clocks: Clock[]; events: readonly DeadlineEvent[]; acts: ActDates; lead: string }

function deadlineOf(clock: Clock, { law, clocks, events, acts, lead }: Context): Deadline {
  const extends_ = clocks.some(({ id }) => id === 'extension')
  const path = pathOf(clock, clocks, acts)
  const counted = path && countSteps(path, law, clock.party)
  const extension = clock.id === 'extension' ? events.filter(({ kind }) => kind === 'extension').at(-1) : undefined
  const last = path?.steps.at(-1) ?? { count: clock.count, unit: clock.unit }
  const start = path?.start ?? ''
  const settled = datesOf(events, settling(clock, clocks[0], extends_))
    .filter((on) => clock.from === 'receipt' || on >= start)
    .sort()[0]
  const condition = extension ? null : (clock.condition ?? assumption(clock, path))
  return {
    clock: clock.id,
    kind: clock.kind,
    dueOn: counted?.dueOn ?? extension?.until ?? null,
    ...(condition !== null && { condition }),
    basis: {
      citation: clock.citation,
      count: last.count,
      unit: last.unit,
      skipped: counted?.skipped ?? [],
      note: [
        ...(clock.id === 'first' && lead ? [lead] : []),
        ...(path && counted && last.count !== null
          ? sayPath(path, counted, law, clock.party)
          : [withoutDate(clock, law)]),
        clock.note,
        ...cautions(clock, events, extends_),
      ]
        .filter(Boolean)
        .join(' '),
    },
    // the first clock holds unless somebody says otherwise, whatever kind of record or requester it is for
    binding: condition === null || clock.id === 'first',
    settledOn: settled ?? null,
  }
}

/** An answer to an appeal that nobody has made yet hangs on its being made. */
const assumption = (clock: Clock, path: Path | null) =>
  clock.kind === 'appeal_response' && path?.assumed ? 'if you appeal on the last day for it' : null

function withoutDate(clock: Clock, { facts }: Law): string {
  if (clock.count === null) return 'The law as read here names no number of days: no due date.'
  const silence = /denied|denial|refusal|exhaustion/.test(facts.silence.effect) && clock.from === 'denial'
  if (!silence) return 'Nothing has started it yet.'
  return `Nothing has started it yet. Silence may start it too (${facts.silence.effect}): watch the agency's last day.`
}

/** Where an e-mail counts as received later (MI), the first clock a second time, for a date that is that of sending. */
function ifSentThatDay(context: Context, receivedOn: LocalDate, { channel, sentOn }: CountingOptions): Deadline[] {
  const { law } = context
  const [first] = context.clocks
  if (!law.receipt || sentOn || !first || (channel && !law.receipt.channels.includes(channel))) return []
  const receipt = addOpenDays(receivedOn, law.receipt.number, law.closed)
  const later = deadlineOf(first, { ...context, acts: { ...context.acts, receipt: receipt.date }, lead: '' })
  const { basis } = later
  const skipped = [...receipt.skipped, ...basis.skipped]
  return [
    {
      ...later,
      condition: `if it was sent that day by ${law.receipt.channels.join(' or ')}: ${law.receipt.says}`,
      basis: { ...basis, skipped },
      binding: false,
    },
  ]
}

/**
 * The days on which something falls due on a request, and why: every clock of the law in force that day.
 * @param receivedOn the day the agency received it, in its own time zone: day zero. From `receiptOf` when unknown.
 * @param told all that came and went, any order; only kinds to which the law gives an effect move a date.
 * @returns the first clock of the law first. Those that hold only for a kind of record, requester or channel, or
 * after an extension, carry their condition; the requester's own limits have no date until a refusal starts them,
 * then one for each refusal. Never throws. Source: citation of each; the counting rules of docs/decisions/0003.
 */
export function deadlinesOf(
  law: Law,
  receivedOn: LocalDate,
  told: readonly DeadlineEvent[] = [],
  options: CountingOptions = {},
): Deadline[] {
  const events = inOrder(told)
  const { sentOn } = options
  const lead =
    law.receipt && sentOn && sentOn !== receivedOn
      ? `Sent on ${sayDate(sentOn)}; ${law.receipt.says} (${law.receipt.citation}).`
      : ''
  const { silence } = law.facts
  const clocks = clocksInForce(law.clocks, receivedOn)
  const context: Context = {
    law,
    clocks,
    events,
    acts: actsOf(receivedOn, events),
    lead: [lead, `No answer in time: ${silence.effect} (${silence.citation}).`].filter(Boolean).join(' '),
  }
  const refused = [...new Set(datesOf(events, refusals))].sort()
  const deadlines = clocks.flatMap((clock) =>
    clock.party === 'requester' && clock.from === 'denial' && refused.length > 1
      ? refused.map((denial) => deadlineOf(clock, { ...context, acts: { ...context.acts, denial } }))
      : [deadlineOf(clock, context)],
  )
  return [...deadlines.slice(0, 1), ...ifSentThatDay(context, receivedOn, options), ...deadlines.slice(1)]
}

/** The day a request filed that day counts as received: by the law's rule for the channel, else the same day. */
export function receiptOf(law: Law, filedOn: LocalDate, channel: Channel | null = null): LocalDate {
  if (!law.receipt || !channel || !law.receipt.channels.includes(channel)) return filedOn
  return addOpenDays(filedOn, law.receipt.number, law.closed).date
}

/** The day by which the agency must next act, given what has come: what a request shows as `dueOn`. */
export function responseDue(deadlines: readonly Deadline[]): LocalDate | null {
  const open = deadlines.filter(
    ({ kind, binding, settledOn }) => binding && !settledOn && kind !== 'appeal' && kind !== 'court',
  )
  return open.flatMap(({ dueOn }) => dueOn ?? []).sort()[0] ?? null
}

const owed: Record<Deadline['kind'], string> = {
  acknowledgment: 'The agency must acknowledge the request',
  response: 'The agency must answer',
  extension: 'With an extension the agency must answer',
  production: 'The records must be produced',
  appeal: 'You may appeal',
  appeal_response: 'The appeal must be decided',
  court: 'You may go to court',
  other: 'The law asks for a further step',
}

/** One plain sentence: what falls due, when, and by what count. */
export function explain({ kind, dueOn, condition, basis }: Deadline): string {
  const only = condition ? ` (${condition})` : ''
  if (dueOn === null) return `${owed[kind]}${only}: no fixed day. ${basis.citation}.`
  const skipped = basis.skipped.length
    ? `, not counting ${basis.skipped.map(({ date, why }) => `${date} ${why}`).join(', ')}`
    : ''
  const count = basis.count === null ? '' : `, ${sayStep(basis)}${skipped}`
  return `${owed[kind]}${only} by ${sayDate(dueOn)}${count}. ${basis.citation}.`
}
