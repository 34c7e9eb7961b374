import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eq } from 'drizzle-orm'
import { documents, requestStandings } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { readFilter } from '#lib/domain/board'
import { listAgencies } from '#lib/services/agencies/list-agencies'
import { listDocuments } from '#lib/services/documents/list-documents'
import { markRead } from '#lib/services/documents/mark-read'
import { addFinding } from '#lib/services/findings/add-finding'
import { defineFindingType } from '#lib/services/findings/define-finding-type'
import { editFinding } from '#lib/services/findings/edit-finding'
import { listFindings } from '#lib/services/findings/list-findings'
import { editRequest } from '#lib/services/requests/edit-request'
import { listRequests } from '#lib/services/requests/list-requests'
import { logCommunication } from '#lib/services/requests/log-communication'
import { logRequest } from '#lib/services/requests/log-request'
import { buildTeam } from '../build.ts'
import { buildAgency, buildDocument } from '../papers.ts'
import { type TestWorld, testWorld } from '../world.ts'

// The clock stands at Monday 2 November 2026.
async function desk(t: TestWorld) {
  const team = await buildTeam(t.world)
  const { id: investigationId } = team.investigation
  const lakeland = await buildAgency(t.world)
  const bloomfield = await buildAgency(t.world, 'Bloomfield Police Department', 'NJ')
  const ask = { investigationId, subject: 'Doorbell agreements', body: 'All of them.' }
  const log = (agencyId: string, more: object = {}) => logRequest(t.world, team.reporter, { ...ask, agencyId, ...more })
  const found = async (q: string, actor: Actor = team.reporter) =>
    (
      await listRequests(t.world, actor, { limit: 50, q, ...(q.includes('sort:') ? {} : { sort: 'number' as const }) })
    ).data.map((r) => r.number)
  const notes = async (q: string) => (await listRequests(t.world, team.reporter, { limit: 1, q })).notes ?? []
  return { ...team, investigationId, lakeland, bloomfield, log, found, notes }
}

test('status: asks how a request stands now, was: how it ever stood, by the words of chips and API alike', async () => {
  await using t = await testWorld()
  const { reporter, lakeland, log, found } = await desk(t)
  const one = await log(lakeland.id, { filedOn: '2026-08-03' })
  await log(lakeland.id, { filedOn: '2026-10-26' })
  const came = { requestId: one.id, direction: 'in' as const, channel: 'email' as const }
  await logCommunication(t.world, reporter, { ...came, kind: 'clarification', occurredOn: '2026-08-10' })
  assert.deepEqual(await found('status:clarification'), ['RING-1'])
  await logCommunication(t.world, reporter, {
    ...came,
    direction: 'out',
    kind: 'clarification',
    occurredOn: '2026-08-11',
  })
  await logCommunication(t.world, reporter, { ...came, kind: 'denial', occurredOn: '2026-08-20' })
  await logCommunication(t.world, reporter, { ...came, direction: 'out', kind: 'appeal', occurredOn: '2026-08-21' })
  await editRequest(t.world, reporter, { id: one.id, stage: 'closed', outcome: 'fulfilled' })
  assert.deepEqual(await found('status:clarification'), [])
  assert.deepEqual(await found('status:done'), ['RING-1'])
  for (const ever of ['clarification', 'refused', 'denied', 'appeal', 'appealing', 'needs_action', 'done', 'fulfilled'])
    assert.deepEqual(await found(`was:${ever}`), ['RING-1'], ever)
  assert.deepEqual(await found('was:sent'), ['RING-1', 'RING-2'])
  assert.deepEqual(await found('-was:appeal'), ['RING-2'])
  assert.deepEqual(await found('was:lawsuit'), [])
  assert.deepEqual(await found('was:appeal,lawsuit status:closed'), ['RING-1'])
})

test('each standing is kept once, in the order in which it came to be', async () => {
  await using t = await testWorld()
  const { reporter, lakeland, log } = await desk(t)
  const { id } = await log(lakeland.id, { filedOn: '2026-08-03' })
  t.later(1000)
  await editRequest(t.world, reporter, { id, subject: 'Other words' })
  t.later(1000)
  await editRequest(t.world, reporter, { id, needs: 'payment' })
  t.later(1000)
  await editRequest(t.world, reporter, { id, stage: 'closed', outcome: 'withdrawn' })
  const rows = await t.world.db.select().from(requestStandings).where(eq(requestStandings.requestId, id))
  assert.deepEqual(
    rows.sort((a, b) => a.at.getTime() - b.at.getTime()).map((r) => [r.stage, r.needs, r.outcome]),
    [
      ['filed', null, null],
      ['needs_action', 'payment', null],
      ['closed', null, 'withdrawn'],
    ],
  )
})

