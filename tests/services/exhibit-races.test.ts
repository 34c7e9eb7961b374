import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eq } from 'drizzle-orm'
import { claim } from '#db/queue'
import { documents, exhibitPages, exhibits, shares } from '#db/schema'
import { passes } from '#lib/domain/exhibit'
import { type JobName, jobCatalogue } from '#lib/domain/jobs'
import { addMarks } from '#lib/services/exhibits/add-marks'
import { approveExhibit } from '#lib/services/exhibits/approve-exhibit'
import { openExhibit } from '#lib/services/exhibits/open-exhibit'
import { prepareExhibit } from '#lib/services/exhibits/prepare-exhibit'
import { exhibitRow } from '#lib/services/exhibits/present-exhibit'
import { publishExhibit } from '#lib/services/exhibits/publish-exhibit'
import { removeMark } from '#lib/services/exhibits/remove-mark'
import { createShare } from '#lib/services/shares/create-share'
import { enterShare } from '#lib/services/shares/enter-share'
import { openSharedFile, viewShare } from '#lib/services/shares/open-share'
import { runJob } from '#lib/worker'
import type { World } from '#lib/world'
import { anyone, buildTeam, refuses } from '../build.ts'
import { doAllWork, keepFile } from '../fixtures/keep-file.ts'
import { textPdf } from '../fixtures/make-pdf.ts'
import { testWorld } from '../world.ts'

/** A marked document of two pages whose exhibit waits to be built. */
async function prepared() {
  const t = await testWorld()
  const { world } = t
  const team = await buildTeam(world)
  const bytes = textPdf([['Notes for Casey Placeholder'], ['signed Casey Placeholder', 'and no more']])
  const to = { investigationId: team.investigation.id, name: 'notes.pdf' }
  const { document } = await keepFile(world, team.reporter, bytes, to)
  await doAllWork(world)
  const documentId = document.id
  const mark = { find: 'Casey Placeholder', reason: 'personal' }
  const marks = (await addMarks(world, team.reporter, { documentId, input: mark })).data
  const made = await prepareExhibit(world, team.reporter, { documentId, input: { title: 'Notes' } })
  return { ...t, t, world, ...team, documentId, marks, id: made.id, [Symbol.asyncDispose]: t[Symbol.asyncDispose] }
}
const take = (world: World) => claim(world, world.now(), Object.keys(jobCatalogue) as JobName[]) // keys of the constant

/** A worker that dies at a step: what it would have done next never happens, and its lease runs out. */
class Killed extends Error {}
const killedAt = (world: World, step: (world: World, die: () => never) => Partial<World>): World => ({
  ...world,
  ...step(world, () => {
    throw new Killed()
  }),
})

/** What must hold at every moment: nothing can leave that was not verified as it stands. */
async function expectNothingLeaves(d: Awaited<ReturnType<typeof prepared>>) {
  const row = await exhibitRow(d.world.db, d.id)
  if (row?.status === 'verified' && passes(row.report)) return
  await refuses('conflict', approveExhibit(d.world, d.editor, { id: d.id }))
  await refuses('conflict', publishExhibit(d.world, d.editor, { id: d.id }))
}

const steps: Record<string, (world: World, die: () => never) => Partial<World>> = {
  'before a page is drawn': (world, die) => ({
    exhibits: { ...world.exhibits, fill: () => die() },
  }),
  'after the first page': (world, die) => ({
    exhibits: {
      ...world.exhibits,
      async *fill(...asked: Parameters<World['exhibits']['fill']>) {
        for await (const page of world.exhibits.fill(...asked)) {
          if (page.page === 2) die()
          yield page
        }
      },
    },
  }),
  'while its file is written': (world, die) => ({
    exhibits: {
      ...world.exhibits,
      async *pdf(...asked: Parameters<World['exhibits']['pdf']>) {
        for await (const part of world.exhibits.pdf(...asked)) {
          yield part
          die()
        }
      },
    },
  }),
  'before it is verified': (world, die) => ({ exhibits: { ...world.exhibits, verify: () => die() } }),
  'before its verdict is written': (world, die) => {
    let attacked = false
    return {
      exhibits: {
        ...world.exhibits,
        async *verify(...asked: Parameters<World['exhibits']['verify']>) {
          yield* world.exhibits.verify(...asked)
          attacked = true
        },
      },
      transact: (body) => (attacked ? die() : world.transact(body)),
    }
  },
  'while it is verified': (world, die) => ({
    exhibits: {
      ...world.exhibits,
      async *verify(...asked: Parameters<World['exhibits']['verify']>) {
        for await (const one of world.exhibits.verify(...asked)) {
          yield one
          die()
        }
      },
    },
  }),
}

