import type { Actor } from '#lib/domain/actions'
import { type JurisdictionView, viewOfLaw } from '#lib/domain/jurisdiction'
import { lawOf } from '#lib/domain/law'
import { notFound } from '#lib/domain/refusal'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/** The law of one jurisdiction, by its two letters: clocks, citations, appeal, fees, how sure we are. Refuses not_found. */
export async function viewJurisdiction(world: World, actor: Actor, input: { code: string }): Promise<JurisdictionView> {
  return look(world, actor, 'jurisdiction.read', 'house', async () => {
    const law = lawOf(input.code.toUpperCase())
    if (!law) throw notFound('jurisdiction')
    return viewOfLaw(law)
  })
}
