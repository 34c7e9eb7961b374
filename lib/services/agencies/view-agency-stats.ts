import { and, eq, inArray, isNull, ne, sql } from 'drizzle-orm'
import { agencies, communications, findings, requests } from '#db/schema'
import { visible } from '#db/visible'
import type { Actor } from '#lib/domain/actions'
import type { AgencyStats } from '#lib/domain/agency'
import { daysBetween, todayIn } from '#lib/domain/date'
import { timeZoneOf } from '#lib/domain/jurisdiction'
import { notFound } from '#lib/domain/refusal'
import { isOverdue } from '#lib/domain/request'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/** Plain numbers with their n, over the requests and findings that the reader may see; never a grade. Refuses not_found. */
export async function viewAgencyStats(world: World, actor: Actor, input: { id: string }): Promise<AgencyStats> {
  return look(world, actor, 'agency.read', 'house', async (db) => {
    const [agency] = await db.select().from(agencies).where(eq(agencies.id, input.id))
    if (!agency) throw notFound('agency')
    const mine = visible(db, actor, requests.investigationId, 'request.list')
    const filed = await db
      .select({
        id: requests.id,
        stage: requests.stage,
        outcome: requests.outcome,
        dueOn: requests.dueOn,
        filedOn: requests.filedOn,
      })
      .from(requests)
      .where(and(mine, eq(requests.agencyId, agency.id), ne(requests.stage, 'draft')))
    const ids = filed.map(({ id }) => id)
    const replies = ids.length
      ? await db
          .select({ id: communications.requestId, on: sql<string>`min(${communications.occurredOn})` })
          .from(communications)
          .where(
            and(
              inArray(communications.requestId, ids),
              eq(communications.direction, 'in'),
              sql`coalesce(${communications.kind}, '') not in ('bounce', 'auto_reply')`,
            ),
          )
          .groupBy(communications.requestId)
      : []
    const [found] = await db
      .select({ n: sql<number | string>`count(*)` })
      .from(findings)
      .where(
        and(
          visible(db, actor, findings.investigationId, 'finding.list'),
          eq(findings.agencyId, agency.id),
          isNull(findings.deletedAt),
        ),
      )
    const today = todayIn(world.now(), timeZoneOf(agency.jurisdiction))
    const waits = filed.flatMap(({ id, filedOn }) => {
      const on = replies.find((reply) => reply.id === id)?.on
      return filedOn && on ? [daysBetween(filedOn, on)] : []
    })
    const outcomes: Record<string, number> = {}
    for (const { outcome } of filed) if (outcome) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    return {
      requests: filed.length,
      open: filed.filter(({ stage }) => stage !== 'closed').length,
      overdue: filed.filter((row) => isOverdue(row, today)).length,
      outcomes,
      replied: waits.length,
      medianDaysToFirstReply: median(waits),
      findings: Number(found?.n ?? 0),
    }
  })
}

function median(numbers: number[]): number | null {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low = 0, high = 0] = [sorted[sorted.length % 2 ? middle : middle - 1], sorted[middle]]
  return sorted.length ? (low + high) / 2 : null
}
