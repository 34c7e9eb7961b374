import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { jobs } from '#db/schema'
import { deleteDocument } from '#lib/services/documents/delete-document'
import { downloadOriginal } from '#lib/services/documents/download-original'
import { editDocument } from '#lib/services/documents/edit-document'
import { findInDocument } from '#lib/services/documents/find-in-document'
import { listDocuments } from '#lib/services/documents/list-documents'
import { markRead } from '#lib/services/documents/mark-read'
import { openViewer } from '#lib/services/documents/open-viewer'
import { parkUpload } from '#lib/services/documents/park-upload'
import { retryDocument } from '#lib/services/documents/retry-document'
import { takeUpload } from '#lib/services/documents/take-upload'
import { viewDocument } from '#lib/services/documents/view-document'
import { viewPage } from '#lib/services/documents/view-page'
import { viewPageImage } from '#lib/services/documents/view-page-image'
import { viewPageSizes } from '#lib/services/documents/view-page-sizes'
import { viewRequest } from '#lib/services/requests/view-request'
import type { World } from '#lib/world'
import { buildTeam, leavesNoRow, leavesOneRow, refuses, type Team } from '../build.ts'
import { buildRequest, doAllWork, keepFile } from '../fixtures/keep-file.ts'
import { attached, forwarded, html, mailOf, plain } from '../fixtures/make-mail.ts'
import { lockedPdf, longPdf, scannedPdf, textPdf } from '../fixtures/make-pdf.ts'
import { testWorld } from '../world.ts'

const agreement = () => textPdf([['3.2 For each Qualifying Download', 'the Company places ten dollars.'], ['The end.']])

async function withAgreement(world: World) {
  const team = await buildTeam(world)
  const at = { investigationId: team.investigation.id, name: 'Agreement.pdf' }
  const { document } = await keepFile(world, team.reporter, agreement(), at)
  await doAllWork(world)
  return { ...team, id: document.id, at }
}

test('a reporter uploads a PDF: it has a number, its hash, pages that can be read, one audit row and one job', async () => {
  await using t = await testWorld()
  const { investigation, reporter } = await buildTeam(t.world)
  const at = { investigationId: investigation.id, name: 'Agreement.pdf' }
  const { created, document } = await leavesOneRow(t.world, 'document.upload', reporter, () =>
    keepFile(t.world, reporter, agreement(), at),
  )
  const sha256 = createHash('sha256').update(agreement()).digest('hex')
  assert.deepEqual(
    [created, document.number, document.sha256, document.status],
    [true, 'RING-D1', sha256, 'processing'],
  )
  assert.equal((await t.world.db.select().from(jobs)).length, 1)
  await doAllWork(t.world)
  const view = await viewDocument(t.world, reporter, { id: 'RING-D1' })
  assert.deepEqual([view.status, view.pages, view.mediaType, view.kind], ['ready', 2, 'application/pdf', 'document'])
  assert.deepEqual(view.progress, { done: 2, of: 2, phase: 'done' })
  assert.deepEqual(
    view.layers.map((l) => [l.layer, l.source]),
    [[1, 'text']],
  )
  const page = await viewPage(t.world, reporter, { id: view.id, page: 1 })
  assert.equal(page.text, '3.2 For each Qualifying Download\nthe Company places ten dollars.')
  assert.equal(page.words.map((w) => w.text).join(' '), page.text.replaceAll('\n', ' '))
  await refuses('not_found', viewPage(t.world, reporter, { id: view.id, page: 3 }))
  await refuses('not_found', viewPage(t.world, reporter, { id: view.id, page: 1, layer: 2 }))
})

