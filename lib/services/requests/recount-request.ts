import { asc, eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { agencies, communications, requests } from '#db/schema'
import type { DeadlineEvent } from '#lib/domain/deadline-event'
import { notFound } from '#lib/domain/refusal'
import { countDeadlines } from '#lib/services/requests/count-deadlines'
import { keepStanding } from '#lib/services/requests/keep-standing'

type Row = typeof requests.$inferSelect
const noReply = ['bounce', 'auto_reply']

/**
 * Part: counts a request's dates again from the law and all its communications, in the transaction that moved them,
 * together with `change` of the row; a new standing is remembered. Raises its version. @returns the row as it then stands.
 */
export async function recountRequest(
  tx: Tx,
  request: Row,
  change: Partial<typeof requests.$inferInsert>,
  now: Date,
): Promise<Row> {
  const next = { ...request, ...change }
  const [agency] = await tx
    .select({ jurisdiction: agencies.jurisdiction })
    .from(agencies)
    .where(eq(agencies.id, next.agencyId))
  if (!agency) throw notFound('agency')
  const came = await tx
    .select({ kind: communications.kind, on: communications.occurredOn, direction: communications.direction })
    .from(communications)
    .where(eq(communications.requestId, request.id))
    .orderBy(asc(communications.occurredOn))
  const events = came.flatMap(({ kind, ...event }): DeadlineEvent[] => (kind ? [{ ...event, kind }] : []))
  const replies = came.filter(({ direction, kind }) => direction === 'in' && !noReply.includes(kind ?? ''))
  const counted = countDeadlines(next, agency.jurisdiction, events)
  const [row] = await tx
    .update(requests)
    .set({
      ...change,
      ...counted,
      lastReplyOn: replies.at(-1)?.on ?? null,
      updatedAt: now,
      version: sql`${requests.version} + 1`,
    })
    .where(eq(requests.id, request.id))
    .returning()
  if (!row) throw notFound('request')
  await keepStanding(tx, request, row, now)
  return row
}