test('requests are found by dates, agency, state, owner, tags, what they have, and sorted as the words say', async () => {
  await using t = await testWorld()
  const { reporter, editor, lakeland, bloomfield, investigationId, log, found } = await desk(t)
  const one = await log(lakeland.id, { filedOn: '2026-08-03', trackingNumbers: ['24-0117'] })
  const two = await log(bloomfield.id, { filedOn: '2026-10-26' })
  await log(bloomfield.id)
  await editRequest(t.world, reporter, { id: one.id, tags: ['Florida', 'long one'], ownerId: editor.id })
  await editRequest(t.world, reporter, { id: two.id, dueOverride: { on: '2026-11-05', reason: 'Said on the phone.' } })
  const document = await buildDocument(t.world, { investigationId, requestId: one.id, pages: ['Footage'] })
  assert.deepEqual(await found('filed:2026-08'), ['RING-1'])
  assert.deepEqual(await found('filed:<30d'), ['RING-2'])
  assert.deepEqual(await found('01/08/2026..31/08/2026'), ['RING-1'])
  assert.deepEqual(await found('filed:none'), ['RING-3'])
  assert.deepEqual(await found('due:<7d'), ['RING-2'])
  assert.deepEqual(await found('due:2026-11-01..2026-11-30'), ['RING-2'])
  assert.deepEqual(await found('agency:lakeland,nowhere'), ['RING-1'])
  assert.deepEqual(await found('agency:Lakeland OR agency:Bloomfield status:open'), ['RING-1', 'RING-2'])
  assert.deepEqual(await found('-state:FL'), ['RING-2', 'RING-3'])
  assert.deepEqual(await found('tag:"long one"'), ['RING-1'])
  assert.deepEqual(await found('owner:Edda'), ['RING-1'])
  assert.deepEqual(await found('is:mine'), ['RING-2', 'RING-3'])
  assert.deepEqual(await found('has:document'), ['RING-1'])
  assert.deepEqual(await found('has:tracking -has:reply'), ['RING-1'])
  assert.deepEqual(await found('is:unread'), ['RING-1'])
  await markRead(t.world, reporter, { id: document.id, pages: [1] })
  assert.deepEqual(await found('is:unread'), [])
  assert.deepEqual(await found('request:RING-2 investigation:ring'), ['RING-2'])
  assert.deepEqual(await found('doorb*'), ['RING-1', 'RING-2', 'RING-3'])
  assert.deepEqual(await found('sort:-filed filed:>2000-01-01'), ['RING-2', 'RING-1'])
})

test('what was typed and not understood is left out and said; what nothing has yet finds nothing, and says so', async () => {
  await using t = await testWorld()
  const { lakeland, log, found, notes } = await desk(t)
  await log(lakeland.id, { filedOn: '2026-08-03' })
  assert.deepEqual(await found('status:overdeu due:soonish'), ['RING-1'])
  assert.equal((await notes('status:overdeu due:soonish')).length, 2)
  assert.deepEqual(await notes('status:open'), [])
  for (const q of ['fee:>100', 'batch:1', 'in:notes doorbell', 'label:red', 'has:fee', 'note:x', 'redacted:yes']) {
    assert.deepEqual(await found(q), [], q)
    assert.match((await notes(q)).join(), /Nothing here has/, q)
  }
  assert.deepEqual(await found('is:private'), ['RING-1'])
})

