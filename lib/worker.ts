import { setTimeout as sleep } from 'node:timers/promises'
import { claim, fail, finish, type JobRow, LostLease, renew } from '#db/queue'
import type { Actor } from '#lib/domain/actions'
import { type FailureCode, Unreadable } from '#lib/domain/document'
import { brokeOff } from '#lib/domain/exhibit'
import { heartbeatMs, type JobName, jobCatalogue } from '#lib/domain/jobs'
import { failDocument } from '#lib/services/documents/fail-document'
import { endOcr, ocrDocument } from '#lib/services/documents/ocr-document'
import { relateDocument } from '#lib/services/documents/relate-document'
import { splitDocument } from '#lib/services/documents/split-document'
import { buildExhibit } from '#lib/services/exhibits/build-exhibit'
import { failExhibit } from '#lib/services/exhibits/fail-exhibit'
import { verifyExhibit } from '#lib/services/exhibits/verify-exhibit'
import { buildExport } from '#lib/services/exports/build-export'
import { failExport } from '#lib/services/exports/fail-export'
import { rebuildIndex } from '#lib/services/search/rebuild-index'
import { buildPacket } from '#lib/services/shares/build-packet'
import { failShare } from '#lib/services/shares/fail-share'
import { publishDemo } from '#lib/services/upkeep/publish-demo'
import { sweep } from '#lib/services/upkeep/sweep'
import type { World } from '#lib/world'

/** What a handler is told besides its payload; one that writes its results under `finish` says so itself. */
type Turn = { id: string; fence: number; mayTryAgain: boolean }
type Handler = (world: World, actor: Actor, payload: never, turn: Turn) => Promise<void>

/** The back door: job → service, one line each. A service that ends its job in its own last transaction is left alone. */
const handlers: Record<JobName, Handler> = {
  'documents.split': splitDocument,
  'documents.ocr': ocrDocument,
  'documents.relate': relateDocument,
  'search.rebuild': rebuildIndex,
  'exhibits.build': buildExhibit,
  'exhibits.verify': verifyExhibit,
  'exports.build': buildExport,
  'shares.build': buildPacket,
  'demo.publish': publishDemo,
}

/** What is done when a job cannot succeed or has used up its tries, so that a person sees it where they look. */
const lastWords: Partial<
  Record<JobName, (world: World, actor: Actor, payload: never, said: LastWords) => Promise<void>>
> = {
  'documents.split': (world, actor, { documentId }: { documentId: string }, said) =>
    failDocument(world, actor, { documentId, ...said }),
  'documents.ocr': (world, actor, payload: Parameters<typeof ocrDocument>[2], { job }) =>
    endOcr(world, actor, { ...payload, ...(job ? { job } : {}) }),
  'exhibits.build': (world, actor, payload: { exhibitId: string }, said) =>
    failExhibit(world, actor, { ...payload, ...ofExhibit('build', said) }),
  'exhibits.verify': (world, actor, payload: { exhibitId: string }, said) =>
    failExhibit(world, actor, { ...payload, ...ofExhibit('verify', said) }),
  'exports.build': (world, actor, payload: { exportId: string }, said) =>
    failExport(world, actor, { ...payload, ...said }),
  'shares.build': (world, actor, payload: { shareId: string }, said) =>
    failShare(world, actor, { ...payload, ...said }),
}
type LastWords = { code: FailureCode; detail: string; job?: JobRow }
const brokeDown: LastWords = {
  code: 'crashed',
  detail: 'Reading this file broke down several times. The original is kept and can be downloaded.',
}
const ofExhibit = (step: 'build' | 'verify', said: LastWords): LastWords =>
  said === brokeDown ? { ...said, detail: brokeOff(step, said.code) } : said

const sweepEveryMs = 24 * 3600 * 1000
const concurrency = 2
const idleMs = 500

/**
 * Does the work that happens by itself until `signal` says stop; then no job is begun, and those that run are waited
 * for. A job that is cut off is taken up again by the next worker once its lease is over.
 */
export async function work(world: World, signal: AbortSignal): Promise<void> {
  const running = new Map<string, JobRow>()
  const turns = Array.from({ length: concurrency }, async () => {
    while (!signal.aborted) {
      const names = Object.keys(jobCatalogue) as JobName[] // keys of the constant
      const free = names.filter(
        (name) => [...running.values()].filter((j) => j.name === name).length < jobCatalogue[name].atOnce,
      )
      const job = await claimOne(world, free)
      if (!job) {
        await sleep(idleMs, undefined, { signal }).catch(() => {})
        continue
      }
      running.set(job.id, job)
      await runJob(world, job).finally(() => running.delete(job.id))
    }
  })
  await Promise.all([...turns, sweepDaily(world, signal)])
}

const claimOne = async (world: World, names: JobName[]) =>
  names.length > 0 ? await claim(world, world.now(), names).catch(busy) : undefined

/** Once at the start, so that a machine that is switched off at night is swept too, then daily. */
async function sweepDaily(world: World, signal: AbortSignal) {
  while (!signal.aborted) {
    await sweep(world, { kind: 'system', job: 'house.sweep' }).catch(busy)
    await sleep(sweepEveryMs, undefined, { signal }).catch(() => {})
  }
}

/** Does the next job of this name that waits, where there is one: for a command that waits for it. @returns whether there was. */
export async function workOne(world: World, name: JobName): Promise<boolean> {
  const job = await claimOne(world, [name])
  return job ? runJob(world, job) : false
}

/** Runs one claimed job to its end. @returns whether it was done. */
export async function runJob(world: World, job: JobRow): Promise<boolean> {
  const name = job.name as JobName // claimed by the names of the catalogue
  const actor: Actor = { kind: 'system', job: job.name, ...(job.causedBy === null ? {} : { causedBy: job.causedBy }) }
  const alive = setInterval(() => void renew(world, job, world.now()).catch(busy), heartbeatMs)
  try {
    const payload = jobCatalogue[name].payload.parse(job.payload)
    const turn = { id: job.id, fence: job.fence, mayTryAgain: job.attempts < jobCatalogue[name].attempts }
    await handlers[name](world, actor, payload as never, turn) // parsed by the schema of this very name
    await finishIfOpen(world, job)
    return true
  } catch (error) {
    if (error instanceof Unreadable && lastWords[name]) {
      const said = { code: error.code, detail: error.message, job }
      return lastWords[name](world, actor, job.payload as never, said).then(
        () => true, // the job is done: it found out that the file cannot be read
        () => false, // somebody else holds the job by now, or the record is busy: there will be another turn
      )
    }
    if (error instanceof LostLease) return false // cancelled, or taken over: nothing of it was kept
    const why = error instanceof Error ? error.message : String(error)
    if (world.env.LOG_LEVEL !== 'silent')
      process.stderr.write(`${JSON.stringify({ kind: 'job', name, id: job.id, attempt: job.attempts, error: why })}\n`)
    const dead = await fail(world, job, why, world.now()).catch(() => false)
    if (dead) await lastWords[name]?.(world, actor, job.payload as never, brokeDown).catch(() => {}) // the thing itself may be gone
    return false
  } finally {
    clearInterval(alive)
  }
}

/** Most handlers end their job in the transaction of their results; for the others this does. */
async function finishIfOpen(world: World, job: JobRow) {
  await world
    .transact((tx) => finish(tx, job, world.now()))
    .catch((error: Error) => {
      if (!(error instanceof LostLease)) throw error
    })
}

/** The record was busy: there will be another turn. */
function busy(): undefined {
  return undefined
}
