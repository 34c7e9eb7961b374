import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eq } from 'drizzle-orm'
import { claim } from '#db/queue'
import { documentPlaces, documents, jobs, users } from '#db/schema'
import { type JobName, jobCatalogue } from '#lib/domain/jobs'
import { deleteDocument } from '#lib/services/documents/delete-document'
import { listDocuments } from '#lib/services/documents/list-documents'
import { retryDocument } from '#lib/services/documents/retry-document'
import { viewDocument } from '#lib/services/documents/view-document'
import { viewPage } from '#lib/services/documents/view-page'
import { viewPageImage } from '#lib/services/documents/view-page-image'
import { viewRequest } from '#lib/services/requests/view-request'
import { runJob } from '#lib/worker'
import type { World } from '#lib/world'
import { buildTeam, refuses, type Team } from '../build.ts'
import { buildRequest, doAllWork, keepFile } from '../fixtures/keep-file.ts'
import { attached, mailOf, plain } from '../fixtures/make-mail.ts'
import { mboxOf, tnefOf } from '../fixtures/make-mailbox.ts'
import { msgOf } from '../fixtures/make-msg.ts'
import { pdfWithFiles } from '../fixtures/make-pdf-files.ts'
import { zipOf } from '../fixtures/make-zip.ts'
import { testWorld } from '../world.ts'

type Reader = Team['reporter']
const keep = async (world: World, team: Team, bytes: Uint8Array | string, name: string, requestId?: string) => {
  const to = { investigationId: team.investigation.id, name, ...(requestId ? { requestId } : {}) }
  const { document } = await keepFile(world, team.reporter, bytes, to)
  await doAllWork(world)
  return viewDocument(world, team.reporter, { id: document.id })
}
const inside = async (world: World, actor: Reader, id: string) => {
  const { attachments } = await viewDocument(world, actor, { id })
  return Promise.all(attachments.map((each) => viewDocument(world, actor, { id: each })))
}
const entriesOf = async (world: World, parentId: string) =>
  (await world.db.select().from(documentPlaces).where(eq(documentPlaces.parentId, parentId)))
    .map(({ entry }) => entry)
    .sort()
const mail = (subject: string, headers: Record<string, string> = {}, ...parts: Parameters<typeof mailOf>[0]) =>
  mailOf([plain(`About ${subject}`), ...parts], {
    Subject: subject,
    'Message-ID': `<${subject}@pd.example.gov>`,
    ...headers,
  })

test('the files of an archive become documents of their own, with their paths; its pages are the list of them', async () => {
  await using t = await testWorld()
  const team = await buildTeam(t.world)
  const request = await buildRequest(t.world, team.reporter, team.investigation.id)
  const zip = zipOf([
    { name: 'records/2026/Letter.txt', bytes: 'The zebra agreement' },
    { name: '../../etc/Twin.txt', bytes: 'twin' },
    { name: 'b/Twin.txt', bytes: 'twin' },
    { name: 'link', bytes: '/etc/passwd', mode: 0o120777 },
    { name: 'empty.txt', bytes: '' },
  ])
  const pack = await keep(t.world, team, zip, 'Responsive records.zip', request.id)
  assert.deepEqual([pack.status, pack.kind, pack.warnings, pack.requestId], ['ready', 'archive', [], request.id])
  const files = await inside(t.world, team.reporter, pack.id)
  assert.deepEqual(
    files.map((d) => [d.name, d.status, d.requestId, d.parents]),
    [
      ['Letter.txt', 'ready', request.id, [pack.id]],
      ['Twin.txt', 'ready', request.id, [pack.id]],
    ],
  )
  assert.deepEqual(await entriesOf(t.world, pack.id), ['../../etc/Twin.txt', 'b/Twin.txt', 'records/2026/Letter.txt'])
  const { text, source } = await viewPage(t.world, team.reporter, { id: pack.id, page: 1 })
  assert.equal(source, 'text')
  assert.match(text, /5 files in it, 3 kept as documents of their own/)
  assert.match(text, /records\/2026\/Letter\.txt\n *19 bytes, \w+-D2/)
  assert.match(text, /link\n *not taken out: a link to another place/)
  assert.equal((await viewPageImage(t.world, team.reporter, { id: pack.id, page: 1, width: 700 })).width, 700)
  const found = await listDocuments(t.world, team.reporter, { limit: 50, q: 'zebra' })
  assert.deepEqual(
    found.data.map((d) => d.name),
    [],
  )
  await refuses('not_found', viewDocument(t.world, team.stranger, { id: files[0]?.id ?? '' }))
})

