import type { LocalDate } from '#lib/domain/date'
import type { Act, ClockRow, DeadlineKind, Demand, Facts, Unit } from '#lib/domain/law-file'

/**
 * One clock of a law: so many of a unit, from an act, for one thing. `count` null is a standard without a number.
 * Lives without dates: lib/domain/deadline.ts counts it for one request.
 */
export type Clock = {
  id: string
  kind: DeadlineKind
  count: number | null
  unit: Unit
  /** What the first clock asks of the agency; null on the others. */
  demands: Demand | null
  /** The act it starts at. Until that act comes it is counted from the last day for it, through `after`. */
  from: Act
  /** Ids of the clocks whose time runs before it. */
  after: readonly string[]
  condition: string | null
  citation: string
  note: string
  party: 'agency' | 'requester'
  /** No date at all until the act it starts at has come. */
  waits: boolean
  since: LocalDate | null
  before: { number: number | null; unit: Unit } | null
  conditionSince: LocalDate | null
}

type Draft = Pick<Clock, 'id' | 'kind' | 'count' | 'unit' | 'citation' | 'note'> & Partial<Clock>

function clockOf(draft: Draft, row: ClockRow | undefined): Clock {
  return {
    demands: null,
    from: 'receipt',
    after: [],
    condition: null,
    party: 'agency',
    waits: false,
    since: null,
    before: null,
    conditionSince: null,
    ...draft,
    note: [draft.note, row?.source && `Counting: ${row.source}.`].filter(Boolean).join(' '),
    ...(row?.kind && { kind: row.kind }),
    ...(row?.from && { from: row.from }),
    ...(row?.after && { after: row.after }),
    ...(row?.condition && { condition: row.condition }),
    ...(row?.conditionSince && { conditionSince: row.conditionSince }),
    ...(row?.since && { since: row.since }),
    ...(row?.before && { before: row.before }),
    ...(row?.waits && { waits: true }),
    ...(row?.party && { party: row.party }),
  }
}

/** The first clock, the extension and the production clock of a law. */
function agencyDrafts({ initial_response: first, extension, production_deadline: production }: Facts): Draft[] {
  const drafts: Draft[] = [
    {
      id: 'first',
      kind: first.demands === 'acknowledge' ? 'acknowledgment' : 'response',
      count: first.number,
      unit: first.unit,
      demands: first.demands,
      citation: first.citation,
      note: `The law: ${first.standard}.`,
    },
  ]
  if (production)
    drafts.push({
      id: 'production',
      kind: 'production',
      count: production.number,
      unit: production.unit,
      citation: production.citation,
      note: production.note && `The law: ${production.note}.`,
    })
  if (extension)
    drafts.push({
      id: 'extension',
      kind: 'extension',
      count: extension.number,
      unit: extension.unit,
      after: ['first'],
      condition: `after an extension: ${extension.condition}`,
      citation: extension.citation,
      note: '',
    })
  return drafts
}

/** The limits of the appeal and of the way to court: the requester's own, and the answer to the appeal. */
function appealDrafts({ admin_appeal: appeal, court }: Facts): Draft[] {
  const drafts: Draft[] = []
  if (appeal.available)
    drafts.push(
      {
        id: 'appeal',
        kind: 'appeal',
        count: appeal.file_within.number,
        unit: appeal.file_within.unit,
        from: 'denial',
        waits: true,
        party: 'requester',
        citation: appeal.citation,
        note: `Appeal to: ${appeal.to}.${appeal.required_before_court ? ' Needed before going to court.' : ''}`,
      },
      {
        id: 'appeal_response',
        kind: 'appeal_response',
        count: appeal.decide_within.number,
        unit: appeal.decide_within.unit,
        from: 'appeal',
        after: ['appeal'],
        citation: appeal.citation,
        note: `Decided by: ${appeal.to}.`,
      },
    )
  drafts.push({
    id: 'court',
    kind: 'court',
    count: court.file_within.number,
    unit: court.file_within.unit,
    from: 'denial',
    waits: true,
    party: 'requester',
    citation: court.citation,
    note: `Court: ${court.forum}.${court.file_within.from ? ` The law counts from: ${court.file_within.from}.` : ''}`,
  })
  return drafts
}

/** All clocks of a law, past and present, the first clock first. Rows of counting.json say how each is counted. */
export function clocksOf(facts: Facts, rows: readonly ClockRow[]): Clock[] {
  const others: Draft[] = facts.other_clocks.map((other) => ({
    id: other.id,
    kind: 'other',
    count: other.number,
    unit: other.unit,
    condition: other.demands,
    citation: other.citation,
    note: `The law: ${other.demands}.`,
  }))
  return [...agencyDrafts(facts), ...others, ...appealDrafts(facts)].flatMap((draft) => {
    const row = rows.find((one) => one.clock === `${facts.code}.${draft.id}`)
    return row?.omit ? [] : [clockOf(draft, row)]
  })
}

/** The clocks in force for a request received that day, as they stood then. The first clock is always there. */
export function clocksInForce(clocks: readonly Clock[], on: LocalDate): Clock[] {
  return clocks.flatMap((clock): Clock[] => {
    const condition = clock.conditionSince && on < clock.conditionSince ? null : clock.condition
    if (clock.since === null || on >= clock.since) return [{ ...clock, condition }]
    if (clock.before)
      return [
        { ...clock, condition, count: clock.before.number, unit: clock.before.unit, note: `Before ${clock.since}.` },
      ]
    if (clock.id !== 'first') return []
    return [{ ...clock, condition, count: null, unit: 'none', note: `Before ${clock.since} the law had no number.` }]
  })
}
