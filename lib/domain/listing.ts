import { z } from 'zod'

/** What every list takes: how many (50, at most 200) and where to go on, as `nextCursor` said. */
export const listQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional().describe('nextCursor of the page before'),
}
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
