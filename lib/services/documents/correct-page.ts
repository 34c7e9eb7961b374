import { and, eq, sql } from 'drizzle-orm'
import { documents, pages } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { correctedWords } from '#lib/domain/correct-words'
import type { CorrectPage } from '#lib/domain/document'
import { sureOf } from '#lib/domain/ocr'
import { type ParsedPage, textOf } from '#lib/domain/page'
import type { PageView } from '#lib/domain/page-view'
import { invalid, notFound, Refusal } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import { presentPage } from '#lib/services/documents/present-page'
import { keepPages } from '#lib/services/documents/split-document'
import type { World } from '#lib/world'

/**
 * What stands on a page in truth, in place of some of its words; the whole page is kept as a new text layer, and shown
 * and searched from now on. Earlier readings stay, by their layer. Refuses not_found, forbidden, invalid (no such words,
 * a table), conflict while it is being read.
 */
export async function correctPage(
  world: World,
  actor: Actor,
  input: CorrectPage & { id: string; page: number },
): Promise<PageView> {
  return act(world, actor, 'document.correct', { noun: 'document', id: input.id }, async (tx, scope) => {
    const its = eq(documents.id, scope.id)
    const [document] = await tx.select().from(documents).where(its)
    if (!document) throw notFound('document')
    const here = and(eq(pages.documentId, scope.id), eq(pages.page, input.page))
    const [before] = await tx
      .select()
      .from(pages)
      .where(and(here, eq(pages.inUse, true)))
    if (!before) throw notFound('page')
    if (document.status === 'processing')
      throw new Refusal('conflict', 'This document is being read right now. Correct it after that.')
    if (input.layer && input.layer !== before.layer)
      throw new Refusal('conflict', 'This page has been read anew in the meantime. Look at it again.')
    if (before.sheet) throw invalid('words', 'A table is corrected where it was written: in its file.')
    if (input.words[1] >= before.words.length)
      throw invalid('words', `Page ${input.page} has ${before.words.length} words, counted from 0.`)
    const words = correctedWords(before.words, input.words, input.text)
    const layer = document.layer + 1
    const { page, width, height } = before
    const corrected: ParsedPage = { page, width, height, text: textOf(words), words, source: 'corrected' }
    const sure = sureOf(words)
    const madeBy = actor.kind === 'user' ? { madeBy: actor.id } : {}
    await keepPages(world, tx, {
      document,
      layer,
      pages: [sure === null ? corrected : { ...corrected, sure }],
      ...madeBy,
    })
    await tx
      .update(documents)
      .set({ layer, version: sql`${documents.version} + 1` })
      .where(its)
    const [row] = await tx
      .select()
      .from(pages)
      .where(and(here, eq(pages.inUse, true)))
    if (!row) throw notFound('page')
    return { value: presentPage(row), subject: scope.id, detail: { page, layer, words: input.words } }
  })
}