test('a viewer may read but not upload, a stranger sees nothing, and neither leaves a byte', async () => {
  await using t = await testWorld()
  const { investigation, viewer, stranger, admin, id } = await withAgreement(t.world)
  const kept = async () => (await Array.fromAsync(t.world.blobs.list())).length
  const before = await kept()
  const at = { investigationId: investigation.id, name: 'x.txt' }
  await leavesNoRow(t.world, async () => {
    await refuses('forbidden', keepFile(t.world, viewer, 'hello', at))
    await refuses('not_found', keepFile(t.world, stranger, 'hello', at))
    await refuses('not_found', keepFile(t.world, admin, 'hello', at))
    await refuses('forbidden', downloadOriginal(t.world, viewer, { id }))
    for (const look of [viewDocument, viewPageSizes, openViewer])
      await refuses('not_found', look(t.world, stranger, { id }))
    await refuses('not_found', viewPage(t.world, stranger, { id, page: 1 }))
    await refuses('not_found', viewPageImage(t.world, stranger, { id, page: 1, width: 700 }))
    await refuses('not_found', findInDocument(t.world, stranger, { id, q: 'ten' }))
    await refuses('not_found', downloadOriginal(t.world, stranger, { id }))
    await refuses('not_found', markRead(t.world, stranger, { id, pages: [1] }))
    await refuses('forbidden', editDocument(t.world, viewer, { id, name: 'Mine' }))
    await refuses('forbidden', deleteDocument(t.world, viewer, { id }))
    await refuses('forbidden', retryDocument(t.world, viewer, { id }))
  })
  assert.equal(await kept(), before)
  assert.equal((await viewDocument(t.world, viewer, { id })).pages, 2)
  assert.deepEqual((await listDocuments(t.world, stranger, { limit: 50 })).data, [])
})

test('the same bytes again are the same document, now also under the request named', async () => {
  await using t = await testWorld()
  const { reporter, investigation, id, at } = await withAgreement(t.world)
  const request = await buildRequest(t.world, reporter, investigation.id)
  const again = await keepFile(t.world, reporter, agreement(), { ...at, name: 'Again.pdf', requestId: request.number })
  assert.deepEqual([again.created, again.document.id], [false, id])
  const view = await viewDocument(t.world, reporter, { id })
  assert.deepEqual([view.requestId, view.name], [request.id, 'Agreement.pdf'])
  assert.equal((await listDocuments(t.world, reporter, { requestId: request.id, limit: 50 })).data.length, 1)
  assert.equal(await doAllWork(t.world), 0)
})

test('another investigation’s request, or its communication, is no place for a document', async () => {
  await using t = await testWorld()
  const { reporter, at } = await withAgreement(t.world)
  const other = await buildTeam(t.world, 'Other things', 'OTHER')
  const theirs = await buildRequest(t.world, other.reporter, other.investigation.id)
  await leavesNoRow(t.world, () =>
    refuses('not_found', keepFile(t.world, reporter, 'x', { ...at, requestId: theirs.id })),
  )
  await refuses('not_found', keepFile(t.world, reporter, 'x', { ...at, communicationId: 'com_none' }))
})

test('an empty file, a lying length and a file over the limit are refused in words', async () => {
  await using t = await testWorld()
  const { investigation, reporter } = await buildTeam(t.world)
  const at = { investigationId: investigation.id, name: 'x.pdf' }
  assert.match((await refuses('invalid', keepFile(t.world, reporter, '', at))).message, /empty/)
  assert.match((await refuses('invalid', keepFile(t.world, reporter, '', { ...at, declared: null }))).message, /empty/)
  assert.match(
    (await refuses('invalid', keepFile(t.world, reporter, 'abc', { ...at, declared: 4 }))).message,
    /cut short/,
  )
  assert.match(
    (await refuses('invalid', keepFile(t.world, reporter, 'abc', { ...at, declared: 2 }))).message,
    /cut short/,
  )
  const huge = await refuses('invalid', keepFile(t.world, reporter, 'abc', { ...at, declared: 3 * 1024 ** 3 }))
  assert.equal(huge.detail.status, 413)
  assert.deepEqual((await listDocuments(t.world, reporter, { limit: 50 })).data, [])
})

