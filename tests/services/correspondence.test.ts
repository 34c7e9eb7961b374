import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eq } from 'drizzle-orm'
import { documentBands, messages } from '#db/schema'
import { deleteDocument } from '#lib/services/documents/delete-document'
import { listAlike } from '#lib/services/documents/list-alike'
import { listThread } from '#lib/services/documents/list-thread'
import { relateDocument } from '#lib/services/documents/relate-document'
import { viewDocument } from '#lib/services/documents/view-document'
import type { World } from '#lib/world'
import { buildTeam, leavesOneRow, refuses, system, type Team } from '../build.ts'
import { doAllWork, keepFile } from '../fixtures/keep-file.ts'
import { mailOf, plain } from '../fixtures/make-mail.ts'
import { textPdf } from '../fixtures/make-pdf.ts'
import { testWorld } from '../world.ts'

const records = 'Records Unit <records@pd.example.gov>'
const ann = 'Ann Lee <ann@newsroom.example>'
type Said = {
  from?: string
  to?: string
  subject: string
  id?: string
  date?: string
  text?: string
  more?: Record<string, string>
}

const mail = ({ from = ann, to = records, subject, id, date = 'Mon, 02 Nov 2026 10:15:00 -0800', text, more }: Said) =>
  mailOf([plain(text ?? `About ${subject} of ${date}.`)], {
    From: from,
    To: to,
    Subject: subject,
    Date: date,
    'Message-ID': id ? `<${id}@mail.example>` : null,
    ...more,
  })

async function keepAll(world: World, team: Team, files: Record<string, Uint8Array>) {
  const ids: Record<string, string> = {}
  for (const [name, bytes] of Object.entries(files)) {
    const { document } = await keepFile(world, team.reporter, bytes, { investigationId: team.investigation.id, name })
    ids[name] = document.id
  }
  await doAllWork(world)
  return (name: string) => ({ id: ids[name] ?? '' })
}

const subjects = async (world: World, team: Team, of: { id: string }) =>
  (await listThread(world, team.viewer, of)).map((entry) => entry.subject)

test('a question, its answer and the answer to that are one thread, told by their Message-IDs', async () => {
  await using t = await testWorld()
  const team = await buildTeam(t.world)
  const of = await keepAll(t.world, team, {
    'question.eml': mail({ subject: 'Camera sites', id: 'q1' }),
    'answer.eml': mail({
      from: records,
      to: ann,
      subject: 'RE: Camera sites',
      id: 'a1',
      date: 'Tue, 03 Nov 2026 09:00:00 -0800',
      more: { 'In-Reply-To': '<q1@mail.example>', References: '<q1@mail.example>' },
    }),
    'other.eml': mail({
      subject: 'Camera sites',
      id: 'q2',
      to: 'Clerk <clerk@county.example.gov>',
      date: 'Wed, 04 Nov 2026 09:00:00 -0800',
    }),
  })
  const thread = await listThread(t.world, team.viewer, of('answer.eml'))
  assert.deepEqual(
    thread.map((entry) => [entry.number, entry.subject, entry.current, entry.page]),
    [
      ['RING-D1', 'Camera sites', false, null],
      ['RING-D2', 'RE: Camera sites', true, null],
    ],
  )
  const view = await viewDocument(t.world, team.viewer, of('question.eml'))
  assert.equal(view.email?.threadId, thread[0]?.threadId)
  assert.deepEqual(view.email?.headers?.['message-id'], ['<q1@mail.example>'])
  assert.equal((await listThread(t.world, team.viewer, of('other.eml'))).length, 1)
})

