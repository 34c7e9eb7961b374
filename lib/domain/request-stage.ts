import type { CommunicationKind } from '#lib/domain/communication'
import type { LocalDate } from '#lib/domain/date'
import type { Deadline } from '#lib/domain/deadline'
import { responseDue } from '#lib/domain/deadline'
import type { Stage, Standing } from '#lib/domain/request'

type Came = { direction: 'in' | 'out'; kind: CommunicationKind | null }
const feeNeeds = ['fee_decision', 'payment']

/** What came in, for a request that is still open. */
function afterAnswer(now: Standing, kind: CommunicationKind): Standing {
  const early = now.stage === 'filed' || now.stage === 'acknowledged'
  const waiting: Standing = { ...now, stage: 'awaiting_response', needs: null }
  const asks: Standing = { ...now, stage: 'needs_action', needs: null }
  if (kind === 'acknowledgment') return now.stage === 'filed' ? { ...now, stage: 'acknowledged' } : now
  if (kind === 'interim' || kind === 'extension') return early ? waiting : now
  if (kind === 'clarification') return { ...asks, needs: 'clarification' }
  if (kind === 'fee_estimate' || kind === 'fee_waiver_denied') return { ...asks, needs: 'fee_decision' }
  if (kind === 'invoice') return { ...asks, needs: 'payment' }
  if (kind === 'fee_waiver_granted') return feeNeeds.includes(now.needs ?? '') ? waiting : now
  if (kind === 'records') return { stage: 'closed', needs: null, outcome: 'fulfilled' }
  if (kind === 'partial_records') return { ...waiting, outcome: 'partial' }
  if (kind === 'transfer') return { stage: 'closed', needs: null, outcome: 'referred' }
  // a refusal is not the end: somebody decides whether to appeal
  if (kind === 'denial' || kind === 'appeal_denied') return { ...asks, outcome: 'denied' }
  if (kind === 'no_records') return { ...asks, outcome: 'no_records' }
  if (kind === 'appeal_granted') return { ...waiting, outcome: null }
  return kind === 'bounce' ? asks : now
}

/** What we sent. */
function afterLetter(now: Standing, kind: CommunicationKind): Standing {
  const answered: Standing = { ...now, stage: 'awaiting_response', needs: null }
  if (kind === 'request') return now.stage === 'draft' ? { ...now, stage: 'filed' } : now
  if (kind === 'clarification') return now.needs === 'clarification' ? answered : now
  if (kind === 'payment' || kind === 'fee_waiver') return feeNeeds.includes(now.needs ?? '') ? answered : now
  if (kind === 'appeal') return { ...now, stage: 'appealing', needs: null }
  return kind === 'withdrawal' ? { stage: 'closed', needs: null, outcome: 'withdrawn' } : now
}

/**
 * Where a request stands after one more communication. A closed request reopens only by an appeal; one before a court
 * stays there; while an appeal runs only its decision, records or a withdrawal move it. A kind that nobody has told
 * moves nothing.
 */
export function afterCommunication(now: Standing, { direction, kind }: Came): Standing {
  if (kind === null) return now
  if (direction === 'out') {
    if (now.stage === 'litigation' && kind !== 'withdrawal') return now
    return now.stage === 'closed' && kind !== 'appeal' ? now : afterLetter(now, kind)
  }
  if (now.stage === 'closed' || now.stage === 'draft' || now.stage === 'litigation') return now
  const decides = ['records', 'partial_records', 'appeal_granted', 'appeal_denied'].includes(kind)
  return now.stage === 'appealing' && !decides ? now : afterAnswer(now, kind)
}

type Dated = { stage: Stage; deadlines: readonly Deadline[]; dueOverride: { on: LocalDate } | null }

/** What a request shows as due: the date set by hand, else the agency's next; none for a draft or a closed one. */
export function dueOnOf({ stage, deadlines, dueOverride }: Dated): LocalDate | null {
  if (stage === 'draft' || stage === 'closed') return null
  return dueOverride?.on ?? responseDue(deadlines)
}
