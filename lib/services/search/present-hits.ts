import { and, asc, eq, inArray, or } from 'drizzle-orm'
import type { Tx } from '#db/client'
import {
  agencies,
  communications,
  documentPlaces,
  documents,
  findings,
  investigations,
  pages,
  requests,
} from '#db/schema'
import type { Found } from '#db/search'
import type { Query } from '#lib/domain/query'
import { snippetOf } from '#lib/domain/query-snippet'
import type { SearchHit } from '#lib/domain/search-hit'

/**
 * Part: what the index found → hits with their snippet, request and agency. Everything is read by ids that the index
 * gave within the reader's scope. A fixed number of queries however many hits there are.
 */
export async function presentHits(db: Tx, found: readonly Found[], query: Query): Promise<SearchHit[]> {
  if (found.length === 0) return []
  const refs = (kind: Found['kind']) => [...new Set(found.filter((f) => f.kind === kind).map((f) => f.ref))]
  const keys = new Map(
    (
      await db
        .select({ id: investigations.id, key: investigations.key })
        .from(investigations)
        .where(inArray(investigations.id, [...new Set(found.map((f) => f.investigationId))]))
    ).map((i) => [i.id, i.key]),
  )
  const texts = await pageTexts(db, found)
  const papers = await rows(refs('document'), (ids) =>
    db
      .select({ id: documents.id, number: documents.number, name: documents.name })
      .from(documents)
      .where(inArray(documents.id, ids)),
  )
  const letters = await rows(refs('communication'), (ids) =>
    db
      .select({ id: communications.id, requestId: communications.requestId })
      .from(communications)
      .where(inArray(communications.id, ids)),
  )
  const claims = await rows(refs('finding'), (ids) =>
    db
      .select({ id: findings.id, number: findings.number, agency: agencies.name })
      .from(findings)
      .leftJoin(agencies, eq(agencies.id, findings.agencyId))
      .where(inArray(findings.id, ids)),
  )
  const placed = await requestsOfDocuments(db, refs('document'))
  const asked = await rows(
    [...refs('request'), ...[...letters.values()].map((l) => l.requestId), ...placed.values()],
    (ids) =>
      db
        .select({ id: requests.id, number: requests.number, agency: agencies.name })
        .from(requests)
        .innerJoin(agencies, eq(agencies.id, requests.agencyId))
        .where(inArray(requests.id, ids)),
  )
  return found.map((hit) => {
    const key = keys.get(hit.investigationId) ?? ''
    const { kind, ref, page, investigationId } = hit
    const requestId =
      kind === 'request'
        ? ref
        : kind === 'document'
          ? placed.get(ref)
          : kind === 'communication'
            ? letters.get(ref)?.requestId
            : undefined
    const request = requestId ? asked.get(requestId) : undefined
    const number =
      kind === 'document'
        ? `${key}-D${papers.get(ref)?.number}`
        : kind === 'finding'
          ? `${key}-F${claims.get(ref)?.number}`
          : kind === 'request'
            ? `${key}-${request?.number}`
            : null
    const title = (kind === 'document' && papers.get(ref)?.name) || hit.title
    const text = texts.get(`${ref} ${page}`) ?? hit.body ?? ''
    const lit = snippetOf(text, query)
    return {
      type: kind,
      id: ref,
      number,
      title,
      titleParts: snippetOf(title, query, 60),
      investigationId,
      documentId: kind === 'document' ? ref : null,
      page,
      requestId: requestId ?? null,
      request: request ? `${key}-${request.number}` : null,
      agency: (kind === 'finding' ? claims.get(ref)?.agency : request?.agency) ?? null,
      snippet: lit.some((part) => part.hit) ? lit : snippetOf(hit.title || (papers.get(ref)?.name ?? ''), query),
    }
  })
}

async function rows<T extends { id: string }>(ids: readonly string[], read: (ids: string[]) => PromiseLike<T[]>) {
  const list = ids.length > 0 ? await read([...new Set(ids)]) : []
  return new Map(list.map((row) => [row.id, row]))
}

/** `documentId page` → the text of that page, in the layer in use. */
async function pageTexts(db: Tx, found: readonly Found[]): Promise<Map<string, string>> {
  const wanted = found.filter((f) => f.kind === 'document' && f.page !== null)
  if (wanted.length === 0) return new Map()
  const ofDocument = new Map<string, number[]>()
  for (const { ref, page } of wanted) ofDocument.set(ref, [...(ofDocument.get(ref) ?? []), page ?? 0])
  const these = [...ofDocument].map(([id, numbers]) =>
    and(eq(pages.documentId, id), eq(pages.inUse, true), inArray(pages.page, numbers)),
  )
  const list = await db
    .select({ id: pages.documentId, page: pages.page, text: pages.text })
    .from(pages)
    .where(or(...these))
  return new Map(list.map(({ id, page, text }) => [`${id} ${page}`, text]))
}

/** Under which request each document lies; that of the communication where one is named, for that may have moved. */
async function requestsOfDocuments(db: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const places = await db
    .select({ id: documentPlaces.documentId, own: documentPlaces.requestId, moved: communications.requestId })
    .from(documentPlaces)
    .leftJoin(communications, eq(communications.id, documentPlaces.communicationId))
    .where(inArray(documentPlaces.documentId, [...ids]))
    .orderBy(asc(documentPlaces.id))
  const under = new Map<string, string>()
  for (const { id, own, moved } of places) {
    const request = moved ?? own
    if (request && !under.has(id)) under.set(id, request)
  }
  return under
}
