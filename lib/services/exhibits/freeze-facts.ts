import { and, asc, eq, isNotNull } from 'drizzle-orm'
import type { Tx } from '#db/client'
import {
  agencies,
  communications,
  documentPlaces,
  documents,
  exhibitUpdates,
  investigations,
  requests,
} from '#db/schema'
import type { ExhibitFacts } from '#lib/domain/exhibit-facts'
import { lawOf } from '#lib/domain/law'
import { notFound } from '#lib/domain/refusal'
import { saysTaken } from '#lib/domain/says-taken'
import type { ExhibitRow } from '#lib/services/exhibits/present-exhibit'

/** Part: what everybody may know of where an exhibit comes from. A fact that says what a mark took out is left out. */
export async function freezeFacts(tx: Tx, row: ExhibitRow): Promise<ExhibitFacts> {
  const { key, demo } = investigations
  const [home] = await tx.select({ key, demo }).from(investigations).where(eq(investigations.id, row.investigationId))
  const [source] = await tx.select({ pages: documents.pages }).from(documents).where(eq(documents.id, row.documentId))
  if (!home || !source) throw notFound('exhibit')
  const { requestId, receivedOn } = await cameWith(tx, row.documentId)
  const [asked] = requestId
    ? await tx
        .select({
          filedOn: requests.filedOn,
          agency: agencies.name,
          place: agencies.place,
          code: agencies.jurisdiction,
        })
        .from(requests)
        .innerJoin(agencies, eq(agencies.id, requests.agencyId))
        .where(eq(requests.id, requestId))
    : []
  const law = asked ? lawOf(asked.code) : null
  const counts = new Map<string, number>()
  for (const { reason } of row.marks) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  const ofNumber = and(eq(exhibitUpdates.investigationId, row.investigationId), eq(exhibitUpdates.number, row.number))
  const updates = await tx.select().from(exhibitUpdates).where(ofNumber)
  const unsaid = (text: string | null | undefined) => (text && !saysTaken(row, text) ? text : null)
  return {
    number: `${home.key}-E${row.number}`,
    agency: unsaid(asked?.agency),
    place: unsaid(law?.name),
    law: law ? [law.facts.law.name, law.facts.law.citation].filter(Boolean).join(', ') : null,
    requestedOn: asked?.filedOn ?? null,
    receivedOn,
    pages: source.pages,
    reasons: [...counts].map(([reason, count]) => ({ reason, count })),
    demonstration: home.demo,
    leftOutUpdates: updates.filter(({ text }) => saysTaken(row, text)).map(({ id }) => id),
  }
}

/** The request that brought a document, also one that came as part of another, and the day it came. */
async function cameWith(tx: Tx, documentId: string) {
  let receivedOn: string | null = null
  let id: string | null = documentId
  for (let depth = 0; id !== null && depth < 8; depth++) {
    const places: (typeof documentPlaces.$inferSelect)[] = await tx
      .select()
      .from(documentPlaces)
      .where(eq(documentPlaces.documentId, id))
    const [letter] = await tx
      .select({ on: communications.occurredOn })
      .from(documentPlaces)
      .innerJoin(communications, eq(communications.id, documentPlaces.communicationId))
      .where(and(eq(documentPlaces.documentId, id), isNotNull(documentPlaces.communicationId)))
      .orderBy(asc(communications.occurredOn))
      .limit(1)
    receivedOn ??= letter?.on ?? null
    const requestId = places.find((place) => place.requestId !== null)?.requestId
    if (requestId) return { requestId, receivedOn }
    id = places.find((place) => place.parentId !== null)?.parentId ?? null
  }
  return { requestId: null, receivedOn }
}
