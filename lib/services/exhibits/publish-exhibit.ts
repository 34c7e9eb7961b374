import { and, eq, inArray, isNotNull, like, ne, or } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { exhibits, exhibitUpdates } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { ExhibitView, NoteUpdate, PublishExhibit, WithdrawExhibit } from '#lib/domain/exhibit'
import { act, nameOf } from '#lib/services/act'
import { change } from '#lib/services/exhibits/approve-exhibit'
import { exhibitIn, expectFresh } from '#lib/services/exhibits/expect-fresh'
import { type ExhibitRow, presentExhibit } from '#lib/services/exhibits/present-exhibit'
import type { World } from '#lib/world'

/**
 * Everybody may read it from now on, at an address of its own; earlier versions of its number give way. With a later
 * `embargoUntil` it only keeps that day: nothing publishes itself. Refuses not_found, forbidden, conflict (not
 * approved, or changed since).
 */
export async function publishExhibit(
  world: World,
  actor: Actor,
  { id, ...input }: PublishExhibit & { id: string },
): Promise<ExhibitView> {
  return act(world, actor, 'exhibit.publish', { noun: 'exhibit', id }, async (tx, scope) => {
    const row = await exhibitIn(tx, scope.id, ['approved'])
    await expectFresh(tx, world, row)
    const slug = row.slug ?? (await slugFor(tx, row))
    const { summary = row.summary, note: about = row.about, credit = row.credit, download = row.download } = input
    const embargoUntil = input.embargoUntil ?? null
    const later = embargoUntil !== null && embargoUntil > world.now().toISOString().slice(0, 10)
    const out = { status: 'published' as const, publishedBy: nameOf(actor), publishedAt: world.now() }
    if (!later) await replaceEarlier(tx, world, row, actor)
    const now = await change(tx, row, { slug, summary, about, credit, download, embargoUntil, ...(later ? {} : out) })
    const detail = { slug, sha256: row.sha256, ...(later ? { embargoUntil } : {}) }
    return { value: await presentExhibit(tx, world, now), subject: row.id, detail }
  })
}

/** Dated words under a published exhibit; they stay with its later versions. Refuses not_found, forbidden, conflict. */
export async function noteUpdate(
  world: World,
  actor: Actor,
  { id, text, correction = false }: NoteUpdate & { id: string },
): Promise<ExhibitView> {
  return act(world, actor, 'exhibit.update', { noun: 'exhibit', id }, async (tx, scope) => {
    const row = await exhibitIn(tx, scope.id, ['published'])
    const { investigationId, number } = row
    const note = { id: world.id('update'), investigationId, number, text, correction }
    await tx.insert(exhibitUpdates).values({ ...note, createdBy: nameOf(actor), at: world.now() })
    return { value: await presentExhibit(tx, world, row), subject: row.id, detail: { update: note.id, correction } }
  })
}

/** Nobody reads it any more: its address says since when and why. Refuses not_found, forbidden, conflict. */
export async function withdrawExhibit(
  world: World,
  actor: Actor,
  { id, reason }: WithdrawExhibit & { id: string },
): Promise<ExhibitView> {
  return act(world, actor, 'exhibit.withdraw', { noun: 'exhibit', id }, async (tx, scope) => {
    const row = await exhibitIn(tx, scope.id, ['verified', 'approved', 'published'])
    const now = await change(tx, row, { ...goneNow(world, actor), withdrawnFor: reason })
    return { value: await presentExhibit(tx, world, now), subject: row.id, detail: { slug: row.slug } }
  })
}

const goneNow = (world: World, actor: Actor) => ({
  status: 'withdrawn' as const,
  withdrawnBy: nameOf(actor),
  withdrawnAt: world.now(),
})

const ofNumber = ({ investigationId, number, id }: ExhibitRow) =>
  and(eq(exhibits.investigationId, investigationId), eq(exhibits.number, number), ne(exhibits.id, id))

async function replaceEarlier(tx: Tx, world: World, row: ExhibitRow, actor: Actor) {
  const gone = { ...goneNow(world, actor), withdrawnFor: `Replaced by version ${row.version}.` }
  await tx
    .update(exhibits)
    .set(gone)
    .where(and(ofNumber(row), inArray(exhibits.status, ['published'])))
}

/** The address of its number where that has one, else one made of the title. */
async function slugFor(tx: Tx, row: ExhibitRow): Promise<string> {
  const [before] = await tx
    .select({ slug: exhibits.slug })
    .from(exhibits)
    .where(and(ofNumber(row), isNotNull(exhibits.slug)))
  if (before?.slug) return before.slug
  const plain = row.title
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
  const wanted =
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60)
      .replace(/-+$/, '') || 'exhibit'
  const taken = await tx
    .select({ slug: exhibits.slug })
    .from(exhibits)
    .where(or(eq(exhibits.slug, wanted), like(exhibits.slug, `${wanted}-%`)))
  const slugs = new Set(taken.map(({ slug }) => slug))
  if (!slugs.has(wanted)) return wanted
  let n = 2
  while (slugs.has(`${wanted}-${n}`)) n++
  return `${wanted}-${n}`
}
