import { and, asc, eq, inArray, ne } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { agencies, anchors, documents, type findings, findingTypes, investigations, pages, users } from '#db/schema'
import { standsThere } from '#lib/domain/anchor'
import type { FindingView } from '#lib/domain/finding'

type Row = typeof findings.$inferSelect

/** Part: rows → what people see, in the same order; a fixed number of queries however many there are. */
export async function presentFindings(db: Tx, rows: readonly Row[]): Promise<FindingView[]> {
  if (rows.length === 0) return []
  const ids = (pick: (row: Row) => string | null) => [...new Set(rows.flatMap((row) => pick(row) ?? []))]
  const placed = await db
    .select({
      anchor: anchors,
      number: documents.number,
      name: documents.name,
      width: pages.width,
      height: pages.height,
    })
    .from(anchors)
    .innerJoin(documents, eq(documents.id, anchors.documentId))
    .leftJoin(
      pages,
      and(eq(pages.documentId, anchors.documentId), eq(pages.layer, anchors.layer), eq(pages.page, anchors.page)),
    )
    .where(
      inArray(
        anchors.findingId,
        ids((row) => row.id),
      ),
    )
    .orderBy(asc(anchors.findingId), asc(anchors.position))
  const changed = await changedSince(
    db,
    placed.map(({ anchor }) => anchor),
  )
  const types = byId(
    await db
      .select()
      .from(findingTypes)
      .where(
        inArray(
          findingTypes.id,
          ids((row) => row.typeId),
        ),
      ),
  )
  const keys = byId(
    await db
      .select({ id: investigations.id, key: investigations.key })
      .from(investigations)
      .where(
        inArray(
          investigations.id,
          ids((row) => row.investigationId),
        ),
      ),
  )
  const places = byId(
    await db
      .select()
      .from(agencies)
      .where(
        inArray(
          agencies.id,
          ids((row) => row.agencyId),
        ),
      ),
  )
  const people = byId(
    await db
      .select({ id: users.id, name: users.name })
      .from(users)
      .where(inArray(users.id, [...ids((row) => row.createdBy), ...ids((row) => row.decidedBy)])),
  )
  const passages = Map.groupBy(placed, ({ anchor }) => anchor.findingId)
  return rows.map((row) => {
    const key = keys.get(row.investigationId)?.key ?? ''
    const agency = row.agencyId ? places.get(row.agencyId) : undefined
    return {
      id: row.id,
      number: `${key}-F${row.number}`,
      investigationId: row.investigationId,
      typeId: row.typeId,
      type: types.get(row.typeId)?.name ?? '',
      agencyId: row.agencyId,
      agency: agency?.name ?? null,
      jurisdiction: agency?.jurisdiction ?? null,
      statement: row.statement,
      status: row.status,
      values: row.values,
      anchors: (passages.get(row.id) ?? []).map(({ anchor, number, name, width, height }) => {
        const { findingId: _, investigationId: __, position: ___, ...seen } = anchor
        return {
          ...seen,
          document: `${key}-D${number}`,
          documentName: name,
          size: width && height ? { width, height } : null,
          changed: changed.has(anchor.id),
        }
      }),
      createdBy: row.createdBy,
      author: people.get(row.createdBy)?.name ?? '',
      createdAt: row.createdAt.toISOString(),
      decidedBy: row.decidedBy,
      decider: row.decidedBy ? (people.get(row.decidedBy)?.name ?? '') : null,
      decidedAt: row.decidedAt?.toISOString() ?? null,
      version: row.version,
    }
  })
}

type Anchor = typeof anchors.$inferSelect

/** The anchors whose words no longer stand where they stood; only pages read anew since are looked at. */
async function changedSince(db: Tx, all: readonly Anchor[]): Promise<Set<string>> {
  const shown = await db
    .select({ id: anchors.id, words: pages.words })
    .from(anchors)
    .innerJoin(
      pages,
      and(
        eq(pages.documentId, anchors.documentId),
        eq(pages.page, anchors.page),
        eq(pages.inUse, true),
        ne(pages.layer, anchors.layer),
      ),
    )
    .where(
      inArray(
        anchors.id,
        all.map(({ id }) => id),
      ),
    )
  const words = new Map(shown.map((row) => [row.id, row.words]))
  return new Set(
    all.flatMap((anchor) =>
      standsThere(words.get(anchor.id) ?? [], anchor) || !words.has(anchor.id) ? [] : anchor.id,
    ),
  )
}

const byId = <T extends { id: string }>(list: readonly T[]) => new Map(list.map((item) => [item.id, item]))

/** Part: one row → what people see. */
export async function presentFinding(db: Tx, row: Row): Promise<FindingView> {
  const [view] = await presentFindings(db, [row])
  if (!view) throw new Error('one row gives one view')
  return view
}
