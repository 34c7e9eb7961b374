import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { exhibitPages, exhibits, investigations, marks, users } from '#db/schema'
import { type Actor, can } from '#lib/domain/actions'
import type { ExhibitStatus, ExhibitView } from '#lib/domain/exhibit'
import { type Elsewhere, placeOnPage } from '#lib/domain/mark'
import type { Box } from '#lib/domain/page'
import { notFound } from '#lib/domain/refusal'
import { nameOf } from '#lib/services/act'
import { findElsewhere } from '#lib/services/exhibits/find-elsewhere'
import { type ExhibitRow, exhibitRow, presentExhibit } from '#lib/services/exhibits/present-exhibit'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/** A mark as it was frozen, for the team: `n` counts through the exhibit, `page` is its page there. */
export type ReviewMark = {
  id: string
  n: number
  page: number
  sourcePage: number
  boxes: Box[]
  reason: string
  exemption: string | null
  words: string
  author: string
  said: { approved: boolean; by: string } | null
}
export type ReviewSheet = { page: number; sourcePage: number; width: number; height: number }
export type Review = {
  exhibit: ExhibitView
  investigation: { key: string; slug: string; title: string }
  leftOut: string[]
  marks: ReviewMark[]
  /** Its pages as they were built; none while it is being built. */
  sheets: ReviewSheet[]
  versions: { id: string; version: number; status: ExhibitStatus; createdAt: string }[]
  /** Where words that were taken out still stand: asked only where the verifier found something. */
  elsewhere: { words: string; page: number; places: Elsewhere[] }[]
  refusedBy: string | null
  may: { prepare: boolean; edit: boolean; decide: 'yes' | 'own' | 'role' }
}

/** All that a person needs to judge one version of an exhibit, by its id or, the newest, by its number. Refuses not_found. */
export async function openReview(world: World, actor: Actor, input: { id: string }): Promise<Review> {
  return look(world, actor, 'exhibit.read', { noun: 'exhibit', id: input.id }, async (db, scope) => {
    const row = await exhibitRow(db, scope.id)
    if (!row) throw notFound('exhibit')
    const exhibit = await presentExhibit(db, world, row)
    const { key, slug, title } = investigations
    const [investigation] = await db
      .select({ key, slug, title })
      .from(investigations)
      .where(eq(investigations.id, row.investigationId))
    if (!investigation) throw notFound('exhibit')
    const me = nameOf(actor)
    const own = row.preparedBy === me || row.marks.some(({ authorId }) => authorId === me)
    const editor = can(actor, 'exhibit.approve', scope.role)
    const name = await namesIn(db, row, exhibit)
    return {
      exhibit,
      investigation,
      leftOut: row.leftOut,
      marks: marksOf(row, exhibit, name),
      sheets: row.status === 'building' ? [] : await sheetsOf(db, row.id),
      versions: await versionsOf(db, row),
      elsewhere: row.report && row.status === 'failed' ? await elsewhereOf(db, row) : [],
      refusedBy: row.rejection && name(row.rejection.by),
      may: {
        prepare: can(actor, 'exhibit.prepare', scope.role),
        edit: editor,
        decide: !editor ? 'role' : own ? 'own' : 'yes',
      },
    }
  })
}

async function namesIn(db: Tx, row: ExhibitRow, { reviewed }: ExhibitView): Promise<(id: string) => string> {
  const ids = [...row.marks.map(({ authorId }) => authorId), ...reviewed.map(({ by }) => by), row.rejection?.by ?? '']
  const { id, name } = users
  const people = await db
    .select({ id, name })
    .from(users)
    .where(inArray(id, [...new Set(ids)]))
  return (who) => people.find((one) => one.id === who)?.name ?? who
}

function marksOf(row: ExhibitRow, { reviewed }: ExhibitView, name: (id: string) => string): ReviewMark[] {
  const placed = row.marks.map((mark) => ({ ...mark, at: row.sourcePages.indexOf(mark.page) + 1 }))
  placed.sort((a, b) => a.at - b.at || placeOnPage(a) - placeOnPage(b))
  return placed.map(({ id, at: page, page: sourcePage, boxes, reason, exemption, words, authorId }, i) => {
    const said = reviewed.find(({ markId }) => markId === id)
    const saying = said ? { approved: said.approved, by: name(said.by) } : null
    return { id, n: i + 1, page, sourcePage, boxes, reason, exemption, words, author: name(authorId), said: saying }
  })
}

async function sheetsOf(db: Tx, exhibitId: string): Promise<ReviewSheet[]> {
  const { page, sourcePage, width, height } = exhibitPages
  const its = eq(exhibitPages.exhibitId, exhibitId)
  return db.select({ page, sourcePage, width, height }).from(exhibitPages).where(its).orderBy(asc(page))
}

async function versionsOf(db: Tx, { investigationId, number }: ExhibitRow): Promise<Review['versions']> {
  const same = and(eq(exhibits.investigationId, investigationId), eq(exhibits.number, number))
  const { id, version, status, createdAt } = exhibits
  const rows = await db.select({ id, version, status, createdAt }).from(exhibits).where(same).orderBy(desc(version))
  return rows.map((one) => ({ ...one, createdAt: one.createdAt.toISOString() }))
}

async function elsewhereOf(db: Tx, row: ExhibitRow): Promise<Review['elsewhere']> {
  const { documentId, investigationId } = row
  const rows = await db.select().from(marks).where(eq(marks.documentId, documentId))
  const asked = rows.filter(({ id, staysElsewhere }) => staysElsewhere === null && row.marks.some((m) => m.id === id))
  const found = await findElsewhere(db, { id: documentId, investigationId }, asked)
  return [...found].map(([words, places]) => {
    const page = asked.find((mark) => mark.words === words)?.page ?? 1
    return { words, page, places }
  })
}