test('reading an archive again makes nothing twice, and brings nothing back that was deleted', async () => {
  await using t = await testWorld()
  const team = await buildTeam(t.world)
  const zip = zipOf(['a', 'b', 'c'].map((name) => ({ name: `${name}.txt`, bytes: name })))
  const pack = await keep(t.world, team, zip, 'x.zip')
  const [first] = await inside(t.world, team.reporter, pack.id)
  await deleteDocument(t.world, team.reporter, { id: first?.id ?? '' })
  await retryDocument(t.world, team.reporter, { id: pack.id })
  await doAllWork(t.world)
  assert.equal((await t.world.db.select().from(documents)).length, 4)
  assert.equal((await entriesOf(t.world, pack.id)).length, 3)
  const listed = await listDocuments(t.world, team.reporter, { limit: 50 })
  assert.deepEqual(listed.data.map((d) => d.name).sort(), ['b.txt', 'c.txt', 'x.zip'])
})

test('a worker that is killed in the middle leaves what it read; the next one goes on without doubles', async () => {
  await using t = await testWorld()
  const team = await buildTeam(t.world)
  const mails = Array.from({ length: 100 }, (_, i) => mail(`Number ${i}`))
  const to = { investigationId: team.investigation.id, name: 'Inbox.mbox' }
  const { document } = await keepFile(t.world, team.reporter, mboxOf(mails), to)
  t.later(1000)
  const job = await claim(t.world, t.world.now(), Object.keys(jobCatalogue) as JobName[]) // keys of the constant
  assert(job)
  const running = runJob(t.world, job)
  let seen = 0
  while (seen === 0) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    seen = (await viewDocument(t.world, team.reporter, { id: document.id })).progress.done
  }
  const { progress } = await viewDocument(t.world, team.reporter, { id: document.id })
  assert.deepEqual([progress.of, progress.phase], [100, 'reading'])
  await t.world.transact((tx) =>
    tx
      .update(jobs)
      .set({ fence: 99, leaseUntil: new Date(0) })
      .where(eq(jobs.id, job.id)),
  )
  assert.equal(await running, false)
  const half = (await inside(t.world, team.reporter, document.id)).length
  assert(half > 0 && half < 100, `${half} were kept before`)
  const again = await claim(t.world, t.world.now(), ['documents.split'])
  assert.equal(again?.id, job.id)
  assert(again && (await runJob(t.world, again)))
  const files = await inside(t.world, team.reporter, document.id)
  assert.deepEqual([files.length, new Set(files.map((d) => d.sha256)).size], [100, 100])
  assert.equal((await viewDocument(t.world, team.reporter, { id: document.id })).status, 'ready')
})

test('of a mailbox under a request, letters of ours become communications; the others are records', async () => {
  await using t = await testWorld()
  const team = await buildTeam(t.world)
  const request = await buildRequest(t.world, team.reporter, team.investigation.id)
  const [me] = await t.world.db.select().from(users).where(eq(users.id, team.reporter.id))
  const box = mboxOf([
    mail('To us', { To: me?.email ?? '' }, attached('Agreement.txt', 'text/plain', 'agreed')),
    mail('From us', { From: `Rena <${me?.email}>`, To: 'records@pd.example.gov' }),
    mail('Among themselves', { To: 'chief@pd.example.gov' }),
    mail('To us', { To: me?.email ?? '' }, attached('Agreement.txt', 'text/plain', 'agreed')),
  ])
  const pack = await keep(t.world, team, box, 'Correspondence.mbox', request.id)
  const letters = (await viewRequest(t.world, team.reporter, { id: request.id })).communications
  assert.deepEqual(letters.map((c) => [c.direction, c.subject]).sort(), [
    ['in', 'To us'],
    ['out', 'From us'],
  ])
  const files = await inside(t.world, team.reporter, pack.id)
  assert.deepEqual(
    files.map((d) => [d.email?.subject, d.requestId, d.communicationIds.length]),
    [
      ['To us', request.id, 1],
      ['From us', request.id, 1],
      ['Among themselves', request.id, 0],
    ],
  )
  await retryDocument(t.world, team.reporter, { id: pack.id })
  await doAllWork(t.world)
  assert.equal((await viewRequest(t.world, team.reporter, { id: request.id })).communications.length, 2)
})