test('a mail that arrives last and is the one both others answer makes their two threads one', async () => {
  await using t = await testWorld()
  const team = await buildTeam(t.world)
  const answer = (id: string, to: string) =>
    mail({
      from: records,
      to: ann,
      subject: `RE: ${id}`,
      id,
      date: 'Tue, 03 Nov 2026 09:00:00 -0800',
      more: { 'In-Reply-To': `<${to}@mail.example>` },
    })
  const first = await keepAll(t.world, team, {
    'a.eml': answer('to the first', 'q1'),
    'b.eml': answer('to the second', 'q2'),
  })
  assert.equal((await listThread(t.world, team.viewer, first('a.eml'))).length, 1)
  const of = await keepAll(t.world, team, {
    'q2.eml': mail({ subject: 'Sites', id: 'q2', more: { 'In-Reply-To': '<q1@mail.example>' } }),
  })
  assert.equal((await listThread(t.world, team.viewer, first('a.eml'))).length, 3)
  const ids = (await listThread(t.world, team.viewer, of('q2.eml'))).map((entry) => entry.threadId)
  assert.equal(new Set(ids).size, 1)
})

test('a subject alone gathers nothing; an answer between the same two people within 60 days does', async () => {
  await using t = await testWorld()
  const team = await buildTeam(t.world)
  const day = (date: string) => ({ date: `${date} 2026 09:00:00 -0800` })
  const of = await keepAll(t.world, team, {
    'asked.eml': mail({ subject: 'Flock camera contract', id: 'm1', ...day('Mon, 02 Mar') }),
    'answered.eml': mail({
      subject: '[External] Re: Flock camera contract',
      from: records,
      to: ann,
      id: 'm2',
      ...day('Tue, 10 Mar'),
    }),
    'strangers.eml': mail({
      subject: 'Re: Flock camera contract',
      from: 'sales@vendor.example',
      to: 'chief@city.example.gov',
      id: 'm3',
      ...day('Wed, 11 Mar'),
    }),
    'too-late.eml': mail({
      subject: 'Re: Flock camera contract',
      from: records,
      to: ann,
      id: 'm4',
      ...day('Thu, 10 Sep'),
    }),
    'weekly.eml': mail({ subject: 'Flock camera contract', id: 'm5', ...day('Mon, 16 Mar') }),
    'empty.eml': mail({ subject: 'Re: Request', from: records, to: ann, id: 'm6', ...day('Tue, 10 Mar') }),
    'empty-too.eml': mail({ subject: 'Request', id: 'm7', ...day('Mon, 09 Mar') }),
  })
  assert.deepEqual(await subjects(t.world, team, of('asked.eml')), [
    'Flock camera contract',
    '[External] Re: Flock camera contract',
  ])
  for (const alone of ['strangers.eml', 'too-late.eml', 'weekly.eml', 'empty.eml', 'empty-too.eml'])
    assert.equal((await subjects(t.world, team, of(alone))).length, 1, alone)
})

const print = [
  [
    'Public Records',
    'From: Roe, Sam <sam.roe@pd.example.gov>',
    'Sent: Tuesday, November 3, 2026 2:06 PM',
    'To: Ann Lee',
    'Subject: RE: Flock camera contract',
    'Ann, the contract is attached. It was signed in March.',
    'From: Ann Lee <ann@newsroom.example>',
    'Sent: Monday, November 2, 2026 10:15 AM',
    'To: Roe, Sam',
    'Subject: Flock camera contract',
    'Please send us the contract.',
  ],
  ['and all of its amendments.'],
]

test('a PDF that is a printed exchange is offered as messages with their pages, in one thread with the mail itself', async () => {
  await using t = await testWorld()
  const team = await buildTeam(t.world)
  const of = await keepAll(t.world, team, {
    'print.pdf': textPdf(print),
    'question.eml': mail({ subject: 'Flock camera contract', id: 'q9', to: 'sam.roe@pd.example.gov' }),
    'letter.pdf': textPdf([
      ['Dear Ann,', 'you wrote: From: the first of May to the last.', 'Date: none', 'To: nobody'],
    ]),
  })
  const view = await viewDocument(t.world, team.viewer, of('print.pdf'))
  assert.equal(view.email, undefined)
  assert.deepEqual(
    view.messages.map((message) => [message.page, message.lastPage, message.from, message.sentText, message.subject]),
    [
      [1, 1, 'Roe, Sam <sam.roe@pd.example.gov>', 'Tuesday, November 3, 2026 2:06 PM', 'RE: Flock camera contract'],
      [1, 2, 'Ann Lee <ann@newsroom.example>', 'Monday, November 2, 2026 10:15 AM', 'Flock camera contract'],
    ],
  )
  const thread = await listThread(t.world, team.viewer, of('question.eml'))
  assert.deepEqual(
    thread.map((entry) => [entry.number, entry.page, entry.current]),
    [
      ['RING-D1', 1, false],
      ['RING-D2', null, true],
      ['RING-D1', 1, false],
    ],
  )
  assert.deepEqual((await viewDocument(t.world, team.viewer, of('letter.pdf'))).messages, [])
  assert.deepEqual(await listThread(t.world, team.viewer, of('letter.pdf')), [])
})