test('documents are found by the request they lie under, by kind, pages, sender, words on their pages and findings', async () => {
  await using t = await testWorld()
  const { reporter, editor, stranger, lakeland, investigationId, log } = await desk(t)
  const request = await log(lakeland.id, { filedOn: '2026-08-03' })
  const under = { investigationId, requestId: request.id }
  const memo = await buildDocument(t.world, { ...under, name: 'memo.pdf', pages: ['Footage is kept', 'thirty days'] })
  const mail = await buildDocument(t.world, { investigationId, name: 'mail.eml', pages: ['Free cameras'] })
  const email = {
    ...{ from: 'Chief <chief@lakeland.example>', to: ['ring@ring.example'], cc: [], date: '2019-04-11T10:00:00.000Z' },
    ...{ subject: 'Cameras', messageId: null, inReplyTo: null, threadId: null },
  }
  await t.world.transact((tx) =>
    tx.update(documents).set({ email, mediaType: 'message/rfc822', kind: 'email' }).where(eq(documents.id, mail.id)),
  )
  const type = await defineFindingType(t.world, reporter, { investigationId, name: 'Download credits' })
  const anchors = [{ documentId: memo.id, page: 1, quote: 'Footage is kept', role: 'supports' as const }]
  const finding = await addFinding(t.world, reporter, { investigationId, typeId: type.id, statement: 'Kept.', anchors })
  const found = async (q: string, actor: Actor = reporter) =>
    (await listDocuments(t.world, actor, { limit: 50, q })).data.map((d) => d.name)
  assert.deepEqual(await found('agency:Lakeland'), ['memo.pdf'])
  assert.deepEqual(await found('state:FL status:ready'), ['memo.pdf'])
  assert.deepEqual(await found(`request:RING-1 doc:RING-D${memo.number}`), ['memo.pdf'])
  assert.deepEqual(await found('is:loose'), ['mail.eml'])
  assert.deepEqual(await found('type:mail'), ['mail.eml'])
  assert.deepEqual(await found('type:pdf -kind:agreement'), [])
  assert.deepEqual(await found('from:chief to:ring.example'), ['mail.eml'])
  assert.deepEqual(await found('date:2019-04'), ['mail.eml'])
  assert.deepEqual(await found('date:2026-11'), ['memo.pdf'])
  assert.deepEqual(await found('pages:>1'), ['memo.pdf'])
  assert.deepEqual(await found('text:cameras'), ['mail.eml'])
  assert.deepEqual(await found('text:"free cameras",footage -text:thirty'), ['mail.eml'])
  assert.deepEqual(await found('finding:credits'), ['memo.pdf'])
  assert.deepEqual(await found('has:finding'), ['memo.pdf'])
  assert.deepEqual(await found('is:unread mem*'), ['memo.pdf'])
  for (const q of ['text:footage', 'from:chief', 'agency:Lakeland', '-x'])
    assert.deepEqual(await found(q, stranger), [], q)

  await editFinding(t.world, editor, { id: finding.id, status: 'checked' })
  const findings = async (q: string) =>
    (await listFindings(t.world, reporter, { limit: 50, filter: readFilter(q) })).data.map((f) => f.number)
  for (const q of [
    'author:me',
    'author:Rena',
    'page:1',
    `doc:RING-D${memo.number}`,
    'date:<1d',
    'investigation:RING',
    'kept -status:proposed',
  ])
    assert.deepEqual(await findings(q), ['RING-F1'], q)
  for (const q of [
    '-author:me',
    'page:2',
    'doc:mail',
    'date:2025',
    'investigation:OTHER',
    '-type:credits',
    '-status:checked',
  ])
    assert.deepEqual(await findings(q), [], q)
})

test('documents are sorted as the words say, page by page', async () => {
  await using t = await testWorld()
  const { reporter, investigationId } = await desk(t)
  for (const [name, pages] of [
    ['b.pdf', 1],
    ['A.pdf', 12],
    ['c%.pdf', 3],
    ['a.pdf', 3],
  ] as const) {
    t.later(1000)
    await buildDocument(t.world, { investigationId, name, pages: Array.from({ length: pages }, () => 'x') })
  }
  const sorted = async (q: string) => {
    const names: string[] = []
    let cursor: string | undefined
    do {
      const page = await listDocuments(t.world, reporter, { limit: 1, q, cursor })
      names.push(...page.data.map(({ name }) => name))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    return names
  }
  assert.deepEqual(await sorted(''), ['a.pdf', 'c%.pdf', 'A.pdf', 'b.pdf'])
  assert.deepEqual(await sorted('sort:added'), ['b.pdf', 'A.pdf', 'c%.pdf', 'a.pdf'])
  assert.deepEqual(
    (await sorted('sort:name')).map((name) => name.toLowerCase()),
    ['a.pdf', 'a.pdf', 'b.pdf', 'c%.pdf'],
  )
  assert.deepEqual((await sorted('sort:-name'))[0], 'c%.pdf')
  assert.deepEqual((await sorted('sort:-pages pages:>1'))[0], 'A.pdf')
  assert.deepEqual((await sorted('sort:pages')).length, 4)
})

test('agencies are found by state, place and what is known of them', async () => {
  await using t = await testWorld()
  const { reporter, stranger, lakeland, log } = await desk(t)
  await log(lakeland.id)
  const found = async (q: string, actor: Actor = reporter) =>
    (await listAgencies(t.world, actor, { limit: 50, q })).data.map((a) => a.name)
  assert.deepEqual(await found('state:FL,NJ police'), ['Bloomfield Police Department'])
  assert.deepEqual(await found('state:FL OR state:NJ -police'), ['Lakeland PD'])
  assert.deepEqual(await found('has:request'), ['Lakeland PD'])
  assert.deepEqual(await found('has:request', stranger), [])
  assert.match(
    (await listAgencies(t.world, reporter, { limit: 1, q: 'state:Narnia' })).notes?.join() ?? '',
    /does not know/,
  )
})
