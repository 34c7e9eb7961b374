import { and, asc, eq, inArray, isNull, or } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { documents, investigations, messages } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { ThreadEntry } from '#lib/domain/correspondence'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/** How many messages of its threads are shown with a document. */
const most = 500

/**
 * The messages of every thread that a document has part in, oldest first; those without a date last. A document that
 * is no mail and has none printed on it has no thread. Refuses not_found.
 */
export async function listThread(world: World, actor: Actor, input: { id: string }): Promise<ThreadEntry[]> {
  return look(world, actor, 'document.read', { noun: 'document', id: input.id }, (db, scope) =>
    threadOf(db, scope.investigationId, scope.id),
  )
}

/** Part: the same, inside another look. */
export async function threadOf(db: Tx, investigationId: string, documentId: string): Promise<ThreadEntry[]> {
  const own = await db
    .selectDistinct({ threadId: messages.threadId })
    .from(messages)
    .where(and(eq(messages.investigationId, investigationId), eq(messages.documentId, documentId)))
    .limit(most)
  if (own.length === 0) return []
  const rows = await db
    .select({
      message: messages,
      key: investigations.key,
      number: documents.number,
      name: documents.name,
    })
    .from(messages)
    .innerJoin(documents, eq(documents.id, messages.documentId))
    .innerJoin(investigations, eq(investigations.id, messages.investigationId))
    .where(
      and(
        eq(messages.investigationId, investigationId),
        inArray(
          messages.threadId,
          own.map((row) => row.threadId),
        ),
        or(isNull(documents.deletedAt), eq(documents.id, documentId)),
      ),
    )
    .orderBy(asc(documents.number), asc(messages.page), asc(messages.id))
  const sorted = rows.toSorted((a, b) => timeOf(a.message) - timeOf(b.message))
  return sorted.slice(0, most).map(({ message, key, number, name }) => ({
    threadId: message.threadId,
    messageId: message.messageId,
    documentId: message.documentId,
    number: `${key}-D${number}`,
    name,
    page: message.page,
    lastPage: message.lastPage,
    from: message.from,
    to: message.to,
    sentAt: message.sentAt?.toISOString() ?? null,
    sentText: message.sentText,
    subject: message.subject,
    current: message.documentId === documentId,
  }))
}

const timeOf = ({ sentAt }: { sentAt: Date | null }) => sentAt?.getTime() ?? Number.MAX_SAFE_INTEGER
