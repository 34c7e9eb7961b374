import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { documents, investigations, marks, pages } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { findQuote } from '#lib/domain/anchor'
import { wholeWords, wordsInside } from '#lib/domain/cover'
import { about, findPattern, findTerm, type Hit } from '#lib/domain/find-marks'
import { type AddMarks, type Find, type MarkView, mostMarksAtOnce, type NewMark } from '#lib/domain/mark'
import { type Box, textOf, type Word } from '#lib/domain/page'
import { readRanges } from '#lib/domain/page-ranges'
import { invalid, notFound, Refusal } from '#lib/domain/refusal'
import { act, nameOf } from '#lib/services/act'
import type { MarkRow } from '#lib/services/exhibits/find-elsewhere'
import { presentMarks } from '#lib/services/exhibits/present-marks'
import { look } from '#lib/services/look'
import type { Scope } from '#lib/services/prove'
import type { World } from '#lib/world'

type Page = { page: number; words: Word[] }
type Placed = { page: number; given: Box[]; hit?: Hit }

/**
 * What is to be taken out of copies of a document: boxes, quotes, or every place of a term or pattern, each widened to
 * whole words; a place that is marked already is not marked again. With `dryRun` nothing is written.
 * Refuses not_found, forbidden, invalid (a reason that is none, a page or quote that is not there, too many).
 */
export async function addMarks(
  world: World,
  actor: Actor,
  { documentId, input }: { documentId: string; input: AddMarks },
): Promise<{ data: MarkView[] }> {
  const on = { noun: 'document' as const, id: documentId }
  if ('find' in input && input.dryRun)
    return look(world, actor, 'mark.list', on, async (db, scope) => {
      const rows = await rowsOf(db, scope, world, input)
      return { data: await presentMarks(db, scope, rows, { dryRun: true }) }
    })
  if (actor.kind !== 'user') throw new Refusal('unauthenticated', 'A mark is made by a person. Please sign in first.')
  return act(world, actor, 'mark.add', on, async (tx, scope) => {
    const rows = await placeMarks(tx, scope, world, input)
    const detail = { marks: rows.length, reason: rows[0]?.reason ?? null }
    return { value: { data: await presentMarks(tx, scope, rows) }, subject: scope.id, detail }
  })
}

/** Part: marks of a document, `by` whom they are. @returns those that are new. */
export async function placeMarks(tx: Tx, scope: Scope, world: World, input: AddMarks, by = nameOf(scope.actor)) {
  const placed = (await rowsOf(tx, scope, world, input)).filter(({ id }) => id !== '')
  const rows = placed.map((row) => ({ ...row, createdBy: by }))
  for (let at = 0; at < rows.length; at += 100) await tx.insert(marks).values(rows.slice(at, at + 100))
  return rows
}

/** New rows, not yet kept; the id is empty where the place is marked already. */
async function rowsOf(db: Tx, scope: Scope, world: World, input: AddMarks): Promise<MarkRow[]> {
  const [document] = await db.select().from(documents).where(eq(documents.id, scope.id))
  if (!document) throw notFound('document')
  const wanted = 'marks' in input ? input.marks : [input]
  await expectReasons(db, scope, [...new Set(wanted.map(({ reason }) => reason))])
  const numbers = 'marks' in input ? [...new Set(input.marks.map(({ page }) => page))] : pagesOf(input, document.pages)
  const there = await readPages(db, scope.id, numbers)
  const own = createFinder(await marksOn(db, scope.id, numbers))
  const made = 'marks' in input ? placesOf(input.marks, there) : foundOn(input, there)
  if (made.length > mostMarksAtOnce)
    throw invalid(
      'find',
      `That would be more than ${mostMarksAtOnce.toLocaleString('en-US')} marks. Narrow it to pages.`,
    )
  return made.map(({ place, asked }) => {
    const words = there.get(place.page)?.words ?? []
    const wholeLine = asked.wholeLine ?? false
    const meant = wholeWords(words, place.given)
    const boxes = wholeLine ? wholeWords(words, place.given, { wholeLine }) : meant
    const { reason, exemption = null, note = null } = asked
    return {
      id: own.covers(place.page, boxes) ? '' : world.id('mark'),
      investigationId: scope.investigationId,
      documentId: scope.id,
      page: place.page,
      given: place.given,
      boxes,
      wholeLine,
      ...contextOf(words, meant, place.hit), // what was meant, not the line about it: that is sought elsewhere
      ...{ reason, exemption, note, staysElsewhere: null },
      createdBy: nameOf(scope.actor),
      createdAt: world.now(),
      version: 1,
    }
  })
}

