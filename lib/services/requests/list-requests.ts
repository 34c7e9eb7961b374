import type { Actor } from '#lib/domain/actions'
import type { Page, Paging } from '#lib/domain/listing'
import type { RequestView } from '#lib/domain/request'
import { look } from '#lib/services/look'
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
  return look(world, actor, 'request.list', whereOf(input), async (db, { investigationId }) => {
    const counts = {} as Record<K, number> // filled by the loop, key by key
    for (const name of Object.keys(input.questions) as K[])
      counts[name] = await countRequests(db, actor, { ...input.questions[name], investigationId }, world.now())
    return counts
  })
}
