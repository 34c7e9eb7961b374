import { eq } from 'drizzle-orm'
import { documents } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { textOf } from '#lib/domain/page'
import type { HeldWords } from '#lib/domain/quarantine'
import { notFound, Refusal } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import { heldNow } from '#lib/services/quarantine/hold-words'
import type { World } from '#lib/world'

/**
 * The words themselves, to an editor who asks for them; that they were shown is in the audit, the words are not.
 * Refuses not_found, forbidden, conflict (none are held).
 */
export async function showHeldWords(world: World, actor: Actor, input: { id: string }): Promise<HeldWords> {
  return act(world, actor, 'quarantine.show', { noun: 'document', id: input.id }, async (tx, scope) => {
    const [document] = await tx.select().from(documents).where(eq(documents.id, scope.id))
    if (!document) throw notFound('document')
    const held = await heldNow(tx, document)
    if (held.length === 0) throw new Refusal('conflict', 'No text of this document is held back.')
    const data = held.map(({ page, words }) => ({ page, text: textOf(words) }))
    return { value: { data }, subject: scope.id, detail: { pages: data.map(({ page }) => page) } }
  })
}
