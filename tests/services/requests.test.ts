import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AgencyDetail } from '#lib/domain/agency'
import { requestFullSchema, requestWholeSchema } from '#lib/domain/request'
import { addAgency } from '#lib/services/agencies/add-agency'
import { editRequest } from '#lib/services/requests/edit-request'
import { countRequestsBy, listRequests } from '#lib/services/requests/list-requests'
import { listToday } from '#lib/services/requests/list-today'
import { logCommunication } from '#lib/services/requests/log-communication'
import { logRequest } from '#lib/services/requests/log-request'
import { viewRequest } from '#lib/services/requests/view-request'
import { buildTeam, leavesNoRow, leavesOneRow, refuses, type Team } from '../build.ts'
import { type TestWorld, testWorld } from '../world.ts'

async function desk(t: TestWorld) {
  const team = await buildTeam(t.world)
  const agency = await addAgency(t.world, team.owner, { name: 'Bloomfield PD', jurisdiction: 'NJ' })
  return { ...team, agency, ask: asking(team, agency) }
}
const asking = ({ investigation }: Team, agency: AgencyDetail) => ({
  investigationId: investigation.id,
  agencyId: agency.id,
  subject: 'E-mails with Ring',
  body: 'All e-mails with Ring about the video portal.',
})

test('without a filing date it is a draft: numbered, without a clock, never overdue', async () => {
  await using t = await testWorld()
  const { reporter, ask } = await desk(t)
  const made = await leavesOneRow(t.world, 'request.add', reporter, () => logRequest(t.world, reporter, ask))
  assert.deepEqual(requestFullSchema.parse(made), made)
  assert.deepEqual([made.number, made.stage, made.dueOn, made.overdue], ['RING-1', 'draft', null, false])
  assert.deepEqual([made.deadlines, made.ownerId], [[], reporter.id])
})

test('one filed months ago is overdue by the law of that day, and the lateness is counted when it is read', async () => {
  await using t = await testWorld('2026-11-20T15:00:00.000Z')
  const { reporter, ask } = await desk(t)
  const old = await logRequest(t.world, reporter, {
    ...ask,
    filedOn: '2026-11-02',
    trackingNumbers: ['A-1', 'A-1', 'B-2'],
  })
  // New Jersey: seven business days after 2 November, Election Day and Veterans Day not counted
  assert.deepEqual([old.stage, old.dueOn, old.overdue, old.daysLate], ['filed', '2026-11-13', true, 5])
  assert.deepEqual(old.trackingNumbers, ['A-1', 'B-2'])
  const skipped = old.deadlines[0]?.basis.skipped.map((day) => day.date)
  assert.ok(skipped?.includes('2026-11-03') && skipped.includes('2026-11-11'), JSON.stringify(skipped))
  t.later(3 * 86_400_000)
  const later = await viewRequest(t.world, reporter, { id: 'RING-1' })
  assert.equal(later.daysLate, 6)
  assert.equal(later.version, old.version)
})

test('it is not overdue on its due day anywhere, and is from the next day in the agency’s own zone', async () => {
  await using t = await testWorld('2026-11-14T04:30:00.000Z') // still the 13th in New Jersey
  const { reporter, ask } = await desk(t)
  await logRequest(t.world, reporter, { ...ask, filedOn: '2026-11-02' })
  const overdue = async () => (await listRequests(t.world, reporter, { limit: 5, q: 'status:overdue' })).data.length
  assert.deepEqual([(await viewRequest(t.world, reporter, { id: 'RING-1' })).overdue, await overdue()], [false, 0])
  t.later(3_600_000)
  assert.deepEqual([(await viewRequest(t.world, reporter, { id: 'RING-1' })).overdue, await overdue()], [true, 1])
})

test('numbers run per investigation, and two logged at once get two numbers', async () => {
  await using t = await testWorld()
  const { reporter, ask } = await desk(t)
  const made = await Promise.all([1, 2, 3, 4].map(() => logRequest(t.world, reporter, ask)))
  assert.deepEqual(made.map((r) => r.number).sort(), ['RING-1', 'RING-2', 'RING-3', 'RING-4'])
})

test('a viewer may not log or change; a stranger and an admin see nothing of it', async () => {
  await using t = await testWorld()
  const { reporter, viewer, stranger, admin, ask } = await desk(t)
  const { id } = await logRequest(t.world, reporter, ask)
  await leavesNoRow(t.world, async () => {
    await refuses('forbidden', logRequest(t.world, viewer, ask))
    await refuses('forbidden', editRequest(t.world, viewer, { id, subject: 'Mine' }))
    for (const actor of [stranger, admin]) {
      await refuses('not_found', logRequest(t.world, actor, ask))
      await refuses('not_found', editRequest(t.world, actor, { id, subject: 'Mine' }))
      const hidden = await refuses('not_found', viewRequest(t.world, actor, { id }))
      const absent = await refuses('not_found', viewRequest(t.world, actor, { id: 'RING-99' }))
      assert.equal(hidden.message, absent.message)
      assert.deepEqual((await listRequests(t.world, actor, { limit: 5 })).data, [])
      await refuses('not_found', listRequests(t.world, actor, { limit: 5, investigationId: ask.investigationId }))
      const today = await listToday(t.world, actor)
      assert.deepEqual([today.overdue, today.needsYou, today.next], [[], [], null])
    }
  })
  assert.equal((await viewRequest(t.world, viewer, { id: 'RING-1' })).id, id)
})

