import { and, eq, inArray, isNotNull, like, ne, or } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { exhibits, exhibitUpdates } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { ExhibitView, NoteUpdate, PublishExhibit, WithdrawExhibit } from '#lib/domain/exhibit'
import { saysTaken } from '#lib/domain/says-taken'
import { act, nameOf } from '#lib/services/act'
import { change } from '#lib/services/exhibits/approve-exhibit'
import { exhibitIn, expectFresh } from '#lib/services/exhibits/expect-fresh'
import { expectUnsaid } from '#lib/services/exhibits/expect-unsaid'
import { freezeFacts } from '#lib/services/exhibits/freeze-facts'
import { type ExhibitRow, presentExhibit } from '#lib/services/exhibits/present-exhibit'
import type { World } from '#lib/world'

/**
 * Everybody may read it from now on, at an address of its own; earlier versions of its number give way. With a later
 * `embargoUntil` it only keeps that day: nothing publishes itself. Refuses not_found, forbidden, invalid (words that a
 * mark took out), conflict (not approved, or changed since).
 */
export async function publishExhibit(
  world: World,
  actor: Actor,
  { id, ...input }: PublishExhibit & { id: string },
): Promise<ExhibitView> {
  return act(world, actor, 'exhibit.publish', { noun: 'exhibit', id }, async (tx, scope) => {
    const row = await exhibitIn(tx, scope.id, ['approved'])
    const now = await keepPublished(tx, world, row, nameOf(actor), input)
    const kept = now.status === 'approved' ? { embargoUntil: now.embargoUntil } : {}
    const detail = { slug: now.slug, sha256: row.sha256, ...kept }
    return { value: await presentExhibit(tx, world, now), subject: row.id, detail }
  })
}

/** Part: what publishing an approved exhibit writes, `by` whom it is. Refuses invalid, conflict. */
export async function keepPublished(
  tx: Tx,
  world: World,
  row: ExhibitRow,
  by: string,
  input: PublishExhibit,
): Promise<ExhibitRow> {
  await expectFresh(tx, world, row)
  const slug = await slugFor(tx, row)
  const { summary = row.summary, note: about = row.about, credit = row.credit, download = row.download } = input
  expectUnsaid(row, { title: row.title, summary, note: about, credit })
  const embargoUntil = input.embargoUntil ?? null
  const later = embargoUntil !== null && embargoUntil > world.now().toISOString().slice(0, 10)
  const facts = await freezeFacts(tx, row)
  const out = { status: 'published' as const, publishedBy: by, publishedAt: world.now(), facts }
  if (!later) await replaceEarlier(tx, world, row, by)
  return change(tx, row, { slug, summary, about, credit, download, embargoUntil, ...(later ? {} : out) })
}

/** Dated words under a published exhibit; they stay with its later versions. Refuses not_found, forbidden, invalid, conflict. */
export async function noteUpdate(
  world: World,
  actor: Actor,
  { id, text, correction = false }: NoteUpdate & { id: string },
): Promise<ExhibitView> {
  return act(world, actor, 'exhibit.update', { noun: 'exhibit', id }, async (tx, scope) => {
    const row = await exhibitIn(tx, scope.id, ['published'])
    expectUnsaid(row, { text })
    const { investigationId, number } = row
    const note = { id: world.id('update'), investigationId, number, text, correction }
    await tx.insert(exhibitUpdates).values({ ...note, createdBy: nameOf(actor), at: world.now() })
    return { value: await presentExhibit(tx, world, row), subject: row.id, detail: { update: note.id, correction } }
  })
}

/** Nobody reads it any more: its address says since when and why. Refuses not_found, forbidden, invalid, conflict. */
export async function withdrawExhibit(
  world: World,
  actor: Actor,
  { id, reason }: WithdrawExhibit & { id: string },
): Promise<ExhibitView> {
  return act(world, actor, 'exhibit.withdraw', { noun: 'exhibit', id }, async (tx, scope) => {
    const row = await exhibitIn(tx, scope.id, ['verified', 'approved', 'published'])
    expectUnsaid(row, { reason })
    const now = await change(tx, row, { ...goneNow(world, nameOf(actor)), withdrawnFor: reason })
    return { value: await presentExhibit(tx, world, now), subject: row.id, detail: { slug: row.slug } }
  })
}

const goneNow = (world: World, by: string) => ({
  status: 'withdrawn' as const,
  withdrawnBy: by,
  withdrawnAt: world.now(),
})

const ofNumber = ({ investigationId, number, id }: ExhibitRow) =>
  and(eq(exhibits.investigationId, investigationId), eq(exhibits.number, number), ne(exhibits.id, id))

async function replaceEarlier(tx: Tx, world: World, row: ExhibitRow, by: string) {
  const gone = { ...goneNow(world, by), withdrawnFor: `Replaced by version ${row.version}.` }
  await tx
    .update(exhibits)
    .set(gone)
    .where(and(ofNumber(row), inArray(exhibits.status, ['published'])))
}

/**
 * The address of its number where that has one, else one made of the title. Another investigation’s address is in the
 * way only once something was published at it: nobody learns from a number behind theirs what waits elsewhere.
 */
async function slugFor(tx: Tx, row: ExhibitRow): Promise<string> {
  const [before] = await tx
    .select({ slug: exhibits.slug })
    .from(exhibits)
    .where(and(ofNumber(row), isNotNull(exhibits.slug)))
  const kept = before?.slug && !saysTaken(row, before.slug) ? before.slug : null
  const wanted = row.slug ?? kept ?? plainly(row.title)
  const { investigationId, number, publishedAt, slug } = exhibits
  const others = or(ne(investigationId, row.investigationId), ne(number, row.number))
  const known = or(isNotNull(publishedAt), eq(investigationId, row.investigationId))
  const taken = await tx
    .select({ slug })
    .from(exhibits)
    .where(and(or(eq(slug, wanted), like(slug, `${wanted}-%`)), others, known))
  const slugs = new Set([...taken.map((one) => one.slug), 'review']) // an address of the desk
  if (!slugs.has(wanted)) return wanted
  let n = 2
  while (slugs.has(`${wanted}-${n}`)) n++
  return `${wanted}-${n}`
}

/** “Où? Là!” → `ou-la`. */
const plainly = (title: string) =>
  title
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '') || 'exhibit'
