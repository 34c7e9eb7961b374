import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memberships } from '#db/schema'
import { changeMember } from '#lib/services/investigations/change-member'
import { logRequest } from '#lib/services/requests/log-request'
import { addView } from '#lib/services/views/add-view'
import { deleteView } from '#lib/services/views/delete-view'
import { editView } from '#lib/services/views/edit-view'
import { listCountedViews } from '#lib/services/views/list-counted-views'
import { listViews } from '#lib/services/views/list-views'
import { anyone, buildTeam, leavesNoRow, leavesOneRow, refuses } from '../build.ts'
import { buildAgency, buildDocument } from '../papers.ts'
import { testWorld } from '../world.ts'

const late = { name: 'Late ones', list: 'requests' as const, q: 'status:overdue' }

test('a view is its maker’s own until it is shared with those who work on an investigation with them', async () => {
  await using t = await testWorld()
  const { reporter, viewer, stranger, admin } = await buildTeam(t.world)
  const names = async (actor: typeof reporter) => (await listViews(t.world, actor)).map((v) => [v.name, v.mine, v.by])
  const view = await leavesOneRow(t.world, 'view.add', reporter, () => addView(t.world, reporter, late))
  assert.deepEqual([view.list, view.q, view.shared, view.mine, view.version], ['requests', late.q, false, true, 1])
  assert.deepEqual(await names(reporter), [['Late ones', true, 'Rena']])
  assert.deepEqual(await names(viewer), [])
  await editView(t.world, reporter, { id: view.id, shared: true })
  assert.deepEqual(await names(viewer), [['Late ones', false, 'Rena']])
  for (const actor of [stranger, admin]) assert.deepEqual(await names(actor), [])
  await refuses('unauthenticated', listViews(t.world, anyone))
})

test('who leaves the last investigation in common sees the other’s views no more', async () => {
  await using t = await testWorld()
  const { owner, reporter, viewer, investigation } = await buildTeam(t.world)
  await addView(t.world, reporter, { ...late, shared: true })
  assert.equal((await listViews(t.world, viewer)).length, 1)
  await changeMember(t.world, owner, { id: investigation.id, userId: viewer.id, role: null })
  assert.equal((await listViews(t.world, viewer)).length, 0)
})

test('only its maker changes or deletes a view; to who does not see it, it is not there', async () => {
  await using t = await testWorld()
  const { owner, reporter, viewer, stranger, admin } = await buildTeam(t.world)
  const { id } = await addView(t.world, reporter, late)
  for (const actor of [viewer, owner, stranger, admin])
    await leavesNoRow(t.world, async () => {
      await refuses('not_found', editView(t.world, actor, { id, name: 'Mine now' }))
      await refuses('not_found', deleteView(t.world, actor, { id }))
    })
  await editView(t.world, reporter, { id, shared: true })
  for (const actor of [viewer, owner])
    await leavesNoRow(t.world, async () => {
      await refuses('forbidden', editView(t.world, actor, { id, name: 'Mine now' }))
      await refuses('forbidden', deleteView(t.world, actor, { id }))
    })
  await refuses('not_found', deleteView(t.world, stranger, { id }))
  await refuses('unauthenticated', addView(t.world, anyone, late))
  const renamed = await leavesOneRow(t.world, 'view.edit', reporter, () =>
    editView(t.world, reporter, { id, name: 'Overdue', q: 'status:overdue state:FL', version: 2 }),
  )
  assert.deepEqual(
    [renamed.name, renamed.q, renamed.shared, renamed.version],
    ['Overdue', 'status:overdue state:FL', true, 3],
  )
  assert.equal(
    (await refuses('conflict', editView(t.world, reporter, { id, name: 'Old', version: 1 }))).detail.status,
    412,
  )
  await leavesOneRow(t.world, 'view.delete', reporter, () => deleteView(t.world, reporter, { id }))
  await refuses('not_found', deleteView(t.world, reporter, { id }))
})

test('a shared view finds for each reader what that reader may see, and counts no more', async () => {
  await using t = await testWorld()
  const here = await buildTeam(t.world)
  const there = await buildTeam(t.world, 'Other story', 'OTHER')
  const agency = await buildAgency(t.world)
  const ask = { agencyId: agency.id, subject: 'Doorbells', body: 'All of them.', filedOn: '2026-08-01' }
  await logRequest(t.world, here.reporter, { ...ask, investigationId: here.investigation.id })
  for (let i = 0; i < 3; i++)
    await logRequest(t.world, there.reporter, { ...ask, investigationId: there.investigation.id })
  await buildDocument(t.world, { investigationId: here.investigation.id, pages: ['Footage'], name: 'footage.pdf' })
  await buildDocument(t.world, { investigationId: there.investigation.id, pages: ['Footage'], name: 'footage.pdf' })
  const both = here.reporter // works on both stories
  const seat = {
    userId: both.id,
    investigationId: there.investigation.id,
    role: 'viewer' as const,
    since: t.world.now(),
  }
  await t.world.transact((tx) => tx.insert(memberships).values(seat))
  for (const view of [
    { ...late, q: 'status:open' },
    { name: 'Footage', list: 'documents' as const, q: 'text:footage' },
    { name: 'All types', list: 'findings' as const, q: 'type:credits' },
    { name: 'Florida', list: 'agencies' as const, q: 'state:FL' },
    { name: 'Everything', list: 'search' as const, q: 'footage' },
  ])
    await addView(t.world, both, { ...view, shared: true })
  const counts = async (actor: typeof both) =>
    Object.fromEntries((await listCountedViews(t.world, actor)).map(({ name, count }) => [name, count]))
  const florida = { Florida: 1, Everything: undefined }
  assert.deepEqual(await counts(both), { 'Late ones': 4, Footage: 2, 'All types': 0, ...florida })
  assert.deepEqual(await counts(here.viewer), { 'Late ones': 1, Footage: 1, 'All types': 0, ...florida })
  assert.deepEqual(await counts(here.stranger), {})
})
