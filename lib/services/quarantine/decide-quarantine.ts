import { and, asc, eq, gt, inArray, isNull, max, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { anchors, documents, documentVersions, findings, investigations, pages, quarantines } from '#db/schema'
import { indexPages } from '#db/search'
import type { Actor } from '#lib/domain/actions'
import { type ParsedPage, textOf } from '#lib/domain/page'
import { type DecideQuarantine, putBack, type Quarantine, takeOut } from '#lib/domain/quarantine'
import { notFound, Refusal } from '#lib/domain/refusal'
import { act, nameOf } from '#lib/services/act'
import type { DocumentRow } from '#lib/services/documents/keep-document'
import { relateJob } from '#lib/services/documents/relate-document'
import { keepPages } from '#lib/services/documents/split-document'
import { forgetWords } from '#lib/services/quarantine/forget-words'
import { heldBack, heldNow, heldOf, wordsThen } from '#lib/services/quarantine/hold-words'
import { presentQuarantine } from '#lib/services/quarantine/present-quarantine'
import type { World } from '#lib/world'

/**
 * What becomes of words that nobody sees on the pages of a document. `release`: they are put into the text of their
 * pages, as a new text layer, and can be read, found and quoted. `keep`: they stay out; where they had been released
 * they are taken out of every layer again. Refuses not_found, forbidden, conflict (nothing is held, decided so already,
 * being read, a finding quotes words that are to be taken out).
 */
export async function decideQuarantine(
  world: World,
  actor: Actor,
  input: DecideQuarantine & { id: string },
): Promise<Quarantine> {
  return act(world, actor, 'quarantine.decide', { noun: 'document', id: input.id }, async (tx, scope) => {
    const [document] = await tx.select().from(documents).where(eq(documents.id, scope.id))
    if (!document) throw notFound('document')
    const its = and(eq(quarantines.documentId, scope.id), eq(quarantines.sha256, document.sha256))
    const [before] = await tx.select().from(quarantines).where(its)
    if (!before) throw new Refusal('conflict', 'No text of this document is held back.')
    const { decision, reason } = input
    if (before.decision === decision)
      throw new Refusal('conflict', `It was decided already to ${decision === 'keep' ? 'keep it back' : 'release it'}.`)
    if (document.status === 'processing')
      throw new Refusal('conflict', 'This document is being read right now. Decide after that.')
    const changed =
      decision === 'release'
        ? await release(world, tx, actor, document)
        : before.decision === 'release'
          ? await takeBack(tx, document)
          : 0
    const decided = { decision, reason, decidedBy: nameOf(actor), decidedAt: world.now() }
    await tx.update(quarantines).set(decided).where(its)
    const others = document.warnings.filter(({ code }) => code !== 'hidden_text')
    const warnings = decision === 'keep' ? [...others, ...heldBack] : others
    const next = { warnings, version: sql`${documents.version} + 1` }
    await tx.update(documents).set(next).where(eq(documents.id, scope.id))
    const value = await presentQuarantine(tx, scope.id)
    if (!value) throw notFound('document')
    const detail = { decision, reason, before: before.decision, pages: value.pages.length, letters: value.count }
    return { value, subject: scope.id, detail, next: changed > 0 ? [relateJob(scope.id)] : [] }
  })
}

/** The words in their places, as a new reading of their pages. @returns how many pages it is. */
async function release(world: World, tx: Tx, actor: Actor, document: DocumentRow): Promise<number> {
  const [last] = await tx
    .select({ layer: max(pages.layer) })
    .from(pages)
    .where(eq(pages.documentId, document.id))
  const layer = Math.max(document.layer, last?.layer ?? 0) + 1
  const anew: ParsedPage[] = []
  for (const held of await heldNow(tx, document)) {
    const here = and(eq(pages.documentId, document.id), eq(pages.page, held.page), eq(pages.inUse, true))
    const [now] = await tx.select().from(pages).where(here)
    if (!now) continue
    const words = putBack(now.words, heldOf(held), await wordsThen(tx, held))
    if (words.length === now.words.length) continue // all of it lies beyond the page's edge
    const { page, width, height, source, sure } = now
    anew.push({ page, width, height, words, text: textOf(words), source, ...(sure === null ? {} : { sure }) })
  }
  if (anew.length === 0) return 0
  const madeBy = actor.kind === 'user' ? { madeBy: actor.id } : {}
  await keepPages(world, tx, { document, layer, pages: anew, ...madeBy })
  await tx.update(documents).set({ layer }).where(eq(documents.id, document.id))
  return anew.length
}

/** What was released is taken out of every layer that has it. @returns how many pages were changed. */
async function takeBack(tx: Tx, document: DocumentRow): Promise<number> {
  const rows = await heldNow(tx, document)
  await refuseQuoted(tx, document.id, rows)
  const [earlier] = await tx
    .select({ layer: max(documentVersions.layer) })
    .from(documentVersions)
    .where(eq(documentVersions.documentId, document.id))
  let changed = 0
  for (const held of rows) {
    const then = await wordsThen(tx, held)
    await forgetWords(tx, { documentId: document.id, page: held.page, held: heldOf(held), then })
    const ofThisFile = gt(pages.layer, earlier?.layer ?? 0)
    const later = and(eq(pages.documentId, document.id), eq(pages.page, held.page), ofThisFile)
    for (const { layer, words: now, inUse } of await tx.select().from(pages).where(later)) {
      const words = takeOut(now, heldOf(held), then)
      if (words.length === now.length) continue
      const text = textOf(words)
      const its = and(eq(pages.documentId, document.id), eq(pages.page, held.page), eq(pages.layer, layer))
      await tx.update(pages).set({ words, text }).where(its)
      if (!inUse) continue
      changed++
      const { investigationId } = document
      await indexPages(tx, { investigationId, documentId: document.id, pages: [{ page: held.page, text }] })
    }
  }
  return changed
}

/** A quote is a person's work, and stands in their finding: they take it out, or nobody does. */
async function refuseQuoted(tx: Tx, documentId: string, rows: Awaited<ReturnType<typeof heldNow>>) {
  const numbers = rows.map(({ page }) => page)
  const quotes = await tx
    .select({ page: anchors.page, exact: anchors.exact, number: findings.number, key: investigations.key })
    .from(anchors)
    .innerJoin(findings, eq(findings.id, anchors.findingId))
    .innerJoin(investigations, eq(investigations.id, findings.investigationId))
    .where(and(eq(anchors.documentId, documentId), inArray(anchors.page, numbers), isNull(findings.deletedAt)))
    .orderBy(asc(findings.number))
  const quoting = quotes.filter(({ page, exact }) => {
    const words = rows.find((row) => row.page === page)?.words ?? []
    const said = new Set(exact.split(/\s+/))
    return words.some(({ text }) => /[\p{L}\p{N}]/u.test(text) && said.has(text))
  })
  const [first] = quoting
  if (first)
    throw new Refusal(
      'conflict',
      `Finding ${first.key}-F${first.number} quotes words that would be held back. Change or delete it first.`,
    )
}
