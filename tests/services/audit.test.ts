import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eq } from 'drizzle-orm'
import { auditHead, auditLog } from '#db/schema'
import { openInvestigation } from '#lib/services/investigations/open-investigation'
import { listAudit } from '#lib/services/upkeep/list-audit'
import { listJobs } from '#lib/services/upkeep/list-jobs'
import { verifyAudit } from '#lib/services/upkeep/verify-audit'
import { buildTeam, refuses } from '../build.ts'
import { testWorld } from '../world.ts'

const operator = { kind: 'operator' } as const

test('the audit log refuses to be changed or shortened', async () => {
  await using t = await testWorld()
  await buildTeam(t.world)
  const edit = t.world.transact((tx) => tx.update(auditLog).set({ actor: 'nobody' }).where(eq(auditLog.seq, 1)))
  await assert.rejects(edit, (e: Error) => /append-only/.test(String(e.cause ?? e)))
  const cut = t.world.transact((tx) => tx.delete(auditLog))
  await assert.rejects(cut, (e: Error) => /append-only/.test(String(e.cause ?? e)))
  assert.deepEqual(await verifyAudit(t.world, operator), { ok: true, broken: null })
})

test('a row that was edited past the triggers is found by its number, a cut tail by the head', async () => {
  await using t = await testWorld()
  const { owner } = await buildTeam(t.world)
  for (const title of ['Two', 'Three']) await openInvestigation(t.world, owner, { title })
  const [head] = await t.world.db.select().from(auditHead)
  await t.world.transact((tx) => tx.update(auditHead).set({ seq: (head?.seq ?? 0) + 1 }))
  assert.deepEqual(await verifyAudit(t.world, operator), { ok: false, broken: (head?.seq ?? 0) + 1 })
})

test('members read the trail of their investigation; admins that of the house, and no investigation’s', async () => {
  await using t = await testWorld()
  const { investigation, viewer, stranger, admin } = await buildTeam(t.world)
  const seen = await listAudit(t.world, viewer, { limit: 50, investigationId: investigation.id })
  assert.deepEqual(
    seen.data.map((r) => [r.action, r.actorName]),
    [['investigation.open', 'Olive']],
  )
  await refuses('not_found', listAudit(t.world, stranger, { limit: 50, investigationId: investigation.id }))
  await refuses('not_found', listAudit(t.world, admin, { limit: 50, investigationId: investigation.id }))
  await refuses('forbidden', listAudit(t.world, stranger, { limit: 50 }))
  assert.deepEqual((await listAudit(t.world, admin, { limit: 50 })).data, [])
  await refuses('forbidden', listJobs(t.world, stranger, { limit: 50 }))
  assert.deepEqual((await listJobs(t.world, admin, { limit: 50 })).data, [])
})
