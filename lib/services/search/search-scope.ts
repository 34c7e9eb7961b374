import type { Tx } from '#db/client'
import { investigations } from '#db/schema'
import { visible } from '#db/visible'
import type { Actor } from '#lib/domain/actions'

/** Part: the investigations whose entries a reader's search may touch at all; it becomes part of the question. */
export async function searchScope(db: Tx, actor: Actor): Promise<string[] | 'all'> {
  const within = visible(db, actor, investigations.id, 'search.read')
  if (!within) return 'all'
  return (await db.select({ id: investigations.id }).from(investigations).where(within)).map(({ id }) => id)
}
