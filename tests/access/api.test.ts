import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { actions } from '#lib/domain/actions'
import type { Call } from '../../app/_door/call.ts'
import { doors } from '../doors.ts'
import { type Newsroom, openNewsroom } from './newsroom.ts'

/**
 * Every line of the API × who asks, through the real door: who is nobody gets 401, who is no member the same answer
 * for a hidden thing as for one that never was, who is a member below the role 403.
 */
let room: Newsroom
before(async () => {
  room = await openNewsroom()
})

test('every call stands in the access manifest and the manifest names no call that is gone', () => {
  const here = room.table.map((c) => `${c.method} ${c.path}`).sort()
  assert.deepEqual(Object.keys(doors.api).sort(), here)
})

const named = (call: Call) => `${call.method} ${call.path}`
const least = (call: Call) => doors.api[named(call)] ?? 'nobody'

test('without a token every call but the open ones answers 401', async () => {
  for (const call of room.table) {
    const { status } = await room.ask(null, call)
    if (call.open) assert.notEqual(status, 401, named(call))
    else assert.equal(status, 401, named(call))
  }
})

test('a stranger cannot tell a hidden thing from one that never was', async () => {
  for (const call of room.table) {
    if (!room.livesInAnInvestigation(call)) continue
    const hidden = await room.ask('stranger', call)
    const absent = await room.ask('stranger', call, { absent: true })
    assert.equal(hidden.status, 404, `${named(call)}: ${hidden.text}`)
    assert.deepEqual(
      [hidden.status, hidden.text, hidden.headers],
      [absent.status, absent.text, absent.headers],
      named(call),
    )
  }
})

test('a member below the role is refused with 403, and nothing happens', async () => {
  for (const call of room.table) {
    const need = least(call)
    if (!room.livesInAnInvestigation(call) || !['reporter', 'editor', 'owner'].includes(need)) continue
    const below = need === 'reporter' ? 'viewer' : need === 'editor' ? 'reporter' : 'editor'
    const seq = await room.lastAudit()
    const { status, text } = await room.ask(below, call)
    assert.equal(status, 403, `${named(call)} as ${below}: ${text}`)
    assert.equal(await room.lastAudit(), seq, named(call))
  }
})

test('what only admins may, members may not', async () => {
  for (const call of room.table) {
    if (least(call) !== 'admin') continue
    const { status } = await room.ask('owner', call)
    assert.equal(status, 403, named(call))
  }
})

test('an unknown field is refused by every call that takes fields', async () => {
  for (const call of room.table) {
    if (!call.body || call.method === 'GET') continue
    const { status, text } = await room.ask('owner', call, { extra: { __surprise: true } })
    assert.ok(status === 400 && text.includes('__surprise'), `${named(call)}: ${status} ${text}`)
  }
})

test('every action of the catalogue that the manifest leans on exists', () => {
  const known = new Set<string>([
    'anyone',
    'user',
    'admin',
    'viewer',
    'reporter',
    'editor',
    'owner',
    ...Object.values(actions),
  ])
  assert.deepEqual(
    Object.values(doors.api).filter((who) => !known.has(who)),
    [],
  )
})
