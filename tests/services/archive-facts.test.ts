import assert from 'node:assert/strict'
import { test } from 'node:test'
import { viewDocument } from '#lib/services/documents/view-document'
import { buildTeam } from '../build.ts'
import { doAllWork, keepFile } from '../fixtures/keep-file.ts'
import { drawLines, pdfOf, stream, textPdf } from '../fixtures/make-pdf.ts'
import { testWorld } from '../world.ts'

/** A letter whose second line an agency has covered with a black box, whose third is white on white. */
const letter = `${drawLines(['The invoice was approved by', 'Officer Jane Roe', 'internal use only'])}
  0 g 60 698 200 16 re f`.replace('(internal', '1 g (internal')

const told = `/Info << /Author (Jane Roe) /Producer (Office Printer 4) /CreationDate (D:20250812143000-07'00') >> `
const covered = pdfOf(
  [
    '<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>',
    '<< /Type /Pages /Kids [4 0 R] /Count 1 >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>',
    stream(letter),
  ],
  told,
)

test('what a PDF says of itself is kept: author, programs, dates, scripts', async () => {
  await using t = await testWorld()
  const { investigation, viewer, reporter } = await buildTeam(t.world)
  const at = { investigationId: investigation.id, name: 'letter.pdf' }
  const { document } = await keepFile(t.world, reporter, covered, at)
  await doAllWork(t.world)
  const { facts } = await viewDocument(t.world, viewer, { id: document.id })
  assert.equal(facts?.author, 'Jane Roe')
  assert.equal(facts?.producer, 'Office Printer 4')
  assert.equal(facts?.createdAt, '2025-08-12T14:30:00-07:00')
  assert.deepEqual([facts?.tagged, facts?.scripts, facts?.revisions], [true, 1, 1])
})

test('letters under a black box and white letters on white are counted, page by page, for editors', async () => {
  await using t = await testWorld()
  const { investigation, reporter, editor } = await buildTeam(t.world)
  const at = { investigationId: investigation.id, name: 'letter.pdf' }
  const { document } = await keepFile(t.world, reporter, covered, at)
  await doAllWork(t.world)
  const { facts, warnings } = await viewDocument(t.world, editor, { id: document.id })
  assert.deepEqual(facts?.hiddenText, [
    { page: 1, kind: 'under_a_box', count: 'OfficerJaneRoe'.length },
    { page: 1, kind: 'same_colour', count: 'internaluseonly'.length },
  ])
  assert.deepEqual(
    warnings.filter((w) => w.code === 'hidden_text'),
    [{ code: 'hidden_text', page: 1, count: 29 }],
  )
})

test('a page that hides nothing is not warned of', async () => {
  await using t = await testWorld()
  const { investigation, reporter } = await buildTeam(t.world)
  const plain = textPdf([['A letter.', 'Nothing is hidden in it; not a single word.']])
  const at = { investigationId: investigation.id, name: 'plain.pdf' }
  const { document } = await keepFile(t.world, reporter, plain, at)
  await doAllWork(t.world)
  const { facts, warnings } = await viewDocument(t.world, reporter, { id: document.id })
  assert.deepEqual([facts?.hiddenText, warnings], [undefined, []])
})
