import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eq, getTableName, is } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import * as schema from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { correctPage } from '#lib/services/documents/correct-page'
import { findInDocument } from '#lib/services/documents/find-in-document'
import { replaceDocument } from '#lib/services/documents/replace-document'
import { retryDocument } from '#lib/services/documents/retry-document'
import { viewDocument } from '#lib/services/documents/view-document'
import { viewPage } from '#lib/services/documents/view-page'
import { viewPages } from '#lib/services/documents/view-pages'
import { addMarks } from '#lib/services/exhibits/add-marks'
import { prepareExhibit } from '#lib/services/exhibits/prepare-exhibit'
import { makeExport } from '#lib/services/exports/make-export'
import { addFinding } from '#lib/services/findings/add-finding'
import { defineFindingType } from '#lib/services/findings/define-finding-type'
import { deleteFinding } from '#lib/services/findings/delete-finding'
import { decideQuarantine } from '#lib/services/quarantine/decide-quarantine'
import { listQuarantines } from '#lib/services/quarantine/list-quarantines'
import { showHeldWords } from '#lib/services/quarantine/show-held-words'
import { viewQuarantine } from '#lib/services/quarantine/view-quarantine'
import { searchEverything } from '#lib/services/search/search-everything'
import { buildTeam, leavesNoRow, leavesOneRow, refuses } from '../build.ts'
import { doAllWork, keepFile } from '../fixtures/keep-file.ts'
import { drawLines, textPdf } from '../fixtures/make-pdf.ts'
import { testWorld } from '../world.ts'

/** Between two lines that everybody reads one under a black box; and one in white. */
const failed = textPdf([
  `${drawLines(['The invoice was approved by', 'Officer Quoxzy Roe', 'and paid in full'])}
   0 g 60 698 200 16 re f 1 g ${drawLines(['Zwaxbid note'], 72, 500)}`,
  ['A second page without anything hidden'],
])
const hidden = ['Officer', 'Quoxzy', 'Roe', 'Zwaxbid', 'note']
const count = hidden.join('').length
const why = 'It names an officer who is not charged.'

async function desk(bytes: Uint8Array = failed, name = 'invoice.pdf') {
  const t = await testWorld()
  const team = await buildTeam(t.world)
  const investigationId = team.investigation.id
  const { document } = await keepFile(t.world, team.reporter, bytes, { investigationId, name })
  await doAllWork(t.world)
  const decide = (decision: 'keep' | 'release', by: Actor = team.editor) =>
    decideQuarantine(t.world, by, { id: document.id, decision, reason: why })
  const type = await defineFindingType(t.world, team.reporter, { investigationId, name: 'Clause' })
  const quote = (words: string) =>
    addFinding(t.world, team.reporter, {
      investigationId,
      typeId: type.id,
      statement: 'Somebody approved it.',
      anchors: [{ documentId: document.id, page: 1, quote: words, role: 'supports' }],
    })
  return { t, world: t.world, ...team, investigationId, id: document.id, decide, quote }
}
type Desk = Awaited<ReturnType<typeof desk>>

/** How often each door that shows, finds or copies text gives a word away. */
async function doors({ world, viewer, reporter, editor, id, investigationId }: Desk, word: string) {
  const { layers } = await viewDocument(world, viewer, { id })
  const texts: string[] = []
  for (const by of [viewer, reporter, editor]) {
    texts.push(JSON.stringify(await viewDocument(world, by, { id })))
    texts.push(JSON.stringify(await viewPages(world, by, { id, from: 1, count: 40 })))
    texts.push(JSON.stringify(await viewPage(world, by, { id, page: 1 })))
    for (const { layer } of layers) texts.push(JSON.stringify(await viewPage(world, by, { id, page: 1, layer })))
  }
  const found = await findInDocument(world, viewer, { id, q: word })
  const search = await searchEverything(world, viewer, { q: word, investigationId, limit: 50 })
  const beside = await searchEverything(world, viewer, { q: 'invoice', investigationId, limit: 50 })
  const marked = await addMarks(world, reporter, {
    documentId: id,
    input: { find: word, reason: 'personal', dryRun: true },
  })
  return {
    text: texts.filter((text) => text.includes(word)).length,
    find: found.total,
    search: search.total,
    snippet: JSON.stringify(beside).includes(word),
    marks: marked.data.length,
  }
}
const closed = { text: 0, find: 0, search: 0, snippet: false, marks: 0 }

