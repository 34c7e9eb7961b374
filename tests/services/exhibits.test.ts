import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exhibitPages } from '#db/schema'
import { addMarks } from '#lib/services/exhibits/add-marks'
import { prepareExhibit } from '#lib/services/exhibits/prepare-exhibit'
import { exhibitRow } from '#lib/services/exhibits/present-exhibit'
import { buildTeam, leavesOneRow } from '../build.ts'
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
