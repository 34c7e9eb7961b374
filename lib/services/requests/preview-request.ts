import type { Actor } from '#lib/domain/actions'
import type { Channel } from '#lib/domain/communication'
import { type LocalDate, todayIn } from '#lib/domain/date'
import { type Deadline, deadlinesOf, receiptOf, responseDue } from '#lib/domain/deadline'
import { timeZoneOf } from '#lib/domain/jurisdiction'
import { lawOf } from '#lib/domain/law'
import { notFound } from '#lib/domain/refusal'
import { look } from '#lib/services/look'
import { agencyOf } from '#lib/services/requests/log-request'
import type { World } from '#lib/world'

/** What the law says of a request that is not kept yet. `filedOn` is today where nobody said a day. */
export type RequestPreview = {
  agency: string
  jurisdiction: string
  law: { name: string; citation: string }
  filedOn: LocalDate
  receivedOn: LocalDate
  dueOn: LocalDate | null
  deadlines: Deadline[]
  residency: string | null
}

/** The law of an agency and the dates of a request to it, before anything is kept. Refuses invalid (agency). */
export async function previewRequest(
  world: World,
  actor: Actor,
  input: {
    agencyId: string
    filedOn?: LocalDate | undefined
    receivedOn?: LocalDate | undefined
    channel?: Channel | undefined
  },
): Promise<RequestPreview> {
  return look(world, actor, 'jurisdiction.read', 'house', async (db) => {
    const agency = await agencyOf(db, input.agencyId)
    const law = lawOf(agency.jurisdiction)
    if (!law) throw notFound('jurisdiction')
    const channel = input.channel ?? null
    const filedOn = input.filedOn ?? todayIn(world.now(), timeZoneOf(agency.jurisdiction))
    const receivedOn = input.receivedOn ?? receiptOf(law, filedOn, channel)
    const deadlines = deadlinesOf(law, receivedOn, [], { channel, sentOn: input.receivedOn ? null : filedOn })
    const { residency } = law.facts
    return {
      agency: agency.name,
      jurisdiction: law.name,
      law: { name: law.facts.law.name, citation: law.facts.law.citation },
      filedOn,
      receivedOn,
      dueOn: responseDue(deadlines),
      deadlines,
      residency:
        residency.required === 'yes' || residency.required === 'limited'
          ? (residency.note ?? residency.citation)
          : null,
    }
  })
}
