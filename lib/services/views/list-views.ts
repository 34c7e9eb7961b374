import { and, asc, eq, inArray, or, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { memberships, users, views } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { View } from '#lib/domain/view'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/** One's own views, and those that are shared by people with whom one works on an investigation; by list and name. */
export async function listViews(world: World, actor: Actor): Promise<View[]> {
  return look(world, actor, 'view.list', 'house', (db) => viewsSeen(db, actor))
}

/** Part: the same. */
export async function viewsSeen(db: Tx, actor: Actor): Promise<View[]> {
  const rows = await selectViews(db).where(seenBy(db, actor)).orderBy(asc(views.list), asc(views.name), asc(views.id))
  return rows.map((row) => presentView(row, actor))
}

/** Part: views with the name of whose they are. */
export const selectViews = (db: Tx) =>
  db.select({ view: views, by: users.name }).from(views).innerJoin(users, eq(users.id, views.userId))

/** Part: those an actor may see. A shared one is seen by whoever is a member somewhere where its owner is one, now. */
export function seenBy(db: Tx, actor: Actor) {
  if (actor.kind !== 'user') return sql`1 = 0`
  const { investigationId, userId } = memberships
  const mine = db.select({ investigationId }).from(memberships).where(eq(userId, actor.id))
  const colleagues = db.select({ userId }).from(memberships).where(inArray(investigationId, mine))
  return or(eq(views.userId, actor.id), and(eq(views.shared, true), inArray(views.userId, colleagues)))
}

type Row = { view: typeof views.$inferSelect; by: string }

/** Part: row → view. */
export function presentView({ view, by }: Row, actor: Actor): View {
  const { id, name, list, q, shared, createdAt, version } = view
  const mine = actor.kind === 'user' && actor.id === view.userId
  return { id, name, list, q, shared, mine, by, createdAt: createdAt.toISOString(), version }
}
