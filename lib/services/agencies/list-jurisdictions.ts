import type { Actor } from '#lib/domain/actions'
import { summaryOf } from '#lib/domain/jurisdiction'
import { jurisdictions } from '#lib/domain/law'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/** All 52, the federal law first, then by name. */
export const listJurisdictions = (world: World, actor: Actor) =>
  look(world, actor, 'jurisdiction.read', 'house', async () => jurisdictions().map(summaryOf))
