import { and, asc, eq } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { homeOf } from '#db/home'
import { anchors, exhibitNotes } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { ExhibitNoteView, NewExhibitNote } from '#lib/domain/exhibit-note'
import type { Box } from '#lib/domain/page'
import { invalid, notFound } from '#lib/domain/refusal'
import { act } from '#lib/services/act'
import { exhibitIn } from '#lib/services/exhibits/expect-fresh'
import { expectUnsaid } from '#lib/services/exhibits/expect-unsaid'
import type { ExhibitRow } from '#lib/services/exhibits/present-exhibit'
import { presentNotes } from '#lib/services/exhibits/present-notes'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

const open = ['verified', 'approved', 'published'] as const

/**
 * A numbered remark for everybody beside a page, kept before publishing and shown with it. With a finding it stands where
 * the finding's passage stands. Refuses not_found, forbidden, invalid (a page or finding that is not in this exhibit,
 * words that a mark took out), conflict (not verified, or withdrawn).
 */
export async function addExhibitNote(
  world: World,
  actor: Actor,
  { id, ...input }: NewExhibitNote & { id: string },
): Promise<ExhibitNoteView> {
  return act(world, actor, 'exhibit.note', { noun: 'exhibit', id }, async (tx, scope) => {
    const row = await exhibitIn(tx, scope.id, open)
    expectUnsaid(row, { title: input.title, text: input.text })
    const place = input.findingId ? await placeOf(tx, row, input.findingId, input.page) : null
    const page = place?.page ?? input.page ?? 1
    if (page > row.sourcePages.length) throw invalid('page', 'This exhibit has no such page.')
    const there = await tx.select().from(exhibitNotes).where(eq(exhibitNotes.exhibitId, row.id))
    const note = {
      id: world.id('exhibitNote'),
      exhibitId: row.id,
      page,
      boxes: input.boxes?.length ? input.boxes : (place?.boxes ?? []),
      title: input.title ?? '',
      text: input.text,
      findingId: place?.findingId ?? null,
      position: Math.max(0, ...there.map(({ position }) => position)) + 1,
    }
    await tx.insert(exhibitNotes).values(note)
    const value = (await presentNotes(tx, row.id)).find((one) => one.id === note.id)
    if (!value) throw notFound('note')
    return { value, subject: row.id, detail: { note: note.id, page } }
  })
}

/** Takes a remark off. Refuses not_found, forbidden, conflict (withdrawn). */
export async function removeExhibitNote(
  world: World,
  actor: Actor,
  input: { id: string; noteId: string },
): Promise<void> {
  return act(world, actor, 'exhibit.note', { noun: 'exhibit', id: input.id }, async (tx, scope) => {
    const row = await exhibitIn(tx, scope.id, open)
    const its = and(eq(exhibitNotes.exhibitId, row.id), eq(exhibitNotes.id, input.noteId))
    const gone = await tx.delete(exhibitNotes).where(its).returning()
    if (gone.length === 0) throw notFound('note')
    return { value: undefined, subject: row.id, detail: { note: input.noteId, removed: true } }
  })
}

/** The remarks of an exhibit, in the order in which readers meet them. Refuses not_found. */
export async function listExhibitNotes(world: World, actor: Actor, input: { id: string }): Promise<ExhibitNoteView[]> {
  return look(world, actor, 'exhibit.read', { noun: 'exhibit', id: input.id }, (db, scope) =>
    presentNotes(db, scope.id),
  )
}

/** Where a finding's passage stands in the exhibit. */
async function placeOf(tx: Tx, row: ExhibitRow, name: string, page: number | undefined) {
  const home = await homeOf(tx, 'finding', name)
  const its = and(eq(anchors.findingId, home?.id ?? ''), eq(anchors.documentId, row.documentId))
  const places =
    home?.investigationId === row.investigationId
      ? await tx.select().from(anchors).where(its).orderBy(asc(anchors.position))
      : []
  const shown = places.map((one) => ({ findingId: one.findingId, boxes: one.boxes, page: placeIn(row, one.page) }))
  const place = shown.find((one) => one.page > 0 && (page === undefined || one.page === page))
  if (!place) throw invalid('findingId', 'That finding has no passage in this exhibit.')
  return place satisfies { findingId: string; boxes: Box[]; page: number }
}
const placeIn = ({ sourcePages }: ExhibitRow, page: number) => sourcePages.indexOf(page) + 1
