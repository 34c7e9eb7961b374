import type { Actor } from '#lib/domain/actions'
import { look } from '#lib/services/look'
import { readThread } from '#lib/services/requests/view-request'
import type { World } from '#lib/world'

/** The thread of a request alone, oldest first. Refuses not_found. */
export async function listCommunications(world: World, actor: Actor, input: { id: string }) {
  return look(world, actor, 'communication.read', { noun: 'request', id: input.id }, readThread)
}