for (const [when, step] of Object.entries(steps))
  test(`a worker killed ${when} leaves nothing that could be published, and the next one ends the work`, {
    timeout: 200_000,
  }, async () => {
    await using d = await prepared()
    const doomed = killedAt(d.world, step)
    for (let job = await take(d.world); job; job = await take(d.world)) {
      await runJob(doomed, job)
      await expectNothingLeaves(d)
    }
    assert.equal((await exhibitRow(d.world.db, d.id))?.status, 'building')
    d.later(3_600_000) // the lease is over
    await doAllWork(d.world)
    const row = await exhibitRow(d.world.db, d.id)
    assert.equal(row?.status, 'verified')
    assert.equal((await d.world.db.select().from(exhibitPages)).length, 2)
    const approved = await approveExhibit(d.world, d.editor, { id: d.id })
    assert.equal(approved.status, 'approved')
  })

test('a step of the desk that is cut off leaves the exhibit as it was: approved or published wholly, or not at all', {
  timeout: 200_000,
}, async () => {
  await using d = await prepared()
  const { world, id, editor } = d
  await doAllWork(world)
  const cutOff: World = {
    ...world,
    transact: (body) =>
      world.transact(async (tx) => {
        await body(tx)
        throw new Killed()
      }),
  }
  await assert.rejects(approveExhibit(cutOff, editor, { id }), Killed)
  assert.equal((await exhibitRow(world.db, id))?.status, 'verified')
  await approveExhibit(world, editor, { id })
  await assert.rejects(publishExhibit(cutOff, editor, { id }), Killed)
  const row = await exhibitRow(world.db, id)
  assert.deepEqual([row?.status, row?.slug, row?.publishedAt], ['approved', null, null])
  await refuses('not_found', openExhibit(world, anyone, { slug: 'notes' }))
  await publishExhibit(world, editor, { id })
  assert.equal((await openExhibit(world, anyone, { slug: 'notes' })).sha256, row?.sha256)
})

test('a source that is replaced after approval ends the links to its exhibit, also one whose file is just being made', {
  timeout: 200_000,
}, async () => {
  await using d = await prepared()
  const { world, id, editor, documentId } = d
  await doAllWork(world)
  await approveExhibit(world, editor, { id })
  const plain = await createShare(world, editor, { exhibitId: id })
  const stamped = await createShare(world, editor, { exhibitId: id, recipient: 'A reader' })
  const opened = async ({ id: share, token }: { id: string; token: string }) => {
    const { key } = await enterShare(world, anyone, { id: share, token, address: '203.0.113.7' })
    return { id: share, key, counted: true }
  }
  const visitors = [await opened(plain), await opened(stamped)]
  for (const visitor of visitors) await viewShare(world, anyone, visitor)
  const late: World = {
    ...world,
    exhibits: {
      ...world.exhibits,
      async *verify(...asked: Parameters<World['exhibits']['verify']>) {
        yield* world.exhibits.verify(...asked)
        await replace(world, documentId)
      },
    },
  }
  for (let job = await take(world); job; job = await take(world)) await runJob(late, job)
  for (const visitor of visitors) {
    await refuses('gone', viewShare(world, anyone, visitor))
    await refuses('gone', openSharedFile(world, anyone, visitor))
  }
  assert.deepEqual(
    (await world.db.select().from(shares)).map(({ packet }) => packet),
    [null, null],
  )
  await refuses('conflict', createShare(world, editor, { exhibitId: id }))
  await refuses('conflict', publishExhibit(world, editor, { id }))
})

