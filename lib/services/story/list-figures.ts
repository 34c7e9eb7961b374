import { and, asc, count, eq, gt } from 'drizzle-orm'
import { figures } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { FigureView } from '#lib/domain/figure'
import { type Page, type Paging, readPlace, writeCursor } from '#lib/domain/listing'
import { look } from '#lib/services/look'
import { presentFigures } from '#lib/services/story/present-figures'
import type { World } from '#lib/world'

/** The figures of an investigation in the order they were put down. Refuses not_found, invalid (cursor). */
export async function listFigures(
  world: World,
  actor: Actor,
  input: Paging & { investigationId: string },
): Promise<Page<FigureView>> {
  const [from] = readPlace(input.cursor, 'count') ?? [0]
  const on = { noun: 'investigation' as const, id: input.investigationId }
  return look(world, actor, 'figure.list', on, async (db, scope) => {
    const rows = await db
      .select()
      .from(figures)
      .where(and(eq(figures.investigationId, scope.investigationId), gt(figures.position, from)))
      .orderBy(asc(figures.position))
      .limit(input.limit + 1)
    const shown = rows.slice(0, input.limit)
    const last = shown.at(-1)
    const more = rows.length > input.limit && last
    return { data: await presentFigures(db, shown), nextCursor: more ? writeCursor([last.position]) : null }
  })
}

/** How many there are. Refuses not_found. */
export async function countFigures(world: World, actor: Actor, input: { investigationId: string }): Promise<number> {
  const on = { noun: 'investigation' as const, id: input.investigationId }
  return look(world, actor, 'figure.list', on, async (db, scope) => {
    const [row] = await db
      .select({ n: count() })
      .from(figures)
      .where(eq(figures.investigationId, scope.investigationId))
    return Number(row?.n ?? 0)
  })
}
