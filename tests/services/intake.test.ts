import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { eq } from 'drizzle-orm'
import { claim, LostLease } from '#db/queue'
import { auditLog, documents, jobs } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { cancelDocument } from '#lib/services/documents/cancel-document'
import { deleteDocument } from '#lib/services/documents/delete-document'
import { downloadOriginal } from '#lib/services/documents/download-original'
import { listDocuments } from '#lib/services/documents/list-documents'
import { listWork } from '#lib/services/documents/list-work'
import { markRead } from '#lib/services/documents/mark-read'
import { recogniseFiles } from '#lib/services/documents/recognise-files'
import { replaceDocument } from '#lib/services/documents/replace-document'
import { restoreDocument } from '#lib/services/documents/restore-document'
import { retryDocument } from '#lib/services/documents/retry-document'
import { splitDocument } from '#lib/services/documents/split-document'
import { viewDocument } from '#lib/services/documents/view-document'
import { viewPage } from '#lib/services/documents/view-page'
import { viewRequest } from '#lib/services/requests/view-request'
import { searchEverything } from '#lib/services/search/search-everything'
import { sweep } from '#lib/services/upkeep/sweep'
import type { World } from '#lib/world'
import { buildTeam, leavesNoRow, leavesOneRow, refuses, system } from '../build.ts'
import { buildRequest, doAllWork, keepFile } from '../fixtures/keep-file.ts'
import { mailOf, plain } from '../fixtures/make-mail.ts'
import { longPdf, textPdf } from '../fixtures/make-pdf.ts'
import { testWorld } from '../world.ts'

const dayMs = 24 * 3600 * 1000
const agreement = () => textPdf([['3.2 For each Qualifying Download', 'the Company places ten dollars.'], ['The end.']])
const amended = () => textPdf([['3.2 For each Qualifying Download', 'the Company places twenty dollars.']])
const hashOf = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')

async function withFile(world: World, bytes: Uint8Array | string = agreement(), name = 'Agreement.pdf') {
  const team = await buildTeam(world)
  const at = { investigationId: team.investigation.id, name }
  const { document } = await keepFile(world, team.reporter, bytes, at)
  return { ...team, id: document.id, at }
}

/** Another file for the document, as a caller of the API brings it. */
function replace(world: World, actor: Actor, id: string, bytes: Uint8Array | string, name?: string) {
  const body = Buffer.from(bytes)
  const pieces = (async function* () {
    yield body
  })()
  return replaceDocument(world, actor, { id, name, bytes: pieces, declared: body.length })
}

/** Takes the job as a worker does, reads, and says how that ended. */
async function readAsWorker(world: World, meanwhile: (done: number) => Promise<unknown>) {
  const job = await claim(world, world.now(), ['documents.split'])
  assert.ok(job)
  const payload = job.payload as { documentId: string; layer: number } // the catalogue's schema
  let batches = 0
  const watching: World = {
    ...world,
    transact: async (work) => {
      const value = await world.transact(work)
      await meanwhile(++batches)
      return value
    },
  }
  return splitDocument(watching, system, payload, { id: job.id, fence: job.fence, mayTryAgain: true })
}

test('a document that waits is cancelled: failed, in words, its job ended; and it can be read again', async () => {
  await using t = await testWorld()
  const { reporter, id } = await withFile(t.world)
  const view = await leavesOneRow(t.world, 'document.cancel', reporter, () => cancelDocument(t.world, reporter, { id }))
  assert.deepEqual([view.status, view.failure?.code, view.progress.phase], ['failed', 'cancelled', 'done'])
  assert.match(view.failure?.detail ?? '', /stopped before its first page.*can be read again/)
  assert.equal(await doAllWork(t.world), 0)
  await leavesNoRow(t.world, () => cancelDocument(t.world, reporter, { id })) // said twice, done once
  await retryDocument(t.world, reporter, { id })
  assert.ok((await doAllWork(t.world)) > 0)
  assert.deepEqual((await viewDocument(t.world, reporter, { id })).status, 'ready')
})