test('an attachment is linked to every mail that carried it, of whatever kind', async () => {
  await using t = await testWorld()
  const team = await buildTeam(t.world)
  const bytes = Buffer.from('One and the same agreement')
  const file = attached('Agreement.txt', 'text/plain', bytes)
  const carriers = [
    await keep(t.world, team, mail('Plain', {}, file), 'a.eml'),
    await keep(t.world, team, msgOf({ subject: 'Outlook', body: 'x', files: [{ name: 'Agr.txt', bytes }] }), 'b.msg'),
    await keep(t.world, team, tnefOf('x', [{ name: 'AGR.TXT', bytes }]), 'winmail.dat'),
    await keep(t.world, team, `${mail('Apple', {}, file).length}\n${mail('Apple', {}, file)}`, 'c.emlx'),
    await keep(t.world, team, zipOf([{ name: 'x/Agreement.txt', bytes }]), 'd.zip'),
  ]
  assert.deepEqual(
    carriers.map((d) => [d.status, d.kind]),
    [...['email', 'email', 'email', 'email'].map((kind) => ['ready', kind]), ['ready', 'archive']],
  )
  const shared = new Set(carriers.flatMap((d) => d.attachments))
  assert.equal(shared.size, 1)
  const { parents } = await viewDocument(t.world, team.reporter, { id: [...shared][0] ?? '' })
  assert.deepEqual(parents.sort(), carriers.map((d) => d.id).sort())
})

test('a message in a message is a document of its own, down to the last', async () => {
  await using t = await testWorld()
  const team = await buildTeam(t.world)
  const msg = msgOf({
    subject: 'One',
    body: '1',
    inner: [{ subject: 'Two', body: '2', inner: [{ subject: 'Three', body: 'zebra3' }] }],
  })
  let [document] = [await keep(t.world, team, msg, 'One.msg')]
  for (const subject of ['One', 'Two', 'Three']) {
    assert.deepEqual([document?.email?.subject, document?.status], [subject, 'ready'])
    const [next] = await inside(t.world, team.reporter, document?.id ?? '')
    if (next) document = next
  }
  assert.match((await viewPage(t.world, team.reporter, { id: document?.id ?? '', page: 1 })).text, /zebra3/)
})

test('files inside a PDF become documents linked to it, and no warning is left of them', async () => {
  await using t = await testWorld()
  const team = await buildTeam(t.world)
  const pdf = await keep(t.world, team, pdfWithFiles('listed', 'pinned'), 'Portfolio.pdf')
  assert.deepEqual(
    (await inside(t.world, team.reporter, pdf.id)).map((d) => [d.name, d.status]),
    [
      ['Annex A.txt', 'ready'],
      ['Pinned.txt', 'ready'],
    ],
  )
  assert.deepEqual(
    pdf.warnings.filter(({ code }) => code === 'attached_files'),
    [],
  )
})

test('a locked archive says so and opens with its password; one locked in part says how many', async () => {
  await using t = await testWorld()
  const team = await buildTeam(t.world)
  const secret = { name: 'secret.txt', bytes: 'hidden', locked: { password: 'geheim', way: 'aes' as const } }
  const locked = await keep(t.world, team, zipOf([secret]), 'locked.zip')
  assert.deepEqual([locked.status, locked.failure?.code], ['failed', 'encrypted'])
  await retryDocument(t.world, team.reporter, { id: locked.id, password: 'geheim' })
  await doAllWork(t.world)
  assert.deepEqual(
    (await inside(t.world, team.reporter, locked.id)).map((d) => d.name),
    ['secret.txt'],
  )
  const half = await keep(t.world, team, zipOf([secret, { name: 'open.txt', bytes: 'x' }]), 'half.zip')
  assert.deepEqual([half.status, half.warnings], ['ready', [{ code: 'entries_locked', count: 1 }]])
})

