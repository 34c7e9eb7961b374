import { and, desc, eq, inArray, ne } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { heldPages, pages, quarantines } from '#db/schema'
import { indexPages } from '#db/search'
import type { Warning } from '#lib/domain/document'
import { type HeldWord, type ParsedPage, textOf, type Word } from '#lib/domain/page'
import { putBack } from '#lib/domain/quarantine'
import type { DocumentRow } from '#lib/services/documents/keep-document'
import type { World } from '#lib/world'

type HeldRow = typeof heldPages.$inferSelect

/** Part: keeps the words of pages that nobody sees apart from their text, and has the document wait for an editor. */
export async function holdWords(
  world: World,
  tx: Tx,
  input: { document: DocumentRow; layer: number; pages: readonly ParsedPage[] },
): Promise<void> {
  const { document, layer } = input
  const { id: documentId, investigationId, sha256 } = document
  const numbers = input.pages.map(({ page }) => page)
  const tried = and(eq(heldPages.documentId, documentId), eq(heldPages.layer, layer), inArray(heldPages.page, numbers))
  await tx.delete(heldPages).where(tried) // what an earlier try left
  const rows = input.pages.flatMap(({ page, held = [] }) => {
    if (held.length === 0) return []
    const words = held.map(({ word }) => word)
    return [{ documentId, layer, page, investigationId, sha256, words, places: held.map(({ place }) => place) }]
  })
  if (rows.length === 0) return
  for (let at = 0; at < rows.length; at += 50) await tx.insert(heldPages).values(rows.slice(at, at + 50))
  const found = { documentId, investigationId, sha256, foundAt: world.now() }
  await tx.insert(quarantines).values(found).onConflictDoNothing()
  const undecided = { decision: null, reason: null, decidedBy: null, decidedAt: null }
  const ofAnother = and(eq(quarantines.documentId, documentId), ne(quarantines.sha256, sha256))
  await tx
    .update(quarantines)
    .set({ ...found, ...undecided })
    .where(ofAnother)
}

/**
 * Part: once a file has been read: what an editor decided holds for the same words of the same file; where there are
 * others it waits for an editor anew. @returns the warning that words are held back, where they are.
 */
export async function settleQuarantine(world: World, tx: Tx, document: DocumentRow, layer: number): Promise<Warning[]> {
  const { id: documentId, sha256 } = document
  const its = and(eq(quarantines.documentId, documentId), eq(quarantines.sha256, sha256))
  const [quarantine] = await tx.select().from(quarantines).where(its)
  if (!quarantine) return []
  const earlier = and(eq(heldPages.documentId, documentId), eq(heldPages.sha256, sha256), ne(heldPages.layer, layer))
  const before = await tx.select().from(heldPages).where(earlier)
  await tx.delete(heldPages).where(earlier) // what is held is what was found last
  const now = and(eq(heldPages.documentId, documentId), eq(heldPages.sha256, sha256), eq(heldPages.layer, layer))
  const rows = await tx.select().from(heldPages).where(now)
  if (rows.length === 0) {
    await tx.delete(quarantines).where(its)
    return []
  }
  if (quarantine.decision === null) return heldBack
  if (hasOthers(before, rows)) {
    const undecided = { decision: null, reason: null, decidedBy: null, decidedAt: null, foundAt: world.now() }
    await tx.update(quarantines).set(undecided).where(its)
    return heldBack
  }
  if (quarantine.decision === 'keep') return heldBack
  for (const row of rows) {
    const here = and(eq(pages.documentId, documentId), eq(pages.layer, layer), eq(pages.page, row.page))
    const [page] = await tx.select({ words: pages.words }).from(pages).where(here)
    if (!page) continue
    const words = putBack(page.words, heldOf(row), page.words)
    await tx
      .update(pages)
      .set({ words, text: textOf(words) })
      .where(here)
    const { investigationId } = document
    await indexPages(tx, { investigationId, documentId, pages: [{ page: row.page, text: textOf(words) }] })
  }
  return []
}

export const heldBack: Warning[] = [{ code: 'hidden_text' }]

/** Whether any of the words were not among those that were decided upon. */
function hasOthers(before: readonly HeldRow[], rows: readonly HeldRow[]): boolean {
  const known = new Set(before.flatMap(({ page, words }) => words.map(({ text }) => `${page} ${text}`)))
  return rows.some(({ page, words }) => words.some(({ text }) => !known.has(`${page} ${text}`)))
}

/** Part: what is held of the file as it is now, each page as it was read last. */
export async function heldNow(db: Tx, { id, sha256 }: Pick<DocumentRow, 'id' | 'sha256'>): Promise<HeldRow[]> {
  const its = and(eq(heldPages.documentId, id), eq(heldPages.sha256, sha256))
  const rows = await db.select().from(heldPages).where(its).orderBy(heldPages.page, desc(heldPages.layer))
  return rows.filter((row, i) => rows[i - 1]?.page !== row.page)
}

export const heldOf = ({ words, places }: Pick<HeldRow, 'words' | 'places'>): HeldWord[] =>
  words.flatMap((word, i) => {
    const place = places[i]
    return place ? [{ word, place }] : []
  })

/** Part: the words of a page as its file was read with them held back; a later reading may have begun with them in place. */
export async function wordsThen(db: Tx, held: HeldRow): Promise<Word[]> {
  const { documentId, layer, page } = held
  const here = and(eq(pages.documentId, documentId), eq(pages.layer, layer), eq(pages.page, page))
  const [row] = await db.select({ words: pages.words }).from(pages).where(here)
  const words = row?.words ?? []
  const places = new Map(heldOf(held).map(({ word, place }) => [place.at, word.text]))
  const inPlace = [...places].every(([at, text]) => at === null || words[at]?.text === text)
  return inPlace ? words.filter((_, at) => !places.has(at)) : words
}