/** Part: reasons are those of the investigation. Refuses invalid. */
export async function expectReasons(db: Tx, scope: Scope, reasons: readonly string[]) {
  const its = eq(investigations.id, scope.investigationId)
  const [row] = await db.select({ reasons: investigations.reasons }).from(investigations).where(its)
  for (const reason of reasons)
    if (!row?.reasons.includes(reason))
      throw invalid('reason', `“${reason}” is no reason of this investigation. It has: ${row?.reasons.join(', ')}.`)
}

type Asked = Pick<NewMark, 'reason' | 'exemption' | 'note' | 'wholeLine'>

function placesOf(wanted: readonly NewMark[], there: ReadonlyMap<number, Page>) {
  return wanted.flatMap((asked, i): { place: Placed; asked: Asked }[] => {
    const { page, quote, boxes } = asked
    const words = there.get(page)?.words
    if (!words) throw invalid(`marks.${i}.page`, `There is no page ${page}.`)
    if (boxes) return [{ place: { page, given: boxes }, asked }]
    const hits = findTerm(words, quote ?? '')
    if (hits.length > 0) return hits.map((hit) => ({ place: { page, given: hit.boxes, hit }, asked }))
    const found = findQuote(words, quote ?? '')
    if (!found) throw invalid(`marks.${i}.quote`, `These words do not stand on page ${page}.`)
    return [{ place: { page, given: found.boxes }, asked }]
  })
}

function foundOn(asked: Asked & { find: Find }, there: ReadonlyMap<number, Page>) {
  const { find } = asked
  const made: { place: Placed; asked: Asked }[] = []
  for (const { page, words } of there.values()) {
    const hits =
      typeof find === 'object' && 'pattern' in find
        ? findPattern(words, find.pattern)
        : [find].flat().flatMap((term) => findTerm(words, term))
    for (const hit of hits) made.push({ place: { page, given: hit.boxes, hit }, asked })
  }
  return made
}

function pagesOf({ pages }: { pages?: string | undefined }, last: number): number[] | 'all' {
  if (pages === undefined) return 'all'
  const read = readRanges(pages, last)
  if (typeof read === 'string') throw invalid('pages', read)
  return read
}

async function readPages(db: Tx, documentId: string, numbers: readonly number[] | 'all'): Promise<Map<number, Page>> {
  const there = new Map<number, Page>()
  const its = and(eq(pages.documentId, documentId), eq(pages.inUse, true))
  const columns = { page: pages.page, words: pages.words }
  const chunks = numbers === 'all' ? [null] : chunked(numbers)
  for (const some of chunks) {
    const where = some ? and(its, inArray(pages.page, some)) : its
    for (const row of await db.select(columns).from(pages).where(where).orderBy(asc(pages.page)))
      there.set(row.page, row)
  }
  return there
}
const chunked = (numbers: readonly number[]) =>
  Array.from({ length: Math.ceil(numbers.length / 500) }, (_, i) => numbers.slice(i * 500, (i + 1) * 500))

async function marksOn(db: Tx, documentId: string, numbers: readonly number[] | 'all') {
  const its = eq(marks.documentId, documentId)
  const few = numbers !== 'all' && numbers.length <= 500 ? inArray(marks.page, [...numbers]) : undefined
  return db
    .select({ page: marks.page, boxes: marks.boxes })
    .from(marks)
    .where(and(its, few))
    .orderBy(sql`${marks.page}`)
}

/** Says whether other marks cover a place already, also ones that were just placed. */
function createFinder(rows: readonly { page: number; boxes: Box[] }[]) {
  const on = new Map<number, Box[]>()
  for (const { page, boxes } of rows) on.set(page, [...(on.get(page) ?? []), ...boxes])
  return {
    covers(page: number, boxes: readonly Box[]): boolean {
      const there = on.get(page) ?? []
      const all = boxes.every((box) => there.some((one) => contains(one, box)))
      if (!all) on.set(page, [...there, ...boxes])
      return all
    },
  }
}
const hair = 1e-5
const contains = (a: Box, b: Box) =>
  a[0] <= b[0] + hair && a[1] <= b[1] + hair && a[2] >= b[2] - hair && a[3] >= b[3] - hair

function contextOf(words: readonly Word[], boxes: readonly Box[], hit: Hit | undefined) {
  if (hit) return { words: hit.words, before: hit.before, after: hit.after }
  const taken = wordsInside(words, boxes)
  const [first, last] = [taken[0], taken.at(-1)]
  if (!first || !last) return { words: '', before: '', after: '' }
  return { words: textOf(taken).slice(0, 2000), ...about(words, words.indexOf(first), words.indexOf(last)) }
}
