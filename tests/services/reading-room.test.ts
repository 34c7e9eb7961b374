import assert from 'node:assert/strict'
import { test } from 'node:test'
import { and, eq } from 'drizzle-orm'
import { documents, pages, readings } from '#db/schema'
import { unpackPage } from '#lib/domain/packed-page'
import { textOf } from '#lib/domain/page'
import { findInDocument } from '#lib/services/documents/find-in-document'
import { markRead } from '#lib/services/documents/mark-read'
import { openViewer } from '#lib/services/documents/open-viewer'
import { keepPages } from '#lib/services/documents/split-document'
import { viewDocument } from '#lib/services/documents/view-document'
import { viewPage } from '#lib/services/documents/view-page'
import { viewPages } from '#lib/services/documents/view-pages'
import type { World } from '#lib/world'
import { buildTeam, leavesOneRow, refuses } from '../build.ts'
import { doAllWork, keepFile } from '../fixtures/keep-file.ts'
import { longPdf, textPdf } from '../fixtures/make-pdf.ts'
import { testWorld } from '../world.ts'

async function withLog(world: World, bytes = longPdf(60)) {
  const team = await buildTeam(world)
  const at = { investigationId: team.investigation.id, name: 'log.pdf' }
  const { document } = await keepFile(world, team.reporter, bytes, at)
  await doAllWork(world)
  return { ...team, id: document.id }
}

/** Another reading of page 1: `change` of its words, as a machine or a person made it. */
async function readAnew(world: World, id: string, madeBy: string | null, change: (words: string[]) => string[]) {
  await world.transact(async (tx) => {
    const [document] = await tx.select().from(documents).where(eq(documents.id, id))
    const its = and(eq(pages.documentId, id), eq(pages.page, 1), eq(pages.inUse, true))
    const [row] = await tx.select().from(pages).where(its)
    assert.ok(document && row)
    const texts = change(row.words.map((word) => word.text))
    const words = texts.map((text) => ({ text, line: 0, box: row.words[0]?.box ?? [0, 0, 1, 1], sure: 0.4 }))
    const { width, height } = row
    const source = madeBy ? ('corrected' as const) : ('ocr' as const)
    const page = { page: 1, width, height, words, text: textOf(words), source, sure: 0.5 }
    const layer = document.layer + 1
    await keepPages(world, tx, { document, layer, pages: [page], ...(madeBy ? { madeBy } : {}) })
    await tx.update(documents).set({ layer }).where(eq(documents.id, id))
  })
}

test('several pages come at once, the same as one by one, never more than forty, and to nobody who may not see them', async () => {
  await using t = await testWorld()
  const { viewer, stranger, id } = await withLog(t.world)
  await refuses('not_found', viewPages(t.world, stranger, { id, from: 1, count: 5 }))
  const some = await viewPages(t.world, viewer, { id, from: 7, count: 3 })
  assert.deepEqual(
    some.map((page) => page.page),
    [7, 8, 9],
  )
  const [first] = some
  assert.ok(first)
  const one = await viewPage(t.world, viewer, { id, page: 7 })
  assert.equal(unpackPage(first).text, one.text)
  assert.equal(unpackPage(first).words.length, one.words.length)
  assert.equal((await viewPages(t.world, viewer, { id, from: 1, count: 500 })).length, 40)
  assert.deepEqual(await viewPages(t.world, viewer, { id, from: 61, count: 5 }), [])
})

test('a page corrected by hand says by whom and what was read before; earlier layers stay to be seen', async () => {
  await using t = await testWorld()
  const { viewer, reporter, id } = await withLog(t.world, textPdf([['the plate is kept'], ['second page']]))
  await readAnew(t.world, id, null, (words) => words.map((word) => (word === 'plate' ? 'p1ate' : word)))
  await readAnew(t.world, id, reporter.id, (words) => words.map((word) => (word === 'p1ate' ? 'plate' : word)))
  const now = await viewPage(t.world, viewer, { id, page: 1 })
  assert.deepEqual(
    now.corrections?.map(({ words, was, by }) => [words, was, by]),
    [[[1, 1], 'p1ate', 'Rena']],
  )
  assert.equal((await viewPage(t.world, viewer, { id, page: 1, layer: 2 })).text, 'the p1ate is kept')
  const reading = await openViewer(t.world, viewer, { id, from: 1, pages: 2, layer: 2 })
  assert.deepEqual(
    [reading.layer, reading.first.map((page) => [page.page, page.layer])],
    [
      2,
      [
        [1, 2],
        [2, 1],
      ],
    ],
  )
  assert.deepEqual(reading.pictures, { pages: 1, sure: 0.5, doubtful: [1] })
  for (const layer of [3, 99]) assert.equal((await openViewer(t.world, viewer, { id, pages: 1, layer })).layer, null)
  const [packed] = await viewPages(t.world, viewer, { id, from: 1, count: 1 })
  assert.deepEqual(packed?.unsure, [0, 1, 2, 3])
})

test('whole words only are found when that is asked', async () => {
  await using t = await testWorld()
  const { viewer, id } = await withLog(t.world, textPdf([['The camera and the cameras', 'a camera.']]))
  assert.equal((await findInDocument(t.world, viewer, { id, q: 'camera' })).total, 3)
  assert.equal((await findInDocument(t.world, viewer, { id, q: 'camera', whole: true })).total, 2)
  assert.equal((await findInDocument(t.world, viewer, { id, q: 'camer', whole: true })).total, 0)
})

test('pages read are added up and can be taken back; saying to its end claims no page', async () => {
  await using t = await testWorld()
  const { viewer, id } = await withLog(t.world)
  const { pages: some } = await markRead(t.world, viewer, { id, pages: [3, 1, 2] })
  assert.deepEqual(some, [1, 2, 3])
  await Promise.all([markRead(t.world, viewer, { id, pages: [4] }), markRead(t.world, viewer, { id, pages: [5] })])
  const less = await leavesOneRow(t.world, 'document.mark-read', viewer, () =>
    markRead(t.world, viewer, { id, unread: [2] }),
  )
  assert.deepEqual(less, { pages: [1, 3, 4, 5], toItsEnd: false })
  const whole = await markRead(t.world, viewer, { id, toItsEnd: true })
  assert.deepEqual(whole, { pages: [1, 3, 4, 5], toItsEnd: true })
  assert.equal((await markRead(t.world, viewer, { id, pages: [9] })).toItsEnd, true)
  assert.equal((await markRead(t.world, viewer, { id, unread: [9] })).toItsEnd, false)
})

test('a document that is still being read is read to its end by nobody', async () => {
  await using t = await testWorld()
  const { viewer, id } = await withLog(t.world, textPdf([['one'], ['two']]))
  await t.world.transact((tx) => tx.update(documents).set({ status: 'processing' }).where(eq(documents.id, id)))
  assert.deepEqual(await markRead(t.world, viewer, { id, pages: [1, 2] }), { pages: [1, 2], toItsEnd: false })
  assert.equal((await t.world.db.select().from(readings)).length, 1)
  const { read } = await viewDocument(t.world, viewer, { id })
  assert.deepEqual(
    read.map((one) => one.toItsEnd),
    [false],
  )
})
