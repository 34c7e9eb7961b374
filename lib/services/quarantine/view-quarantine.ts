import type { Actor } from '#lib/domain/actions'
import type { Quarantine } from '#lib/domain/quarantine'
import { notFound } from '#lib/domain/refusal'
import { look } from '#lib/services/look'
import { presentQuarantine } from '#lib/services/quarantine/present-quarantine'
import type { World } from '#lib/world'

/** Where words that nobody sees are held back in a document, not which. Refuses not_found (also: none), forbidden. */
export async function viewQuarantine(world: World, actor: Actor, input: { id: string }): Promise<Quarantine> {
  return look(world, actor, 'quarantine.read', { noun: 'document', id: input.id }, async (db, scope) => {
    const quarantine = await presentQuarantine(db, scope.id)
    if (!quarantine) throw notFound('quarantine')
    return quarantine
  })
}