test('hidden text is counted and held back: no screen, search, quote or mark has a word of it', async () => {
  const d = await desk()
  await using _ = d.t
  for (const word of hidden) assert.deepEqual(await doors(d, word), closed, word)
  assert.equal(
    (await viewPage(d.world, d.viewer, { id: d.id, page: 1 })).text,
    'The invoice was approved by\nand paid in full',
  )
  await refuses('invalid', d.quote('Quoxzy Roe'))
  await refuses('invalid', d.quote('by Officer'))
})

test('in the whole record it stands in one table only, and in no audit row', async () => {
  const d = await desk()
  await using _ = d.t
  await showHeldWords(d.world, d.editor, { id: d.id })
  await d.decide('keep')
  const holding: string[] = []
  for (const table of Object.values(schema)) {
    if (!is(table, SQLiteTable) && !is(table, PgTable)) continue
    const rows = await d.world.db.select().from(table as never)
    if (JSON.stringify(rows).includes('Quoxzy')) holding.push(getTableName(table as never))
  }
  assert.deepEqual(holding, ['held_pages'])
})

test('members read that text is held back, editors also where and how much, nobody which', async () => {
  const d = await desk()
  await using _ = d.t
  for (const by of [d.viewer, d.reporter]) {
    const document = await viewDocument(d.world, by, { id: d.id })
    assert.deepEqual(document.warnings, [{ code: 'hidden_text' }])
    assert.deepEqual([document.quarantine, document.facts?.hiddenText], [undefined, undefined])
    await leavesNoRow(d.world, () => refuses('forbidden', viewQuarantine(d.world, by, { id: d.id })))
    await leavesNoRow(d.world, () => refuses('forbidden', showHeldWords(d.world, by, { id: d.id })))
    await leavesNoRow(d.world, () => refuses('forbidden', d.decide('release', by)))
    assert.deepEqual(await listQuarantines(d.world, by), [])
  }
  await leavesNoRow(d.world, () => refuses('not_found', viewQuarantine(d.world, d.stranger, { id: d.id })))
  await leavesNoRow(d.world, () => refuses('not_found', showHeldWords(d.world, d.stranger, { id: d.id })))
  await leavesNoRow(d.world, () => refuses('not_found', d.decide('release', d.stranger)))
  const document = await viewDocument(d.world, d.editor, { id: d.id })
  assert.deepEqual(document.warnings, [{ code: 'hidden_text', page: 1, count }])
  const said = await viewQuarantine(d.world, d.editor, { id: d.id })
  assert.deepEqual([said.count, said.decision, said.pages.map(({ page }) => page)], [count, null, [1]])
  assert.deepEqual(
    said.pages[0]?.places.map(({ kind, count }) => [kind, count]),
    [
      ['under_a_box', 'OfficerQuoxzyRoe'.length],
      ['same_colour', 'Zwaxbidnote'.length],
    ],
  )
  const [box] = said.pages[0]?.places[0]?.boxes ?? []
  assert.ok(box && box[0] > 0.1 && box[0] < 0.13 && box[1] > 0.09 && box[3] < 0.13, `${box}`)
  const [waiting] = await listQuarantines(d.world, d.editor)
  assert.deepEqual([waiting?.number, waiting?.count], [document.number, count])
})

