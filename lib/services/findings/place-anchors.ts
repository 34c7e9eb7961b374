import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { homeOf } from '#db/home'
import { anchors, communications, documentPlaces, documents, pages, requests } from '#db/schema'
import { findQuote, type Passage, underBoxes } from '#lib/domain/anchor'
import type { NewAnchor } from '#lib/domain/finding'
import { invalid } from '#lib/domain/refusal'
import type { Scope } from '#lib/services/prove'
import type { World } from '#lib/world'

type Row = typeof anchors.$inferInsert

/**
 * Part: finds each passage on its page, in the text layer in use now, and keeps it with the hash of its file, in place
 * of the passages the finding had. Refuses invalid where a document is not of this investigation, a page not of the
 * document, or a quote not on the page.
 */
export async function placeAnchors(tx: Tx, scope: Scope, world: World, findingId: string, given: readonly NewAnchor[]) {
  const rows: Row[] = []
  for (const [position, anchor] of given.entries()) {
    const found = await locate(tx, scope, anchor, `anchors.${position}`)
    const { investigationId } = scope
    rows.push({ id: world.id('anchor'), findingId, investigationId, position, role: anchor.role, ...found })
  }
  await tx.delete(anchors).where(eq(anchors.findingId, findingId))
  await tx.insert(anchors).values(rows)
  return rows
}

async function locate(tx: Tx, scope: Scope, anchor: NewAnchor, field: string) {
  const home = await homeOf(tx, 'document', anchor.documentId)
  if (home?.investigationId !== scope.investigationId)
    throw invalid(`${field}.documentId`, 'There is no such document in this investigation.')
  const [document] = await tx.select().from(documents).where(eq(documents.id, home.id))
  if (!document) throw invalid(`${field}.documentId`, 'There is no such document in this investigation.')
  const here = and(eq(pages.documentId, home.id), eq(pages.inUse, true), eq(pages.page, anchor.page))
  const [page] = await tx.select({ words: pages.words, layer: pages.layer }).from(pages).where(here)
  if (!page && anchor.page > document.pages)
    throw invalid(`${field}.page`, `${document.name} has no page ${anchor.page}.`)
  const { exact, prefix, suffix, boxes } = passageOf(anchor, page?.words ?? [], field)
  const { id: documentId, sha256 } = document
  const layer = page?.layer ?? document.layer
  return { documentId, page: anchor.page, layer, sha256, exact, prefix, suffix, boxes }
}

function passageOf({ quote, boxes, page }: NewAnchor, words: Parameters<typeof findQuote>[0], field: string) {
  const passage: Pick<Passage, 'exact' | 'prefix' | 'suffix' | 'boxes'> | null =
    quote === undefined ? underBoxes(words, boxes ?? []) : findQuote(words, quote, boxes)
  if (passage) return passage
  // a picture without text: the place on the page is all there is
  if (quote === undefined && boxes) return { exact: '', prefix: '', suffix: '', boxes }
  throw invalid(`${field}.quote`, `These words do not stand on page ${page}. Copy them as they stand there.`)
}

/** Part: the agency that a document came from, by the request it lies under; null where it lies under none. */
export async function agencyOf(tx: Tx, documentId: string): Promise<string | null> {
  const under = async (id: string) => {
    const [place] = await tx
      .select({ agencyId: requests.agencyId })
      .from(documentPlaces)
      .leftJoin(communications, eq(communications.id, documentPlaces.communicationId))
      .innerJoin(
        requests,
        and(
          eq(requests.investigationId, documentPlaces.investigationId),
          eq(requests.id, sql`coalesce(${communications.requestId}, ${documentPlaces.requestId})`),
        ),
      )
      .where(eq(documentPlaces.documentId, id))
      .orderBy(requests.number)
      .limit(1)
    return place?.agencyId ?? null
  }
  const own = await under(documentId)
  if (own) return own
  const [carried] = await tx
    .select({ parentId: documentPlaces.parentId })
    .from(documentPlaces)
    .where(and(eq(documentPlaces.documentId, documentId), isNotNull(documentPlaces.parentId)))
  return carried?.parentId ? under(carried.parentId) : null
}
