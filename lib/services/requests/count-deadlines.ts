import type { requests } from '#db/schema'
import type { Channel } from '#lib/domain/communication'
import type { LocalDate } from '#lib/domain/date'
import { type Deadline, deadlinesOf, receiptOf } from '#lib/domain/deadline'
import type { DeadlineEvent } from '#lib/domain/deadline-event'
import { lawOf } from '#lib/domain/law'
import { dueOnOf } from '#lib/domain/request-stage'

type Counted = Pick<typeof requests.$inferInsert, 'stage' | 'filedOn' | 'receivedOn' | 'channel' | 'dueOverride'>

/**
 * Part: the cached dates of a request, from the law of its agency's jurisdiction and all that came and went.
 * A draft, and a request of which nobody knows when it arrived, has none. A closed one has deadlines (ours to appeal)
 * but no due date. @returns what the row keeps.
 */
export function countDeadlines(
  request: Counted,
  jurisdiction: string,
  events: readonly DeadlineEvent[],
): { deadlines: Deadline[]; dueOn: LocalDate | null } {
  const law = lawOf(jurisdiction)
  const { filedOn = null, receivedOn, stage } = request
  const channel = request.channel ?? null
  const dueOverride = request.dueOverride ?? null
  if (!law || !receivedOn || stage === 'draft')
    return { deadlines: [], dueOn: dueOnOf({ stage, deadlines: [], dueOverride }) }
  const sentOn = filedOn && receiptOf(law, filedOn, channel) === receivedOn ? filedOn : null
  const deadlines = deadlinesOf(law, receivedOn, events, { channel, sentOn })
  return { deadlines, dueOn: dueOnOf({ stage, deadlines, dueOverride }) }
}

/** Part: the day it counts as received, by the law's receipt rule, unless somebody said another. */
export function receivedDay(jurisdiction: string, filedOn: LocalDate | null, channel: Channel | null) {
  const law = lawOf(jurisdiction)
  return filedOn && law ? receiptOf(law, filedOn, channel) : filedOn
}