test('relating a document again makes no doubles and leaves its threads as they are', async () => {
  await using t = await testWorld()
  const team = await buildTeam(t.world)
  const of = await keepAll(t.world, team, {
    'print.pdf': textPdf(print),
    'question.eml': mail({ subject: 'Flock camera contract', id: 'q9' }),
  })
  const all = async () => ({
    messages: (await t.world.db.select().from(messages).orderBy(messages.id)).length,
    bands: (await t.world.db.select().from(documentBands)).length,
    thread: await listThread(t.world, team.viewer, of('print.pdf')),
  })
  const before = await all()
  await leavesOneRow(t.world, 'document.relate', system, () =>
    relateDocument(t.world, system, { documentId: of('print.pdf').id }),
  )
  assert.deepEqual(await all(), before)
})

const clauses = Array.from(
  { length: 60 },
  (_, i) => `Clause ${i + 1} says that the agency of part ${i * 7} keeps record ${i * 13} for ${i + 2} days.`,
)
const contract = (from = 0) => [clauses.slice(from, 20), clauses.slice(20, 40), clauses.slice(40)]

test('a signed copy and an unsigned one are one group, with the pages on which they differ; another contract is not', async () => {
  await using t = await testWorld()
  const team = await buildTeam(t.world)
  const [one = [], two = [], three = []] = contract()
  const of = await keepAll(t.world, team, {
    'draft.pdf': textPdf([one, two, three]),
    'signed.pdf': textPdf([one, two, [...three, 'Signed by the mayor on 3 March 2026.']]),
    'saved.pdf': textPdf([one, two, three], { width: 600 }),
    'other.pdf': textPdf([one.map((line) => `Not so: ${line.replaceAll('record', 'picture of')}`)]),
  })
  const alike = await listAlike(t.world, team.viewer, of('draft.pdf'))
  assert.deepEqual(
    alike.map(({ number, differs }) => [number, differs]),
    [
      ['RING-D3', { pages: 0, of: 3, on: [] }],
      ['RING-D2', { pages: 1, of: 3, on: [3] }],
    ],
  )
  assert.equal(alike[0]?.similarity, 1)
  const groups = await Promise.all(
    ['draft.pdf', 'signed.pdf', 'saved.pdf', 'other.pdf'].map(
      async (name) => (await viewDocument(t.world, team.viewer, of(name))).groupId,
    ),
  )
  const first = of('draft.pdf').id
  assert.deepEqual(groups, [first, first, first, null])
})

test('one form filled in for two cases is no group', async () => {
  await using t = await testWorld()
  const team = await buildTeam(t.world)
  const form = (name: string, number: string, amount: string) =>
    textPdf([
      [
        ...Array.from(
          { length: 24 },
          (_, i) =>
            `The applicant named below swears that every word of part ${'abcdefghijklmnopqrstuvwxyz'[i]} is true.`,
        ),
        `Name ${name}`,
        `Case number ${number} of ${amount} dollars, received on ${number.slice(0, 2)}/11/2026`,
      ],
    ])
  const of = await keepAll(t.world, team, {
    'a.pdf': form('Ana Lee', '1234567', '500'),
    'b.pdf': form('Sam Roe', '7654321', '912'),
  })
  assert.deepEqual(await listAlike(t.world, team.viewer, of('a.pdf')), [])
})

