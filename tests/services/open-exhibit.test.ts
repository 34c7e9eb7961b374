import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addMarks } from '#lib/services/exhibits/add-marks'
import { approveExhibit } from '#lib/services/exhibits/approve-exhibit'
import { addExhibitNote, listExhibitNotes, removeExhibitNote } from '#lib/services/exhibits/note-exhibit'
import { openExhibit, openFile, openPicture } from '#lib/services/exhibits/open-exhibit'
import { prepareExhibit } from '#lib/services/exhibits/prepare-exhibit'
import { noteUpdate, publishExhibit, withdrawExhibit } from '#lib/services/exhibits/publish-exhibit'
import { addFinding } from '#lib/services/findings/add-finding'
import { defineFindingType } from '#lib/services/findings/define-finding-type'
import { anyone, buildTeam, leavesOneRow, refuses } from '../build.ts'
import { doAllWork, keepFile } from '../fixtures/keep-file.ts'
import { textPdf } from '../fixtures/make-pdf.ts'
import { testWorld } from '../world.ts'

const person = 'Casey Placeholder'

/** A verified exhibit of a reporter, pages 2 and 3 of 3, with one mark. */
async function verified() {
  const t = await testWorld()
  const { world } = t
  const team = await buildTeam(world, 'Ring partnerships', 'RING')
  const investigationId = team.investigation.id
  const bytes = textPdf([['A cover'], ['Footage is kept', `said ${person} then`], ['The end']])
  const { document } = await keepFile(world, team.reporter, bytes, { investigationId, name: 'notes.pdf' })
  await doAllWork(world)
  const documentId = document.id
  await addMarks(world, team.reporter, { documentId, input: { find: person, reason: 'personal' } })
  const prepare = (more = {}) =>
    prepareExhibit(world, team.reporter, { documentId, input: { title: 'Storage', pages: '2-3', ...more } })
  const { id } = await prepare()
  await doAllWork(world)
  return { ...team, t, world, documentId, prepare, id, [Symbol.asyncDispose]: t[Symbol.asyncDispose] }
}

test('everybody reads the published version of an address with its frozen facts, and nothing before or after', {
  timeout: 120_000,
}, async () => {
  await using d = await verified()
  const { world, id, editor } = d
  const asked = { slug: 'storage' }
  await refuses('not_found', openExhibit(world, anyone, asked))
  await approveExhibit(world, editor, { id })
  await publishExhibit(world, editor, { id, embargoUntil: '2099-01-01' })
  await refuses('not_found', openExhibit(world, anyone, asked))
  await publishExhibit(world, editor, { id, download: false })
  const open = await openExhibit(world, anyone, asked)
  assert.deepEqual(
    [open.facts.number, open.facts.pages, open.facts.reasons, open.sourcePages, open.version],
    ['RING-E1', 3, [{ reason: 'personal', count: 1 }], [2, 3], 1],
  )
  assert.deepEqual([open.facts.agency, open.facts.law, open.facts.requestedOn], [null, null, null]) // came by no request
  assert.equal(open.checks.length, 8)
  assert.equal(JSON.stringify(open).includes(d.documentId), false)
  await refuses('not_found', openFile(world, anyone, asked))
  await refuses('not_found', openPicture(world, anyone, { ...asked, page: 3 }))
  await withdrawExhibit(world, editor, { id, reason: 'A date was wrong.' })
  const asks = [() => openExhibit(world, anyone, asked), () => openPicture(world, d.owner, { ...asked, page: 1 })]
  for (const ask of asks)
    assert.match(
      (await refuses('gone', ask())).message,
      /^RING-E1 was withdrawn on 2 November 2026\. A date was wrong\.$/,
    )
})

test('the next version takes over the address; an update that says what it takes out is not shown with it', {
  timeout: 120_000,
}, async () => {
  await using d = await verified()
  const { world, id, editor } = d
  await approveExhibit(world, editor, { id })
  await publishExhibit(world, editor, { id })
  await noteUpdate(world, editor, { id, text: 'The End was added.' })
  await noteUpdate(world, editor, { id, text: 'A comment came.', correction: true })
  const before = await openExhibit(world, anyone, { slug: 'storage' })
  assert.deepEqual(
    before.updates.map(({ text }) => text),
    ['The End was added.', 'A comment came.'],
  )
  await addMarks(world, d.reporter, { documentId: d.documentId, input: { find: 'The end', reason: 'other' } })
  const next = await d.prepare({ replaces: id })
  await doAllWork(world)
  await approveExhibit(world, editor, { id: next.id })
  await publishExhibit(world, editor, { id: next.id })
  const now = await openExhibit(world, anyone, { slug: 'storage' })
  assert.deepEqual([now.version, now.updates.map(({ text }) => text)], [2, ['A comment came.']])
  assert.notEqual(now.sha256, before.sha256)
})

test('an editor adds and takes off numbered notes before and after publishing; a finding’s note quotes what is left', {
  timeout: 120_000,
}, async () => {
  await using d = await verified()
  const { world, id, editor } = d
  const investigationId = d.investigation.id
  const type = await defineFindingType(world, d.reporter, { investigationId, name: 'Storage' })
  const finding = await addFinding(world, d.reporter, {
    investigationId,
    typeId: type.id,
    statement: 'Somebody said it',
    anchors: [{ documentId: d.documentId, page: 2, quote: `said ${person} then`, role: 'supports' }],
  })
  const text = 'It ends here.'
  await refuses('forbidden', addExhibitNote(world, d.reporter, { id, page: 2, text }))
  await refuses('not_found', addExhibitNote(world, d.stranger, { id, page: 2, text }))
  await refuses('unauthenticated', addExhibitNote(world, anyone, { id, page: 2, text }))
  await refuses('invalid', addExhibitNote(world, editor, { id, page: 3, text }))
  await refuses('invalid', addExhibitNote(world, editor, { id, findingId: finding.id, page: 2, text }))
  const late = await leavesOneRow(world, 'exhibit.note', editor, () =>
    addExhibitNote(world, editor, { id, page: 2, text }),
  )
  const quoted = await addExhibitNote(world, editor, {
    id,
    findingId: String(finding.number),
    title: 'Who',
    text: 'A clerk.',
  })
  assert.deepEqual([quoted.page, quoted.number, quoted.quote], [1, 1, 'said [redacted: personal] then'])
  assert.deepEqual(
    (await listExhibitNotes(world, d.viewer, { id })).map(({ number, page }) => [number, page]),
    [
      [1, 1],
      [2, 2],
    ],
  )
  await approveExhibit(world, editor, { id })
  await publishExhibit(world, editor, { id })
  const open = async () => (await openExhibit(world, anyone, { slug: 'storage' })).notes
  assert.deepEqual(
    (await open()).map(({ title, quote }) => [title, quote]),
    [
      ['Who', 'said [redacted: personal] then'],
      ['', null],
    ],
  )
  await refuses('forbidden', removeExhibitNote(world, d.reporter, { id, noteId: late.id }))
  await leavesOneRow(world, 'exhibit.note', editor, () => removeExhibitNote(world, editor, { id, noteId: late.id }))
  await refuses('not_found', removeExhibitNote(world, editor, { id, noteId: late.id }))
  assert.equal((await open()).length, 1)
})