test('reading that is cancelled in the middle stops there: its pages stay, with a warning, and nothing is added later', async () => {
  await using t = await testWorld()
  const { reporter, id } = await withFile(t.world, longPdf(300), 'Log.pdf')
  const end = await readAsWorker(t.world, async (batches) => {
    if (batches === 2) await cancelDocument(t.world, reporter, { id: 'RING-D1' })
  }).catch((error: unknown) => error)
  assert.ok(end instanceof LostLease)
  const view = await viewDocument(t.world, reporter, { id })
  const { pages } = view // a batch is as many pages as are read in a while
  assert.ok(pages > 0 && pages < 300)
  assert.deepEqual([view.status, view.progress.phase], ['ready', 'done'])
  assert.deepEqual(view.warnings, [{ code: 'cancelled', count: pages }])
  assert.equal((await viewPage(t.world, reporter, { id, page: pages })).page, pages)
  await refuses('not_found', viewPage(t.world, reporter, { id, page: pages + 1 }))
  await leavesNoRow(t.world, () => cancelDocument(t.world, reporter, { id }))
  await retryDocument(t.world, reporter, { id })
  await doAllWork(t.world)
  const whole = await viewDocument(t.world, reporter, { id })
  assert.deepEqual([whole.status, whole.pages, whole.warnings], ['ready', 300, []])
})

test('what is not being read cannot be cancelled, and a job that lost its document does not speak for it', async () => {
  await using t = await testWorld()
  const { reporter, id } = await withFile(t.world)
  await doAllWork(t.world)
  await refuses('conflict', cancelDocument(t.world, reporter, { id }))
  await retryDocument(t.world, reporter, { id })
  await t.world.transact((tx) => tx.update(jobs).set({ attempts: 2 }).where(eq(jobs.status, 'ready')))
  await readAsWorker(t.world, async () => {}).catch(() => {})
  assert.equal((await viewDocument(t.world, reporter, { id })).status, 'ready')
})

test('cancelling, replacing and bringing back is for reporters; a stranger sees nothing to do it to', async () => {
  await using t = await testWorld()
  const { viewer, stranger, reporter, investigation, id } = await withFile(t.world)
  const known = { investigationId: investigation.id, sha256: [hashOf(agreement())] }
  await leavesNoRow(t.world, async () => {
    for (const [who, code] of [
      [viewer, 'forbidden'],
      [stranger, 'not_found'],
    ] as const) {
      await refuses(code, cancelDocument(t.world, who, { id }))
      await refuses(code, replace(t.world, who, id, amended()))
      await refuses(code, restoreDocument(t.world, who, { id }))
      await refuses(code, recogniseFiles(t.world, who, known))
    }
  })
  await doAllWork(t.world)
  await deleteDocument(t.world, reporter, { id })
  await refuses('forbidden', restoreDocument(t.world, viewer, { id }))
  const [hidden, absent] = [
    await refuses('not_found', restoreDocument(t.world, stranger, { id })),
    await refuses('not_found', restoreDocument(t.world, stranger, { id: 'doc_none' })),
  ]
  assert.equal(hidden.message, absent.message)
  assert.deepEqual((await listDocuments(t.world, viewer, { limit: 9, state: 'deleted' })).data, [])
})

test('a replaced file: same id and number, the earlier one stays, its words are no longer found', async () => {
  await using t = await testWorld()
  const { reporter, id } = await withFile(t.world)
  await doAllWork(t.world)
  await markRead(t.world, reporter, { id, pages: [1, 2] })
  const { replaced, document } = await leavesOneRow(t.world, 'document.replace', reporter, () =>
    replace(t.world, reporter, 'RING-D1', amended(), 'Agreement, amended.pdf'),
  )
  assert.deepEqual([replaced, document.id, document.number, document.status], [true, id, 'RING-D1', 'processing'])
  await doAllWork(t.world)
  const view = await viewDocument(t.world, reporter, { id })
  assert.deepEqual([view.status, view.pages, view.name], ['ready', 1, 'Agreement, amended.pdf'])
  assert.deepEqual([view.sha256, view.read], [hashOf(amended()), []])
  assert.deepEqual(
    view.versions.map((v) => [v.version, v.name, v.sha256]),
    [[1, 'Agreement.pdf', hashOf(agreement())]],
  )
  assert.match((await viewPage(t.world, reporter, { id, page: 1 })).text, /twenty dollars/)
  assert.match((await viewPage(t.world, reporter, { id, page: 1, layer: 1 })).text, /ten dollars/)
  assert.equal((await viewPage(t.world, reporter, { id, page: 1 })).layer, 2)
  const find = async (q: string) => (await searchEverything(t.world, reporter, { q, limit: 9 })).total
  assert.deepEqual([await find('twenty'), await find('"ten dollars"')], [1, 0])
  const bytesOf = async (version?: number) => {
    const file = await downloadOriginal(t.world, reporter, { id, version })
    return hashOf(await buffer(await file.open()))
  }
  assert.deepEqual([await bytesOf(), await bytesOf(1)], [hashOf(amended()), hashOf(agreement())])
  await refuses('not_found', bytesOf(2))
})

