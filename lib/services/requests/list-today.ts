import { and, asc, desc, eq, gt, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import { requests } from '#db/schema'
import { visible } from '#db/visible'
import type { Actor } from '#lib/domain/actions'
import { addDays, type LocalDate, todayIn } from '#lib/domain/date'
import type { Deadline } from '#lib/domain/deadline'
import { timeZoneOf } from '#lib/domain/jurisdiction'
import type { RequestView } from '#lib/domain/request'
import { openStages, soonDays } from '#lib/domain/standing'
import { look } from '#lib/services/look'
import { lateness } from '#lib/services/requests/filter-requests'
import { presentRequest, selectRequests } from '#lib/services/requests/present-request'
import type { World } from '#lib/world'

/** A line of Today: the request, the day it stands there for and the deadline of that day, where it has one. */
export type TodayLine = RequestView & { on: LocalDate | null; deadline: Deadline | null }
export type Today = {
  today: LocalDate
  overdue: TodayLine[]
  dueThisWeek: TodayLine[]
  needsYou: TodayLine[]
  /** The nearest due date after this week. */
  next: TodayLine | null
}
/** More than anybody reads in one go; the list of requests has them all. */
const most = 100

/**
 * What is late, what falls due within seven days (also our own last day to appeal), and what waits for us.
 * A request stands in one group only, the first that fits.
 */
export async function listToday(world: World, actor: Actor): Promise<Today> {
  return look(world, actor, 'request.list', 'house', async (db) => {
    const now = world.now()
    const today = todayIn(now, timeZoneOf('US'))
    const here = visible(db, actor, requests.investigationId, 'request.list')
    const read = async (which: SQL | undefined, order: SQL, limit = most) =>
      (await selectRequests(db).where(and(here, which)).orderBy(order, asc(requests.id)).limit(limit)).map((row) => ({
        ...presentRequest(row, now),
        on: row.dueOn,
        deadline: row.deadlines.find((d) => d.dueOn === row.dueOn && d.binding && !d.settledOn) ?? null,
        deadlines: row.deadlines,
      }))
    const overdue = await read(lateness('overdue', now), asc(requests.dueOn))
    const soon = await read(lateness('due-soon', now), asc(requests.dueOn))
    const refused = await read(
      and(
        inArray(requests.outcome, ['denied', 'partial', 'no_records']),
        inArray(requests.stage, ['needs_action', 'closed']),
      ),
      desc(requests.lastReplyOn),
    )
    const ours = await read(waitsForUs(actor), sql`coalesce(${requests.dueOn}, '9999')`)
    const next = await read(
      and(gt(requests.dueOn, addDays(today, soonDays)), inArray(requests.stage, [...openStages])),
      asc(requests.dueOn),
      1,
    )
    const appeals = refused.flatMap((line) => appealSoon(line, today))
    const week = [...soon, ...appeals].sort((a, b) => ((a.on ?? '') < (b.on ?? '') ? -1 : 1))
    const seen = new Set<string>()
    const once = (list: Read[]): TodayLine[] => {
      const fresh = list.filter(({ id }) => !seen.has(id))
      for (const { id } of fresh) seen.add(id)
      return fresh.map(({ deadlines: _all, ...line }) => line)
    }
    const groups = { overdue: once(overdue), dueThisWeek: once(week), needsYou: once(ours) }
    return { today, ...groups, next: once(next)[0] ?? null }
  })
}

type Read = TodayLine & { deadlines: Deadline[] }

/** Something was asked of us, or a draft of mine (or of nobody) is not sent yet. */
function waitsForUs(actor: Actor) {
  const mine = actor.kind === 'user' ? or(eq(requests.ownerId, actor.id), isNull(requests.ownerId)) : undefined
  return or(eq(requests.stage, 'needs_action'), and(eq(requests.stage, 'draft'), mine))
}

/** The line again, for our own limit to appeal or to sue, where it ends within the week. */
function appealSoon(line: Read, today: LocalDate): Read[] {
  const until = addDays(today, soonDays)
  const deadline = line.deadlines.find(
    ({ kind, dueOn, settledOn }) =>
      (kind === 'appeal' || kind === 'court') && !settledOn && dueOn !== null && dueOn >= today && dueOn <= until,
  )
  return deadline ? [{ ...line, on: deadline.dueOn, deadline }] : []
}
