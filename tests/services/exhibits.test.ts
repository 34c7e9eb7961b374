import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exhibitPages } from '#db/schema'
import { addMarks } from '#lib/services/exhibits/add-marks'
import { approveExhibit, rejectExhibit, reviewMarks } from '#lib/services/exhibits/approve-exhibit'
import { editMark } from '#lib/services/exhibits/edit-mark'
import { prepareExhibit } from '#lib/services/exhibits/prepare-exhibit'
import { exhibitRow } from '#lib/services/exhibits/present-exhibit'
import { noteUpdate, publishExhibit, withdrawExhibit } from '#lib/services/exhibits/publish-exhibit'
import { listExhibits, openExhibitFile, viewExhibit } from '#lib/services/exhibits/view-exhibit'
import { buildTeam, leavesOneRow, refuses } from '../build.ts'
import { doAllWork, keepFile } from '../fixtures/keep-file.ts'
import { textPdf } from '../fixtures/make-pdf.ts'
import { testWorld } from '../world.ts'

test('an exhibit is built from filled pixels, attacked by another engine, and verified', {
  timeout: 120_000,
}, async () => {
  await using t = await testWorld()
  const { world } = t
  const team = await buildTeam(world)
  const investigationId = team.investigation.id
  const pages = [
    ['Notes for Casey Placeholder', 'call 555-0142 or chief@waynesboro.example'],
    ['Second sheet, signed Casey Placeholder'],
  ]
  const { document } = await keepFile(world, team.reporter, textPdf(pages), { investigationId, name: 'notes.pdf' })
  await doAllWork(world)
  const documentId = document.id
  for (const find of ['Casey Placeholder', { pattern: 'email' as const }, { pattern: 'phone' as const }])
    await addMarks(world, team.reporter, { documentId, input: { find, reason: 'personal' } })
  const made = await leavesOneRow(world, 'exhibit.prepare', team.reporter, () =>
    prepareExhibit(world, team.reporter, { documentId, input: { title: 'Notes of the webinar' } }),
  )
  assert.deepEqual([made.status, made.pages, made.version], ['building', 2, 1])
  await doAllWork(world)
  const row = await exhibitRow(world.db, made.id)

  assert.equal(row?.status, 'verified')
  const rows = await world.db.select().from(exhibitPages)
  assert.deepEqual(
    rows.map(({ text }) => text),
    ['Notes for\ncall or', 'Second sheet, signed'],
  )
})

/** A verified exhibit of a reporter, with one mark of the owner’s. */
async function verified() {
  const t = await testWorld()
  const { world } = t
  const team = await buildTeam(world)
  const investigationId = team.investigation.id
  const bytes = textPdf([['Notes for Casey Placeholder', 'and nothing else']])
  const { document } = await keepFile(world, team.reporter, bytes, { investigationId, name: 'notes.pdf' })
  await doAllWork(world)
  const documentId = document.id
  await addMarks(world, team.owner, { documentId, input: { find: 'Casey Placeholder', reason: 'personal' } })
  const prepare = (more = {}) =>
    prepareExhibit(world, team.reporter, { documentId, input: { title: 'Ännual Notes!', ...more } })
  const made = await prepare()
  await doAllWork(world)
  return { ...team, t, world, documentId, prepare, id: made.id, [Symbol.asyncDispose]: t[Symbol.asyncDispose] }
}

test('a second person approves, then an editor publishes; each step has its turn and its row', {
  timeout: 120_000,
}, async () => {
  await using d = await verified()
  const { world, id, editor } = d
  await refuses('conflict', publishExhibit(world, editor, { id }))
  await refuses('forbidden', approveExhibit(world, d.owner, { id })) // drew its mark
  await refuses('forbidden', approveExhibit(world, d.reporter, { id }))
  await refuses('not_found', approveExhibit(world, d.stranger, { id }))
  const marks = (await exhibitRow(world.db, id))?.marks.map((mark) => mark.id) ?? []
  const seen = await leavesOneRow(world, 'exhibit.review', editor, () =>
    reviewMarks(world, editor, { id, markIds: marks, approved: true }),
  )
  assert.deepEqual(seen.reviewed, [{ markId: marks[0], approved: true, by: editor.id }])
  const approved = await leavesOneRow(world, 'exhibit.approve', editor, () => approveExhibit(world, editor, { id }))
  assert.equal(approved.status, 'approved')
  await refuses('conflict', rejectExhibit(world, editor, { id, reason: 'Too late: it can be withdrawn.' }))
  const waits = await publishExhibit(world, editor, { id, embargoUntil: '2099-01-01' })
  assert.deepEqual(
    [waits.status, waits.slug, waits.url, waits.embargoUntil],
    ['approved', 'annual-notes', null, '2099-01-01'],
  )
  await refuses('forbidden', publishExhibit(world, d.reporter, { id }))
  const out = await leavesOneRow(world, 'exhibit.publish', editor, () => publishExhibit(world, editor, { id }))
  assert.deepEqual([out.status, out.url], ['published', `${world.env.appUrl}/exhibits/annual-notes`])
  const noted = await leavesOneRow(world, 'exhibit.update', editor, () =>
    noteUpdate(world, editor, { id, text: 'A comment came.' }),
  )
  assert.deepEqual(
    noted.updates.map(({ text, correction }) => [text, correction]),
    [['A comment came.', false]],
  )
  const gone = await leavesOneRow(world, 'exhibit.withdraw', editor, () =>
    withdrawExhibit(world, editor, { id, reason: 'A name was missed.' }),
  )
  assert.deepEqual([gone.status, gone.withdrawnFor], ['withdrawn', 'A name was missed.'])
  await refuses('gone', openExhibitFile(world, d.viewer, { id }))
})