test('the very bytes it has change nothing; another document’s are refused by its number; empty ones in words', async () => {
  await using t = await testWorld()
  const { reporter, id, at } = await withFile(t.world)
  await keepFile(t.world, reporter, amended(), { ...at, name: 'Other.pdf' })
  await doAllWork(t.world)
  await leavesNoRow(t.world, async () => {
    assert.equal((await replace(t.world, reporter, id, agreement())).replaced, false)
    assert.match(
      (await refuses('conflict', replace(t.world, reporter, id, amended()))).message,
      /here already, as RING-D2/,
    )
    assert.match((await refuses('invalid', replace(t.world, reporter, id, ''))).message, /empty/)
  })
  const other = await buildTeam(t.world, 'Other things', 'OTHER')
  const same = { investigationId: other.investigation.id, name: 'Same.pdf' }
  await keepFile(t.world, other.reporter, 'elsewhere', same)
  assert.equal((await replace(t.world, reporter, id, 'elsewhere')).replaced, true) // another investigation’s are nobody’s here
})

test('a file can be replaced while it is read, and back by its first bytes; the sweep keeps every earlier one', async () => {
  await using t = await testWorld()
  const { reporter, id } = await withFile(t.world)
  await replace(t.world, reporter, id, amended())
  await replace(t.world, reporter, id, agreement())
  await doAllWork(t.world)
  const view = await viewDocument(t.world, reporter, { id })
  assert.deepEqual([view.status, view.pages, view.sha256], ['ready', 2, hashOf(agreement())])
  assert.deepEqual(
    view.versions.map((v) => v.sha256),
    [hashOf(agreement()), hashOf(amended())],
  )
  t.later(20 * dayMs)
  await sweep(t.world, { kind: 'system', job: 'house.sweep' })
  const file = await downloadOriginal(t.world, reporter, { id, version: 2 })
  assert.equal(hashOf(await buffer(await file.open())), hashOf(amended()))
})

test('a deleted document is listed for who may bring it back, and is found by its words again; after 30 days it is gone', async () => {
  await using t = await testWorld()
  const { reporter, id } = await withFile(t.world)
  await doAllWork(t.world)
  await deleteDocument(t.world, reporter, { id })
  const bin = await listDocuments(t.world, reporter, { limit: 9, state: 'deleted' })
  assert.deepEqual(
    bin.data.map((one) => [one.number, Boolean(one.deletedAt)]),
    [['RING-D1', true]],
  )
  assert.equal((await searchEverything(t.world, reporter, { q: 'qualifying', limit: 9 })).total, 0)
  await leavesOneRow(t.world, 'document.restore', reporter, () => restoreDocument(t.world, reporter, { id: 'RING-D1' }))
  assert.equal((await searchEverything(t.world, reporter, { q: 'qualifying', limit: 9 })).total, 1)
  await leavesNoRow(t.world, () => restoreDocument(t.world, reporter, { id }))
  await deleteDocument(t.world, reporter, { id })
  t.later(31 * dayMs)
  await sweep(t.world, { kind: 'system', job: 'house.sweep' })
  await refuses('not_found', restoreDocument(t.world, reporter, { id }))
})

