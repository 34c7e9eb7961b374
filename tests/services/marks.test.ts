import assert from 'node:assert/strict'
import { test } from 'node:test'
import { documentPlaces, exhibitNotes, marks } from '#db/schema'
import { type AddMarks, addMarksSchema } from '#lib/domain/mark'
import { addMarks } from '#lib/services/exhibits/add-marks'
import { editMark } from '#lib/services/exhibits/edit-mark'
import { listMarks } from '#lib/services/exhibits/list-marks'
import { prepareExhibit } from '#lib/services/exhibits/prepare-exhibit'
import { removeMark } from '#lib/services/exhibits/remove-mark'
import { viewExhibit } from '#lib/services/exhibits/view-exhibit'
import { viewMark } from '#lib/services/exhibits/view-mark'
import { buildTeam, leavesNoRow, leavesOneRow, refuses } from '../build.ts'
import { buildDocument } from '../papers.ts'
import { testWorld } from '../world.ts'

const pages = [
  'Notes for Casey Placeholder\ncall 555-0142 or write chief@waynesboro.example',
  'Casey Placeholder agreed\nand signed twice twice',
]

async function desk(name = 'notes.pdf') {
  const t = await testWorld()
  const team = await buildTeam(t.world)
  const investigationId = team.investigation.id
  const document = await buildDocument(t.world, { investigationId, pages, name })
  const mark = (input: AddMarks, by = team.reporter) => addMarks(t.world, by, { documentId: document.id, input })
  const list = () => listMarks(t.world, team.viewer, { documentId: document.id })
  return {
    ...team,
    world: t.world,
    investigationId,
    document,
    mark,
    list,
    [Symbol.asyncDispose]: t[Symbol.asyncDispose],
  }
}

test('a reporter marks a box, widened to whole words, with reason, exemption and note', async () => {
  await using d = await desk()
  const boxes: [number, number, number, number][] = [[0.11, 0.001, 0.13, 0.01]]
  const asked = { page: 1, boxes, reason: 'personal', exemption: 'Va. Code § 2.2-3705.1', note: 'the trainer' }
  const { data } = await leavesOneRow(d.world, 'mark.add', d.reporter, () => d.mark({ marks: [asked] }))
  const [mark] = data
  assert.deepEqual([mark?.words, mark?.boxes], ['Casey', [[0.1, 0, 0.14, 0.015]]])
  assert.equal(mark?.context, 'Notes for [Casey] Placeholder call 555-0142 or write')
  assert.deepEqual(
    [mark?.reason, mark?.exemption, mark?.note, mark?.author],
    ['personal', 'Va. Code § 2.2-3705.1', 'the trainer', 'Rena'],
  )
  assert.deepEqual(await d.list(), data)
  assert.deepEqual(await viewMark(d.world, d.viewer, { id: mark?.id ?? '', documentId: d.document.id }), mark)
})

test('a box that covers nothing is refused, also where it was drawn the wrong way round', () => {
  const reason = 'personal'
  const wrong = [
    [0.5, 0.5, 0.4, 0.6],
    [0.4, 0.6, 0.5, 0.5],
    [0.5, 0.5, 0.5, 0.6],
    [0.5, 0.5, 1.1, 0.6],
    [0.5, 0.5, 0.6],
  ]
  for (const box of wrong)
    assert.equal(addMarksSchema.safeParse({ marks: [{ page: 1, boxes: [box], reason }] }).success, false, `${box}`)
  assert.ok(addMarksSchema.safeParse({ marks: [{ page: 1, boxes: [[0.4, 0.5, 0.5, 0.6]], reason }] }).success)
})

test('a quote is marked wherever it stands on its page; one that does not is refused in words', async () => {
  await using d = await desk()
  const { data } = await d.mark({ marks: [{ page: 2, quote: 'twice', reason: 'other' }] })
  assert.equal(data.length, 2)
  await leavesNoRow(d.world, async () => {
    const wrong = { page: 2, quote: 'never said', reason: 'other' }
    const error = await refuses('invalid', d.mark({ marks: [wrong] }))
    assert.deepEqual(error.detail.errors, [{ field: 'marks.0.quote', message: 'These words do not stand on page 2.' }])
    await refuses('invalid', d.mark({ marks: [{ page: 9, quote: 'twice', reason: 'other' }] }))
    await refuses('invalid', d.mark({ marks: [{ page: 2, quote: 'twice', reason: 'because' }] }))
  })
})

