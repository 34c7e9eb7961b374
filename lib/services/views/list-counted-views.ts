import { and, count, isNull } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { agencies, documents, findings } from '#db/schema'
import { visible } from '#db/visible'
import type { Actor } from '#lib/domain/actions'
import { readFilter } from '#lib/domain/board'
import type { View } from '#lib/domain/view'
import { nameOf } from '#lib/services/act'
import { filterAgencies } from '#lib/services/agencies/list-agencies'
import { filterDocuments } from '#lib/services/documents/filter-documents'
import { countByStatus } from '#lib/services/findings/find-findings'
import { look } from '#lib/services/look'
import { remember } from '#lib/services/remember'
import { countRequests } from '#lib/services/requests/find-requests'
import { searchScope } from '#lib/services/search/search-scope'
import { viewsSeen } from '#lib/services/views/list-views'
import type { World } from '#lib/world'

/** `count`: how many it finds of what the reader may see. */
export type CountedView = View & { count?: number | undefined }

const mostCounted = 20

/**
 * The views that the reader sees, the first of them with how many they find, kept until something changes. A view of
 * the whole search is not counted: it is counted when it is opened. `list`: only of this list.
 */
export async function listCountedViews(world: World, actor: Actor, list?: View['list']): Promise<CountedView[]> {
  return look(world, actor, 'view.list', 'house', async (db) => {
    const views = (await viewsSeen(db, actor)).filter((view) => list === undefined || view.list === list)
    const hour = world.now().toISOString().slice(0, 13) // what is late changes with the day
    const counted: CountedView[] = []
    for (const view of views) {
      const { list, q } = view
      if (list === 'search' || counted.length >= mostCounted) {
        counted.push(view)
        continue
      }
      const key = JSON.stringify([nameOf(actor), hour, list, q])
      const read = () => countOf[list](db, actor, q, world.now())
      counted.push({ ...view, count: await remember(world, `view counted ${key}`, read) })
    }
    return counted
  })
}

type Count = (db: Tx, actor: Actor, q: string, now: Date) => Promise<number>
const countOf: Record<Exclude<View['list'], 'search'>, Count> = {
  requests: async (db, actor, q, now) =>
    (await countRequests(db, actor, { investigationId: null, questions: { all: { q } } }, now)).all,
  documents: async (db, actor, q, now) => {
    const mine = visible(db, actor, documents.investigationId, 'document.list')
    const asked = await filterDocuments(db, q, { actor, now }, await searchScope(db, actor))
    const where = and(mine, isNull(documents.deletedAt), asked)
    const [row] = await db.select({ n: count() }).from(documents).where(where)
    return Number(row?.n ?? 0)
  },
  findings: async (db, actor, q, now) => {
    const mine = visible(db, actor, findings.investigationId, 'finding.list')
    const filter = { ...readFilter(q), asker: { id: nameOf(actor), now } }
    const counts = await countByStatus(db, mine, await searchScope(db, actor), filter)
    return Object.values(counts).reduce((sum, n) => sum + n, 0)
  },
  agencies: async (db, actor, q) => {
    const [row] = await db
      .select({ n: count() })
      .from(agencies)
      .where(filterAgencies(db, actor, q))
    return Number(row?.n ?? 0)
  },
}
