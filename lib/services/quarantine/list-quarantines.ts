import { and, asc, eq, isNull } from 'drizzle-orm'
import { documents, investigations, quarantines } from '#db/schema'
import { visible } from '#db/visible'
import type { Actor } from '#lib/domain/actions'
import type { WaitingQuarantine } from '#lib/domain/quarantine'
import { look } from '#lib/services/look'
import { presentQuarantine } from '#lib/services/quarantine/present-quarantine'
import type { World } from '#lib/world'

/** More than anybody decides upon in a day. */
const most = 40

/** For Today: documents whose held text waits for a decision, where one is an editor; the longest waiting first. */
export async function listQuarantines(world: World, actor: Actor): Promise<WaitingQuarantine[]> {
  return look(world, actor, 'quarantine.list', 'house', async (db) => {
    const { id, number, name } = documents
    const { key } = investigations
    const rows = await db
      .select({ id, number, name, key, foundAt: quarantines.foundAt })
      .from(quarantines)
      .innerJoin(documents, and(eq(id, quarantines.documentId), eq(documents.sha256, quarantines.sha256)))
      .innerJoin(investigations, eq(investigations.id, quarantines.investigationId))
      .where(
        and(
          visible(db, actor, quarantines.investigationId, 'quarantine.decide'),
          isNull(quarantines.decision),
          isNull(documents.deletedAt),
        ),
      )
      .orderBy(asc(quarantines.foundAt), asc(id))
      .limit(most)
    const waiting: WaitingQuarantine[] = []
    for (const row of rows) {
      const count = (await presentQuarantine(db, row.id))?.count ?? 0
      waiting.push({ ...row, number: `${row.key}-D${row.number}`, count, foundAt: row.foundAt.toISOString() })
    }
    return waiting
  })
}
