import assert from 'node:assert/strict'
import { and, eq, gt } from 'drizzle-orm'
import { auditHead, auditLog, memberships, users } from '#db/schema'
import type { Action, Actor, HouseRole, Role } from '#lib/domain/actions'
import { Refusal, type RefusalCode } from '#lib/domain/refusal'
import { openInvestigation } from '#lib/services/investigations/open-investigation'
import type { World } from '#lib/world'

/** Somebody with an account, signed in. Straight into the tables: how accounts come to be is tested elsewhere. */
export async function buildUser(
  world: World,
  name = 'Ana',
  house: HouseRole = 'member',
): Promise<Actor & { kind: 'user' }> {
  const id = world.id('user')
  const email = `${name.toLowerCase().replace(/\W+/g, '.')}.${id.slice(4, 10)}@newsroom.example`
  const row = { id, email, name, role: house, recoveryHashes: [], createdAt: world.now() }
  await world.transact((tx) => tx.insert(users).values(row))
  return { kind: 'user', id, house, via: 'cookie' }
}

/** An investigation with one member of each role, and a stranger with an account who is in none of them. */
export async function buildTeam(world: World, title = 'Ring partnerships', key?: string) {
  const owner = await buildUser(world, 'Olive')
  const investigation = await openInvestigation(world, owner, { title, ...(key ? { key } : {}) })
  const member = async (name: string, role: Role) => {
    const actor = await buildUser(world, name)
    const row = { userId: actor.id, investigationId: investigation.id, role, since: world.now() }
    await world.transact((tx) => tx.insert(memberships).values(row))
    return actor
  }
  return {
    investigation,
    owner,
    editor: await member('Edda', 'editor'),
    reporter: await member('Rena', 'reporter'),
    viewer: await member('Vito', 'viewer'),
    stranger: await buildUser(world, 'Sten'),
    admin: await buildUser(world, 'Ada', 'admin'),
  }
}
export type Team = Awaited<ReturnType<typeof buildTeam>>

export const system: Actor = { kind: 'system', job: 'test' }
export const anyone: Actor = { kind: 'anyone' }

/** The promise is refused with this code; anything else, also success, fails the test. */
export async function refuses(code: RefusalCode, doing: Promise<unknown>): Promise<Refusal> {
  const error = await doing.then(
    (value) => assert.fail(`expected a refusal (${code}), got ${JSON.stringify(value)}`),
    (e: unknown) => e,
  )
  if (!(error instanceof Refusal)) throw error
  assert.equal(error.code, code, error.message)
  return error
}

/** Runs `doing` and proves that it left exactly one audit row, with this action, by this actor. */
export async function leavesOneRow<T>(world: World, action: Action, actor: Actor, doing: () => Promise<T>): Promise<T> {
  const [before] = await world.db.select().from(auditHead)
  const value = await doing()
  const rows = await world.db
    .select()
    .from(auditLog)
    .where(gt(auditLog.seq, before?.seq ?? 0))
  const who = actor.kind === 'user' ? actor.id : actor.kind === 'system' ? `job:${actor.job}` : actor.kind
  assert.deepEqual(
    rows.map((r) => [r.action, r.actor]),
    [[action, who]],
  )
  return value
}

/** Proves that nothing was written: no audit row came. */
export async function leavesNoRow(world: World, doing: () => Promise<unknown>): Promise<void> {
  const [before] = await world.db.select().from(auditHead)
  await doing()
  const [after] = await world.db.select().from(auditHead)
  assert.deepEqual(after, before)
}

export const roleOf = async (world: World, userId: string, investigationId: string) =>
  (
    await world.db
      .select()
      .from(memberships)
      .where(and(eq(memberships.userId, userId), eq(memberships.investigationId, investigationId)))
  )[0]?.role
