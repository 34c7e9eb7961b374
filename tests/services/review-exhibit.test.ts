import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '#lib/domain/actions'
import { addMarks } from '#lib/services/exhibits/add-marks'
import { approveExhibit } from '#lib/services/exhibits/approve-exhibit'
import { listWaitingExhibits } from '#lib/services/exhibits/list-waiting-exhibits'
import { openReview } from '#lib/services/exhibits/open-review'
import { prepareExhibit } from '#lib/services/exhibits/prepare-exhibit'
import { publishExhibit, withdrawExhibit } from '#lib/services/exhibits/publish-exhibit'
import { listExhibits } from '#lib/services/exhibits/view-exhibit'
import { viewExhibitPage } from '#lib/services/exhibits/view-exhibit-page'
import { anyone, buildTeam, leavesNoRow, refuses } from '../build.ts'
import { doAllWork, keepFile } from '../fixtures/keep-file.ts'
import { textPdf } from '../fixtures/make-pdf.ts'
import { testWorld } from '../world.ts'

test('what waits to be approved or published stands on the day of the editors who may, and of nobody else', {
  timeout: 120_000,
}, async () => {
  await using t = await testWorld()
  const { world } = t
  const { owner, editor, reporter, viewer, stranger, investigation } = await buildTeam(world)
  const bytes = textPdf([['Notes for Casey Placeholder', 'and nothing else']])
  const to = { investigationId: investigation.id, name: 'notes.pdf' }
  const { document } = await keepFile(world, reporter, bytes, to)
  await doAllWork(world)
  const documentId = document.id
  await addMarks(world, owner, { documentId, input: { find: 'Casey Placeholder', reason: 'personal' } })
  const { id } = await prepareExhibit(world, reporter, { documentId, input: { title: 'Notes' } })
  const waitsFor = async (actor: Actor) => (await listWaitingExhibits(world, actor)).map(({ status }) => status)

  assert.deepEqual(await waitsFor(editor), [])
  await refuses('conflict', viewExhibitPage(world, editor, { id, page: 1 }))
  assert.deepEqual((await openReview(world, editor, { id })).sheets, [])
  await doAllWork(world)

  await leavesNoRow(world, async () => {
    assert.deepEqual(await waitsFor(editor), ['verified'])
    for (const actor of [owner, reporter, viewer, stranger]) assert.deepEqual(await waitsFor(actor), [])
    await refuses('unauthenticated', listWaitingExhibits(world, anyone))
    const image = await viewExhibitPage(world, viewer, { id: 'RING-E1', page: 1 })
    assert.equal(image.mediaType, 'image/png')
    await refuses('not_found', viewExhibitPage(world, viewer, { id, page: 2 }))
    await refuses('not_found', viewExhibitPage(world, stranger, { id, page: 1 }))
    await refuses('not_found', openReview(world, stranger, { id }))
    const decide = async (actor: Actor) => (await openReview(world, actor, { id })).may.decide
    assert.deepEqual(
      [await decide(editor), await decide(owner), await decide(reporter), await decide(viewer)],
      ['yes', 'own', 'role', 'role'], // the owner drew its mark
    )
    const { marks, sheets } = await openReview(world, editor, { id: 'RING-E1' })
    assert.deepEqual(
      [marks.map(({ n, page, words }) => [n, page, words]), sheets.length],
      [[[1, 1, 'Casey Placeholder']], 1],
    )
  })

  await approveExhibit(world, editor, { id })
  assert.deepEqual([await waitsFor(editor), await waitsFor(owner)], [['approved'], ['approved']])
  assert.deepEqual([await waitsFor(reporter), await waitsFor(stranger)], [[], []])
  await publishExhibit(world, editor, { id, embargoUntil: '2099-01-01' })
  assert.deepEqual(await waitsFor(editor), [])
  const later = { ...world, now: () => new Date('2099-01-01T18:00:00Z') }
  assert.deepEqual(
    (await listWaitingExhibits(later, editor)).map(({ embargoUntil }) => embargoUntil),
    ['2099-01-01'],
  )
  await withdrawExhibit(world, editor, { id, reason: 'A name was missed.' })
  assert.deepEqual(await listWaitingExhibits(later, editor), [])
  const filtered = async (status: 'withdrawn' | 'approved') =>
    (await listExhibits(world, viewer, { status, limit: 9 })).data.length
  assert.deepEqual([await filtered('withdrawn'), await filtered('approved')], [1, 0])
})