test('what is locked in an archive is taken out with the password; a wrong one is said and takes nothing away', async () => {
  await using t = await testWorld()
  const team = await buildTeam(t.world)
  const zip = zipOf([
    { name: 'open.txt', bytes: 'x' },
    { name: 'secret.txt', bytes: 'hidden', locked: { password: 'geheim', way: 'aes' as const } },
  ])
  const { id } = await keep(t.world, team, zip, 'half.zip')
  const [open] = await inside(t.world, team.reporter, id)
  await refuses('forbidden', retryDocument(t.world, team.viewer, { id, password: 'geheim' }))
  await refuses('not_found', retryDocument(t.world, team.stranger, { id, password: 'geheim' }))
  const after = async (password: string) => {
    await retryDocument(t.world, team.reporter, { id, password })
    await doAllWork(t.world)
    const { status, warnings } = await viewDocument(t.world, team.reporter, { id })
    const names = (await inside(t.world, team.reporter, id)).map((d) => d.name)
    return { status, warnings, names }
  }
  assert.deepEqual(await after('guess'), {
    status: 'ready',
    warnings: [{ code: 'entries_refused', count: 1 }],
    names: ['open.txt'],
  })
  assert.deepEqual(await after('geheim'), { status: 'ready', warnings: [], names: ['open.txt', 'secret.txt'] })
  assert.equal((await inside(t.world, team.reporter, id))[0]?.id, open?.id, 'what was out is not made twice')
})

test('an archive in an archive is opened three deep; further down it is kept, and opens when asked', async () => {
  await using t = await testWorld()
  const team = await buildTeam(t.world)
  const wrapped = (depth: number): Buffer =>
    zipOf([
      {
        name: depth === 5 ? 'bottom.txt' : `${depth + 1}.zip`,
        bytes: depth === 5 ? 'the bottom' : wrapped(depth + 1),
        stored: true,
      },
    ])
  await keep(t.world, team, wrapped(1), '1.zip')
  const all = await t.world.db.select().from(documents)
  assert.deepEqual(all.map((d) => [d.name, d.status, d.warnings]).sort(), [
    ['1.zip', 'ready', []],
    ['2.zip', 'ready', []],
    ['3.zip', 'ready', []],
    ['4.zip', 'ready', [{ code: 'pack_too_deep' }]],
  ])
  await retryDocument(t.world, team.reporter, { id: all.find((d) => d.name === '4.zip')?.id ?? '' })
  await doAllWork(t.world)
  assert((await t.world.db.select().from(documents)).some((d) => d.name === 'bottom.txt'))
})

test('what cannot be opened at all fails in words, and stops nothing else', async () => {
  await using t = await testWorld()
  const team = await buildTeam(t.world)
  const broken = await keep(t.world, team, Buffer.from('PK\x03\x04 nothing more'), 'x.zip')
  assert.deepEqual([broken.status, broken.failure?.code], ['failed', 'damaged'])
  const pst = await keep(t.world, team, Buffer.from(`!BDN${'\0'.repeat(600)}`), 'x.pst')
  assert.deepEqual([pst.status, pst.failure?.code], ['failed', 'damaged'])
})

test('the same file in another investigation is another document, and neither tells of the other', async () => {
  await using t = await testWorld()
  const one = await buildTeam(t.world)
  const two = await buildTeam(t.world, 'Other')
  const zip = zipOf([{ name: 'x.txt', bytes: 'same' }])
  const [a, b] = [await keep(t.world, one, zip, 'x.zip'), await keep(t.world, two, zip, 'x.zip')]
  assert.notEqual(a.attachments[0], b.attachments[0])
  const [file] = await inside(t.world, two.reporter, b.id)
  assert.deepEqual(file?.parents, [b.id])
})
