import { randomUUID } from 'node:crypto'
import { and, asc, eq, inArray, lte, or, sql } from 'drizzle-orm'
import type { Database, Tx } from '#db/client'
import { jobs } from '#db/schema'
import { type Job, type JobName, jobCatalogue, leaseMs } from '#lib/domain/jobs'

export type JobRow = typeof jobs.$inferSelect

/**
 * Adds a job in the caller's transaction: it exists exactly if the thing that needs it exists.
 * A job with a key that already waits is not added twice.
 */
export async function enqueue(
  tx: Tx,
  job: Job,
  about: { now: Date; investigationId: string | null; causedBy: number | null },
) {
  const { now, ...rest } = about
  const row = { id: `job_${randomUUID()}`, name: job.name, payload: job.payload, key: job.key ?? null, ...rest }
  await tx
    .insert(jobs)
    .values({ ...row, status: 'ready', runAt: job.runAt ?? now, createdAt: now })
    .onConflictDoNothing()
}

/**
 * Takes at most one job: ready and due, or running with a lease that ran out.
 * One guarded UPDATE; its outer condition is what the slower of two racing workers loses on.
 * @returns undefined when there is nothing, or when another worker was faster: ask again later.
 */
export async function claim({ transact }: Database, now: Date, names: readonly JobName[]): Promise<JobRow | undefined> {
  const due = and(eq(jobs.status, 'ready'), lte(jobs.runAt, now))
  const claimable = and(
    inArray(jobs.name, [...names]),
    or(due, and(eq(jobs.status, 'running'), lte(jobs.leaseUntil, now))),
  )
  const lease = { leaseUntil: new Date(now.getTime() + leaseMs), fence: sql`${jobs.fence} + 1` }
  return transact(async (tx) => {
    const oldest = tx.select({ id: jobs.id }).from(jobs).where(claimable).orderBy(asc(jobs.runAt)).limit(1)
    const mine = and(eq(jobs.id, sql`(${oldest})`), claimable)
    const taken = { status: 'running' as const, attempts: sql`${jobs.attempts} + 1`, key: null, ...lease }
    const [job] = await tx.update(jobs).set(taken).where(mine).returning()
    return job
  })
}

/** Somebody else holds the job by now, or it was cancelled: what was about to be written is rolled back, and that is all. */
export class LostLease extends Error {
  constructor(jobId: string) {
    super(`lost the lease on job ${jobId}`)
  }
}

const mine = (job: { id: string; fence: number }) =>
  and(eq(jobs.id, job.id), eq(jobs.fence, job.fence), eq(jobs.status, 'running'))

/** Says that the worker is alive. @returns false when somebody else holds the job by now: stop working. */
export async function renew({ transact }: Database, job: { id: string; fence: number }, now: Date): Promise<boolean> {
  const lease = { leaseUntil: new Date(now.getTime() + leaseMs) }
  const kept = await transact((tx) => tx.update(jobs).set(lease).where(mine(job)).returning({ id: jobs.id }))
  return kept.length > 0
}

/**
 * Marks a job done, in the transaction that writes its results.
 * Throws when somebody else holds the job by now, so that the late results are rolled back with it.
 */
export async function finish(tx: Tx, job: { id: string; fence: number }, now: Date) {
  const done = { status: 'done' as const, leaseUntil: null, endedAt: now }
  const rows = await tx.update(jobs).set(done).where(mine(job)).returning({ id: jobs.id })
  if (rows.length === 0) throw new LostLease(job.id)
}

/** Throws when somebody else holds the job by now: for results that are written before the last step. */
export async function holdFence(tx: Tx, job: { id: string; fence: number }) {
  const rows = await tx.update(jobs).set({ fence: job.fence }).where(mine(job)).returning({ id: jobs.id })
  if (rows.length === 0) throw new LostLease(job.id)
}

/** Whether the job is still this worker's: asked between pages, so that one that was cancelled stops soon. */
export async function holds({ db }: Database, job: { id: string; fence: number }): Promise<boolean> {
  const rows = await db.select({ id: jobs.id }).from(jobs).where(mine(job))
  return rows.length > 0
}

/**
 * Ends jobs that wait or run and carry this document, in the caller's transaction. A worker that holds one loses its
 * lease with it: what it writes next is rolled back. @returns how many there were.
 */
export async function cancel(tx: Tx, names: readonly JobName[], documentId: string, now: Date): Promise<number> {
  const open = and(inArray(jobs.status, ['ready', 'running']), inArray(jobs.name, [...names]))
  const its = and(open, sql`${jobs.payload} ->> 'documentId' = ${documentId}`)
  const ended = { status: 'done' as const, key: null, leaseUntil: null, endedAt: now, lastError: 'cancelled' }
  const rows = await tx
    .update(jobs)
    .set({ ...ended, fence: sql`${jobs.fence} + 1` })
    .where(its)
    .returning({ id: jobs.id })
  return rows.length
}

/**
 * Tries again later, or lays the job aside for a person once its tries are used up. @returns whether it is dead; never
 * where somebody else holds it by now, or it was cancelled.
 */
export async function fail({ transact }: Database, job: JobRow, why: string, now: Date): Promise<boolean> {
  const most = jobCatalogue[job.name as JobName]?.attempts ?? 1 // a name no longer in the catalogue is not retried
  const dead = job.attempts >= most
  const wait = 1000 * 2 ** job.attempts * (1 + Math.random())
  const state = dead
    ? { status: 'dead' as const, endedAt: now }
    : { status: 'ready' as const, runAt: new Date(now.getTime() + wait) }
  const said = { ...state, leaseUntil: null, lastError: why.slice(0, 500) }
  const rows = await transact((tx) => tx.update(jobs).set(said).where(mine(job)).returning({ id: jobs.id }))
  return dead && rows.length > 0
}
