import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agencyDetailSchema, nameKey } from '#lib/domain/agency'
import { jurisdictionSchema } from '#lib/domain/jurisdiction'
import { addAgency } from '#lib/services/agencies/add-agency'
import { editAgency } from '#lib/services/agencies/edit-agency'
import { listAgencies } from '#lib/services/agencies/list-agencies'
import { listJurisdictions } from '#lib/services/agencies/list-jurisdictions'
import { viewAgency } from '#lib/services/agencies/view-agency'
import { viewAgencyStats } from '#lib/services/agencies/view-agency-stats'
import { viewJurisdiction } from '#lib/services/agencies/view-jurisdiction'
import { logCommunication } from '#lib/services/requests/log-communication'
import { logRequest } from '#lib/services/requests/log-request'
import { viewRequest } from '#lib/services/requests/view-request'
import { anyone, buildTeam, buildUser, leavesNoRow, leavesOneRow, refuses } from '../build.ts'
import { testWorld } from '../world.ts'

const bloomfield = {
  name: 'Bloomfield Police Department',
  jurisdiction: 'NJ' as const,
  place: 'Bloomfield',
  county: 'Essex',
  lat: 40.8068,
  lng: -74.1854,
  aliases: ['Bloomfield PD'],
  contacts: [
    { purpose: 'request' as const, channel: 'email' as const, address: 'records@bloomfield.example' },
    { purpose: 'appeal' as const, channel: 'post' as const, address: '1 Municipal Plaza' },
  ],
}

test('anybody signed in adds an agency for the whole house, and everybody reads it', async () => {
  await using t = await testWorld()
  const { reporter, stranger } = await buildTeam(t.world)
  const made = await leavesOneRow(t.world, 'agency.add', stranger, () => addAgency(t.world, stranger, bloomfield))
  assert.deepEqual(agencyDetailSchema.parse(made), made)
  assert.deepEqual(await viewAgency(t.world, reporter, { id: made.id }), made)
  assert.deepEqual(
    made.contacts.map((c) => c.purpose),
    ['request', 'appeal'],
  )
  await refuses('unauthenticated', viewAgency(t.world, anyone, { id: made.id }))
  await refuses('unauthenticated', addAgency(t.world, anyone, bloomfield))
})

test('an agency that looks like one already there is named, not refused', async () => {
  await using t = await testWorld()
  const ana = await buildUser(t.world)
  const first = await addAgency(t.world, ana, bloomfield)
  const again = await addAgency(t.world, ana, { name: 'City of Bloomfield P.D.', jurisdiction: 'NJ' })
  assert.deepEqual(again.alike, [{ id: first.id, name: first.name }])
  const elsewhere = await addAgency(t.world, ana, { name: 'Bloomfield PD', jurisdiction: 'CT' })
  assert.deepEqual(elsewhere.alike, [])
  assert.equal(nameKey('Essex County Sheriff’s Office'), nameKey('Sheriffs Office of Essex Co.'))
})

test('a correction replaces contacts and aliases whole, once per version', async () => {
  await using t = await testWorld()
  const ana = await buildUser(t.world)
  const { id, version } = await addAgency(t.world, ana, bloomfield)
  const change = { id, version, aliases: ['BPD'], contacts: bloomfield.contacts.slice(1), county: null }
  const made = await leavesOneRow(t.world, 'agency.edit', ana, () => editAgency(t.world, ana, change))
  assert.deepEqual([made.aliases, made.contacts.length, made.county, made.version], [['BPD'], 1, null, 2])
  await leavesNoRow(t.world, async () => {
    assert.equal((await refuses('conflict', editAgency(t.world, ana, change))).detail.status, 412)
    await refuses('not_found', editAgency(t.world, ana, { id: 'agy_none', name: 'X' }))
    await refuses('invalid', editAgency(t.world, ana, { id, lat: null }))
  })
})

