import type { Tx } from '#db/client'
import { findGroupedAndCount, type Group } from '#db/search'
import type { Actor } from '#lib/domain/actions'
import type { Paging } from '#lib/domain/listing'
import type { SearchHit, SearchType } from '#lib/domain/search-hit'
import { look } from '#lib/services/look'
import { browseThings } from '#lib/services/search/browse-things'
import { presentHits } from '#lib/services/search/present-hits'
import { asked, cursorAfter, notesOf, readOffset, totalOf } from '#lib/services/search/search-everything'
import { type SearchInput, type SearchWhere, searchWhere } from '#lib/services/search/search-where'
import type { World } from '#lib/world'

/** A document once, with its best pages; a message, request or finding alone. `more`: pages beyond those shown. */
export type HitGroup = { hits: SearchHit[]; more: number }
export type GroupedSearch = {
  groups: HitGroup[]
  /** Places in all, and of each type whatever type was asked for. */
  total: number
  counts: Record<SearchType, number>
  /** Documents, messages, requests and findings in all. */
  things: number
  nextCursor: string | null
  notes?: string[]
}

const perGroup = 4

/** The same as searchEverything(), each document once. Refuses as it does. */
export async function searchGrouped(
  world: World,
  actor: Actor,
  input: Paging & SearchInput & { type?: SearchType | undefined },
): Promise<GroupedSearch> {
  const offset = readOffset(input.cursor)
  return look(world, actor, 'search.read', 'house', async (db) => {
    const where = await searchWhere(db, actor, world.now(), input)
    const { groups, things, counts } = await groupsOf(db, where, { ...input, offset })
    const { notes } = notesOf(where)
    return {
      groups: await presentGroups(db, groups, where),
      ...totalOf(counts, input.type),
      things,
      nextCursor: cursorAfter(offset + input.limit, things),
      ...(notes ? { notes } : {}),
    }
  })
}

async function groupsOf(
  db: Tx,
  where: SearchWhere,
  { type, limit, offset }: { type?: SearchType | undefined; limit: number; offset: number },
) {
  const { find, query } = where
  if (query.every.length > 0) {
    const kinds = type === undefined ? find.kinds : find.kinds.filter((kind) => kind === type)
    const { groups, things, counts } = await findGroupedAndCount(db, { ...find, kinds }, { limit, offset, perGroup })
    return { groups, things, counts: asked(counts, find.kinds) }
  }
  const none = { document: 0, communication: 0, request: 0, finding: 0 }
  if (query.fields.length === 0) return { groups: [], things: 0, counts: none }
  const { found, counts } = await browseThings(db, where, { type, limit, offset })
  const groups = found.map((one): Group => ({ ...one, total: 1, pages: 0, best: [one] }))
  return { groups, things: totalOf(counts, type).total, counts }
}

async function presentGroups(db: Tx, groups: readonly Group[], { query }: SearchWhere): Promise<HitGroup[]> {
  const hits = await presentHits(
    db,
    groups.flatMap(({ best }) => best),
    query,
  )
  let at = 0
  return groups.map(({ best, pages }) => {
    const own = hits.slice(at, at + best.length)
    at += best.length
    return { hits: own, more: pages - own.filter(({ page }) => page !== null).length }
  })
}
