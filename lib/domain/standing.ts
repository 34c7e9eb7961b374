import { type Need, needs, type Outcome, outcomes, type Stage, type Standing, stages } from '#lib/domain/request'

/** Due within so many days from today is due soon. */
export const soonDays = 7
export const openStages: readonly Stage[] = stages.filter((stage) => stage !== 'draft' && stage !== 'closed')

/** What a stage, a need or an outcome means, for the menu in which one is chosen. */
export const stageMeanings: Record<Stage, [word: string, meaning: string]> = {
  draft: ['Draft', 'Not sent yet. No clock runs.'],
  filed: ['Sent', 'Filed; the agency has not answered.'],
  acknowledged: ['Acknowledged', 'The agency says it has the request.'],
  awaiting_response: ['Waiting', 'The agency is working on it; the next step is theirs.'],
  needs_action: ['Needs you', 'The agency asked for something; the next step is ours.'],
  appealing: ['Appeal', 'We appealed a refusal.'],
  litigation: ['Lawsuit', 'It is before a court.'],
  closed: ['Closed', 'Nothing more is expected.'],
}
export const needMeanings: Record<Need, [word: string, meaning: string]> = {
  clarification: ['Clarification', 'The agency asks what exactly is meant.'],
  fee_decision: ['Fee to decide', 'The agency named a fee: agree, narrow, or ask to waive it.'],
  payment: ['Payment', 'An invoice waits to be paid.'],
  form: ['Form', 'The agency wants its own form filled in.'],
  portal_login: ['Portal', 'The answer waits behind a portal’s sign-in.'],
}
export const outcomeMeanings: Record<Outcome, [word: string, meaning: string]> = {
  fulfilled: ['Done', 'Everything asked for came.'],
  partial: ['Partly received', 'Some came, some was withheld or is missing.'],
  no_records: ['No records', 'The agency says it holds nothing.'],
  denied: ['Refused', 'The agency refused the request.'],
  withdrawn: ['Withdrawn', 'We took it back.'],
  consolidated: ['Merged', 'It goes on as part of another request.'],
  referred: ['Referred', 'Another agency holds the records.'],
  no_response: ['No response', 'The agency never answered and we stopped waiting.'],
}

/** What a word of the search box (`status:…`) asks for: one of each list that is named, all of those that are. */
export type StandingFilter = {
  stages?: readonly Stage[]
  outcomes?: readonly (Outcome | null)[]
  needs?: readonly Need[]
  late?: 'overdue' | 'due-soon'
}

const words: Record<string, StandingFilter> = {
  overdue: { late: 'overdue' },
  'due-soon': { late: 'due-soon' },
  open: { stages: openStages },
  sent: { stages: ['filed'] },
  waiting: { stages: ['filed', 'acknowledged', 'awaiting_response', 'appealing', 'litigation'] },
  'needs-you': { stages: ['draft', 'needs_action'] },
  fee: { stages: ['needs_action'], needs: ['fee_decision', 'payment'] },
  clarification: { needs: ['clarification', 'form', 'portal_login'] },
  'partly-received': { outcomes: ['partial'] },
  done: { stages: ['closed'], outcomes: ['fulfilled', 'consolidated', 'referred', null] },
  refused: { outcomes: ['denied', 'no_response'] },
  appeal: { stages: ['appealing'] },
  lawsuit: { stages: ['litigation'] },
}

/** Every word that standingWord() knows, as it is typed; those that are computed from today's date last. */
export const standingWords: readonly string[] = [
  ...new Set([...Object.keys(words), ...[...stages, ...needs, ...outcomes].map((word) => word.replaceAll('_', '-'))]),
].sort((a, b) => Number('late' in (words[a] ?? {})) - Number('late' in (words[b] ?? {})))

/** `overdue`, `waiting`, `refused`, or any stage, need or outcome; `_` and blank count as `-`. null: no such word. */
export function standingWord(said: string): StandingFilter | null {
  const word = said
    .trim()
    .toLowerCase()
    .replace(/[_\s]+/g, '-')
  const known = Object.hasOwn(words, word) ? words[word] : undefined
  if (known) return known
  const among = <T extends string>(list: readonly T[]) => list.find((one) => one === word.replaceAll('-', '_'))
  const stage = among(stages)
  if (stage) return { stages: [stage] }
  const need = among(needs)
  if (need) return { needs: [need] }
  const outcome = among(outcomes)
  return outcome ? { outcomes: [outcome] } : null
}

/**
 * A change of some of the three fields → all three, so that they never contradict each other: a need makes the next
 * step ours, an outcome alone closes, another stage leaves both behind. @returns a sentence where they cannot go
 * together.
 */
export function changeStanding(now: Standing, change: { [K in keyof Standing]?: Standing[K] | undefined }) {
  const { stage, outcome, needs } = change
  if (needs && stage !== undefined && stage !== 'needs_action')
    return 'Something can be needed only while the stage is needs_action. Leave one of the two out.'
  if (outcome && stage === 'draft') return 'A draft has no outcome yet.'
  const next = stage ?? impliedStage(now, change)
  const same = next === now.stage
  const keepsOutcome =
    next !== 'draft' && (same || now.outcome === 'partial' || next === 'appealing' || next === 'litigation')
  const standing: Standing = {
    stage: next,
    needs: needs !== undefined ? needs : same ? now.needs : null,
    outcome: outcome !== undefined ? outcome : keepsOutcome ? now.outcome : null,
  }
  return standing
}

/** The stage that a need or an outcome means when nobody says the stage. */
function impliedStage(
  now: Standing,
  { needs, outcome }: { needs?: Need | null | undefined; outcome?: Outcome | null | undefined },
): Stage {
  if (needs) return 'needs_action'
  if (needs === null && now.stage === 'needs_action' && !outcome) return 'awaiting_response'
  const before = now.stage === 'appealing' || now.stage === 'litigation'
  return outcome && !before ? 'closed' : now.stage
}
