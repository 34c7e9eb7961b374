import { and, eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { agencies, investigations, requests, users } from '#db/schema'
import { addDays, todayIn } from '#lib/domain/date'
import { timeZoneOf } from '#lib/domain/jurisdiction'
import { lawOf } from '#lib/domain/law'
import { notFound } from '#lib/domain/refusal'
import { daysLate, isOverdue, type RequestFull, type RequestView, requestNumber, statusOf } from '#lib/domain/request'
import { soonDays } from '#lib/domain/standing'

const { body: _body, ...columns } = getTableColumns(requests)
/** What every view of a request is made of: its row without the text, and the names beside it. */
const requestColumns = {
  ...columns,
  key: investigations.key,
  agency: agencies.name,
  jurisdiction: agencies.jurisdiction,
  owner: users.name,
}
/** Part: the query every list of requests starts from; the caller adds which, in what order and how many. */
export const selectRequests = (db: Tx, more: { place?: SQL<string> } = {}) =>
  db
    .select({ ...requestColumns, place: more.place ?? sql<string>`''` })
    .from(requests)
    .innerJoin(investigations, eq(investigations.id, requests.investigationId))
    .innerJoin(agencies, eq(agencies.id, requests.agencyId))
    .leftJoin(users, eq(users.id, requests.ownerId))

type Row = Omit<typeof requests.$inferSelect, 'body'> & {
  key: string
  agency: string
  jurisdiction: string
  owner: string | null
}

/** Part: row → view. Overdue is found out here, from today where the agency is, and is kept nowhere. */
export function presentRequest(row: Row, now: Date): RequestView {
  const today = todayIn(now, timeZoneOf(row.jurisdiction))
  const overdue = isOverdue(row, today)
  const dueSoon = !overdue && isOverdue(row, addDays(today, soonDays + 1))
  return {
    id: row.id,
    number: requestNumber(row.key, row.number),
    investigationId: row.investigationId,
    agencyId: row.agencyId,
    agency: row.agency,
    jurisdiction: row.jurisdiction,
    subject: row.subject,
    stage: row.stage,
    outcome: row.outcome,
    needs: row.needs,
    status: statusOf(row),
    filedOn: row.filedOn,
    receivedOn: row.receivedOn,
    channel: row.channel,
    trackingNumbers: row.trackingNumbers,
    tags: row.tags,
    ownerId: row.ownerId,
    owner: row.owner,
    embargoUntil: row.embargoUntil,
    dueOn: row.dueOn,
    dueBasis: basisOf(row),
    dueOverride: row.dueOverride,
    overdue,
    dueSoon,
    daysLate: overdue ? daysLate(row, today, lawOf(row.jurisdiction)?.closed) : 0,
    lastReplyOn: row.lastReplyOn,
    note: row.note,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    version: row.version,
  }
}

function basisOf({ dueOn, dueOverride, deadlines }: Pick<Row, 'dueOn' | 'dueOverride' | 'deadlines'>): string | null {
  if (dueOverride) return dueOverride.reason
  return deadlines.find((d) => d.dueOn === dueOn && d.binding && !d.settledOn)?.basis.citation ?? null
}

/** Part: one request of an investigation, whole. Refuses not_found. */
export async function readRequest(
  db: Tx,
  where: { id: string; investigationId: string },
  now: Date,
): Promise<RequestFull> {
  const here = and(eq(requests.id, where.id), eq(requests.investigationId, where.investigationId))
  const [row] = await selectRequests(db).where(here)
  const [text] = await db.select({ body: requests.body }).from(requests).where(here)
  if (!row || !text) throw notFound('request')
  return { ...presentRequest(row, now), body: text.body, deadlines: row.deadlines }
}
