import assert from 'node:assert/strict'
import { test } from 'node:test'
import { and, eq } from 'drizzle-orm'
import { communications, documentPlaces, memberships } from '#db/schema'
import { newCommunicationSchema } from '#lib/domain/communication'
import { addAgency } from '#lib/services/agencies/add-agency'
import { listCommunications } from '#lib/services/requests/list-communications'
import { logCommunication } from '#lib/services/requests/log-communication'
import { logRequest } from '#lib/services/requests/log-request'
import { moveCommunication } from '#lib/services/requests/move-communication'
import { placeCommunication } from '#lib/services/requests/place-communication'
import { viewRequest } from '#lib/services/requests/view-request'
import { buildTeam, leavesNoRow, leavesOneRow, refuses } from '../build.ts'
import { type TestWorld, testWorld } from '../world.ts'

async function desk(t: TestWorld) {
  const team = await buildTeam(t.world)
  const agency = await addAgency(t.world, team.owner, { name: 'Bloomfield PD', jurisdiction: 'NJ' })
  const log = (investigationId: string, actor = team.reporter) =>
    logRequest(t.world, actor, {
      investigationId,
      agencyId: agency.id,
      subject: 'E-mails',
      body: 'All of them.',
      filedOn: '2026-10-01',
    })
  return { ...team, agency, log, request: await log(team.investigation.id) }
}
const came = { direction: 'in' as const, channel: 'email' as const, occurredOn: '2026-10-05' }

test('an acknowledgment, an extension, a fee and the records each move the request to where it then stands', async () => {
  await using t = await testWorld()
  const { reporter, request } = await desk(t)
  const after = async (kind: 'acknowledgment' | 'interim' | 'fee_estimate' | 'records', occurredOn: string) => {
    const input = { ...came, kind, occurredOn, requestId: request.id }
    const made = await leavesOneRow(t.world, 'communication.log', reporter, () =>
      logCommunication(t.world, reporter, input),
    )
    const { stage, needs, outcome } = await viewRequest(t.world, reporter, { id: request.id })
    assert.equal(made.request.stage, stage)
    return [stage, needs, outcome, made.request.number]
  }
  assert.deepEqual(await after('acknowledgment', '2026-10-02'), ['acknowledged', null, null, 'RING-1'])
  assert.deepEqual(await after('interim', '2026-10-05'), ['awaiting_response', null, null, 'RING-1'])
  assert.deepEqual(await after('fee_estimate', '2026-10-06'), ['needs_action', 'fee_decision', null, 'RING-1'])
  assert.deepEqual(await after('records', '2026-10-20'), ['closed', null, 'fulfilled', 'RING-1'])
  const whole = await viewRequest(t.world, reporter, { id: request.id })
  assert.deepEqual([whole.dueOn, whole.overdue, whole.lastReplyOn], [null, false, '2026-10-20'])
})

test('what is filled in later about earlier days is in its place and moves no stage back', async () => {
  await using t = await testWorld()
  const { reporter, request } = await desk(t)
  const log = (kind: 'denial' | 'acknowledgment', occurredOn: string) =>
    logCommunication(t.world, reporter, { ...came, kind, occurredOn, requestId: request.id })
  await log('denial', '2026-10-12')
  const second = await log('acknowledgment', '2026-10-02')
  assert.equal(second.request.stage, 'needs_action')
  const kinds = (await listCommunications(t.world, reporter, { id: 'RING-1' })).map((m) => m.kind)
  assert.deepEqual(kinds, ['acknowledgment', 'denial'])
})

test('a logged letter of a draft files it from that day', async () => {
  await using t = await testWorld()
  const { reporter, agency, investigation } = await desk(t)
  const ask = { investigationId: investigation.id, agencyId: agency.id, subject: 'Maps', body: 'All.' }
  const draft = await logRequest(t.world, reporter, ask)
  const sent = {
    direction: 'out' as const,
    channel: 'post' as const,
    kind: 'request' as const,
    occurredOn: '2026-10-26',
  }
  const { request } = await logCommunication(t.world, reporter, { ...sent, requestId: draft.id })
  assert.equal(request.stage, 'filed')
  assert.ok(request.dueOn)
  const whole = await viewRequest(t.world, reporter, { id: draft.id })
  assert.deepEqual([whole.filedOn, whole.receivedOn, whole.channel], ['2026-10-26', '2026-10-26', 'post'])
})

