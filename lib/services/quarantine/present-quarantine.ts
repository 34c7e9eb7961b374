import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { documents, quarantines, users } from '#db/schema'
import { placesOf, type Quarantine } from '#lib/domain/quarantine'
import { heldNow, heldOf } from '#lib/services/quarantine/hold-words'

/** Part: for editors: where words are held back, how many letters, and what was decided; null where none are. */
export async function presentQuarantine(db: Tx, documentId: string): Promise<Quarantine | null> {
  const [row] = await db
    .select({ quarantine: quarantines, name: users.name })
    .from(quarantines)
    .innerJoin(documents, and(eq(documents.id, quarantines.documentId), eq(documents.sha256, quarantines.sha256)))
    .leftJoin(users, eq(users.id, quarantines.decidedBy))
    .where(eq(quarantines.documentId, documentId))
  if (!row) return null
  const { sha256, foundAt, decision, reason, decidedBy, decidedAt } = row.quarantine
  const held = await heldNow(db, { id: documentId, sha256 })
  const pages = held.map((one) => {
    const places = placesOf(heldOf(one))
    return { page: one.page, count: sum(places), places }
  })
  return {
    documentId,
    count: sum(pages),
    pages,
    foundAt: foundAt.toISOString(),
    decision,
    reason,
    decidedBy: row.name ?? decidedBy,
    decidedAt: decidedAt?.toISOString() ?? null,
  }
}

const sum = (counted: readonly { count: number }[]) => counted.reduce((all, { count }) => all + count, 0)
