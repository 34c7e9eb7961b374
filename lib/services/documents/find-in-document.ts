import { and, asc, eq, gt } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { documents, pages } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { findText, fold, runsOf, soughtOf, type TextHit } from '#lib/domain/find-text'
import type { Word } from '#lib/domain/page'
import type { FoundInDocument, PageHit } from '#lib/domain/page-view'
import { parseQuery } from '#lib/domain/parse-query'
import { lights } from '#lib/domain/query'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

const mostHits = 500
const atOnce = 200

/**
 * Every place in a document where the typed words stand: as typed (in any case, over line ends); where that is
 * nowhere, each of its words, as the search lights them. `whole`: only as typed, and only as words of their own.
 * Refuses not_found.
 */
export async function findInDocument(
  world: World,
  actor: Actor,
  input: { id: string; q: string; whole?: boolean | undefined },
): Promise<FoundInDocument> {
  return look(world, actor, 'document.read', { noun: 'document', id: input.id }, async (db, scope) => {
    const sought = soughtOf(input.q)
    const typed = {
      may: (text: string) => fold(text).replace(/\s+/g, ' ').includes(sought),
      hits: (w: Word[]) => findText(w, sought, input.whole),
    }
    const asTyped = sought ? await collect(db, scope.id, typed.may, typed.hits) : none
    if (asTyped.total > 0 || !sought || input.whole) return { ...asTyped, how: 'as_typed' }
    const query = parseQuery(input.q)
    const lit = (words: readonly string[]) => lights(words, query)
    const may = (text: string) => lit(text.split(/\s+/).filter(Boolean)).includes(true)
    const hits = (words: Word[]) => runsOf(words, lit(words.map((word) => word.text)))
    return { ...(query.every.length > 0 ? await collect(db, scope.id, may, hits) : none), how: 'words' }
  })
}

const none = { total: 0, pages: 0, hits: [] as PageHit[] }

/** Pages whose text may hold it are read with their words, the others by their text alone. */
async function collect(db: Tx, id: string, may: (text: string) => boolean, hitsOf: (words: Word[]) => TextHit[]) {
  const found = { total: 0, pages: 0, hits: [] as PageHit[] }
  const its = and(eq(documents.id, pages.documentId), eq(pages.inUse, true))
  for (let after = 0; ; ) {
    const texts = await db
      .select({ page: pages.page, layer: pages.layer, text: pages.text })
      .from(pages)
      .innerJoin(documents, its)
      .where(and(eq(pages.documentId, id), gt(pages.page, after)))
      .orderBy(asc(pages.page))
      .limit(atOnce)
    for (const { page, layer, text } of texts) {
      after = page
      if (!may(text)) continue
      const here = and(eq(pages.documentId, id), eq(pages.layer, layer), eq(pages.page, page))
      const [row] = await db.select({ words: pages.words }).from(pages).where(here)
      const words = row?.words ?? []
      const hits = hitsOf(words)
      if (hits.length > 0) found.pages++
      found.total += hits.length
      for (const hit of hits.slice(0, mostHits - found.hits.length))
        found.hits.push({ page, words: [hit.from, hit.to], boxes: hit.boxes, snippet: snippetOf(words, hit) })
    }
    if (texts.length < atOnce) return found
    await new Promise((resolve) => setImmediate(resolve)) // a long document lets others have their turn
  }
}

function snippetOf(words: readonly Word[], { from, to }: TextHit) {
  const said = (a: number, b: number) =>
    words
      .slice(Math.max(0, a), b)
      .map((word) => word.text)
      .join(' ')
  const before = said(from - 7, from)
  const behind = said(to + 1, to + 9)
  return [
    { text: before && `${from > 7 ? '… ' : ''}${before} `, hit: false },
    { text: said(from, to + 1), hit: true },
    { text: behind && ` ${behind}${to + 9 < words.length ? ' …' : ''}`, hit: false },
  ].filter((part) => part.text)
}
