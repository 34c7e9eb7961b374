import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claim, enqueue, fail, finish, renew } from '#db/queue'
import { jobs, settings } from '#db/schema'
import { type Job, type JobName, jobCatalogue, leaseMs } from '#lib/domain/jobs'
import type { World } from '#lib/world'
import { testWorld } from '../world.ts'

const names = Object.keys(jobCatalogue) as JobName[] // keys of a const object
const split: Job = { name: 'documents.split', payload: { documentId: 'doc_1', layer: 1 } }
const add = (world: World, n: number, job = split) =>
  world.transact(async (tx) => {
    for (let i = 0; i < n; i++) await enqueue(tx, job, { now: world.now(), investigationId: null, causedBy: 0 })
  })

test('five workers race through forty jobs: each job is claimed once', async () => {
  await using t = await testWorld()
  await add(t.world, 40)
  const worker = async () => {
    for (let misses = 0; misses < 5; ) if (!(await claim(t.world, t.world.now(), names))) misses++
  }
  await Promise.all([1, 2, 3, 4, 5].map(worker))
  const claimed = await t.world.db.select().from(jobs)
  assert.deepEqual(new Set(claimed.map((j) => `${j.status} ${j.fence}`)), new Set(['running 1']))
})

test('a silent worker loses its lease, and its late results are rolled back', async () => {
  await using t = await testWorld()
  await add(t.world, 1)
  const slow = await claim(t.world, t.world.now(), names)
  t.later(leaseMs - 1)
  assert.equal(await claim(t.world, t.world.now(), names), undefined)
  t.later(1)
  const fast = await claim(t.world, t.world.now(), names)
  assert.ok(slow && fast && fast.fence === slow.fence + 1)
  assert.equal(await renew(t.world, slow, t.world.now()), false)
  const keep = (job: typeof slow, key: string) =>
    t.world.transact(async (tx) => {
      await tx.insert(settings).values({ key, value: 1 })
      await finish(tx, job, t.world.now())
    })
  await assert.rejects(keep(slow, 'late'), /lost the lease/)
  await keep(fast, 'good')
  assert.deepEqual(
    (await t.world.db.select().from(settings)).map((s) => s.key),
    ['good'],
  )
})

test('a job that fails is tried again later, three times, then laid aside for a person', async () => {
  await using t = await testWorld()
  await add(t.world, 1)
  for (const last of [false, false, true]) {
    t.later(60_000)
    const job = await claim(t.world, t.world.now(), names)
    assert.ok(job)
    assert.equal(await fail(t.world, job, 'the parser crashed', t.world.now()), last)
    assert.equal(await claim(t.world, t.world.now(), names), undefined)
  }
  const [row] = await t.world.db.select().from(jobs)
  assert.deepEqual([row?.status, row?.attempts, row?.lastError], ['dead', 3, 'the parser crashed'])
})

test('a job with a key waits only once, and may wait again once it was taken', async () => {
  await using t = await testWorld()
  const keyed: Job = { ...split, key: 'read doc_1' }
  await add(t.world, 3, keyed)
  assert.ok(await claim(t.world, t.world.now(), names))
  assert.equal(await claim(t.world, t.world.now(), names), undefined)
  await add(t.world, 1, keyed)
  assert.ok(await claim(t.world, t.world.now(), names))
})