test('an editor is shown the words when they ask, and that is in the audit', async () => {
  const d = await desk()
  await using _ = d.t
  const { data } = await leavesOneRow(d.world, 'quarantine.show', d.editor, () =>
    showHeldWords(d.world, d.editor, { id: d.id }),
  )
  assert.deepEqual(data, [{ page: 1, text: 'Officer Quoxzy Roe\nZwaxbid note' }])
})

test('released, the words stand where they stood, in a layer of their own, and are found, quoted and marked', async () => {
  const d = await desk()
  await using _ = d.t
  const before = await viewPage(d.world, d.viewer, { id: d.id, page: 1 })
  const decided = await leavesOneRow(d.world, 'quarantine.decide', d.editor, () => d.decide('release'))
  assert.deepEqual([decided.decision, decided.reason, decided.decidedBy], ['release', why, 'Edda'])
  const page = await viewPage(d.world, d.viewer, { id: d.id, page: 1 })
  assert.equal(page.text, 'The invoice was approved by\nOfficer Quoxzy Roe\nand paid in full\nZwaxbid note')
  assert.equal(page.layer, before.layer + 1)
  assert.equal((await viewPage(d.world, d.viewer, { id: d.id, page: 1, layer: before.layer })).text, before.text)
  await doAllWork(d.world)
  const open = await doors(d, 'Quoxzy')
  assert.deepEqual([open.find, open.search, open.marks, open.text > 0], [1, 1, 1, true])
  assert.equal((await d.quote('Officer Quoxzy Roe')).anchors.length, 1)
  assert.deepEqual((await viewDocument(d.world, d.viewer, { id: d.id })).warnings, [])
  assert.deepEqual(await listQuarantines(d.world, d.editor), [])
})

test('what is decided may be decided otherwise: taken back, no layer has the words any more', async () => {
  const d = await desk()
  await using _ = d.t
  await d.decide('release')
  const finding = await d.quote('Quoxzy Roe')
  await leavesNoRow(d.world, async () => {
    const refused = await refuses('conflict', d.decide('keep'))
    assert.match(refused.message, new RegExp(finding.number))
  })
  await deleteFinding(d.world, d.reporter, { id: finding.id })
  const beside = await d.quote('and paid in full')
  const inTheMiddle = { page: 1, quote: 'paid', reason: 'personal' }
  await addMarks(d.world, d.reporter, { documentId: d.id, input: { marks: [inTheMiddle] } })
  const { words, layer } = await viewPage(d.world, d.viewer, { id: d.id, page: 1 })
  const at = words.findIndex(({ text }) => text === 'Roe')
  await correctPage(d.world, d.reporter, { id: d.id, page: 1, words: [at, at], text: 'Rowe', layer })
  await leavesOneRow(d.world, 'quarantine.decide', d.editor, () => d.decide('keep'))
  await doAllWork(d.world)
  for (const word of [...hidden, 'Rowe']) assert.deepEqual(await doors(d, word), closed, word)
  const quotes = await d.world.db.select().from(schema.anchors).where(eq(schema.anchors.findingId, beside.id))
  const marks = await d.world.db.select().from(schema.marks)
  assert.deepEqual([quotes.length, marks.length], [1, 1])
  for (const word of hidden.slice(0, 4)) assert.equal(JSON.stringify([quotes, marks]).includes(word), false, word)
  assert.deepEqual((await viewDocument(d.world, d.viewer, { id: d.id })).warnings, [{ code: 'hidden_text' }])
})

test('there is nothing to decide twice, nor where nothing is held', async () => {
  const d = await desk()
  await using _ = d.t
  await d.decide('keep')
  await leavesNoRow(d.world, () => refuses('conflict', d.decide('keep')))
  const plain = await keepFile(d.world, d.reporter, textPdf([['Nothing hidden']]), {
    investigationId: d.investigationId,
    name: 'plain.pdf',
  })
  await doAllWork(d.world)
  const input = { id: plain.document.id, decision: 'keep' as const, reason: why }
  await leavesNoRow(d.world, () => refuses('conflict', decideQuarantine(d.world, d.editor, input)))
  await leavesNoRow(d.world, () => refuses('conflict', showHeldWords(d.world, d.editor, input)))
  await refuses('not_found', viewQuarantine(d.world, d.editor, input))
})

