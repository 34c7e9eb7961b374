import { inArray } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { users } from '#db/schema'
import type { MarkView } from '#lib/domain/mark'
import { findElsewhere, type MarkRow } from '#lib/services/exhibits/find-elsewhere'
import type { Scope } from '#lib/services/prove'

/** Part: rows of one document → what the team is shown, each with where its words still stand. */
export async function presentMarks(
  db: Tx,
  scope: Pick<Scope, 'id' | 'investigationId'>,
  rows: readonly MarkRow[],
  { dryRun = false } = {},
): Promise<MarkView[]> {
  const ids = [...new Set(rows.map(({ createdBy }) => createdBy))]
  const people = ids.length > 0 ? await db.select().from(users).where(inArray(users.id, ids)) : []
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const elsewhere = dryRun ? new Map() : await findElsewhere(db, scope, rows)
  return rows.map((row) => ({
    id: dryRun ? null : row.id,
    documentId: row.documentId,
    page: row.page,
    given: row.given,
    boxes: row.boxes,
    wholeLine: row.wholeLine,
    reason: row.reason,
    exemption: row.exemption,
    note: row.note,
    words: row.words,
    context: `${row.before} […] ${row.after}`.replace('[…]', `[${row.words}]`).trim(),
    marked: row.id === '',
    elsewhere: elsewhere.get(row.words) ?? [],
    staysElsewhere: row.staysElsewhere,
    createdBy: row.createdBy,
    author: names.get(row.createdBy) ?? '',
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  }))
}
