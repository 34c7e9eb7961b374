import { eq } from 'drizzle-orm'
import { investigations } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { InvestigationView } from '#lib/domain/investigation'
import { notFound } from '#lib/domain/refusal'
import { presentInvestigation } from '#lib/services/investigations/present-investigation'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/** One investigation, by id, key or slug. Refuses not_found. */
export async function viewInvestigation(world: World, actor: Actor, input: { id: string }): Promise<InvestigationView> {
  const on = { noun: 'investigation' as const, id: input.id }
  return look(world, actor, 'investigation.read', on, async (db, scope) => {
    const [row] = await db.select().from(investigations).where(eq(investigations.id, scope.id))
    if (!row) throw notFound('investigation')
    return presentInvestigation(row, scope.role)
  })
}