test('read again the words stay held, and what was decided of them holds', async () => {
  const d = await desk()
  await using _ = d.t
  const again = async () => {
    await retryDocument(d.world, d.reporter, { id: d.id })
    await doAllWork(d.world)
  }
  await again()
  assert.deepEqual(await doors(d, 'Quoxzy'), closed)
  assert.equal((await listQuarantines(d.world, d.editor)).length, 1)
  await d.decide('release')
  await again()
  assert.match((await viewPage(d.world, d.viewer, { id: d.id, page: 1 })).text, /Officer Quoxzy Roe\nand paid/)
  assert.equal((await doors(d, 'Quoxzy')).search, 1)
  await d.decide('keep')
  assert.deepEqual(await doors(d, 'Quoxzy'), closed)
  await again()
  assert.deepEqual(await doors(d, 'Quoxzy'), closed)
  assert.deepEqual(await listQuarantines(d.world, d.editor), [], 'it is decided')
})

test('another file in its place is decided upon anew, and one without hidden text waits for nobody', async () => {
  const d = await desk()
  await using _ = d.t
  await d.decide('release')
  const put = async (bytes: Buffer) => {
    const body = (async function* () {
      yield bytes
    })()
    await replaceDocument(d.world, d.reporter, { id: d.id, bytes: body, declared: bytes.length })
    await doAllWork(d.world)
  }
  await put(textPdf([`${drawLines(['Shown', 'Plimquex'])} 0 g 60 698 200 16 re f`]))
  assert.deepEqual(await doors(d, 'Plimquex'), closed)
  assert.equal((await viewQuarantine(d.world, d.editor, { id: d.id })).decision, null)
  await put(textPdf([['Shown']]))
  await refuses('not_found', viewQuarantine(d.world, d.editor, { id: d.id }))
  assert.deepEqual(await listQuarantines(d.world, d.editor), [])
})

test('an exhibit has none of it, held or released: nobody sees it on the page', async () => {
  const d = await desk()
  await using _ = d.t
  await d.decide('release')
  const asked = { documentId: d.id, input: { title: 'An invoice' } }
  await addMarks(d.world, d.reporter, {
    documentId: d.id,
    input: { marks: [{ page: 2, quote: 'second', reason: 'personal' }] },
  })
  const { id } = await prepareExhibit(d.world, d.reporter, asked)
  await doAllWork(d.world)
  const rows = await d.world.db.select().from(schema.exhibitPages).where(eq(schema.exhibitPages.exhibitId, id))
  assert.equal(rows.length, 2)
  assert.match(rows[0]?.text ?? '', /approved by\nand paid/)
  for (const word of hidden) assert.equal(JSON.stringify(rows).includes(word), false, word)
})

test('a story pack of the team has none of it but in the file itself', async () => {
  const d = await desk()
  await using _ = d.t
  const { id } = await makeExport(d.world, d.reporter, { id: d.investigationId, files: 'originals' })
  await doAllWork(d.world)
  const [row] = await d.world.db.select().from(schema.exports).where(eq(schema.exports.id, id))
  assert.ok(row?.sha256)
  const file = await d.world.blobs.local(row.sha256)
  const { readFileSync } = await import('node:fs')
  const bytes = readFileSync(file.path)
  await file.release()
  const name = Buffer.from('Quoxzy')
  let places = 0
  for (let at = bytes.indexOf(name); at !== -1; at = bytes.indexOf(name, at + 1)) places++
  assert.ok(places <= 1, 'only in the original, which is kept as it came')
})
