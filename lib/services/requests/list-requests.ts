import type { Actor } from '#lib/domain/actions'
import { todayIn } from '#lib/domain/date'
import type { Page, Paging } from '#lib/domain/listing'
import type { RequestView } from '#lib/domain/request'
import { nameOf } from '#lib/services/act'
import { look } from '#lib/services/look'
import { remember } from '#lib/services/remember'
import type { RequestFilter } from '#lib/services/requests/filter-requests'
import { countRequests, findRequests, type RequestSort } from '#lib/services/requests/find-requests'
import type { World } from '#lib/world'

export type ListRequests = RequestFilter & { investigationId?: string | undefined; sort?: RequestSort | undefined }

const whereOf = ({ investigationId }: ListRequests) =>
  investigationId ? ({ noun: 'investigation', id: investigationId } as const) : 'house'

/** The requests of one investigation, or of all the reader is a member of. Refuses not_found, invalid (cursor). */
export async function listRequests(
  world: World,
  actor: Actor,
  input: ListRequests & Paging,
): Promise<Page<RequestView>> {
  return look(world, actor, 'request.list', whereOf(input), (db, scope) =>
    findRequests(db, actor, { ...input, investigationId: scope.investigationId }, input, world.now()),
  )
}

/** How many each of some questions would find: the numbers on the tabs. Refuses not_found. */
export async function countRequestsBy<K extends string>(
  world: World,
  actor: Actor,
  input: Pick<ListRequests, 'investigationId'> & { questions: Record<K, RequestFilter> },
): Promise<Record<K, number>> {
  return look(world, actor, 'request.list', whereOf(input), (db, { investigationId }) => {
    const asked = [
      nameOf(actor),
      investigationId,
      todayIn(world.now(), 'UTC'),
      world.now().getUTCHours(),
      input.questions,
    ]
    return remember(world, `requests counted ${JSON.stringify(asked)}`, () =>
      countRequests(db, actor, { questions: input.questions, investigationId }, world.now()),
    )
  })
}
