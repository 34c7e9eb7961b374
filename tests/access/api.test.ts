import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { actions } from '#lib/domain/actions'
import type { Call } from '../../app/_door/call.ts'
import { doors } from '../doors.ts'
import { type Newsroom, openNewsroom } from './newsroom.ts'
import { named } from './samples.ts'

/**
 * Every line of the API × who asks, through the real door: who is nobody gets 401, who is no member the same answer
 * for a hidden thing as for one that never was, who is a member below the role 403.
 */
let room: Newsroom
before(async () => {
  room = await openNewsroom()
})
after(() => room.close())

const least = (call: Call) => doors.api[named(call)] ?? 'nobody'

test('without a token every call but the open ones answers 401', async () => {
  for (const call of room.table) {
    const { status } = await room.ask(null, call)
    if (call.open) assert.notEqual(status, 401, named(call))
    else assert.equal(status, 401, named(call))
  }
})

test('a stranger cannot tell by a cited number either, nor by a key or an address', async () => {
  const cited = { ...room.names, request: 'RING-1', document: 'RING-D1', finding: 'RING-F1' }
  const nowhere = { ...cited, request: 'RING-77', document: 'RING-D77', finding: 'RING-F77' }
  for (const investigation of ['RING', room.team.investigation.slug])
    for (const call of room.table) {
      if (!room.livesInAnInvestigation(call)) continue
      const hidden = await room.ask('stranger', call, { names: { ...cited, investigation } })
      const absent = await room.ask('stranger', call, { names: { ...nowhere, investigation: 'NONE' } })
      assert.equal(hidden.status, 404, `${named(call)}: ${hidden.text}`)
      assert.deepEqual([hidden.text, hidden.headers], [absent.text, absent.headers], named(call))
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

const steps =
  /^\/exhibits\/:id\/(reviews|approve|reject|publish|notes|notes\/:noteId|updates|withdraw|shares|pdf|pages\/:n\/image)$|^\/shares\/:id\/open$/

test('an exhibit takes its steps in their order and by a second person, each 409 before its turn', async () => {
  const step = async (path: string, body?: Record<string, unknown>) => {
    const call = room.find(`POST /exhibits/:id/${path}`)
    const sample = { params: { id: room.names.exhibit }, ...(body ? { body } : {}) }
    const { status, text } = await room.ask('editor', call, body ? { sample } : {})
    return [status, JSON.parse(text).status]
  }
  assert.deepEqual(await step('publish'), [409, 409])
  assert.deepEqual(await step('shares'), [409, 409])
  assert.deepEqual(await step('updates'), [409, 409])
  assert.deepEqual(await step('reviews'), [201, 'verified'])
  assert.deepEqual(await step('approve'), [200, 'approved'])
  assert.deepEqual(await step('shares'), [201, undefined])
  const links = await room.ask('editor', room.find('GET /exhibits/:id/shares'))
  assert.equal(JSON.parse(links.text).data.length, 2) // one stands there from the beginning
  assert.deepEqual(await step('approve'), [409, 409])
  assert.deepEqual(await step('reject'), [409, 409])
  assert.deepEqual(await step('publish'), [200, 'approved']) // its embargo lasts
  assert.deepEqual(await step('publish', {}), [200, 'published'])
  assert.deepEqual(await step('reject'), [409, 409])
  assert.deepEqual(await step('updates'), [201, 'published'])
  assert.deepEqual(await step('notes'), [201, undefined])
  assert.equal((await room.ask('editor', room.find('DELETE /exhibits/:id/notes/:noteId'))).status, 204)
  assert.equal((await room.ask('viewer', room.find('GET /exhibits/:id/notes'))).status, 200)
  const file = () => room.ask('viewer', room.find('GET /exhibits/:id/pdf'))
  assert.deepEqual([(await file()).status, (await file()).headers['content-type']], [200, 'application/pdf'])
  assert.deepEqual(await step('withdraw'), [200, 'withdrawn'])
  assert.equal((await file()).status, 410)
})

test('each of these questions has its answer for one who may: the refusals above are not for want of sense', async () => {
  const late = ({ method, path }: Call) =>
    path.endsWith('/marks/:markId') && method === 'DELETE'
      ? 0.5
      : method === 'DELETE'
        ? 2
        : /\/(retry|cancel)$/.test(path)
          ? 1
          : 0
  let names = room.names
  for (const call of room.table.toSorted((a, b) => late(a) - late(b))) {
    if (steps.test(call.path)) continue // in their order, below
    const { status, text } = await room.ask(least(call) === 'admin' ? 'admin' : 'owner', call, { names })
    assert.ok(status >= 200 && status < 300, `${named(call)}: ${status} ${text}`)
    // what a finding quotes cannot be deleted, so the deletion gets a file of its own
    if (named(call) === 'POST /documents/:id/retry') {
      const file = room.find('POST /documents')
      const sample = { query: { investigationId: names.investigation, name: 'other.txt' }, raw: 'Another file.' }
      names = { ...names, document: JSON.parse((await room.ask('owner', file, { sample })).text).id }
    }
  }
})
