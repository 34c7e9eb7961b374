import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { documents, exhibits, exhibitUpdates, investigations, markReviews, marks, users } from '#db/schema'
import type { ExhibitView } from '#lib/domain/exhibit'
import { printRanges } from '#lib/domain/page-ranges'
import type { World } from '#lib/world'

export type ExhibitRow = typeof exhibits.$inferSelect

/** Part: one exhibit as the team sees it. */
export async function presentExhibit(db: Tx, world: Pick<World, 'env'>, row: ExhibitRow): Promise<ExhibitView> {
  const [view] = await presentExhibits(db, world, [row])
  if (!view) throw new Error('a row has a view')
  return view
}

/** Part: rows → what the team sees, in the same order; a fixed number of queries however many there are. */
export async function presentExhibits(
  db: Tx,
  world: Pick<World, 'env'>,
  rows: readonly ExhibitRow[],
): Promise<ExhibitView[]> {
  if (rows.length === 0) return []
  const keys = await db
    .select({ id: investigations.id, key: investigations.key })
    .from(investigations)
    .where(inArray(investigations.id, [...new Set(rows.map((row) => row.investigationId))]))
  const sources = await db
    .select({ id: documents.id, sha256: documents.sha256, number: documents.number, name: documents.name })
    .from(documents)
    .where(inArray(documents.id, [...new Set(rows.map((row) => row.documentId))]))
  const people = await db
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(inArray(users.id, [...new Set(rows.flatMap((row) => [row.preparedBy, row.approvedBy ?? '']))]))
  const named = (id: string) => people.find((one) => one.id === id)?.name ?? id
  const reviews = await db
    .select()
    .from(markReviews)
    .where(
      inArray(
        markReviews.exhibitId,
        rows.map((row) => row.id),
      ),
    )
  const said = await updatesOf(db, rows)
  const drawn = await db
    .select({ id: marks.id, documentId: marks.documentId, page: marks.page, wholeLine: marks.wholeLine })
    .from(marks)
    .where(inArray(marks.documentId, [...new Set(rows.map((row) => row.documentId))]))
  return rows.map((row) => {
    const key = keys.find(({ id }) => id === row.investigationId)?.key ?? ''
    const source = sources.find(({ id }) => id === row.documentId)
    const counts = new Map<string, number>()
    for (const { reason } of row.marks) counts.set(reason, (counts.get(reason) ?? 0) + 1)
    const now = drawn.filter(
      ({ id, documentId, page }) =>
        documentId === row.documentId && row.sourcePages.includes(page) && !row.leftOut.includes(id),
    )
    const frozen = new Map(row.marks.map((mark) => [mark.id, mark]))
    const isFrozen = (mark: (typeof now)[number]) => {
      const then = frozen.get(mark.id)
      return then !== undefined && (then.wholeLine ?? mark.wholeLine) === mark.wholeLine
    }
    const stale = source?.sha256 !== row.sourceSha256 || now.length !== frozen.size || !now.every(isFrozen)
    return {
      id: row.id,
      number: `${key}-E${row.number}`,
      version: row.version,
      investigationId: row.investigationId,
      documentId: row.documentId,
      document: { number: `${key}-D${source?.number}`, name: source?.name ?? '' },
      title: row.title,
      label: row.label,
      status: row.status,
      pages: row.sourcePages.length,
      built: row.done,
      sourcePages: printRanges(row.sourcePages),
      sha256: row.sha256,
      bytes: row.bytes,
      reasons: [...counts].map(([reason, count]) => ({ reason, count })),
      report: row.report,
      failure: row.failure,
      rejected: row.rejection,
      reviewed: reviews
        .filter(({ exhibitId }) => exhibitId === row.id)
        .map(({ markId, approved, userId: by }) => ({ markId, approved, by })),
      stale,
      preparedBy: row.preparedBy,
      preparer: named(row.preparedBy),
      approvedBy: row.approvedBy,
      approver: row.approvedBy && named(row.approvedBy),
      summary: row.summary,
      note: row.about,
      credit: row.credit,
      download: row.download,
      slug: row.slug,
      url: row.slug && row.publishedAt ? `${world.env.appUrl}/exhibits/${row.slug}` : null,
      embargoUntil: row.embargoUntil,
      publishedAt: row.publishedAt?.toISOString() ?? null,
      withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
      withdrawnFor: row.withdrawnFor,
      updates: said
        .filter((one) => one.investigationId === row.investigationId && one.number === row.number)
        .map(({ at, text, correction }) => ({ at: at.toISOString(), text, correction })),
      createdAt: row.createdAt.toISOString(),
    }
  })
}

async function updatesOf(db: Tx, rows: readonly ExhibitRow[]) {
  const numbers = and(
    inArray(exhibitUpdates.investigationId, [...new Set(rows.map((row) => row.investigationId))]),
    inArray(exhibitUpdates.number, [...new Set(rows.map((row) => row.number))]),
  )
  return db.select().from(exhibitUpdates).where(numbers).orderBy(asc(exhibitUpdates.at))
}

/** Part: an exhibit by its id. */
export async function exhibitRow(db: Tx, id: string): Promise<ExhibitRow | undefined> {
  const [row] = await db.select().from(exhibits).where(eq(exhibits.id, id))
  return row
}