test('a corrected jurisdiction counts the dates of its requests again', async () => {
  await using t = await testWorld()
  const { investigation, reporter, owner } = await buildTeam(t.world)
  const agency = await addAgency(t.world, owner, { ...bloomfield, jurisdiction: 'IL' })
  const input = { investigationId: investigation.id, agencyId: agency.id, subject: 'E-mails', body: 'All of them.' }
  const request = await logRequest(t.world, reporter, { ...input, filedOn: '2026-10-01' })
  await editAgency(t.world, owner, { id: agency.id, jurisdiction: 'NJ' })
  const after = await viewRequest(t.world, reporter, { id: request.id })
  assert.notEqual(after.dueOn, request.dueOn)
  assert.match(after.dueBasis ?? '', /47:1A/)
})

test('the directory is found by words, aliases and state, and goes on from its cursor', async () => {
  await using t = await testWorld()
  const ana = await buildUser(t.world)
  for (const name of ['Addison', 'Bloomfield', 'Élan', 'Waynesboro'])
    await addAgency(t.world, ana, {
      name: `${name} Police Department`,
      jurisdiction: name === 'Addison' ? 'IL' : 'NJ',
      aliases: [`${name} PD`],
    })
  const names = async (q: string) =>
    (await listAgencies(t.world, ana, { limit: 50, q })).data.map((a) => a.name.split(' ')[0])
  assert.deepEqual(await names('bloomfield pd'), ['Bloomfield'])
  assert.deepEqual(await names('state:IL'), ['Addison'])
  assert.deepEqual((await names('-state:IL police')).sort(), ['Bloomfield', 'Waynesboro', 'Élan'].sort())
  assert.deepEqual(await names('100%_\'"('), [])
  const seen: string[] = []
  for (let cursor: string | undefined, n = 0; n < 4; n++) {
    const page = await listAgencies(t.world, ana, { limit: 1, cursor })
    seen.push(...page.data.map((a) => a.name))
    cursor = page.nextCursor ?? undefined
  }
  assert.equal(new Set(seen).size, 4)
  await refuses('invalid', listAgencies(t.world, ana, { limit: 1, cursor: 'made-up' }))
})

test('counts in the directory and on the agency are over what the reader may see', async () => {
  await using t = await testWorld()
  const { investigation, reporter, stranger } = await buildTeam(t.world)
  const agency = await addAgency(t.world, reporter, bloomfield)
  const input = { investigationId: investigation.id, agencyId: agency.id, subject: 'E-mails', body: 'All of them.' }
  const request = await logRequest(t.world, reporter, { ...input, filedOn: '2026-09-01' })
  await logRequest(t.world, reporter, { ...input, filedOn: '2026-10-30' })
  const [mine] = (await listAgencies(t.world, reporter, { limit: 5 })).data
  assert.deepEqual([mine?.requests, mine?.overdue], [2, 1])
  const [theirs] = (await listAgencies(t.world, stranger, { limit: 5 })).data
  assert.deepEqual([theirs?.requests, theirs?.overdue], [0, 0])
  const answer = {
    direction: 'in' as const,
    channel: 'email' as const,
    kind: 'denial' as const,
    occurredOn: '2026-09-11',
  }
  await logCommunication(t.world, reporter, { ...answer, requestId: request.id })
  const stats = await viewAgencyStats(t.world, reporter, { id: agency.id })
  assert.deepEqual([stats.requests, stats.replied, stats.medianDaysToFirstReply], [2, 1, 10])
  assert.deepEqual(stats.outcomes, { denied: 1 })
  assert.equal((await viewAgencyStats(t.world, stranger, { id: agency.id })).requests, 0)
})

test('all 52 laws load, each with its citation', async () => {
  await using t = await testWorld()
  const ana = await buildUser(t.world)
  const all = await listJurisdictions(t.world, ana)
  assert.equal(all.length, 52)
  assert.equal(all[0]?.code, 'US')
  for (const { code } of all) {
    const law = await viewJurisdiction(t.world, ana, { code })
    assert.deepEqual(jurisdictionSchema.parse(law), law)
    assert.ok(law.law.citation.length > 3, code)
  }
  await refuses('not_found', viewJurisdiction(t.world, ana, { code: 'ZZ' }))
  await refuses('unauthenticated', listJurisdictions(t.world, anyone))
})
