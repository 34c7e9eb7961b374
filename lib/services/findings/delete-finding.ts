import { and, eq, isNull } from 'drizzle-orm'
import { findings } from '#db/schema'
import { removeFromIndex } from '#db/search'
import type { Actor } from '#lib/domain/actions'
import { notFound } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import type { World } from '#lib/world'

/** Takes a finding off the board and out of the search; its row stays for the record. Refuses not_found, forbidden. */
export async function deleteFinding(world: World, actor: Actor, input: { id: string }): Promise<{ id: string }> {
  return act(world, actor, 'finding.delete', { noun: 'finding', id: input.id }, async (tx, scope) => {
    const here = and(eq(findings.id, scope.id), isNull(findings.deletedAt))
    const [row] = await tx.update(findings).set({ deletedAt: world.now() }).where(here).returning()
    if (!row) throw notFound('finding')
    await removeFromIndex(tx, 'finding', row.id)
    return { value: { id: row.id }, subject: row.id, detail: { number: row.number, status: row.status } }
  })
}
