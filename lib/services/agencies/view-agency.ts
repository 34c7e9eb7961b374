import type { Actor } from '#lib/domain/actions'
import type { AgencyDetail } from '#lib/domain/agency'
import { readAgency } from '#lib/services/agencies/read-agency'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/** One agency with its contacts and those that may be the same one. Refuses not_found. */
export async function viewAgency(world: World, actor: Actor, input: { id: string }): Promise<AgencyDetail> {
  return look(world, actor, 'agency.read', 'house', (db) => readAgency(db, input.id))
}