test('an upload in pieces is only its sender’s; taken twice it is one document', async () => {
  await using t = await testWorld()
  const { investigation, reporter, editor, viewer } = await buildTeam(t.world)
  const said = { investigationId: investigation.id, name: 'Parts.txt' }
  const metadata = Object.entries(said).map(([k, v]) => `${k} ${Buffer.from(v).toString('base64')}`)
  const send = (actor: typeof reporter, path: string, method: string, headers: Record<string, string>, body?: string) =>
    parkUpload(
      t.world,
      actor,
      new Request(`http://localhost:3000/api/uploads${path}`, {
        method,
        headers: { 'tus-resumable': '1.0.0', ...headers },
        ...(body ? { body } : {}),
      }),
    )
  const begin = { 'upload-length': '11', 'upload-metadata': metadata.join(',') }
  await refuses('forbidden', send(viewer, '', 'POST', begin))
  const begun = await send(reporter, '', 'POST', begin)
  const path = `/${begun.headers.get('location')?.split('/').at(-1)}`
  const piece = (at: number, text: string) => ({
    'upload-offset': String(at),
    'content-type': 'application/offset+octet-stream',
    'content-length': String(text.length),
  })
  await send(reporter, path, 'PATCH', piece(0, 'hello '), 'hello ')
  await refuses('conflict', takeUpload(t.world, reporter, { uploadId: path.slice(1) }))
  await refuses('not_found', send(editor, path, 'PATCH', piece(6, 'world'), 'world'))
  await send(reporter, path, 'PATCH', piece(6, 'world'), 'world')
  await refuses('not_found', takeUpload(t.world, editor, { uploadId: path.slice(1) }))
  const first = await leavesOneRow(t.world, 'document.upload', reporter, () =>
    takeUpload(t.world, reporter, { uploadId: path.slice(1) }),
  )
  const second = await takeUpload(t.world, reporter, { uploadId: path.slice(1) })
  assert.deepEqual([first.created, second.created, second.document.id], [true, false, first.document.id])
  await doAllWork(t.world)
  assert.equal((await viewPage(t.world, reporter, { id: first.document.id, page: 1 })).text, 'hello world')
})

test('a mail under a request becomes a communication of it, and what it carried a document of its own', async () => {
  await using t = await testWorld()
  const { investigation, reporter } = await buildTeam(t.world)
  const request = await buildRequest(t.world, reporter, investigation.id)
  const inner = mailOf([plain('The first answer.')], { Subject: 'Earlier', 'Message-ID': '<zero@pd.example.gov>' })
  const mail = mailOf([
    html('<p>Attached is the agreement.<img src="https://evil.example/x.png"><script>alert(1)</script></p>'),
    attached('../../Agreement.pdf', 'application/octet-stream', agreement()),
    attached('empty.txt', 'text/plain', ''),
    forwarded(inner),
  ])
  const at = { investigationId: investigation.id, name: 'Response.eml', requestId: request.id }
  const { document } = await keepFile(t.world, reporter, mail, at)
  await doAllWork(t.world)
  const view = await viewDocument(t.world, reporter, { id: document.id })
  assert.deepEqual(
    [view.status, view.kind, view.communicationIds.length, view.requestId],
    ['ready', 'email', 1, request.id],
  )
  assert.equal(view.email?.from, 'Records Unit <records@pd.example.gov>')
  assert.deepEqual(view.warnings, [{ code: 'empty_attachments', count: 1 }])
  assert.equal(view.attachments.length, 2)
  const carried = await Promise.all(view.attachments.map((id) => viewDocument(t.world, reporter, { id })))
  assert.deepEqual(
    carried.map((d) => [d.mediaType, d.status, d.requestId]),
    [
      ['application/pdf', 'ready', request.id],
      ['message/rfc822', 'ready', request.id],
    ],
  )
  assert.deepEqual(carried[0]?.parents, [document.id])
  assert.deepEqual(carried[0]?.communicationIds, view.communicationIds)
  const opened = await openViewer(t.world, reporter, { id: document.id })
  assert.match(opened.mail?.html ?? '', /Attached is the agreement/)
  assert.doesNotMatch(opened.mail?.html ?? '', /script|evil/)
  const thread = (await viewRequest(t.world, reporter, { id: request.id })).communications
  assert.deepEqual(
    thread.map((c) => [c.direction, c.subject]),
    [['in', 'Response to your request RING-12']],
  )
})

test('a mail uploaded first and put under a request later becomes its communication once', async () => {
  await using t = await testWorld()
  const { investigation, reporter } = await buildTeam(t.world)
  const mail = mailOf([plain('We need more time.')])
  const at = { investigationId: investigation.id, name: 'Mail.eml' }
  const { document } = await keepFile(t.world, reporter, mail, at)
  await doAllWork(t.world)
  const request = await buildRequest(t.world, reporter, investigation.id)
  await keepFile(t.world, reporter, mail, { ...at, requestId: request.id })
  await keepFile(t.world, reporter, mail, { ...at, requestId: request.id })
  assert.equal((await viewDocument(t.world, reporter, { id: document.id })).communicationIds.length, 1)
  assert.equal((await viewRequest(t.world, reporter, { id: request.id })).communications.length, 1)
})

