import { and, desc, eq, lt, or } from 'drizzle-orm'
import { jobs } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import type { JobView } from '#lib/domain/audit'
import { type Page, type Paging, readPlace, writeCursor } from '#lib/domain/listing'
import { look } from '#lib/services/look'
import type { World } from '#lib/world'

/** Background work, newest first; names and states, never what a job carries. For admins. */
export async function listJobs(world: World, actor: Actor, paging: Paging): Promise<Page<JobView>> {
  const place = readPlace(paging.cursor, 'instant', 'text')
  return look(world, actor, 'job.list', 'house', async (db) => {
    const [when, id] = place ?? []
    const before =
      when && id !== undefined
        ? or(lt(jobs.createdAt, when), and(eq(jobs.createdAt, when), lt(jobs.id, id)))
        : undefined
    const found = await db
      .select()
      .from(jobs)
      .where(before)
      .orderBy(desc(jobs.createdAt), desc(jobs.id))
      .limit(paging.limit + 1)
    const shown = found.slice(0, paging.limit)
    const data = shown.map((row) => ({
      id: row.id,
      name: row.name,
      status: row.status,
      attempts: row.attempts,
      lastError: row.lastError,
      createdAt: row.createdAt.toISOString(),
      endedAt: row.endedAt?.toISOString() ?? null,
    }))
    const last = shown.at(-1)
    return {
      data,
      nextCursor: found.length > paging.limit && last ? writeCursor([last.createdAt.getTime(), last.id]) : null,
    }
  })
}
