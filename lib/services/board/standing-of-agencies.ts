import { and, count, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { auditHead, requests } from '#db/schema'
import { addDays, type LocalDate, todayIn } from '#lib/domain/date'
import { timeZoneOf } from '#lib/domain/jurisdiction'
import { isOverdue, statusOf } from '#lib/domain/request'
import { soonDays } from '#lib/domain/standing'
import type { World } from '#lib/world'

/** Requests that stand alike and are due alike, counted: a hundred thousand of them are a few hundred rows. */
async function countAlike(db: Tx, investigationId: string) {
  const { stage, outcome, needs, dueOn, agencyId } = requests
  return db
    .select({ stage, outcome, needs, dueOn, agencyId, many: count() })
    .from(requests)
    .where(eq(requests.investigationId, investigationId))
    .groupBy(stage, outcome, needs, dueOn, agencyId) // the order of the index, so that nothing is sorted
}
export type Alike = Awaited<ReturnType<typeof countAlike>>[number]

const kept = new WeakMap<World, Map<string, { seq: number; rows: Alike[] }>>()
const mostKept = 50

/**
 * Part: how the requests of an investigation stand. Counted anew only after something changed in the house, which the
 * number of the newest audit row tells, because every change has one in its own transaction.
 */
export async function standingOfAgencies(world: World, db: Tx, investigationId: string): Promise<Alike[]> {
  const [head] = await db.select({ seq: auditHead.seq }).from(auditHead)
  const seq = head?.seq ?? 0
  const known = kept.get(world) ?? new Map<string, { seq: number; rows: Alike[] }>()
  kept.set(world, known)
  const before = known.get(investigationId)
  if (before?.seq === seq) return before.rows
  const rows = await countAlike(db, investigationId)
  if (known.size >= mostKept) known.clear()
  known.set(investigationId, { seq, rows })
  return rows
}

/** Part: the one request of each agency that has just one here, to lead to it straight. */
export async function onlyRequests(db: Tx, investigationId: string, alike: readonly Alike[]) {
  const many = new Map<string, number>()
  for (const row of alike) many.set(row.agencyId, (many.get(row.agencyId) ?? 0) + row.many)
  const single = [...many].flatMap(([agencyId, n]) => (n === 1 ? [agencyId] : []))
  if (single.length === 0) return new Map<string, string>()
  const { id, agencyId } = requests
  const rows = await db
    .select({ id, agencyId })
    .from(requests)
    .where(and(eq(requests.investigationId, investigationId), inArray(agencyId, single)))
  return new Map(rows.map((row) => [row.agencyId, row.id]))
}

/** The word at an agency's row: of its most urgent request. Late before due soon, open before closed, draft last. */
export function wordOf(rows: readonly Alike[], jurisdiction: string, now: Date): string | null {
  const today = todayIn(now, timeZoneOf(jurisdiction))
  const [first] = [...rows].sort((a, b) => urgency(b, today) - urgency(a, today))
  if (!first) return null
  if (isOverdue(first, today)) return 'overdue'
  return isDueSoon(first, today) ? 'due soon' : statusOf(first)
}

const isDueSoon = (row: Alike, today: LocalDate) => isOverdue(row, addDays(today, soonDays + 1))
const urgency = (row: Alike, today: LocalDate) =>
  isOverdue(row, today) ? 4 : isDueSoon(row, today) ? 3 : row.stage === 'draft' ? 0 : row.stage === 'closed' ? 1 : 2
