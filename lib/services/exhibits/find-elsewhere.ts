import { and, desc, eq, inArray, isNull, ne } from 'drizzle-orm'
import type { Tx } from '#db/client'
import {
  anchors,
  documentPlaces,
  documents,
  exhibitNotes,
  exhibits,
  findings,
  investigations,
  marks,
  pages,
} from '#db/schema'
import { find } from '#db/search'
import { findTerm } from '#lib/domain/find-marks'
import { type Elsewhere, soughtOf } from '#lib/domain/mark'
import type { Box } from '#lib/domain/page'
import { tokensOf } from '#lib/domain/query'

export type MarkRow = typeof marks.$inferSelect

/** So many different words are looked for, and so many places of each are told. */
const most = { terms: 200, places: 5, pages: 40 }
type Where = { id: string; investigationId: string }

/**
 * Part: where words that are taken out still stand: other places of the document, its attachments, its name, findings
 * that quote it, titles and public notes of its exhibits. Words that everybody uses are not looked for.
 * @returns by the words of the mark
 */
export async function findElsewhere(
  db: Tx,
  { id: documentId, investigationId }: Where,
  rows: readonly MarkRow[],
): Promise<Map<string, Elsewhere[]>> {
  const found = new Map<string, Elsewhere[]>()
  const terms = [...new Set(rows.flatMap(({ words }) => soughtOf(words)))].slice(0, most.terms)
  if (terms.length === 0) return found
  const [home] = await db
    .select({ key: investigations.key })
    .from(investigations)
    .where(eq(investigations.id, investigationId))
  const [own] = await db.select({ name: documents.name }).from(documents).where(eq(documents.id, documentId))
  const carried = await db
    .select({ id: documents.id, number: documents.number, name: documents.name })
    .from(documentPlaces)
    .innerJoin(documents, eq(documents.id, documentPlaces.documentId))
    .where(
      and(
        eq(documentPlaces.parentId, documentId),
        eq(documents.investigationId, investigationId),
        isNull(documents.deletedAt),
      ),
    )
  const attached = new Map(
    carried.map(({ id, number }) => [id, { in: 'attachment' as const, of: `${home?.key}-D${number}`, documentId: id }]),
  )
  const said: Elsewhere[] = [
    { in: 'name', text: own?.name ?? '' },
    ...carried.map(({ id, name }) => ({ in: 'attachment' as const, ...attached.get(id), text: name })),
    ...(await saidInFindings(db, documentId, home?.key)),
    ...(await saidOutside(db, documentId, home?.key)),
  ]
  const refs = [documentId, ...attached.keys()]
  const covered = await coveredBoxes(db, refs)
  for (const term of terms) {
    const places = said
      .filter(({ text }) => stands(text, term))
      .map((one) => ({
        ...one,
        text: one.in === 'name' || one.in === 'attachment' ? one.text : one.text.slice(0, 120),
      }))
      .slice(0, most.places)
    const query = { every: [[{ text: term, tokens: tokensOf(term) }]], none: [] }
    const where = { query, investigations: [investigationId], kinds: ['document' as const], refs }
    for (const hit of await find(db, where, { limit: most.pages, offset: 0 })) {
      if (hit.page === null || places.length >= most.places) continue
      const at = and(eq(pages.documentId, hit.ref), eq(pages.inUse, true), eq(pages.page, hit.page))
      const [page] = await db.select({ words: pages.words }).from(pages).where(at)
      const under = covered.get(`${hit.ref} ${hit.page}`) ?? []
      for (const one of findTerm(page?.words ?? [], term)) {
        if (one.boxes.every((box) => under.some((cover) => coversMiddle(cover, box)))) continue
        if (places.length >= most.places) break
        const text = `${one.before} ${one.words} ${one.after}`.trim()
        places.push({ in: 'page', ...attached.get(hit.ref), page: hit.page, text })
      }
    }
    if (places.length > 0) found.set(term, places)
  }
  const all = rows.map(({ words }) => {
    const places = soughtOf(words).flatMap((term) => found.get(term) ?? [])
    return [words, places.slice(0, most.places)] as const
  })
  return new Map(all.filter(([, places]) => places.length > 0))
}

async function saidInFindings(db: Tx, documentId: string, key: string | undefined): Promise<Elsewhere[]> {
  const rows = await db
    .selectDistinct({ number: findings.number, statement: findings.statement })
    .from(anchors)
    .innerJoin(findings, eq(findings.id, anchors.findingId))
    .where(and(eq(anchors.documentId, documentId), isNull(findings.deletedAt)))
  return rows.map(({ number, statement }) => ({ in: 'finding', of: `${key}-F${number}`, text: statement }))
}

/** What everybody reads, or will, beside the newest version of each of its exhibits. */
async function saidOutside(db: Tx, documentId: string, key: string | undefined): Promise<Elsewhere[]> {
  const { id, number, title, summary, about, credit } = exhibits
  const its = and(eq(exhibits.documentId, documentId), ne(exhibits.status, 'withdrawn'))
  const rows = await db
    .select({ id, number, title, summary, about, credit })
    .from(exhibits)
    .where(its)
    .orderBy(desc(exhibits.version))
  const newest = [...Map.groupBy(rows, (row) => row.number).values()].flatMap(([row]) => row ?? [])
  const ids = newest.map((row) => row.id)
  const notes = ids.length > 0 ? await db.select().from(exhibitNotes).where(inArray(exhibitNotes.exhibitId, ids)) : []
  return newest.flatMap((row) => {
    const of = `${key}-E${row.number}`
    const its = notes.filter(({ exhibitId }) => exhibitId === row.id).map((one) => `${one.title} ${one.text}`.trim())
    const texts = [row.summary, row.about, row.credit, ...its].filter((text) => text !== null)
    return [{ in: 'title' as const, of, text: row.title }, ...texts.map((text) => ({ in: 'note' as const, of, text }))]
  })
}

/** What marks cover, by document and page. */
async function coveredBoxes(db: Tx, documentIds: readonly string[]): Promise<Map<string, Box[]>> {
  const rows = await db
    .select({ documentId: marks.documentId, page: marks.page, boxes: marks.boxes })
    .from(marks)
    .where(inArray(marks.documentId, [...documentIds]))
  const on = new Map<string, Box[]>()
  for (const { documentId, page, boxes } of rows) {
    const place = `${documentId} ${page}`
    on.set(place, [...(on.get(place) ?? []), ...boxes])
  }
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
