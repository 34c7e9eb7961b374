import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { communications, documentPlaces, documents, investigations } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { RequestDocument, RequestWhole, ThreadMessage } from '#lib/domain/request'
import { look } from '#lib/services/look'
import type { Scope } from '#lib/services/prove'
import { remember } from '#lib/services/remember'
import { readRequest } from '#lib/services/requests/present-request'
import type { World } from '#lib/world'

/** One request, by id or number (RING-12): its thread oldest first, its documents, its dates and why. Refuses not_found. */
export async function viewRequest(world: World, actor: Actor, input: { id: string }): Promise<RequestWhole> {
  return look(world, actor, 'request.read', { noun: 'request', id: input.id }, (db, scope) =>
    // by the hour, because what is late changes with the day
    remember(world, `request ${scope.id} ${world.now().toISOString().slice(0, 13)}`, async () => ({
      ...(await readRequest(db, scope, world.now())),
      communications: await readThread(db, scope),
      documents: await readDocuments(db, scope),
    })),
  )
}

/** Part: the messages of a request, oldest first; on one day, those without a time before those with one. */
export async function readThread(db: Tx, { id, investigationId }: Pick<Scope, 'id' | 'investigationId'>) {
  const here = and(eq(communications.requestId, id), eq(communications.investigationId, investigationId))
  const rows = await db
    .select()
    .from(communications)
    .where(here)
    .orderBy(asc(communications.occurredOn), asc(communications.createdAt))
  const when = (row: (typeof rows)[number]) => `${row.occurredOn} ${row.occurredAt?.toISOString() ?? ''}`
  return rows.sort((a, b) => (when(a) < when(b) ? -1 : when(a) > when(b) ? 1 : 0)).map(presentMessage)
}

/** Part: row → view. */
const presentMessage = (row: typeof communications.$inferSelect): ThreadMessage => ({
  id: row.id,
  requestId: row.requestId,
  direction: row.direction,
  channel: row.channel,
  kind: row.kind,
  occurredOn: row.occurredOn,
  occurredAt: row.occurredAt?.toISOString() ?? null,
  from: row.from,
  to: row.to,
  cc: row.cc,
  subject: row.subject,
  body: row.body,
  html: row.html,
  documentId: row.documentId,
})

async function readDocuments(db: Tx, { id, investigationId }: Scope): Promise<RequestDocument[]> {
  const rows = await db
    .select({ document: documents, place: documentPlaces, key: investigations.key })
    .from(documentPlaces)
    .innerJoin(documents, eq(documents.id, documentPlaces.documentId))
    .innerJoin(investigations, eq(investigations.id, documents.investigationId))
    .where(
      and(
        eq(documentPlaces.requestId, id),
        eq(documents.investigationId, investigationId),
        isNull(documents.deletedAt),
      ),
    )
    .orderBy(asc(documents.number))
  const found = new Map<string, RequestDocument>()
  for (const { document, place, key } of rows) {
    const before = found.get(document.id)
    const ids = place.communicationId ? [place.communicationId] : []
    if (before) {
      before.communicationIds.push(...ids)
      before.parentId ??= place.parentId
      continue
    }
    const { number, name, kind, mediaType, bytes, pages, status, failureDetail: failure } = document
    const own = { id: document.id, number: `${key}-D${number}`, name, kind, mediaType, bytes, pages, status, failure }
    found.set(document.id, { ...own, communicationIds: ids, parentId: place.parentId })
  }
  return [...found.values()]
}