test('a locked PDF says so; with its password it is read, and its pages are drawn', async () => {
  await using t = await testWorld()
  const { investigation, reporter } = await buildTeam(t.world)
  const { document } = await keepFile(t.world, reporter, lockedPdf('hunter2'), {
    investigationId: investigation.id,
    name: 'Locked.pdf',
  })
  const { id } = document
  await doAllWork(t.world)
  const locked = await viewDocument(t.world, reporter, { id })
  assert.deepEqual([locked.status, locked.failure?.code], ['failed', 'encrypted'])
  assert.match(locked.failure?.detail ?? '', /password/)
  await retryDocument(t.world, reporter, { id, password: 'wrong' })
  await doAllWork(t.world)
  assert.equal((await viewDocument(t.world, reporter, { id })).failure?.code, 'encrypted')
  await leavesOneRow(t.world, 'document.retry', reporter, () =>
    retryDocument(t.world, reporter, { id, password: 'hunter2' }),
  )
  await refuses('conflict', retryDocument(t.world, reporter, { id }))
  await doAllWork(t.world)
  assert.equal((await viewPage(t.world, reporter, { id, page: 1 })).text, 'Behind the password')
  assert.equal((await viewPageImage(t.world, reporter, { id, page: 1, width: 700 })).width, 700)
  const payloads = JSON.stringify(await t.world.db.select().from(jobs))
  assert.doesNotMatch(payloads, /hunter2/)
})

test('one file that cannot be read fails in words, keeps its original, and stops no other', async () => {
  await using t = await testWorld()
  const { investigation, reporter } = await buildTeam(t.world)
  const at = (name: string) => ({ investigationId: investigation.id, name })
  const broken = await keepFile(t.world, reporter, '%PDF-1.7\nnothing more', at('Broken.pdf'))
  const sheet = await keepFile(t.world, reporter, Buffer.from('7z\xbc\xaf\x27\x1c and more', 'latin1'), at('Tables.7z'))
  const scan = await keepFile(t.world, reporter, scannedPdf(), at('Scan.pdf'))
  await doAllWork(t.world)
  const seen = async (id: string) => viewDocument(t.world, reporter, { id })
  const [b, s, p] = [await seen(broken.document.id), await seen(sheet.document.id), await seen(scan.document.id)]
  assert.deepEqual([b.failure?.code, s.failure?.code, p.status], ['damaged', 'unsupported', 'ready'])
  assert.deepEqual(p.warnings, [{ code: 'no_text', page: 1 }])
  const original = await downloadOriginal(t.world, reporter, { id: b.id })
  assert.equal((await buffer(await original.open())).toString(), '%PDF-1.7\nnothing more')
  const failed = await listDocuments(t.world, reporter, { limit: 50, q: 'status:failed' })
  assert.deepEqual(failed.data.map((d) => d.name).sort(), ['Broken.pdf', 'Tables.7z'])
})

test('a long document is found through: as typed over line ends, else word by word', async () => {
  await using t = await testWorld()
  const { investigation, reporter } = await buildTeam(t.world)
  const { document } = await keepFile(t.world, reporter, longPdf(120), {
    investigationId: investigation.id,
    name: 'Long.pdf',
  })
  await doAllWork(t.world)
  const { id } = document
  assert.deepEqual(await viewPageSizes(t.world, reporter, { id }), [{ from: 1, to: 120, width: 612, height: 792 }])
  const phrase = await findInDocument(t.world, reporter, { id, q: 'zebra7 downloads ARE' })
  assert.deepEqual(
    [phrase.total, phrase.how, phrase.hits[0]?.page, phrase.hits[0]?.boxes.length],
    [1, 'as_typed', 7, 2],
  )
  assert.equal(phrase.hits[0]?.snippet.find((p) => p.hit)?.text, 'zebra7 Downloads are')
  const words = await findInDocument(t.world, reporter, { id, q: 'agency credited' })
  assert.deepEqual([words.total, words.pages, words.how], [240, 120, 'words'])
  for (const q of ['', '"', '%', '***', "' or 1=1 --", '\u0000']) await findInDocument(t.world, reporter, { id, q })
})

