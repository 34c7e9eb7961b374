import type { Tx } from '#db/client'
import { homeOf } from '#db/home'
import { count, find } from '#db/search'
import type { FindIn } from '#db/search-ask'
import type { Actor } from '#lib/domain/actions'
import { type Paging, readPlace, writeCursor } from '#lib/domain/listing'
import { parseQuery } from '#lib/domain/query'
import { invalid, notFound } from '#lib/domain/refusal'
import { type SearchAnswer, type SearchType, searchTypes } from '#lib/domain/search-hit'
import { look } from '#lib/services/look'
import { presentHits } from '#lib/services/search/present-hits'
import { searchScope } from '#lib/services/search/search-scope'
import type { World } from '#lib/world'

type Input = Paging & {
  q: string
  investigationId?: string | undefined
  documentId?: string | undefined
  type?: SearchType | undefined
}

/** Nobody reads further; a narrower question finds better. */
const furthest = 5000

/**
 * Documents, communications, requests and findings in which the words stand, best first. What the reader may not see
 * is no part of the question, so it adds to no count. Any text has an answer; one without words finds nothing.
 * Refuses not_found (an investigation or document that is not theirs), invalid (cursor).
 */
export async function searchEverything(world: World, actor: Actor, input: Input): Promise<SearchAnswer> {
  const [offset] = readPlace(input.cursor, 'count') ?? [0]
  if (offset > furthest) throw invalid('cursor', 'Nobody reads this far. Ask for something narrower.')
  return look(world, actor, 'search.read', 'house', async (db) => {
    const query = parseQuery(input.q)
    const where = { query, ...(await narrowed(db, await searchScope(db, actor), input)) }
    const total = input.type ? counts[input.type] : searchTypes.reduce((sum, kind) => sum + counts[kind], 0)
    const next = offset + input.limit
    const nextCursor = next < total && next <= furthest ? writeCursor([next]) : null
    const note = query.notes.length > 0 ? { note: query.notes.join(' '), notes: query.notes } : {}
    return { data: await presentHits(db, found, query), total, counts, nextCursor, ...note }
  })
}

/** The reader's scope, narrowed to one investigation or one thing; never widened by an id. */
async function narrowed(
  db: Tx,
  scope: readonly string[] | 'all',
  { investigationId, documentId }: Input,
): Promise<Pick<FindIn, 'investigations' | 'ref'>> {
  const mine = (id: string | undefined) => id !== undefined && (scope === 'all' || scope.includes(id))
  const document = documentId === undefined ? undefined : await homeOf(db, 'document', documentId)
  if (documentId !== undefined && !mine(document?.investigationId)) throw notFound('document')
  const ref = document ? { ref: document.id } : {}
  if (investigationId === undefined) return { investigations: document ? [document.investigationId] : scope, ...ref }
  const home = await homeOf(db, 'investigation', investigationId)
  if (!home || !mine(home.id)) throw notFound('investigation')
  if (document && document.investigationId !== home.id) return { investigations: [] }
  return { investigations: [home.id], ...ref }
}
