import type { Tx } from '#db/client'
import { type Counts, findAndCount } from '#db/search'
import type { Actor } from '#lib/domain/actions'
import { type Paging, readPlace, writeCursor } from '#lib/domain/listing'
import { invalid } from '#lib/domain/refusal'
import { type SearchAnswer, type SearchType, searchTypes } from '#lib/domain/search-hit'
import { look } from '#lib/services/look'
import { browseThings } from '#lib/services/search/browse-things'
import { presentHits } from '#lib/services/search/present-hits'
import { type SearchInput, type SearchWhere, searchWhere } from '#lib/services/search/search-where'
import type { World } from '#lib/world'

type Input = Paging & SearchInput & { type?: SearchType | undefined }

/** Nobody reads further; a narrower question finds better. */
const furthest = 5000

/**
 * Documents, communications, requests and findings in which the words stand, best first, as far as the fields leave
 * them; fields alone list what they leave, newest first. What the reader may not see is no part of the question, so it
 * adds to no count. Any text has an answer; an empty one finds nothing.
 * Refuses not_found (an investigation or document that is not theirs), invalid (cursor), unavailable (too slow).
 */
export async function searchEverything(world: World, actor: Actor, input: Input): Promise<SearchAnswer> {
  const offset = readOffset(input.cursor)
  return look(world, actor, 'search.read', 'house', async (db) => {
    const where = await searchWhere(db, actor, world.now(), input)
    const { found, counts } = await hitsOf(db, where, { ...input, offset })
    return {
      data: await presentHits(db, found, where.query),
      ...totalOf(counts, input.type),
      nextCursor: cursorAfter(offset + input.limit, totalOf(counts, input.type).total),
      ...notesOf(where),
    }
  })
}

async function hitsOf(
  db: Tx,
  where: SearchWhere,
  { type, limit, offset }: { type?: SearchType | undefined; limit: number; offset: number },
) {
  const { find, query } = where
  if (query.every.length === 0)
    return query.fields.length > 0 ? browseThings(db, where, { type, limit, offset }) : { found: [], counts: none }
  const kinds = type === undefined ? find.kinds : find.kinds.filter((kind) => kind === type)
  const { found, counts } = await findAndCount(db, { ...find, kinds }, { limit, offset })
  return { found, counts: asked(counts, find.kinds) }
}

const none: Counts = { document: 0, communication: 0, request: 0, finding: 0 }

/** Part: kinds that the words exclude are not counted. */
export const asked = (counts: Counts, kinds: readonly SearchType[]): Counts => ({
  ...none,
  ...Object.fromEntries(kinds.map((kind) => [kind, counts[kind]])),
})

export const totalOf = (counts: Counts, type: SearchType | undefined) => ({
  total: type ? counts[type] : searchTypes.reduce((sum, kind) => sum + counts[kind], 0),
  counts,
})

export function readOffset(cursor: string | undefined): number {
  const [offset] = readPlace(cursor, 'count') ?? [0]
  if (offset > furthest) throw invalid('cursor', 'Nobody reads this far. Ask for something narrower.')
  return offset
}

export const cursorAfter = (next: number, total: number) =>
  next < total && next <= furthest ? writeCursor([next]) : null

/** What is said beside the hits; `note` is all of it in one. */
export function notesOf({ query: { notes, every, none: left, fields } }: SearchWhere) {
  const alone = every.length === 0 && left.length > 0
  const said = alone ? [...notes, leftOut(fields.length > 0)] : notes
  return said.length > 0 ? { note: said.join(' '), notes: said } : {}
}
const leftOut = (fields: boolean) =>
  fields
    ? 'A minus takes words out of what other words find; here it was left out.'
    : 'A minus takes words out of what other words find: add a word to look for.'
