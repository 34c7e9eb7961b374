import assert from 'node:assert/strict'
import { test } from 'node:test'
import { previewedSchema } from '#lib/domain/deadline-preview'
import { jurisdictionCodes } from '#lib/domain/jurisdiction'
import { addAgency } from '#lib/services/agencies/add-agency'
import { editRequest } from '#lib/services/requests/edit-request'
import { logCommunication } from '#lib/services/requests/log-communication'
import { logRequest } from '#lib/services/requests/log-request'
import { previewDeadlines } from '#lib/services/requests/preview-deadlines'
import { anyone, buildTeam, buildUser, refuses } from '../build.ts'
import { testWorld } from '../world.ts'

test('a preview keeps nothing and gives every day that does not count, with its reason', async () => {
  await using t = await testWorld()
  const ana = await buildUser(t.world)
  const answer = await previewDeadlines(t.world, ana, { jurisdiction: 'NJ', receivedOn: '2026-12-18' })
  assert.deepEqual(previewedSchema.parse(answer), answer)
  const [first] = answer.deadlines
  assert.deepEqual([first?.dueOn, first?.basis.count, first?.basis.unit], ['2026-12-30', 7, 'business_days'])
  assert.deepEqual(
    first?.basis.skipped.map((day) => day.date),
    ['2026-12-19', '2026-12-20', '2026-12-25', '2026-12-26', '2026-12-27'],
  )
  await refuses('unauthenticated', previewDeadlines(t.world, anyone, { jurisdiction: 'NJ', receivedOn: '2026-12-18' }))
})

test('every law gives a preview, and every date it gives can say what it rests on', async () => {
  await using t = await testWorld()
  const ana = await buildUser(t.world)
  for (const jurisdiction of jurisdictionCodes) {
    const { deadlines } = await previewDeadlines(t.world, ana, { jurisdiction, receivedOn: '2026-11-02' })
    assert.ok(deadlines.length > 0, jurisdiction)
    for (const { basis, dueOn, kind } of deadlines)
      assert.ok(basis.citation !== '' && (dueOn === null || basis.note !== ''), `${jurisdiction} ${kind}`)
  }
})

test('what a request keeps is what the preview said, and follows its communications', async () => {
  await using t = await testWorld('2026-12-20T15:00:00.000Z')
  const { investigation, reporter, owner } = await buildTeam(t.world)
  const agency = await addAgency(t.world, owner, { name: 'Addison PD', jurisdiction: 'IL' })
  const request = await logRequest(t.world, reporter, {
    investigationId: investigation.id,
    agencyId: agency.id,
    subject: 'Guide',
    body: 'The guide.',
    filedOn: '2026-12-18',
  })
  const { deadlines } = await previewDeadlines(t.world, reporter, { jurisdiction: 'IL', receivedOn: '2026-12-18' })
  assert.deepEqual([request.dueOn, request.deadlines[0]?.dueOn], ['2026-12-28', deadlines[0]?.dueOn])
  const extension = { direction: 'in' as const, channel: 'email' as const, kind: 'extension' as const }
  const logged = await logCommunication(t.world, reporter, {
    ...extension,
    occurredOn: '2026-12-20',
    requestId: request.id,
  })
  assert.ok((logged.request.dueOn ?? '') > '2026-12-28', String(logged.request.dueOn))
})

test('Michigan counts an e-mail as received the next business day, until somebody says otherwise', async () => {
  await using t = await testWorld()
  const { investigation, reporter, owner } = await buildTeam(t.world)
  const agency = await addAgency(t.world, owner, { name: 'Flint PD', jurisdiction: 'MI' })
  const ask = { investigationId: investigation.id, agencyId: agency.id, subject: 'Guide', body: 'The guide.' }
  const mailed = await logRequest(t.world, reporter, { ...ask, filedOn: '2026-10-23', channel: 'email' })
  assert.equal(mailed.receivedOn, '2026-10-26')
  assert.equal((await editRequest(t.world, reporter, { id: mailed.id, channel: 'post' })).receivedOn, '2026-10-23')
  const said = await editRequest(t.world, reporter, { id: mailed.id, receivedOn: '2026-10-28' })
  const again = await editRequest(t.world, reporter, { id: mailed.id, channel: 'email' })
  assert.deepEqual([said.receivedOn, again.receivedOn], ['2026-10-28', '2026-10-28'])
})
