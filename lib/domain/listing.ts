import { z } from 'zod'
import { isKeepable } from '#lib/domain/keepable'
import { invalid } from '#lib/domain/refusal'

/** What every list takes: how many (50, at most 200) and where to go on, as `nextCursor` said. */
export const listQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional().describe('nextCursor of the page before'),
}
/** What a short list takes, which is answered whole unless less is asked for. */
export const shortListQuery = { limit: listQuery.limit.unwrap().optional(), cursor: listQuery.cursor }
export type Paging = { limit: number; cursor?: string | undefined }
export type Page<T> = { data: T[]; nextCursor: string | null }

/** A list that can be asked in words: `notes` where some of them were not understood. */
export type NotedPage<T> = Page<T> & { notes?: string[] }

/** The answer of a list call. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item), nextCursor: z.string().nullable() })
/** The answer of one that can be asked in words. */
export const notedPageOf = <T extends z.ZodType>(item: T) =>
  pageOf(item).extend({ notes: z.array(z.string()).optional().describe('what of `q` was not understood, in words') })

/** The place to go on from, opaque to the caller. Sort values first, the id last, so that no two are alike. */
export const writeCursor = (place: readonly (string | number | null)[]) =>
  btoa(encodeURIComponent(JSON.stringify(place)))

type Kinds = { text: string; count: number; instant: Date }
type Place<K extends readonly (keyof Kinds)[]> = { [I in keyof K]: Kinds[K[I]] }

/** Where a list goes on: the values of a cursor, each of the kind the list wrote. null without one. Refuses invalid. */
export function readPlace<const K extends readonly (keyof Kinds)[]>(
  cursor: string | undefined,
  ...kinds: K
): Place<K> | null {
  if (cursor === undefined) return null
  const values = decoded(cursor)
  const place = kinds.map((kind, i) => readers[kind](values[i]))
  if (values.length !== kinds.length || place.includes(null))
    throw invalid('cursor', 'That cursor is not one of ours. Leave it out to begin again.')
  return place as unknown as Place<K> // each was read by the reader of its kind
}

const within = (value: unknown, most: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most
const readers: { [K in keyof Kinds]: (value: unknown) => Kinds[K] | null } = {
  text: (value) => (typeof value === 'string' && isKeepable(value) ? value : null),
  count: (value) => (within(value, 2 ** 31 - 1) ? value : null),
  instant: (value) => (within(value, Date.UTC(9999, 11, 31)) ? new Date(value) : null),
}

function decoded(cursor: string): unknown[] {
  try {
    const place: unknown = JSON.parse(decodeURIComponent(atob(cursor)))
    return Array.isArray(place) ? place : []
  } catch {
    return []
  }
}

/** The part that was asked for of a list that is at hand whole. Refuses invalid (cursor). */
export function shortList<T>(all: readonly T[], { limit = all.length, cursor }: Partial<Paging>): Page<T> {
  const [from] = readPlace(cursor, 'count') ?? [0]
  const data = all.slice(from, from + limit)
  return { data, nextCursor: from + data.length < all.length ? writeCursor([from + data.length]) : null }
}