test('who has read every page has read it to its end, and may take that back', async () => {
  await using t = await testWorld()
  const { viewer, id } = await withAgreement(t.world)
  await refuses('invalid', markRead(t.world, viewer, { id, pages: [3] }))
  const one = await leavesOneRow(t.world, 'document.mark-read', viewer, () =>
    markRead(t.world, viewer, { id, pages: [2] }),
  )
  assert.deepEqual(one, { pages: [2], toItsEnd: false })
  assert.deepEqual(await markRead(t.world, viewer, { id, pages: [1] }), { pages: [1, 2], toItsEnd: true })
  assert.equal((await markRead(t.world, viewer, { id, toItsEnd: false })).toItsEnd, false)
  const { read } = await viewDocument(t.world, viewer, { id })
  assert.deepEqual(
    read.map((r) => [r.name, r.pages]),
    [['Vito', [1, 2]]],
  )
})

test('it is renamed once per version, deleted, and comes back with the same bytes', async () => {
  await using t = await testWorld()
  const { reporter, id, at } = await withAgreement(t.world)
  const { version } = await viewDocument(t.world, reporter, { id })
  const renamed = await leavesOneRow(t.world, 'document.edit', reporter, () =>
    editDocument(t.world, reporter, { id, name: 'MOU.pdf', kind: 'agreement', version }),
  )
  assert.deepEqual([renamed.name, renamed.kind], ['MOU.pdf', 'agreement'])
  await refuses('conflict', editDocument(t.world, reporter, { id, name: 'Other.pdf', version }))
  await leavesOneRow(t.world, 'document.delete', reporter, () => deleteDocument(t.world, reporter, { id }))
  await refuses('not_found', viewDocument(t.world, reporter, { id }))
  assert.deepEqual((await listDocuments(t.world, reporter, { limit: 50 })).data, [])
  const back = await keepFile(t.world, reporter, agreement(), at)
  assert.equal(back.document.id, id)
  await doAllWork(t.world)
  assert.equal((await viewDocument(t.world, reporter, { id })).status, 'ready')
})

test('a page is drawn for those who may see it, and its original fetched with one row in the record', async () => {
  await using t = await testWorld()
  const { reporter, viewer, id } = await withAgreement(t.world)
  const image = await viewPageImage(t.world, viewer, { id, page: 1, width: 700 })
  assert.deepEqual([image.width, image.mediaType], [700, 'image/png'])
  await refuses('not_found', viewPageImage(t.world, viewer, { id, page: 3, width: 700 }))
  const original = await leavesOneRow(t.world, 'document.download', reporter, () =>
    downloadOriginal(t.world, reporter, { id }),
  )
  assert.deepEqual(await buffer(await original.open()), agreement())
  assert.equal((await buffer(await original.open({ start: 1, end: 3 }))).toString(), 'PDF')
})

test('the list goes on from its cursor and answers any garbage', async () => {
  await using t = await testWorld()
  const team: Team = await buildTeam(t.world)
  const { investigation, reporter } = team
  for (const name of ['a.txt', 'b_1.txt', 'c%.txt']) {
    t.later(1000)
    await keepFile(t.world, reporter, name, { investigationId: investigation.id, name })
  }
  const first = await listDocuments(t.world, reporter, { limit: 2 })
  assert.deepEqual(
    first.data.map((d) => d.name),
    ['c%.txt', 'b_1.txt'],
  )
  const rest = await listDocuments(t.world, reporter, { limit: 2, cursor: first.nextCursor ?? undefined })
  assert.deepEqual([rest.data.map((d) => d.name), rest.nextCursor], [['a.txt'], null])
  const named = async (q: string) => (await listDocuments(t.world, reporter, { limit: 50, q })).data.map((d) => d.name)
  assert.deepEqual(await named('B_1'), ['b_1.txt'])
  assert.deepEqual(await named('c%'), ['c%.txt'])
  assert.deepEqual(await named('RING-D1'), ['a.txt'])
  assert.deepEqual(await named('kind:document -a.txt'), ['c%.txt', 'b_1.txt'])
  for (const q of ['"', "'; drop table documents --", 'status:', 'has:<script>', '\\']) await named(q)
  assert.deepEqual((await listDocuments(t.world, reporter, { limit: 50, requestId: 'RING-99' })).data, [])
  await refuses('invalid', listDocuments(t.world, reporter, { limit: 2, cursor: '%%' }))
})

test('a request filed later still takes a document by its number', async () => {
  await using t = await testWorld()
  const { reporter, investigation, id } = await withAgreement(t.world)
  const request = await buildRequest(t.world, reporter, investigation.id)
  const moved = await editDocument(t.world, reporter, { id, requestId: request.number })
  assert.equal(moved.requestId, request.id)
  assert.equal((await editDocument(t.world, reporter, { id, requestId: null })).requestId, null)
})
