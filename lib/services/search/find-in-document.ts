import { and, asc, eq, inArray } from 'drizzle-orm'
import { documents, pages } from '#db/schema'
import { find } from '#db/search'
import type { Actor } from '#lib/domain/actions'
import { boxesOf } from '#lib/domain/anchor'
import type { Box } from '#lib/domain/page'
import { lights, parseQuery, type SnippetPart, snippetOf } from '#lib/domain/query'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/**
 * A page with its hits. `words`: the lit words by their place on the page, from 0; `boxes`: one per run of them on a
 * line, for the first pages only (further on, light the words of a page when it is read).
 */
export type PageHit = { page: number; count: number; snippet: SnippetPart[]; words: number[]; boxes: Box[] }

const mostPages = 2000
const pagesWithBoxes = 40

/** Where words stand in one document, page after page, with what to light. Any text has an answer. Refuses not_found. */
export async function findInDocument(
  world: World,
  actor: Actor,
  input: { documentId: string; q: string },
): Promise<{ hits: PageHit[]; total: number }> {
  return look(world, actor, 'document.read', { noun: 'document', id: input.documentId }, async (db, scope) => {
    const query = parseQuery(input.q)
    const where = { query, investigations: [scope.investigationId], kinds: ['document' as const], ref: scope.id }
    const found = (await find(db, where, { limit: mostPages, offset: 0 })).flatMap((hit) => hit.page ?? [])
    if (found.length === 0) return { hits: [], total: 0 }
    const inUse = and(eq(documents.id, pages.documentId), eq(documents.layer, pages.layer))
    const on = (numbers: number[]) => and(eq(pages.documentId, scope.id), inArray(pages.page, numbers))
    const { page, text, words } = pages
    const rows = await db
      .select({ page, text })
      .from(pages)
      .innerJoin(documents, inUse)
      .where(on(found))
      .orderBy(asc(page))
    const first = rows.slice(0, pagesWithBoxes).map((row) => row.page)
    const placed = await db.select({ page, words }).from(pages).innerJoin(documents, inUse).where(on(first))
    const wordsOf = new Map(placed.map((row) => [row.page, row.words]))
    const hits = rows.map((row): PageHit => {
      const lit = lights(row.text.split(/\s+/).filter(Boolean), query)
      const runs = runsOf(lit.flatMap((hit, i) => (hit ? [i] : [])))
      const boxes = runs.flatMap((run) => boxesOf(run.flatMap((i) => wordsOf.get(row.page)?.[i] ?? [])))
      const snippet = snippetOf(row.text, query)
      return { page: row.page, count: runs.length, snippet, words: runs.flat(), boxes }
    })
    return { hits, total: hits.reduce((sum, hit) => sum + hit.count, 0) }
  })
}

/** Places that follow each other belong to one hit. */
function runsOf(places: readonly number[]): number[][] {
  const runs: number[][] = []
  for (const place of places) {
    const last = runs.at(-1)
    if (last?.at(-1) === place - 1) last.push(place)
    else runs.push([place])
  }
  return runs
}
