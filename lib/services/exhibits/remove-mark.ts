import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { homeOf } from '#db/home'
import { marks } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { notFound } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import type { World } from '#lib/world'

/** Takes a mark off its document; exhibits that were made with it keep it. Refuses not_found, forbidden. */
export async function removeMark(world: World, actor: Actor, input: { id: string; documentId: string }): Promise<void> {
  return act(world, actor, 'mark.remove', { noun: 'mark', id: input.id }, async (tx, scope) => {
    const row = await markOn(tx, scope.id, input.documentId)
    await tx.delete(marks).where(eq(marks.id, row.id))
    return {
      value: undefined,
      subject: row.id,
      detail: { documentId: row.documentId, page: row.page, reason: row.reason },
    }
  })
}

/** Part: a mark, if it is one of that document (by id or number). Refuses not_found. */
export async function markOn(tx: Tx, id: string, document: string) {
  const home = await homeOf(tx, 'document', document)
  const [row] = await tx.select().from(marks).where(eq(marks.id, id))
  if (!row || row.documentId !== home?.id) throw notFound('mark')
  return row
}
