import type { Actor } from '#lib/domain/actions'
import type { View } from '#lib/domain/view'
import { countViews } from '#lib/services/views/count-views'
import { listViews } from '#lib/services/views/list-views'
import type { World } from '#lib/world'

export type CountedView = View & { count?: number | undefined }

const mostCounted = 20

/** The views that the reader sees, the first of them with how many they find. `list`: only of this list. */
export async function readViews(world: World, actor: Actor, list?: View['list']): Promise<CountedView[]> {
  const views = (await listViews(world, actor)).filter((view) => list === undefined || view.list === list)
  const counts = await countViews(world, actor, views.slice(0, mostCounted))
  return views.map((view) => ({ ...view, count: counts[view.id] }))
}

/** Where a view is seen. */
export const addressOfView = ({ list, q }: Pick<View, 'list' | 'q'>) => `/${list}?${new URLSearchParams({ q })}`