test('a term or pattern is found first and marked then; what is marked already is said so and not marked twice', async () => {
  await using d = await desk()
  const find = { find: 'casey placeholder', reason: 'personal' }
  await leavesNoRow(d.world, async () => {
    const { data } = await d.mark({ ...find, dryRun: true }, d.viewer)
    assert.deepEqual(
      data.map(({ id, page, words, marked }) => [id, page, words, marked]),
      [
        [null, 1, 'Casey Placeholder', false],
        [null, 2, 'Casey Placeholder', false],
      ],
    )
  })
  assert.equal((await d.mark({ ...find, pages: '1' })).data.length, 1)
  const again = await d.mark({ ...find, dryRun: true })
  assert.deepEqual(
    again.data.map(({ marked }) => marked),
    [true, false],
  )
  assert.equal((await d.mark(find)).data.length, 1)
  const emails = await d.mark({ find: { pattern: 'email' }, reason: 'personal' })
  const phones = await d.mark({ find: { pattern: 'phone' }, reason: 'personal' })
  assert.deepEqual(
    [...emails.data, ...phones.data].map(({ words }) => words),
    ['chief@waynesboro.example', '555-0142'],
  )
  assert.equal((await d.mark({ find: ['agreed', 'signed'], reason: 'other' })).data.length, 2)
  assert.equal((await d.world.db.select().from(marks)).length, 6)
})

test('a mark warns where its words still stand: other pages, attachments, the file’s name; until somebody says they may', async () => {
  await using d = await desk('Placeholder_555-0142.pdf')
  const carried = await buildDocument(d.world, {
    investigationId: d.investigationId,
    pages: ['Enclosed for Casey Placeholder'],
    name: 'enclosure.pdf',
  })
  const place = { id: d.world.id('place'), investigationId: d.investigationId, documentId: carried.id }
  await d.world.transact((tx) => tx.insert(documentPlaces).values({ ...place, parentId: d.document.id }))
  const [name] = (await d.mark({ find: 'Casey Placeholder', reason: 'personal', pages: '1' })).data
  assert.deepEqual(name?.elsewhere.map(({ in: where, page, text }) => [where, page, text]).sort(), [
    ['attachment', 1, 'Enclosed for Casey Placeholder'],
    ['page', 2, 'Casey Placeholder agreed and signed twice twice'],
  ])
  const [number] = (await d.mark({ find: '555-0142', reason: 'personal' })).data
  assert.deepEqual(number?.elsewhere, [{ in: 'name', text: 'Placeholder_555-0142.pdf' }])
  await d.mark({ find: 'Casey Placeholder', reason: 'personal' })
  const first = (await d.list()).find(({ words }) => words === 'Casey Placeholder')
  assert.deepEqual(
    first?.elsewhere.map(({ in: where }) => where),
    ['attachment'],
  )
  const id = first?.id ?? ''
  const edited = await leavesOneRow(d.world, 'mark.edit', d.reporter, () =>
    editMark(d.world, d.reporter, {
      id,
      documentId: d.document.id,
      version: 1,
      staysElsewhere: 'not part of the exhibit',
    }),
  )
  assert.equal(edited.staysElsewhere, 'not part of the exhibit')
  await refuses(
    'conflict',
    editMark(d.world, d.reporter, { id, documentId: d.document.id, version: 1, reason: 'other' }),
  )
})

test('what stands in an attachment can be marked there too; the titles and public notes of its exhibits are looked through', async () => {
  await using d = await desk()
  const carried = await buildDocument(d.world, {
    investigationId: d.investigationId,
    pages: ['Enclosed for Casey Placeholder'],
    name: 'enclosure.pdf',
  })
  const place = { id: d.world.id('place'), investigationId: d.investigationId, documentId: carried.id }
  await d.world.transact((tx) => tx.insert(documentPlaces).values({ ...place, parentId: d.document.id }))
  await d.mark({ find: 'Casey Placeholder', reason: 'personal' })
  const elsewhere = async () => (await d.list())[0]?.elsewhere ?? []
  const number = `${d.investigation.key}-D${carried.number}`
  const enclosed = { in: 'attachment', of: number, documentId: carried.id, page: 1 }
  assert.deepEqual(await elsewhere(), [{ ...enclosed, text: 'Enclosed for Casey Placeholder' }])
  const find = { find: 'Casey Placeholder', reason: 'personal' }
  await addMarks(d.world, d.reporter, { documentId: carried.id, input: find })
  assert.deepEqual(await elsewhere(), [])

  const prepare = (title: string, replaces?: string) =>
    prepareExhibit(d.world, d.reporter, {
      documentId: d.document.id,
      input: { title, ...(replaces ? { replaces } : {}) },
    })
  const told = await prepare('What Casey Placeholder wrote down')
  const titled = { in: 'title', of: told.number, text: 'What Casey Placeholder wrote down' }
  assert.deepEqual(await elsewhere(), [titled])
  const again = await prepare('What the trainer wrote down', told.id)
  assert.deepEqual(await elsewhere(), []) // the newest version of a number is the one that may leave
  const note = { id: d.world.id('exhibitNote'), exhibitId: again.id, page: 1, boxes: [], position: 1 }
  await d.world.transact((tx) =>
    tx.insert(exhibitNotes).values({ ...note, title: '', text: 'Ask Casey Placeholder', findingId: null }),
  )
  assert.deepEqual(await elsewhere(), [{ in: 'note', of: told.number, text: 'Ask Casey Placeholder' }])
})

