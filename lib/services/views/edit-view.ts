import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { views } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { notFound, Refusal } from '#lib/domain/refusal'
import type { EditView, View } from '#lib/domain/view'
import { act } from '#lib/services/act'
import { expectVersion } from '#lib/services/expect-version'
import { presentView, seenBy, selectViews } from '#lib/services/views/list-views'
import type { World } from '#lib/world'

/** Renames one's view, changes its words, shares it or no longer. Refuses not_found, forbidden (a colleague's), conflict (412). */
export async function editView(
  world: World,
  actor: Actor,
  input: EditView & { id: string; version?: number | undefined },
): Promise<View> {
  const { id, version, ...changes } = input
  return act(world, actor, 'view.edit', 'house', async (tx) => {
    const { view: before, by } = await ownView(tx, actor, id)
    expectVersion(before, version)
    const next = {
      name: changes.name ?? before.name,
      q: changes.q ?? before.q,
      shared: changes.shared ?? before.shared,
      version: sql`${views.version} + 1`,
    }
    const [view] = await tx.update(views).set(next).where(eq(views.id, id)).returning()
    if (!view) throw notFound('view')
    const detail = { changed: Object.keys(changes), shared: view.shared }
    return { value: presentView({ view, by }, actor), subject: id, detail }
  })
}

/** Part: a view of the actor's own. Refuses not_found, forbidden (seen, but a colleague's). */
export async function ownView(tx: Tx, actor: Actor, id: string) {
  const [row] = await selectViews(tx).where(and(eq(views.id, id), seenBy(tx, actor)))
  if (!row) throw notFound('view')
  if (actor.kind !== 'user' || row.view.userId !== actor.id)
    throw new Refusal('forbidden', `This view is ${row.by}’s. Save the same words as a view of your own.`)
  return row
}
