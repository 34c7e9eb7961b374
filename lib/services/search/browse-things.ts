import { count, desc, type SQL } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { communications, documents, findings, requests } from '#db/schema'
import type { Counts, Found } from '#db/search'
import type { SearchType } from '#lib/domain/search-hit'
import { type SearchWhere, tableOf } from '#lib/services/search/search-where'

/**
 * Part: what fields alone leave, where no word is looked for: kind after kind, newest first, with true counts.
 * `type`: only of this kind; all are counted.
 */
export async function browseThings(
  db: Tx,
  { tables }: SearchWhere,
  { type, limit, offset }: { type: SearchType | undefined; limit: number; offset: number },
): Promise<{ found: Found[]; counts: Counts }> {
  const counts: Counts = { document: 0, communication: 0, request: 0, finding: 0 }
  const found: Found[] = []
  let skip = offset
  for (const [kind, where] of tables) {
    const [row] = await db.select({ n: count() }).from(tableOf[kind]).where(where)
    counts[kind] = Number(row?.n ?? 0)
    if (type !== undefined && kind !== type) continue
    const room = limit - found.length
    if (room > 0 && skip < counts[kind])
      for (const thing of await rowsOf[kind](db, where, room, skip)) found.push({ kind, page: null, ...thing })
    skip = Math.max(0, skip - counts[kind])
  }
  return { found, counts }
}

type Row = Omit<Found, 'kind' | 'page'>
const rowsOf: Record<
  SearchType,
  (db: Tx, where: SQL | undefined, limit: number, offset: number) => PromiseLike<Row[]>
> = {
  document: async (db, where, limit, offset) => {
    const { id: ref, investigationId, name: title } = documents
    const columns = { ref, investigationId, title }
    const rows = db.select(columns).from(documents).where(where).orderBy(desc(documents.createdAt), ref)
    return (await rows.limit(limit).offset(offset)).map((row) => ({ ...row, body: null }))
  },
  communication: (db, where, limit, offset) => {
    const { id: ref, investigationId, subject: title, body } = communications
    const columns = { ref, investigationId, title, body }
    const rows = db.select(columns).from(communications).where(where).orderBy(desc(communications.occurredOn), ref)
    return rows.limit(limit).offset(offset)
  },
  request: (db, where, limit, offset) => {
    const { id: ref, investigationId, subject: title, body } = requests
    const columns = { ref, investigationId, title, body }
    const rows = db.select(columns).from(requests).where(where).orderBy(desc(requests.createdAt), ref)
    return rows.limit(limit).offset(offset)
  },
  finding: async (db, where, limit, offset) => {
    const { id: ref, investigationId, statement: title } = findings
    const columns = { ref, investigationId, title }
    const rows = db.select(columns).from(findings).where(where).orderBy(desc(findings.createdAt), ref)
    return (await rows.limit(limit).offset(offset)).map((row) => ({ ...row, body: null }))
  },
}