test('a mark tells how it was drawn, so that it can be put back whole; changed to its whole line it covers that, and exhibits made before are old', async () => {
  await using d = await desk()
  const documentId = d.document.id
  const given: [number, number, number, number][] = [[0.11, 0.001, 0.13, 0.01]]
  const [line] = (await d.mark({ marks: [{ page: 1, boxes: given, reason: 'personal', wholeLine: true }] })).data
  assert.deepEqual([line?.given, line?.wholeLine, line?.words], [given, true, 'Casey'])
  assert.deepEqual(line?.boxes, [[0, 0, 0.19, 0.015]])
  await removeMark(d.world, d.reporter, { id: line?.id ?? '', documentId })
  const again = { page: 1, boxes: line?.given ?? [], reason: 'personal', wholeLine: line?.wholeLine ?? false }
  const [back] = (await d.mark({ marks: [again] })).data
  assert.deepEqual([back?.boxes, back?.words], [line?.boxes, line?.words])

  const made = await prepareExhibit(d.world, d.reporter, { documentId, input: { title: 'Notes' } })
  const id = back?.id ?? ''
  const isStale = async () => (await viewExhibit(d.world, d.viewer, { id: made.id })).stale
  assert.equal(await isStale(), false)
  const narrow = await leavesOneRow(d.world, 'mark.edit', d.reporter, () =>
    editMark(d.world, d.reporter, { id, documentId, wholeLine: false }),
  )
  assert.deepEqual([narrow.boxes, narrow.wholeLine], [[[0.1, 0, 0.14, 0.015]], false])
  assert.equal(await isStale(), true)
  await editMark(d.world, d.reporter, { id, documentId, wholeLine: true, note: 'the trainer' })
  assert.equal(await isStale(), false)
})

test('who may not: a viewer neither marks nor unmarks, a stranger and another investigation see nothing', async () => {
  await using d = await desk()
  const { data } = await d.mark({ find: 'agreed', reason: 'other' })
  const id = data[0]?.id ?? ''
  const other = await buildTeam(d.world, 'Another matter')
  const elsewhere = await buildDocument(d.world, { investigationId: other.investigation.id, pages: ['x'] })
  await leavesNoRow(d.world, async () => {
    await refuses('forbidden', d.mark({ find: 'agreed', reason: 'other' }, d.viewer))
    await refuses('not_found', d.mark({ find: 'agreed', reason: 'other' }, d.stranger))
    await refuses('not_found', d.mark({ find: 'agreed', reason: 'other', dryRun: true }, d.stranger))
    await refuses('not_found', listMarks(d.world, d.stranger, { documentId: d.document.id }))
    await refuses('forbidden', removeMark(d.world, d.viewer, { id, documentId: d.document.id }))
    await refuses('not_found', removeMark(d.world, d.stranger, { id, documentId: d.document.id }))
    await refuses('not_found', removeMark(d.world, other.reporter, { id, documentId: elsewhere.id }))
    await refuses('not_found', removeMark(d.world, d.reporter, { id, documentId: elsewhere.id }))
    await refuses('forbidden', editMark(d.world, d.viewer, { id, documentId: d.document.id, reason: 'other' }))
  })
  const number = `${d.investigation.key}-D${d.document.number}`
  await leavesOneRow(d.world, 'mark.remove', d.reporter, () =>
    removeMark(d.world, d.reporter, { id, documentId: number }),
  )
  assert.deepEqual(await d.list(), [])
})
