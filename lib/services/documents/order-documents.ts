import { and, asc, desc, eq, gt, lt, or, sql } from 'drizzle-orm'
import { documents } from '#db/schema'
import { readPlace, writeCursor } from '#lib/domain/listing'
import { parseQuery } from '#lib/domain/parse-query'

type Shown = { createdAt: string; name: string; pages: number; id: string }

/**
 * Part: the order of the list of documents: newest first, or as `sort:name` among the words says, a minus turning it
 * round. Refuses invalid (a cursor of another order).
 */
export function orderDocuments(q: string | undefined, cursor: string | undefined) {
  const said = q ? parseQuery(q, 'documents').fields.filter(({ field, not }) => field === 'sort' && !not) : []
  const sort = said.at(-1)?.values.at(-1) ?? '-added'
  const backwards = sort.startsWith('-')
  const { id } = documents
  const beyond = backwards ? lt : gt
  const order = backwards ? desc : asc
  if (sort.endsWith('added')) {
    const from = readPlace(cursor, 'instant', 'text')
    const { createdAt } = documents
    return {
      after: from && or(beyond(createdAt, from[0]), and(eq(createdAt, from[0]), beyond(id, from[1]))),
      orderBy: [order(createdAt), order(id)],
      cursorAt: (last: Shown) => writeCursor([Date.parse(last.createdAt), last.id]),
    }
  }
  if (sort.endsWith('name')) {
    const from = readPlace(cursor, 'text', 'text')
    const place = sql`lower(${documents.name})`
    const there = sql`lower(${from?.[0] ?? ''})` // by the database, whose lower() is its own
    return {
      after: from && or(beyond(place, there), and(eq(place, there), beyond(id, from[1]))),
      orderBy: [order(place), order(id)],
      cursorAt: (last: Shown) => writeCursor([last.name, last.id]),
    }
  }
  const from = readPlace(cursor, 'count', 'text')
  const { pages } = documents
  return {
    after: from && or(beyond(pages, from[0]), and(eq(pages, from[0]), beyond(id, from[1]))),
    orderBy: [order(pages), order(id)],
    cursorAt: (last: Shown) => writeCursor([last.pages, last.id]),
  }
}
