import { and, asc, eq, gt } from 'drizzle-orm'
import { figures } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { FigureView } from '#lib/domain/figure'
import { type Page, type Paging, readCursor, writeCursor } from '#lib/domain/listing'
import { invalid } from '#lib/domain/refusal'
import { look } from '#lib/services/look'
import { presentFigures } from '#lib/services/story/present-figures'
import type { World } from '#lib/world'

/** The figures of an investigation in the order they were put down. Refuses not_found, invalid (cursor). */
export async function listFigures(
  world: World,
  actor: Actor,
  input: Paging & { investigationId: string },
): Promise<Page<FigureView>> {
  const [from] = input.cursor ? (readCursor(input.cursor) ?? []) : [0]
  if (typeof from !== 'number') throw invalid('cursor', 'That cursor is not one of ours. Leave it out to begin again.')
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
