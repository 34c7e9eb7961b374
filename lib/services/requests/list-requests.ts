import type { Actor } from '#lib/domain/actions'
import type { NotedPage, Paging } from '#lib/domain/listing'
import { notesOn } from '#lib/domain/parse-query'
import type { RequestView } from '#lib/domain/request'
import { nameOf } from '#lib/services/act'
import { look } from '#lib/services/look'
import { remember } from '#lib/services/remember'
import type { RequestFilter } from '#lib/services/requests/filter-requests'
import { countRequests, findRequests, type RequestSort } from '#lib/services/requests/find-requests'
import type { World } from '#lib/world'

export type ListRequests = RequestFilter & { investigationId?: string | undefined; sort?: RequestSort | undefined }

const aScreen = 50 // an export asks for more, and is not kept

const whereOf = ({ investigationId }: ListRequests) =>
  investigationId ? ({ noun: 'investigation', id: investigationId } as const) : 'house'

/** The requests of one investigation, or of all the reader is a member of. Refuses not_found, invalid (cursor). */
export async function listRequests(
  world: World,
  actor: Actor,
  input: ListRequests & Paging,
): Promise<NotedPage<RequestView>> {
  return look(world, actor, 'request.list', whereOf(input), async (db, { investigationId }) => {
    const read = () => findRequests(db, actor, { ...input, investigationId }, input, world.now())
    // above all words, which are looked for in the text of every request: once for each change, not for each look
    const list =
      input.limit <= aScreen
        ? await remember(world, `requests ${keyOf(world, actor, { ...input, investigationId })}`, read)
        : await read()
    return { ...list, ...notesOn(input.q, 'requests') }
  })
}

/** Who asks what, and in which hour, because what is late changes with the day. */
const keyOf = (world: World, actor: Actor, asked: object) =>
  JSON.stringify([nameOf(actor), world.now().toISOString().slice(0, 13), asked])

/** How many each of some questions would find: the numbers on the tabs. Refuses not_found. */
export async function countRequestsBy<K extends string>(
  world: World,
  actor: Actor,
  input: Pick<ListRequests, 'investigationId'> & { questions: Record<K, RequestFilter> },
): Promise<Record<K, number>> {
  return look(world, actor, 'request.list', whereOf(input), (db, { investigationId }) => {
    const key = keyOf(world, actor, { investigationId, questions: input.questions })
    return remember(world, `requests counted ${key}`, () =>
      countRequests(db, actor, { questions: input.questions, investigationId }, world.now()),
    )
  })
}
