import type { channels, directions, inKinds, outKinds } from '#lib/domain/communication'
import type { needs, outcomes, stages } from '#lib/domain/request'

/** As the body of POST /requests/:id/communications. `occurredOn` YYYY-MM-DD. */
export type DemoCommunication = {
  key: string
  direction: (typeof directions)[number]
  channel: (typeof channels)[number]
  kind: (typeof inKinds)[number] | (typeof outKinds)[number]
  occurredOn: string
  from: string
  to: string
  subject: string
  body: string
}

/**
 * As the body of POST /requests; stage, needs and outcome are how it stands in the end, whatever its communications
 * would lead to on the way. `filedOn` null: a draft, or (finished ones) not told by the reporting. The first
 * communication of a filed one is the request itself, with the same text as `body`.
 */
export type DemoRequest = {
  key: string
  agencyKey: string
  subject: string
  body: string
  stage: (typeof stages)[number]
  needs: (typeof needs)[number] | null
  outcome: (typeof outcomes)[number] | null
  filedOn: string | null
  /** As in PATCH /requests/:id: a due date that the law does not give, and why it holds. */
  dueOverride: { on: string; reason: string } | null
  channel: (typeof channels)[number]
  trackingNumbers: string[]
  tags: string[]
  note: string
  communications: DemoCommunication[]
  fees: { kind: 'estimate'; on: string; amount: number; note: string }[]
  exemptions: { kind: 'invoked'; on: string; note: string }[]
  appeals: { kind: 'appeal' | 'lawsuit'; on: string; note: string }[]
}