test('words that contradict each other, days to come and foreign ids are refused in words', async () => {
  await using t = await testWorld()
  const { reporter, stranger, ask } = await desk(t)
  const { id } = await logRequest(t.world, reporter, { ...ask, filedOn: '2026-10-01' })
  await leavesNoRow(t.world, async () => {
    await refuses('invalid', logRequest(t.world, reporter, { ...ask, agencyId: 'agy_none' }))
    await refuses('invalid', logRequest(t.world, reporter, { ...ask, filedOn: '2027-01-01' }))
    await refuses('invalid', logRequest(t.world, reporter, { ...ask, stage: 'filed' }))
    await refuses('invalid', editRequest(t.world, reporter, { id, ownerId: stranger.id }))
    await refuses('invalid', editRequest(t.world, reporter, { id, stage: 'closed', needs: 'payment' }))
    await refuses('invalid', editRequest(t.world, reporter, { id, receivedOn: '2026-09-01' }))
    await refuses('conflict', editRequest(t.world, reporter, { id, stage: 'draft' }))
    const stale = await refuses('conflict', editRequest(t.world, reporter, { id, subject: 'X', version: 7 }))
    assert.equal(stale.detail.status, 412)
  })
})

test('a changed request keeps one row in the trail; an override moves the due date and says why', async () => {
  await using t = await testWorld()
  const { reporter, editor, ask } = await desk(t)
  const { id, dueOn } = await logRequest(t.world, reporter, { ...ask, filedOn: '2026-10-26' })
  const dueOverride = { on: '2026-12-01', reason: 'Agreed on the phone' }
  const change = { id, dueOverride, ownerId: editor.id, tags: ['ring'], embargoUntil: '2027-01-01' }
  const made = await leavesOneRow(t.world, 'request.edit', reporter, () => editRequest(t.world, reporter, change))
  assert.deepEqual([made.dueOn, made.dueBasis, made.owner], ['2026-12-01', 'Agreed on the phone', 'Edda'])
  const back = await editRequest(t.world, reporter, { id, dueOverride: null })
  assert.deepEqual([back.dueOn, back.tags], [dueOn, ['ring']])
})

test('stage, need and outcome never contradict each other', async () => {
  await using t = await testWorld()
  const { reporter, ask } = await desk(t)
  const { id } = await logRequest(t.world, reporter, ask)
  const stand = async (change: Parameters<typeof editRequest>[2]) => {
    const { stage, needs, outcome, filedOn, dueOn } = await editRequest(t.world, reporter, change)
    return { stage, needs, outcome, filedOn, due: dueOn !== null }
  }
  const sent = { filedOn: '2026-11-02', due: true, needs: null, outcome: null }
  assert.deepEqual(await stand({ id, stage: 'filed' }), { ...sent, stage: 'filed' })
  assert.deepEqual(await stand({ id, needs: 'payment' }), { ...sent, stage: 'needs_action', needs: 'payment' })
  assert.deepEqual(await stand({ id, stage: 'awaiting_response' }), { ...sent, stage: 'awaiting_response' })
  const denied = { ...sent, stage: 'closed', outcome: 'denied', due: false }
  assert.deepEqual(await stand({ id, outcome: 'denied' }), denied)
  assert.deepEqual(await stand({ id, stage: 'appealing' }), { ...denied, stage: 'appealing', due: true })
})

test('the list is sorted by what is due next and goes on from its cursor without losing or repeating one', async () => {
  await using t = await testWorld()
  const { reporter, ask } = await desk(t)
  for (const filedOn of ['2026-10-20', undefined, '2026-09-01', '2026-10-28', undefined, '2026-10-20'])
    await logRequest(t.world, reporter, { ...ask, filedOn })
  for (const sort of ['due', '-due', 'filed', '-number', 'updated', 'agency', 'reply'] as const) {
    const all = (await listRequests(t.world, reporter, { limit: 50, sort })).data.map((r) => r.number)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listRequests(t.world, reporter, { limit: 2, sort, cursor })
      seen.push(...page.data.map((r) => r.number))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    assert.deepEqual(seen, all, sort)
    assert.equal(new Set(seen).size, 6, sort)
  }
  const due = (await listRequests(t.world, reporter, { limit: 50 })).data.map((r) => r.dueOn)
  assert.deepEqual(due.slice(0, 4), [...due.slice(0, 4)].sort())
  assert.deepEqual(due.slice(4), [null, null])
  await refuses('invalid', listRequests(t.world, reporter, { limit: 2, cursor: 'bm9uc2Vuc2U=' }))
})

