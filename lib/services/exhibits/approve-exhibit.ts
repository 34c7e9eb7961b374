import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { exhibits, markReviews } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { ExhibitView } from '#lib/domain/exhibit'
import { invalid, notFound, Refusal } from '#lib/domain/refusal'
import { act, nameOf } from '#lib/services/act'
import { exhibitIn, expectFresh } from '#lib/services/exhibits/expect-fresh'
import { type ExhibitRow, presentExhibit } from '#lib/services/exhibits/present-exhibit'
import type { World } from '#lib/world'

/** What a second person says of marks, one by one. Refuses not_found, forbidden (who made it), invalid, conflict. */
export async function reviewMarks(
  world: World,
  actor: Actor,
  input: { id: string; markIds: readonly string[]; approved: boolean },
): Promise<ExhibitView> {
  return act(world, actor, 'exhibit.review', { noun: 'exhibit', id: input.id }, async (tx, scope) => {
    const row = await exhibitIn(tx, scope.id, ['verified'])
    expectSecond(row, actor)
    await keepReviews(tx, world, row, actor, input)
    const detail = { marks: input.markIds.length, approved: input.approved }
    return { value: await presentExhibit(tx, world, row), subject: row.id, detail }
  })
}

/**
 * A second person approves the whole, and with it every mark. Refuses not_found, forbidden (who prepared it or drew one
 * of its marks), conflict (not verified, or changed since).
 */
export async function approveExhibit(world: World, actor: Actor, input: { id: string }): Promise<ExhibitView> {
  return act(world, actor, 'exhibit.approve', { noun: 'exhibit', id: input.id }, async (tx, scope) => {
    const row = await exhibitIn(tx, scope.id, ['verified'])
    expectSecond(row, actor)
    await expectFresh(tx, world, row)
    await keepReviews(tx, world, row, actor, { markIds: row.marks.map(({ id }) => id), approved: true })
    const by = { approvedBy: nameOf(actor), approvedAt: world.now(), status: 'approved' as const }
    const now = await change(tx, row, by)
    return { value: await presentExhibit(tx, world, now), subject: row.id, detail: { sha256: row.sha256 } }
  })
}

/** A second person refuses: it is failed, and says which marks are meant. Refuses as approveExhibit() does. */
export async function rejectExhibit(
  world: World,
  actor: Actor,
  input: { id: string; reason: string; markIds?: readonly string[] | undefined },
): Promise<ExhibitView> {
  return act(world, actor, 'exhibit.reject', { noun: 'exhibit', id: input.id }, async (tx, scope) => {
    const row = await exhibitIn(tx, scope.id, ['verified'])
    expectSecond(row, actor)
    const markIds = [...(input.markIds ?? [])]
    await keepReviews(tx, world, row, actor, { markIds, approved: false })
    const rejection = { reason: input.reason, by: nameOf(actor), markIds }
    const now = await change(tx, row, { status: 'failed', rejection, failure: `Refused: ${input.reason}` })
    return { value: await presentExhibit(tx, world, now), subject: row.id, detail: { marks: markIds.length } }
  })
}

/** Nobody approves what they made. */
function expectSecond(row: ExhibitRow, actor: Actor) {
  const me = nameOf(actor)
  if (row.preparedBy === me || row.marks.some(({ authorId }) => authorId === me))
    throw new Refusal('forbidden', 'You prepared this exhibit or drew one of its marks. Somebody else must look at it.')
}

async function keepReviews(
  tx: Tx,
  world: World,
  row: ExhibitRow,
  actor: Actor,
  { markIds, approved }: { markIds: readonly string[]; approved: boolean },
) {
  if (markIds.some((id) => !row.marks.some((mark) => mark.id === id)))
    throw invalid('markIds', 'One of these is no mark of this exhibit.')
  const said = { approved, userId: nameOf(actor), at: world.now() }
  for (const markId of markIds)
    await tx
      .insert(markReviews)
      .values({ exhibitId: row.id, markId, ...said })
      .onConflictDoUpdate({ target: [markReviews.exhibitId, markReviews.markId], set: said })
}

/** Part: new values of a row. */
export async function change(tx: Tx, row: ExhibitRow, values: Partial<ExhibitRow>): Promise<ExhibitRow> {
  const [now] = await tx.update(exhibits).set(values).where(eq(exhibits.id, row.id)).returning()
  if (!now) throw notFound('exhibit')
  return now
}