test('the same mail from two boxes is one group; two mails with the same words are not', async () => {
  await using t = await testWorld()
  const team = await buildTeam(t.world)
  const said = { subject: 'Reminder of our request', text: 'Please answer.', from: ann, to: records }
  const of = await keepAll(t.world, team, {
    'sent.eml': mail({ ...said, id: 'r1' }),
    'received.eml': mail({ ...said, id: 'r1', more: { Received: 'from mail.example by pd.example.gov' } }),
    'again.eml': mail({ ...said, id: 'r2', date: 'Mon, 09 Nov 2026 10:15:00 -0800' }),
  })
  assert.deepEqual(
    (await listAlike(t.world, team.viewer, of('sent.eml'))).map((other) => other.number),
    ['RING-D2'],
  )
  assert.deepEqual(await listAlike(t.world, team.viewer, of('again.eml')), [])
})

test('what is deleted leaves its thread and its group, and is back in both when it is uploaded again', async () => {
  await using t = await testWorld()
  const team = await buildTeam(t.world)
  const files = {
    'one.pdf': textPdf(contract()),
    'two.pdf': textPdf(contract(), { width: 600 }),
    'q.eml': mail({ subject: 'Camera sites', id: 'q1' }),
    'a.eml': mail({
      subject: 'Re: Camera sites',
      id: 'a1',
      from: records,
      to: ann,
      more: { 'In-Reply-To': '<q1@mail.example>' },
    }),
  }
  const of = await keepAll(t.world, team, files)
  await deleteDocument(t.world, team.reporter, of('two.pdf'))
  await deleteDocument(t.world, team.reporter, of('a.eml'))
  assert.deepEqual(await listAlike(t.world, team.viewer, of('one.pdf')), [])
  assert.equal((await listThread(t.world, team.viewer, of('q.eml'))).length, 1)
  const kept = await t.world.db
    .select()
    .from(messages)
    .where(eq(messages.documentId, of('a.eml').id))
  assert.equal(kept.length, 1)
  await keepAll(t.world, team, { 'two.pdf': files['two.pdf'], 'a.eml': files['a.eml'] })
  assert.equal((await listAlike(t.world, team.viewer, of('one.pdf'))).length, 1)
  assert.equal((await listThread(t.world, team.viewer, of('q.eml'))).length, 2)
})

test('a stranger sees neither thread nor likeness, and another investigation’s files are never part of them', async () => {
  await using t = await testWorld()
  const team = await buildTeam(t.world)
  const other = await buildTeam(t.world, 'Other things', 'OTHER')
  const files = { 'q.eml': mail({ subject: 'Camera sites', id: 'q1' }), 'c.pdf': textPdf(contract()) }
  const of = await keepAll(t.world, team, files)
  const theirs = await keepAll(t.world, other, {
    'q.eml': mail({
      subject: 'Re: Camera sites',
      id: 'x1',
      from: records,
      to: ann,
      more: { 'In-Reply-To': '<q1@mail.example>' },
    }),
    'c.pdf': textPdf(contract(), { width: 600 }),
  })
  for (const name of ['q.eml', 'c.pdf']) {
    await refuses('not_found', listThread(t.world, team.stranger, of(name)))
    await refuses('not_found', listAlike(t.world, team.stranger, of(name)))
    await refuses('not_found', listThread(t.world, other.owner, of(name)))
    assert.deepEqual(await listAlike(t.world, team.viewer, of(name)), [])
    assert.deepEqual(await listAlike(t.world, other.viewer, theirs(name)), [])
  }
  assert.equal((await listThread(t.world, team.viewer, of('q.eml'))).length, 1)
  assert.equal((await listThread(t.world, other.viewer, theirs('q.eml'))).length, 1)
  await refuses('not_found', listThread(t.world, team.viewer, { id: 'doc_none' }))
})