test('the search box of the list knows status, agency, state, owner and words; garbage has an answer', async () => {
  await using t = await testWorld()
  const { reporter, editor, ask } = await desk(t)
  await logRequest(t.world, reporter, { ...ask, filedOn: '2026-09-01', trackingNumbers: ['24-0117'] })
  await logRequest(t.world, reporter, { ...ask, subject: 'Heat maps 100%' })
  await logRequest(t.world, editor, { ...ask, filedOn: '2026-09-01', outcome: 'no_records' })
  const found = async (q: string) =>
    (await listRequests(t.world, reporter, { limit: 50, q, sort: 'number' })).data.map((r) => r.number)
  assert.deepEqual(await found('status:overdue'), ['RING-1'])
  assert.deepEqual(await found('status:draft'), ['RING-2'])
  assert.deepEqual(await found('status:"no records"'), ['RING-3'])
  assert.deepEqual(await found('-status:closed -status:draft'), ['RING-1'])
  assert.deepEqual(await found('agency:"bloomfield pd" portal heat'), ['RING-2'])
  assert.deepEqual(await found('100%'), ['RING-2'])
  assert.deepEqual(await found('tracking:24-0117'), ['RING-1'])
  assert.deepEqual(await found('ring-3'), ['RING-3'])
  assert.deepEqual(await found('state:nj owner:me'), ['RING-1', 'RING-2'])
  assert.deepEqual(await found('status:nonsense state:nj'), ['RING-1', 'RING-2', 'RING-3'])
  for (const garbage of ['"', "' or 1=1 --", '%%%', 'status:', '((((', '\\', '\u0000', 'OR OR'])
    assert.ok(Array.isArray(await found(garbage)), garbage)
  const questions = { overdue: { q: 'status:overdue' }, all: {} }
  const counts = await countRequestsBy(t.world, reporter, { questions })
  assert.deepEqual(counts, { overdue: 1, all: 3 })
})

test('another investigation’s requests stay out of every list', async () => {
  await using t = await testWorld()
  const here = await desk(t)
  const there = await buildTeam(t.world, 'Other story', 'OTHER')
  const ask = { ...here.ask, filedOn: '2026-09-01' }
  await logRequest(t.world, here.reporter, ask)
  await logRequest(t.world, there.reporter, { ...ask, investigationId: there.investigation.id })
  const numbers = async (find: Parameters<typeof listRequests>[2]) =>
    (await listRequests(t.world, here.reporter, find)).data.map((r) => r.number)
  assert.deepEqual(await numbers({ limit: 9 }), ['RING-1'])
  assert.deepEqual(await numbers({ limit: 9, q: 'investigation:OTHER' }), [])
  assert.deepEqual(await numbers({ limit: 9, agencyId: ask.agencyId, investigationId: 'RING' }), ['RING-1'])
})

test('Today tells late from soon from ours, each request once', async () => {
  await using t = await testWorld('2026-11-20T15:00:00.000Z')
  const { reporter, ask } = await desk(t)
  const log = (filedOn?: string) => logRequest(t.world, reporter, { ...ask, filedOn })
  await log('2026-09-01') // late
  await log('2026-11-16') // due on 25 November
  await log() // a draft
  const fee = await log('2026-11-12')
  const asked = { direction: 'in' as const, channel: 'email' as const, kind: 'fee_estimate' as const }
  await logCommunication(t.world, reporter, { ...asked, requestId: fee.id, occurredOn: '2026-11-19' })
  const today = await listToday(t.world, reporter)
  const numbers = (list: { number: string }[]) => list.map((r) => r.number)
  assert.deepEqual(numbers(today.overdue), ['RING-1'])
  assert.ok(numbers(today.dueThisWeek).includes('RING-2'))
  assert.ok([...numbers(today.needsYou), ...numbers(today.dueThisWeek)].includes('RING-4'))
  assert.ok(numbers(today.needsYou).includes('RING-3'))
  const all = [...today.overdue, ...today.dueThisWeek, ...today.needsYou].map((r) => r.id)
  assert.equal(new Set(all).size, all.length)
  assert.equal(today.overdue[0]?.deadline?.dueOn, today.overdue[0]?.dueOn)
})

test('a request is found by its number and shown whole', async () => {
  await using t = await testWorld()
  const { reporter, ask } = await desk(t)
  const { id } = await logRequest(t.world, reporter, { ...ask, filedOn: '2026-10-01' })
  const whole = await viewRequest(t.world, reporter, { id: 'RING-1' })
  assert.deepEqual(requestWholeSchema.parse(whole), whole)
  assert.deepEqual([whole.id, whole.communications, whole.documents, whole.agency], [id, [], [], 'Bloomfield PD'])
})
