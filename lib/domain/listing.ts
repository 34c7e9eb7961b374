import { z } from 'zod'

/** What every list takes: how many (50, at most 200) and where to go on, as `nextCursor` said. */
export const listQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional().describe('nextCursor of the page before'),
}
/** What a short list takes, which is answered whole unless less is asked for. */
export const shortListQuery = { limit: listQuery.limit.unwrap().optional(), cursor: listQuery.cursor }
export type Paging = { limit: number; cursor?: string | undefined }
export type Page<T> = { data: T[]; nextCursor: string | null }

/** The answer of a list call. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item), nextCursor: z.string().nullable() })

/** The place to go on from, opaque to the caller. Sort values first, the id last, so that no two are alike. */
export const writeCursor = (place: readonly (string | number | null)[]) =>
  btoa(encodeURIComponent(JSON.stringify(place)))

/** @returns null where the text is no cursor of ours: the door says so. */
export function readCursor(text: string): (string | number | null)[] | null {
  try {
    const place: unknown = JSON.parse(decodeURIComponent(atob(text)))
    return Array.isArray(place) && place.every((v) => v === null || ['string', 'number'].includes(typeof v))
      ? place
      : null
  } catch {
    return null
  }
}

/** A part of a list that is at hand whole. @returns null where the cursor is not one of ours. */
export function slice<T>(all: readonly T[], { limit = all.length, cursor }: Partial<Paging>): Page<T> | null {
  const from = cursor === undefined ? 0 : readCursor(cursor)?.[0]
  if (typeof from !== 'number' || !Number.isSafeInteger(from) || from < 0) return null
  const data = all.slice(from, from + limit)
  return { data, nextCursor: from + data.length < all.length ? writeCursor([from + data.length]) : null }
}
