import { and, asc, eq, isNull } from 'drizzle-orm'
import { findingTypes } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { FindingTypeView } from '#lib/domain/finding'
import { presentFindingType } from '#lib/services/findings/present-finding-type'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/** The types in use, in the order of the board's columns. Refuses not_found. */
export async function listFindingTypes(
  world: World,
  actor: Actor,
  input: { investigationId: string },
): Promise<FindingTypeView[]> {
  const on = { noun: 'investigation' as const, id: input.investigationId }
  return look(world, actor, 'finding-type.list', on, async (db, scope) => {
    const inUse = and(eq(findingTypes.investigationId, scope.investigationId), isNull(findingTypes.retiredAt))
    return (await db.select().from(findingTypes).where(inUse).orderBy(asc(findingTypes.position))).map(
      presentFindingType,
    )
  })
}
