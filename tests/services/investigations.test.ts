import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addMember } from '#lib/services/investigations/add-member'
import { changeMember } from '#lib/services/investigations/change-member'
import { editInvestigation } from '#lib/services/investigations/edit-investigation'
import { listInvestigations } from '#lib/services/investigations/list-investigations'
import { listMembers } from '#lib/services/investigations/list-members'
import { openInvestigation } from '#lib/services/investigations/open-investigation'
import { viewInvestigation } from '#lib/services/investigations/view-investigation'
import { anyone, buildTeam, buildUser, leavesNoRow, leavesOneRow, refuses } from '../build.ts'
import { testWorld } from '../world.ts'

test('anybody signed in opens an investigation and is its owner; nobody in particular may not', async () => {
  await using t = await testWorld()
  const ana = await buildUser(t.world)
  const made = await leavesOneRow(t.world, 'investigation.open', ana, () =>
    openInvestigation(t.world, ana, { title: 'Ring partnerships' }),
  )
  assert.deepEqual([made.key, made.slug, made.role], ['RING', 'ring-partnerships', 'owner'])
  await refuses('unauthenticated', listInvestigations(t.world, anyone, { limit: 50 }))
})

test('a proposed key that is taken gives way to another; a chosen one is refused in words', async () => {
  await using t = await testWorld()
  const ana = await buildUser(t.world)
  const keys = []
  for (let i = 0; i < 3; i++) keys.push((await openInvestigation(t.world, ana, { title: 'Ring partnerships' })).key)
  assert.deepEqual(keys, ['RING', 'RINGB', 'RINGC'])
  const error = await refuses('conflict', openInvestigation(t.world, ana, { title: 'Other', key: 'RING' }))
  assert.match(error.message, /RING is taken/)
})

test('two people who ask for the same key at once: one gets it', async () => {
  await using t = await testWorld()
  const people = await Promise.all(['Ana', 'Ben', 'Cem'].map((name) => buildUser(t.world, name)))
  const tries = people.map((p) => openInvestigation(t.world, p, { title: 'One', key: 'ONE' }))
  const done = await Promise.allSettled(tries)
  assert.equal(done.filter((d) => d.status === 'fulfilled').length, 1)
})

test('a stranger and a wrong id are answered alike, and an admin is a stranger too', async () => {
  await using t = await testWorld()
  const { investigation, stranger, admin } = await buildTeam(t.world)
  const absent = await refuses('not_found', viewInvestigation(t.world, stranger, { id: 'inv_none' }))
  for (const actor of [stranger, admin]) {
    const hidden = await refuses('not_found', viewInvestigation(t.world, actor, { id: investigation.id }))
    assert.equal(hidden.message, absent.message)
    assert.deepEqual((await listInvestigations(t.world, actor, { limit: 50 })).data, [])
  }
})

test('an editor may not change the investigation; a refused change leaves nothing', async () => {
  await using t = await testWorld()
  const { investigation, editor } = await buildTeam(t.world)
  await leavesNoRow(t.world, () =>
    refuses('forbidden', editInvestigation(t.world, editor, { id: investigation.id, title: 'Mine now' })),
  )
})

test('the owner changes it once per version: a stale copy is refused', async () => {
  await using t = await testWorld()
  const { investigation, owner } = await buildTeam(t.world)
  const change = { id: investigation.id, title: 'Doorbells', version: investigation.version }
  const made = await leavesOneRow(t.world, 'investigation.edit', owner, () => editInvestigation(t.world, owner, change))
  assert.deepEqual([made.title, made.version], ['Doorbells', 2])
  const error = await refuses('conflict', editInvestigation(t.world, owner, change))
  assert.equal(error.detail.status, 412)
})

test('a member taken out is out at once; the last owner stays', async () => {
  await using t = await testWorld()
  const { investigation, owner, viewer } = await buildTeam(t.world)
  const { id } = investigation
  await leavesOneRow(t.world, 'member.remove', owner, () =>
    changeMember(t.world, owner, { id, userId: viewer.id, role: null }),
  )
  await refuses('not_found', viewInvestigation(t.world, viewer, { id }))
  await refuses('conflict', changeMember(t.world, owner, { id, userId: owner.id, role: 'viewer' }))
  assert.equal((await listMembers(t.world, owner, { id })).length, 3)
})

test('only an owner brings people in, and only people who have an account', async () => {
  await using t = await testWorld()
  const { investigation, owner, editor, stranger } = await buildTeam(t.world)
  const { id } = investigation
  const email = (await listEmail(t.world, stranger.id)) ?? ''
  await refuses('forbidden', addMember(t.world, editor, { id, email, role: 'viewer' }))
  await refuses('invalid', addMember(t.world, owner, { id, email: 'nobody@newsroom.example', role: 'viewer' }))
  await leavesOneRow(t.world, 'member.add', owner, () => addMember(t.world, owner, { id, email, role: 'viewer' }))
  assert.equal((await viewInvestigation(t.world, stranger, { id: 'RING' })).role, 'viewer')
})

test('the list goes on from its cursor and refuses a made-up one', async () => {
  await using t = await testWorld()
  const ana = await buildUser(t.world)
  for (const key of ['AA', 'BB', 'CC']) await openInvestigation(t.world, ana, { title: key, key })
  const first = await listInvestigations(t.world, ana, { limit: 2 })
  assert.deepEqual(
    first.data.map((i) => i.key),
    ['AA', 'BB'],
  )
  const rest = await listInvestigations(t.world, ana, { limit: 2, cursor: first.nextCursor ?? undefined })
  assert.deepEqual([rest.data.map((i) => i.key), rest.nextCursor], [['CC'], null])
  await refuses('invalid', listInvestigations(t.world, ana, { limit: 2, cursor: '%%%' }))
})

async function listEmail(world: Parameters<typeof viewInvestigation>[0], id: string) {
  const { users } = await import('#db/schema')
  const { eq } = await import('drizzle-orm')
  return (await world.db.select().from(users).where(eq(users.id, id)))[0]?.email
}
