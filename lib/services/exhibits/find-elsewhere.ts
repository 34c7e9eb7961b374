import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { anchors, documentPlaces, documents, findings, marks, pages } from '#db/schema'
import { find } from '#db/search'
import { findTerm } from '#lib/domain/find-marks'
import { type Elsewhere, isTelling } from '#lib/domain/mark'
import type { Box } from '#lib/domain/page'
import { tokensOf } from '#lib/domain/query'

export type MarkRow = typeof marks.$inferSelect

/** So many different words are looked for, and so many places of each are told. */
const most = { terms: 200, places: 5, pages: 40 }
type Where = { id: string; investigationId: string }

/**
 * Part: where words that are taken out still stand: other places of the document, its attachments, its name, findings
 * that quote it. Words that everybody uses are not looked for. @returns by the words of the mark
 */
export async function findElsewhere(
  db: Tx,
  { id: documentId, investigationId }: Where,
  rows: readonly MarkRow[],
): Promise<Map<string, Elsewhere[]>> {
  const found = new Map<string, Elsewhere[]>()
  const terms = [...new Set(rows.map(({ words }) => words))].filter(isTelling).slice(0, most.terms)
  if (terms.length === 0) return found
  const [own] = await db.select({ name: documents.name }).from(documents).where(eq(documents.id, documentId))
  const carried = await db
    .select({ id: documents.id, name: documents.name })
    .from(documentPlaces)
    .innerJoin(documents, eq(documents.id, documentPlaces.documentId))
    .where(and(eq(documentPlaces.parentId, documentId), eq(documents.investigationId, investigationId)))
  const said = await db
    .selectDistinct({ number: findings.number, statement: findings.statement })
    .from(anchors)
    .innerJoin(findings, eq(findings.id, anchors.findingId))
    .where(eq(anchors.documentId, documentId))
  const covered = await coveredBoxes(db, documentId)
  const refs = [documentId, ...carried.map(({ id }) => id)]
  for (const term of terms) {
    const places: Elsewhere[] = []
    for (const { id, name } of [{ id: documentId, name: own?.name ?? '' }, ...carried])
      if (stands(name, term)) places.push({ in: id === documentId ? 'name' : 'attachment', text: name })
    for (const { number, statement } of said)
      if (stands(statement, term)) places.push({ in: 'finding', text: `F${number}: ${statement.slice(0, 120)}` })
    const query = { every: [[{ text: term, tokens: tokensOf(term) }]], none: [] }
    const where = { query, investigations: [investigationId], kinds: ['document' as const], refs }
    for (const hit of await find(db, where, { limit: most.pages, offset: 0 })) {
      if (hit.page === null || places.length >= most.places) continue
      const at = and(eq(pages.documentId, hit.ref), eq(pages.inUse, true), eq(pages.page, hit.page))
      const [page] = await db.select({ words: pages.words }).from(pages).where(at)
      const under = hit.ref === documentId ? (covered.get(hit.page) ?? []) : []
      for (const one of findTerm(page?.words ?? [], term)) {
        if (one.boxes.every((box) => under.some((cover) => coversMiddle(cover, box)))) continue
        if (places.length >= most.places) break
        const text = `${one.before} ${one.words} ${one.after}`.trim()
        places.push({ in: hit.ref === documentId ? 'page' : 'attachment', page: hit.page, text })
      }
    }
    if (places.length > 0) found.set(term, places)
  }
  return found
}

async function coveredBoxes(db: Tx, documentId: string): Promise<Map<number, Box[]>> {
  const rows = await db
    .select({ page: marks.page, boxes: marks.boxes })
    .from(marks)
    .where(inArray(marks.documentId, [documentId]))
  const on = new Map<number, Box[]>()
  for (const { page, boxes } of rows) on.set(page, [...(on.get(page) ?? []), ...boxes])
  return on
}

const coversMiddle = (cover: Box, box: Box) => {
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
  return cover[0] <= x && cover[2] >= x && cover[1] <= y && cover[3] >= y
}

/** Whether a term stands in a text that is no page, such as a file's name: dots and underscores are as good as spaces. */
const stands = (text: string, term: string) =>
  findTerm(
    text.split(/[\s_]+/).map((word) => ({ text: word, box: [0, 0, 0, 0], line: 0 })),
    term,
  ).length > 0