test('a moment is dated where the agency is', async () => {
  await using t = await testWorld()
  const { reporter, request } = await desk(t)
  const { occurredOn: _day, ...when } = { ...came, occurredAt: '2026-10-06T02:30:00Z' }
  await logCommunication(t.world, reporter, { ...when, requestId: request.id })
  const [message] = await listCommunications(t.world, reporter, { id: request.id })
  assert.deepEqual([message?.occurredOn, message?.occurredAt], ['2026-10-05', '2026-10-06T02:30:00.000Z'])
})

test('a viewer may not log; a stranger finds no request; the future is refused', async () => {
  await using t = await testWorld()
  const { reporter, viewer, stranger, request } = await desk(t)
  const input = { ...came, requestId: request.id }
  await leavesNoRow(t.world, async () => {
    await refuses('forbidden', logCommunication(t.world, viewer, input))
    await refuses('not_found', logCommunication(t.world, stranger, input))
    await refuses('not_found', listCommunications(t.world, stranger, { id: request.id }))
    await refuses('invalid', logCommunication(t.world, reporter, { ...input, occurredOn: '2027-01-01' }))
  })
  const both = newCommunicationSchema.safeParse({ ...came, occurredAt: '2026-10-06T02:30:00Z' })
  const wrongWay = newCommunicationSchema.safeParse({ ...came, kind: 'reminder' })
  assert.deepEqual([both.success, wrongWay.success], [false, false])
})

test('a mail becomes a communication of its request once, however often it is put there', async () => {
  await using t = await testWorld()
  const { reporter, request, investigation } = await desk(t)
  const mail = {
    investigationId: investigation.id,
    requestId: request.id,
    direction: 'in' as const,
    channel: 'email' as const,
    occurredAt: new Date('2026-10-06T14:00:00Z'),
    subject: 'Your request',
    documentId: 'doc_1',
    createdBy: reporter.id,
  }
  const first = await t.world.transact((tx) => placeCommunication(t.world, tx, mail))
  const again = await t.world.transact((tx) => placeCommunication(t.world, tx, mail))
  assert.equal(again.id, first.id)
  assert.equal((await listCommunications(t.world, reporter, { id: request.id })).length, 1)
  const foreign = t.world.transact((tx) => placeCommunication(t.world, tx, { ...mail, investigationId: 'inv_other' }))
  await refuses('not_found', foreign)
})

test('a message on the wrong request moves with what it carried, and both are counted again', async () => {
  await using t = await testWorld()
  const { reporter, viewer, request, log, investigation } = await desk(t)
  const other = await log(investigation.id)
  const denial = { ...came, kind: 'denial' as const, requestId: request.id }
  const { id } = await logCommunication(t.world, reporter, denial)
  const place = { id: 'plc_1', investigationId: investigation.id, documentId: 'doc_1', requestId: request.id }
  await t.world.transact((tx) => tx.insert(documentPlaces).values({ ...place, communicationId: id, parentId: null }))
  await leavesNoRow(t.world, () =>
    refuses('forbidden', moveCommunication(t.world, viewer, { id, requestId: other.id })),
  )
  const moved = await leavesOneRow(t.world, 'communication.move', reporter, () =>
    moveCommunication(t.world, reporter, { id, requestId: other.number }),
  )
  assert.deepEqual([moved.request.id, moved.request.stage], [other.id, 'needs_action'])
  const [row] = await t.world.db.select().from(communications).where(eq(communications.id, id))
  assert.equal(row?.requestId, other.id)
  const there = and(eq(documentPlaces.id, 'plc_1'), eq(documentPlaces.requestId, other.id))
  assert.equal((await t.world.db.select().from(documentPlaces).where(there)).length, 1)
  const left = await viewRequest(t.world, reporter, { id: request.id })
  assert.deepEqual([left.communications, left.lastReplyOn, left.dueOn], [[], null, request.dueOn])
})

test('a message never moves into another investigation, not even of somebody who is in both', async () => {
  await using t = await testWorld()
  const { reporter, request } = await desk(t)
  const there = await desk(t)
  const inBoth = { userId: reporter.id, investigationId: there.investigation.id, role: 'reporter' as const }
  await t.world.transact((tx) => tx.insert(memberships).values({ ...inBoth, since: t.world.now() }))
  const { id } = await logCommunication(t.world, reporter, { ...came, requestId: request.id })
  await leavesNoRow(t.world, () =>
    refuses('not_found', moveCommunication(t.world, reporter, { id, requestId: there.request.id })),
  )
  await refuses('not_found', moveCommunication(t.world, there.reporter, { id, requestId: there.request.id }))
})
