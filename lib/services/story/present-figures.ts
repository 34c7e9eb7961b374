import { eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { documents, type figures, investigations } from '#db/schema'
import type { FigureView } from '#lib/domain/figure'

/** Part: rows → what people see, with the numbers of the documents they stand in. */
export async function presentFigures(db: Tx, rows: readonly (typeof figures.$inferSelect)[]): Promise<FigureView[]> {
  if (rows.length === 0) return []
  const ids = [...new Set(rows.flatMap((row) => row.sources.flatMap((source) => source.documentId ?? [])))]
  const numbers = ids.length
    ? await db
        .select({ id: documents.id, number: documents.number, key: investigations.key })
        .from(documents)
        .innerJoin(investigations, eq(investigations.id, documents.investigationId))
        .where(inArray(documents.id, ids))
    : []
  const named = new Map(numbers.map(({ id, key, number }) => [id, `${key}-D${number}`]))
  return rows.map(({ createdBy: _, createdAt: __, position: ___, ...row }) => ({
    ...row,
    sources: row.sources.map((source) => {
      const document = source.documentId && named.get(source.documentId)
      return document ? { ...source, document } : source
    }),
  }))
}