/** Another file in the place of the one that an exhibit was made of. */
const replace = (world: World, documentId: string) =>
  world.transact((tx) =>
    tx
      .update(documents)
      .set({ sha256: 'f'.repeat(64) })
      .where(eq(documents.id, documentId)),
  )

test('two workers on one exhibit: the later one keeps nothing', { timeout: 200_000 }, async () => {
  await using d = await prepared()
  const first = await take(d.world)
  assert.ok(first)
  d.later(3_600_000)
  const second = await take(d.world)
  assert.ok(second)
  const both = await Promise.all([runJob(d.world, first), runJob(d.world, second)])
  assert.equal(both.filter(Boolean).length, 1)
  await doAllWork(d.world)
  const row = await exhibitRow(d.world.db, d.id)
  assert.equal(row?.status, 'verified')
})

test('marks edited while it is built: the exhibit has those that were frozen, and cannot leave', {
  timeout: 200_000,
}, async () => {
  await using d = await prepared()
  const { world } = d
  const build = await take(world)
  assert.ok(build)
  let edited = false
  const busy: World = {
    ...world,
    exhibits: {
      ...world.exhibits,
      async *fill(...asked: Parameters<World['exhibits']['fill']>) {
        for await (const page of world.exhibits.fill(...asked)) {
          if (!edited) {
            edited = true
            await removeMark(world, d.reporter, { documentId: d.documentId, id: d.marks[1]?.id ?? '' })
            const input = { find: 'Notes', reason: 'other' }
            await addMarks(world, d.reporter, { documentId: d.documentId, input })
          }
          yield page
        }
      },
    },
  }
  assert.ok(await runJob(busy, build))
  await doAllWork(world)
  const row = await exhibitRow(world.db, d.id)
  assert.equal(row?.status, 'verified')
  const pages = await world.db.select().from(exhibitPages)
  assert.ok(pages.every(({ text }) => !text.includes('Casey')))
  await refuses('conflict', approveExhibit(world, d.editor, { id: d.id }))
})

test('a source that is replaced while it is built or verified, or after it was approved, stops the exhibit', {
  timeout: 200_000,
}, async () => {
  await using built = await prepared()
  await replace(built.world, built.documentId)
  await doAllWork(built.world)
  assert.equal((await exhibitRow(built.world.db, built.id))?.status, 'failed')

  await using verified = await prepared()
  const { world } = verified
  const late: World = {
    ...world,
    exhibits: {
      ...world.exhibits,
      async *verify(...asked: Parameters<World['exhibits']['verify']>) {
        for await (const one of world.exhibits.verify(...asked)) {
          yield one
          if ('page' in one) await replace(world, verified.documentId)
        }
      },
    },
  }
  for (let job = await take(world); job; job = await take(world)) await runJob(late, job)
  const failed = await exhibitRow(world.db, verified.id)
  const wrong = failed?.report?.checks.filter(({ passed }) => !passed).map(({ name }) => name)
  assert.deepEqual([failed?.status, wrong], ['failed', ['frozen']])

  await using approved = await prepared()
  await doAllWork(approved.world)
  await approveExhibit(approved.world, approved.editor, { id: approved.id })
  await replace(approved.world, approved.documentId)
  await refuses('conflict', publishExhibit(approved.world, approved.editor, { id: approved.id }))
})

test('another file in its place while it is verified is not taken for the one that was', {
  timeout: 200_000,
}, async () => {
  await using d = await prepared()
  const { world } = d
  let swappedOnce = false
  const swapped: World = {
    ...world,
    exhibits: {
      ...world.exhibits,
      async *verify(...asked: Parameters<World['exhibits']['verify']>) {
        for await (const one of world.exhibits.verify(...asked)) yield one
        await world.transact((tx) =>
          tx
            .update(exhibits)
            .set({ sha256: 'e'.repeat(64) })
            .where(eq(exhibits.id, d.id)),
        )
        swappedOnce = true
      },
    },
  }
  for (let job = await take(world); job; job = await take(world)) await runJob(swapped, job)
  assert.ok(swappedOnce)
  assert.notEqual((await exhibitRow(world.db, d.id))?.status, 'verified')
  await expectNothingLeaves(d)
})