test('files are recognised before they are sent, in this investigation only, and then stand under the request too', async () => {
  await using t = await testWorld()
  const { reporter, investigation, id } = await withFile(t.world)
  const other = await buildTeam(t.world, 'Other things', 'OTHER')
  await keepFile(t.world, other.reporter, 'theirs', { investigationId: other.investigation.id, name: 'x.txt' })
  const sha256 = [hashOf(agreement()), hashOf('theirs'), hashOf('never seen')]
  const known = await recogniseFiles(t.world, reporter, { investigationId: investigation.id, sha256 })
  assert.deepEqual(known, [
    { sha256: sha256[0], document: { id, number: 'RING-D1' }, uploadId: null },
    { sha256: sha256[1], document: null, uploadId: null },
    { sha256: sha256[2], document: null, uploadId: null },
  ])
  const request = await buildRequest(t.world, reporter, investigation.id)
  await leavesOneRow(t.world, 'document.recognise', reporter, () =>
    recogniseFiles(t.world, reporter, { investigationId: 'RING', requestId: request.id, sha256 }),
  )
  assert.equal((await viewDocument(t.world, reporter, { id })).requestId, request.id)
  await deleteDocument(t.world, reporter, { id })
  const [gone] = await recogniseFiles(t.world, reporter, { investigationId: 'RING', sha256 })
  assert.equal(gone?.document, null) // it is sent, and so comes back
})

test('a mail that is recognised becomes a letter of the request it is dropped on, as one that is sent does', async () => {
  await using t = await testWorld()
  const mail = mailOf([plain('Thank you for waiting.')], { Subject: 'Your request' })
  const { reporter, investigation } = await withFile(t.world, mail, 'answer.eml')
  await doAllWork(t.world)
  const request = await buildRequest(t.world, reporter, investigation.id)
  const known = { investigationId: investigation.id, requestId: request.id, sha256: [hashOf(mail)] }
  await recogniseFiles(t.world, reporter, known)
  const { communications } = await viewRequest(t.world, reporter, { id: request.id })
  assert.ok(communications.some(({ subject }) => subject === 'Your request'))
})

test('what is under way is told to the members of its investigation, by state; what failed today too', async () => {
  await using t = await testWorld()
  const { reporter, viewer, stranger, id, at } = await withFile(t.world)
  await keepFile(t.world, reporter, Buffer.from('%PDF-1.7 not a PDF'), { ...at, name: 'Broken.pdf' })
  const before = await listWork(t.world, viewer)
  assert.deepEqual([before.reading, before.waiting, before.failed], [0, 2, 0])
  await doAllWork(t.world)
  const after = await listWork(t.world, viewer)
  assert.deepEqual([after.waiting, after.failed, after.data[0]?.name], [0, 1, 'Broken.pdf'])
  assert.notEqual(after.stamp, before.stamp)
  assert.deepEqual((await listWork(t.world, stranger)).data, [])
  const states = async (state: 'reading' | 'failed' | 'look') =>
    (await listDocuments(t.world, reporter, { limit: 9, state })).data.map((one) => one.name)
  assert.deepEqual(
    [await states('reading'), await states('failed'), await states('look')],
    [[], ['Broken.pdf'], ['Broken.pdf']],
  )
  const two = await listDocuments(t.world, stranger, { limit: 9, ids: [id] })
  assert.deepEqual(two.data, [])
  assert.equal((await listDocuments(t.world, viewer, { limit: 9, ids: [id, 'doc_none'] })).data.length, 1)
})

test('every verb of intake says in the audit what it was done to, and no file’s name', async () => {
  await using t = await testWorld()
  const { reporter, id } = await withFile(t.world)
  await replace(t.world, reporter, id, amended(), 'Secret name.pdf')
  await cancelDocument(t.world, reporter, { id })
  await deleteDocument(t.world, reporter, { id })
  await restoreDocument(t.world, reporter, { id })
  const rows = await t.world.db.select().from(auditLog).where(eq(auditLog.subject, id))
  assert.ok(!JSON.stringify(rows).includes('Secret name'))
  const [row] = await t.world.db.select({ key: documents.deletedAt }).from(documents).where(eq(documents.id, id))
  assert.equal(row?.key, null)
})
