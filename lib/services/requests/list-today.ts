import { and, asc, count, desc, eq, gt, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { requests } from '#db/schema'
import { visible } from '#db/visible'
import type { Actor } from '#lib/domain/actions'
import { addDays, type LocalDate, todayIn } from '#lib/domain/date'
import type { Deadline } from '#lib/domain/deadline'
import { timeZoneOf } from '#lib/domain/jurisdiction'
import type { RequestView } from '#lib/domain/request'
import { openStages, soonDays } from '#lib/domain/standing'
import { nameOf } from '#lib/services/act'
import { look } from '#lib/services/look'
import { remember } from '#lib/services/remember'
import { lateness } from '#lib/services/requests/filter-requests'
import { whereToLook } from '#lib/services/requests/find-requests'
import { presentRequest, selectRequests } from '#lib/services/requests/present-request'
import type { World } from '#lib/world'

/** A line of Today: the request, the day it stands there for and the deadline of that day, where it has one. */
export type TodayLine = RequestView & { on: LocalDate | null; deadline: Deadline | null }
export type Today = {
  today: LocalDate
  overdue: TodayLine[]
  dueThisWeek: TodayLine[]
  needsYou: TodayLine[]
  /** How many there are in each group, where not all of them are shown. */
  more: { overdue: number | null; dueThisWeek: number | null }
  /** The nearest due date after this week. */
  next: TodayLine | null
}
/** More than anybody gets through in a day; the list of requests has them all. */
const most = 40
const mostRefused = 100

/**
 * What is late, what falls due within seven days (also our own last day to appeal), and what waits for us.
 * A request stands in one group only, the first that fits.
 */
export async function listToday(world: World, actor: Actor): Promise<Today> {
  return look(world, actor, 'request.list', 'house', (db) => {
    const now = world.now()
    const key = `today ${JSON.stringify([nameOf(actor), now.toISOString().slice(0, 13)])}` // by the hour: midnights differ
    return remember(world, key, () => readToday(db, actor, now))
  })
}

async function readToday(db: Tx, actor: Actor, now: Date): Promise<Today> {
  const today = todayIn(now, timeZoneOf('US'))
  const places = await whereToLook(db, actor, { investigationId: null })
  const byDue = asc(requests.dueOn)
  const open = async (which: SQL | undefined, limit: number) => {
    const parts: Due[] = []
    for (const { here } of places)
      for (const stage of openStages)
        parts.push(...(await idsOf(db, and(here, eq(requests.stage, stage), which), byDue, limit)))
    parts.sort((a, b) => ((a.dueOn ?? '') < (b.dueOn ?? '') ? -1 : a.dueOn === b.dueOn && a.id < b.id ? -1 : 1))
    return readLines(db, parts.slice(0, limit), now)
  }
  const all = visible(db, actor, requests.investigationId, 'request.list')
  const others = async (which: SQL | undefined, order: SQL, limit: number) =>
    readLines(db, await idsOf(db, and(all, which), order, limit), now)

  const overdue = await open(lateness('overdue', now), most)
  const soon = await open(lateness('due-soon', now), most)
  const next = await open(gt(requests.dueOn, addDays(today, soonDays)), 1)
  const ours = await others(waitsForUs(actor), sql`coalesce(${requests.dueOn}, '9999')`, most)
  const refused = await others(wasRefused, desc(requests.lastReplyOn), mostRefused)
  const appeals = refused.flatMap((line) => appealSoon(line, today))
  const week = [...soon, ...appeals].sort((a, b) => ((a.on ?? '') < (b.on ?? '') ? -1 : 1))
  const seen = new Set<string>()
  const once = (list: Read[]): TodayLine[] => {
    const fresh = list.filter(({ id }) => !seen.has(id))
    for (const { id } of fresh) seen.add(id)
    return fresh.map(({ deadlines: _all, ...line }) => line)
  }
  const groups = { overdue: once(overdue), dueThisWeek: once(week), needsYou: once(ours) }
  const howMany = async (late: 'overdue' | 'due-soon') => {
    const [row] = await db
      .select({ n: count() })
      .from(requests)
      .where(and(all, lateness(late, now)))
    return row?.n ?? 0
  }
  const more = {
    overdue: overdue.length === most ? await howMany('overdue') : null,
    dueThisWeek: soon.length === most ? (await howMany('due-soon')) + appeals.length : null,
  }
  return { today, ...groups, more, next: once(next)[0] ?? null }
}

type Read = TodayLine & { deadlines: Deadline[] }
type Due = { id: string; dueOn: string | null }

const wasRefused = and(
  inArray(requests.outcome, ['denied', 'partial', 'no_records']),
  inArray(requests.stage, ['needs_action', 'closed']),
)

/** Which, in order, from an index as far as it goes: only those that are shown are then read whole. */
const idsOf = (db: Tx, which: SQL | undefined, order: SQL, limit: number): Promise<Due[]> =>
  db
    .select({ id: requests.id, dueOn: requests.dueOn })
    .from(requests)
    .where(which)
    .orderBy(order, asc(requests.id))
    .limit(limit)

async function readLines(db: Tx, which: Due[], now: Date): Promise<Read[]> {
  if (which.length === 0) return []
  const ids = which.map(({ id }) => id)
  const rows = await selectRequests(db).where(inArray(requests.id, ids))
  const found = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = found.get(id)
    if (!row) return []
    const deadline = row.deadlines.find((d) => d.dueOn === row.dueOn && d.binding && !d.settledOn) ?? null
    return [{ ...presentRequest(row, now), on: row.dueOn, deadline, deadlines: row.deadlines }]
  })
}

/** Something was asked of us, or a draft of mine (or of nobody) is not sent yet. */
function waitsForUs(actor: Actor) {
  const mine = actor.kind === 'user' ? or(eq(requests.ownerId, actor.id), isNull(requests.ownerId)) : undefined
  const { stage } = requests
  return and(inArray(stage, ['needs_action', 'draft']), or(eq(stage, 'needs_action'), mine))
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
