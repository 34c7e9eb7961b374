import { and, asc, desc, eq, gte, inArray, lt, lte } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { pages, users } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { correctionsIn, type Reading } from '#lib/domain/correction'
import { type PackedPage, packPage } from '#lib/domain/packed-page'
import type { PageView } from '#lib/domain/page-view'
import { presentPage } from '#lib/services/documents/present-page'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

type Which = { from: number; count: number; layer?: number | undefined }
const most = 40

/**
 * The text of up to 40 pages from `from` on, packed, as whoever turns them needs it; `layer` as it was read by then,
 * else as it is now. Pages that were not read yet are left out. Refuses not_found.
 */
export async function viewPages(world: World, actor: Actor, input: Which & { id: string }): Promise<PackedPage[]> {
  return look(world, actor, 'document.read', { noun: 'document', id: input.id }, async (db, scope) =>
    (await readPages(db, scope.id, input)).map(packPage),
  )
}

/** Part: the pages themselves, with what was corrected by hand on them. */
export async function readPages(db: Tx, documentId: string, { from, count, layer }: Which): Promise<PageView[]> {
  const until = from + Math.min(count, most)
  const its = and(eq(pages.documentId, documentId), gte(pages.page, from), lt(pages.page, until))
  const read = layer ? lte(pages.layer, layer) : eq(pages.inUse, true)
  const rows = await db.select().from(pages).where(and(its, read)).orderBy(asc(pages.page), desc(pages.layer))
  const views: PageView[] = []
  for (const row of rows) {
    if (views.at(-1)?.page === row.page) continue // an earlier reading of it
    const corrections = row.source === 'corrected' ? await correctionsOf(db, row) : []
    views.push({ ...presentPage(row), ...(corrections.length > 0 ? { corrections } : {}) })
  }
  return views
}

/** The readings of a page from the last one that a machine made to this one → what was corrected by hand. */
async function correctionsOf(db: Tx, { documentId, page, layer }: typeof pages.$inferSelect) {
  const { words, source, madeBy, madeAt } = pages
  const earlier = await db
    .select({ words, source, madeBy, madeAt })
    .from(pages)
    .where(and(eq(pages.documentId, documentId), eq(pages.page, page), lte(pages.layer, layer)))
    .orderBy(asc(pages.layer))
  const first = earlier.findLastIndex((reading) => reading.source !== 'corrected')
  const chain = earlier.slice(Math.max(0, first))
  const ids = chain.flatMap((reading) => reading.madeBy ?? [])
  const named = ids.length > 0 ? await db.select().from(users).where(inArray(users.id, ids)) : []
  const names = new Map(named.map((user) => [user.id, user.name]))
  return correctionsIn(
    chain.map((reading): Reading => {
      const by = reading.madeBy ? (names.get(reading.madeBy) ?? null) : null
      return { words: reading.words, by, at: reading.madeAt.toISOString() }
    }),
  )
}