test('what was drawn or replaced after the verification must be built and verified again before it leaves', {
  timeout: 120_000,
}, async () => {
  await using d = await verified()
  const { world, id, editor } = d
  await approveExhibit(world, editor, { id })
  await addMarks(world, d.reporter, { documentId: d.documentId, input: { find: 'nothing', reason: 'other' } })
  await refuses('conflict', publishExhibit(world, editor, { id }))
  const next = await d.prepare({ replaces: id })
  assert.deepEqual([next.number, next.version], ['RING-E1', 2])
  await doAllWork(world)
  await approveExhibit(world, editor, { id: next.id })
  const out = await publishExhibit(world, editor, { id: 'RING-E1' })
  assert.deepEqual([out.id, out.status], [next.id, 'published'])
  assert.deepEqual(
    (await listExhibits(world, d.viewer, { limit: 9 })).data.map(({ version, status }) => [version, status]).sort(),
    [
      [1, 'approved'],
      [2, 'published'],
    ],
  )
  await refuses('not_found', viewExhibit(world, d.stranger, { id: next.id }))
  assert.deepEqual((await listExhibits(world, d.stranger, { limit: 9 })).data, [])
})

test('a name that is missed on another page fails the verification, until somebody says it may stay', {
  timeout: 120_000,
}, async () => {
  await using t = await testWorld()
  const { world } = t
  const team = await buildTeam(world)
  const bytes = textPdf([['Casey Placeholder was here'], ['so was Casey Placeholder']])
  const { document } = await keepFile(world, team.reporter, bytes, {
    investigationId: team.investigation.id,
    name: 'a.pdf',
  })
  await doAllWork(world)
  const documentId = document.id
  const find = { find: 'Casey Placeholder', reason: 'personal', pages: '1' }
  const [mark] = (await addMarks(world, team.reporter, { documentId, input: find })).data
  const built = async () => {
    const made = await prepareExhibit(world, team.reporter, { documentId, input: { title: 'Two sheets' } })
    await doAllWork(world)
    return viewExhibit(world, team.viewer, { id: made.id })
  }
  const failed = await built()
  assert.equal(failed.status, 'failed')
  assert.deepEqual(
    failed.report?.checks.filter(({ passed }) => !passed).map(({ name, detail }) => [name, detail]),
    [['strings', 'still there: 1 of 1, on p. 2']],
  )
  await refuses('conflict', approveExhibit(world, team.editor, { id: failed.id }))
  await refuses('conflict', openExhibitFile(world, team.viewer, { id: failed.id }))
  await editMark(world, team.reporter, { id: mark?.id ?? '', documentId, staysElsewhere: 'the second sheet is public' })
  assert.equal((await built()).status, 'verified')
})

test('a refused exhibit is failed and names the marks that are meant', { timeout: 120_000 }, async () => {
  await using d = await verified()
  const { world, id, editor } = d
  const markIds = (await exhibitRow(world.db, id))?.marks.map((mark) => mark.id) ?? []
  await refuses('invalid', rejectExhibit(world, editor, { id, reason: 'x', markIds: ['mrk_none'] }))
  const said = { reason: 'The box is too small.', markIds }
  const refused = await leavesOneRow(world, 'exhibit.reject', editor, () =>
    rejectExhibit(world, editor, { id, ...said }),
  )
  assert.deepEqual([refused.status, refused.rejected], ['failed', { ...said, by: editor.id }])
  await refuses('conflict', approveExhibit(world, editor, { id }))
})
