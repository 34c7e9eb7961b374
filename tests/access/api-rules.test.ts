import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { auditLog, idempotency, shares } from '#db/schema'
import { changeMember } from '#lib/services/investigations/change-member'
import { changePerson } from '#lib/services/people/change-person'
import { revokeToken } from '#lib/services/people/revoke-token'
import type { Call } from '../../app/_door/call.ts'
import { buildUser } from '../build.ts'
import { emailOf, type Newsroom, openNewsroom, requestFor, send, tokenFor } from './newsroom.ts'
import { putExhibit } from './put-exhibit.ts'
import { named, type Sample, sampleOf } from './samples.ts'

/** What the contract says of every call alike: bodies, methods, versions, repeats, tokens. */
let room: Newsroom
before(async () => {
  room = await openNewsroom()
})
after(() => room.close())

const site = 'http://localhost:3000/api/v1'
const operator = { kind: 'operator' } as const
const json = { 'content-type': 'application/json' }

const asOwner = (init: RequestInit & { path: string }) => {
  const { path, headers, ...rest } = init
  const token = { authorization: `Bearer ${room.tokens.owner}` }
  return send(room.world, new Request(`${site}${path}`, { method: 'POST', ...rest, headers: { ...token, ...headers } }))
}
const withToken = (token: string, call: Call, more: Sample = {}, headers: Record<string, string> = {}) => {
  const sample = { ...sampleOf(call, room.names, room.others), ...more }
  return send(room.world, requestFor(call, sample, { authorization: `Bearer ${token}`, ...headers }))
}

test('a JSON body has at most 1 MiB, whatever length it declares', async () => {
  const title = JSON.stringify({ title: 'x'.repeat(1024 * 1024) })
  for (const headers of [json, { ...json, 'content-length': '2' }]) {
    const answer = await asOwner({ path: '/investigations', body: title, headers })
    assert.equal(answer.status, 413, answer.text)
  }
  const endless = new ReadableStream<Uint8Array>({ pull: (out) => out.enqueue(new Uint8Array(65_536).fill(32)) })
  const half = { body: endless, duplex: 'half', headers: json } as RequestInit // the DOM's types do not know duplex
  assert.equal((await asOwner({ path: '/investigations', ...half })).status, 413)
})

test('a body that is not said to be JSON is not read as JSON', async () => {
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/json',
  ])
    assert.equal(
      (await asOwner({ path: '/investigations', body: '{"title":"x"}', headers: { 'content-type': type } })).status,
      415,
      type,
    )
  for (const type of ['application/json', 'application/json; charset=utf-8', 'application/merge-patch+json'])
    assert.equal(
      (await asOwner({ path: '/investigations', body: '{"title":"Types"}', headers: { 'content-type': type } })).status,
      201,
      type,
    )
})

test('JSON that is broken, too deep, or no object is refused', async () => {
  const deep = (levels: number) => `${'{"title":'.repeat(levels)}1${'}'.repeat(levels)}`
  const bodies = [
    '{',
    '{"title":',
    'title=x',
    '[1,2',
    "{'title':'x'}",
    'NaN',
    '{"title":NaN}',
    '"x"',
    '[]',
    'null',
    '12',
    'true',
    deep(33),
    deep(20_000),
    '['.repeat(100_000),
    '{"title":"x"}{"title":"y"}',
    '\uFEFF\0',
  ]
  for (const body of bodies) {
    const { status, text } = await asOwner({ path: '/investigations', body, headers: json })
    assert.equal(status, 400, `${body.slice(0, 40)}: ${text}`)
  }
  const said = JSON.stringify({ title: '[[[['.repeat(40) })
  assert.equal(
    (await asOwner({ path: '/investigations', body: said, headers: json })).status,
    201,
    'brackets in a text are text',
  )
})

test('a number beyond all numbers is no number', async () => {
  const body = '{"name":"Far away","jurisdiction":"FL","lat":1e400,"lng":-1e400}'
  assert.equal((await asOwner({ path: '/agencies', body, headers: json })).status, 400)
})

test('__proto__ in a body is an unknown field, and no object learns anything from it', async () => {
  const body = '{"title":"Proto","__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}'
  const { status, text } = await asOwner({ path: '/investigations', body, headers: json })
  assert.equal(status, 400)
  assert.ok(text.includes('__proto__') || text.includes('constructor'), text)
  assert.equal(({} as { admin?: boolean }).admin, undefined)
})

test('a body of several forms is refused in the words of the form that was meant', async () => {
  const path = `/documents/${room.names.document}/marks`
  const reason = 'personal'
  for (const [body, field] of [
    [{ find: { pattern: 'iban' }, reason }, 'find.pattern'],
    [{ find: '', reason }, 'find'],
    [{ find: ['a', ''], reason }, 'find.1'],
    [{ find: 'Footage' }, 'reason'],
    [{ marks: [{ page: 1, quote: 'Footage' }] }, 'marks.0.reason'],
    [{ marks: [{ page: 1, boxes: [[0.5, 0.5, 0.4, 0.6]], reason }] }, 'marks.0.boxes.0'],
    [{ marks: [{ page: 1, quote: 'Footage', reason, surprise: 1 }] }, 'marks.0.surprise'],
    [{}, 'marks'],
  ] as const) {
    const { status, text } = await asOwner({ path, body: JSON.stringify(body), headers: json })
    const said = JSON.parse(text)
    assert.deepEqual([status, said.errors[0]?.field], [400, field], text)
    assert.ok(
      said.errors.every(({ message }: { message: string }) => message !== 'Invalid input'),
      text,
    )
  }
})

test('a call that takes no body refuses one, and one whose fields may all be left out needs none', async () => {
  const path = `/documents/${room.names.document}`
  const refused = await asOwner({ path, method: 'DELETE', body: '{"now":true}', headers: json })
  assert.equal(refused.status, 400, refused.text)
  const patched = await asOwner({ path, method: 'PATCH' })
  assert.equal(patched.status, 200, patched.text)
})

test('another method than the calls of an address is 405, another address 404, both as a problem', async () => {
  const paths = new Map<string, string[]>()
  for (const call of room.table) paths.set(call.path, [...(paths.get(call.path) ?? []), call.method])
  for (const [path, methods] of paths) {
    for (const method of ['GET', 'POST', 'PATCH', 'DELETE', 'PUT', 'OPTIONS']) {
      const filled = path.replace(/:\w+/g, 'x')
      if (methods.includes(method) || room.table.some((c) => c.method === method && matches(c.path, filled))) continue
      const answer = await asOwner({ path: filled, method })
      assert.equal(answer.status, 405, `${method} ${path}: ${answer.text}`)
      assert.equal(answer.headers['content-type'], 'application/problem+json')
    }
  }
  for (const path of [
    '',
    '/',
    '/nothing',
    '/investigations/x/nothing',
    '//investigations',
    '/%2e%2e/investigations',
    '/requests/%E0%A4%A',
  ])
    assert.equal((await asOwner({ path, method: 'GET' })).status, 404, path)
})
const matches = (pattern: string, path: string) => new RegExp(`^${pattern.replace(/:\w+/g, '[^/]+')}$`).test(path)

test('HEAD is answered as GET is, to those who may and to nobody else', async () => {
  const path = `/requests/${room.names.request}`
  assert.equal((await asOwner({ path, method: 'HEAD' })).status, 200)
  for (const call of room.table.filter((c) => c.method === 'GET' && room.livesInAnInvestigation(c))) {
    const request = requestFor(call, sampleOf(call, room.names, room.others), {
      authorization: `Bearer ${room.tokens.stranger}`,
    })
    assert.equal((await send(room.world, new Request(request, { method: 'HEAD' }))).status, 404, named(call))
  }
})

test('no answer is kept by a cache, guessed at or framed', async () => {
  for (const call of room.table.filter(({ method }) => method === 'GET'))
    for (const who of ['owner', 'stranger', null] as const) {
      room.later(3000)
      const { headers } = await room.ask(who, call)
      assert.match(headers['cache-control'] ?? '', /no-store/, named(call))
      assert.equal(headers['x-content-type-options'], 'nosniff', named(call))
    }
})

test('what somebody else changed in the meantime is not overwritten', async () => {
  const edits = room.table.filter((call) => call.method === 'PATCH' && !call.path.includes('members'))
  assert.ok(edits.length >= 6)
  for (const call of edits) {
    const ask = (etag: string) => room.ask('owner', call, { headers: { 'if-match': etag } })
    for (const stale of ['"999"', '"0"', 'W/"999"', '"abc"', 'x', '""', '"-1"', `"${'9'.repeat(30)}"`]) {
      const seq = await room.lastAudit()
      const { status, text } = await ask(stale)
      assert.equal(status, 412, `${named(call)} If-Match: ${stale}: ${text}`)
      assert.equal(await room.lastAudit(), seq)
    }
    const { headers, status, text } = await ask('*')
    assert.equal(status, 200, `${named(call)}: ${text}`)
    assert.match(headers.etag ?? '', /^"\d+"$/, named(call))
    assert.equal((await ask(headers.etag ?? '')).status, 200, named(call))
    assert.equal((await ask(headers.etag ?? '')).status, 412, `${named(call)}: the same version twice`)
  }
})

test('a POST that is repeated with its Idempotency-Key is done once', async () => {
  const path = '/investigations'
  const once = (body: object, key: string, who: 'owner' | 'editor' = 'owner') => {
    const headers = { ...json, authorization: `Bearer ${room.tokens[who]}`, 'idempotency-key': key }
    return send(room.world, new Request(`${site}${path}`, { method: 'POST', body: JSON.stringify(body), headers }))
  }
  const first = await once({ title: 'Once only' }, 'k1')
  const seq = await room.lastAudit()
  const again = await once({ title: 'Once only' }, 'k1')
  assert.deepEqual([again.status, again.text], [201, first.text])
  assert.equal(again.headers['idempotent-replayed'], 'true')
  assert.equal(await room.lastAudit(), seq)
  assert.equal((await once({ title: 'Another' }, 'k1')).status, 409)
  const twice = await Promise.all([
    once({ title: 'At the same time' }, 'k2'),
    once({ title: 'At the same time' }, 'k2'),
  ])
  const ids = twice.filter((a) => a.status === 201).map((a) => JSON.parse(a.text).id)
  assert.equal(new Set(ids).size, 1, 'two at the same time make one')
  assert.ok(twice.every((a) => a.status === 201 || a.status === 409))
  assert.equal((await once({ title: 'Refused', key: 'TAKEN' }, 'k3')).status, 201)
  assert.equal((await once({ title: 'Refused', key: 'TAKEN' }, 'k4')).status, 409)
  assert.match((await once({ title: 'Refused', key: 'TAKEN' }, 'k4')).text, /TAKEN is taken/, 'a refusal is not kept')
  assert.equal((await once({ title: 'x' }, 'k'.repeat(201))).status, 400)
  const other = await once({ title: 'Once only' }, 'k1', 'editor')
  assert.notEqual(JSON.parse(other.text).id, JSON.parse(first.text).id, 'a key is its user’s own')
  room.later(25 * 3600 * 1000)
  assert.notEqual((await once({ title: 'Once only' }, 'k1')).text, first.text, 'it is kept a day')
})

test('what is shown once is told again to a repeat, and stands nowhere in the record in plain words', async () => {
  await putExhibit(room.world, room.names.exhibit, 'approved')
  const call = room.find('POST /exhibits/:id/shares')
  const ask = () => room.ask('editor', call, { headers: { 'idempotency-key': 'a link' } })
  const [first, again] = [await ask(), await ask()]
  await putExhibit(room.world, room.names.exhibit, 'verified')
  assert.equal(first.status, 201, first.text)
  assert.deepEqual([again.text, again.headers['idempotent-replayed']], [first.text, 'true'])
  const kept = JSON.stringify([
    await room.world.db.select().from(idempotency),
    await room.world.db.select().from(shares),
    await room.world.db.select().from(auditLog),
  ])
  const { id, token } = JSON.parse(first.text)
  assert.ok(kept.includes(id) && !kept.includes(token))
})

test('an answer kept for a repeat is not given to one who may no longer see it, nor to a narrower token', async () => {
  const { owner } = room.team
  const leaver = await buildUser(room.world, 'Lea')
  const here = room.names.investigation
  await room.ask('owner', room.find('POST /investigations/:id/members'), {
    sample: { params: { id: here }, body: { email: await emailOf(room.world, leaver.id), role: 'reporter' } },
  })
  const call = room.find('POST /requests')
  const ask = (token: string) => withToken(token, call, {}, { 'idempotency-key': 'mine' })
  const { token } = await tokenFor(room.world, leaver)
  assert.equal((await ask(token)).status, 201)
  assert.equal((await ask((await tokenFor(room.world, leaver, ['read'])).token)).status, 403)
  await changeMember(room.world, owner, { id: here, userId: leaver.id, role: null })
  assert.equal((await ask(token)).status, 404)
})

test('an Authorization header that is none, or no token of ours, is 401 and falls back to nothing', async () => {
  const call = room.find('GET /investigations')
  const good = room.tokens.owner
  const flipped = `${good.slice(0, -1)}${good.endsWith('A') ? 'B' : 'A'}`
  const garbage = [
    '',
    'Bearer',
    'Bearer ',
    'Basic YTpi',
    good,
    `Bearer ${flipped}`,
    `Bearer ${good.slice(0, -1)}`,
    `Bearer ${good}x`,
    `Bearer ${good.toUpperCase()}`,
    `Bearer ${good}, Bearer ${good}`,
    'Bearer null',
    `Bearer ' OR 1=1 --`,
    `Bearer ${'x'.repeat(9000)}`,
    'Bearer unsealed_',
    'Digest x="y"',
  ]
  for (const authorization of garbage) {
    const answer = await send(room.world, requestFor(call, {}, { authorization }))
    assert.equal(answer.status, 401, authorization.slice(0, 60))
    assert.equal(answer.headers['www-authenticate'], 'Bearer')
  }
  assert.equal((await send(room.world, requestFor(call, {}, { authorization: `bearer   ${good} ` }))).status, 200)
  for (const name of ['x-authorization', 'cookie', 'x-api-key', 'x-forwarded-user'])
    assert.equal(
      (await send(room.world, requestFor(call, {}, { [name]: `unsealed-session=${good}` }))).status,
      401,
      name,
    )
})

test('a token that only reads may read everything and write nothing', async () => {
  const { token } = await tokenFor(room.world, room.team.owner, ['read'])
  for (const call of room.table) {
    if (call.open || named(call) === 'GET /jobs' || named(call) === 'POST /deadlines/preview') continue
    room.later(3000)
    const seq = await room.lastAudit()
    const { status, text } = await withToken(token, call)
    if (call.method === 'GET') assert.equal(status, 200, `${named(call)}: ${text}`)
    else {
      assert.equal(status, 403, `${named(call)}: ${text}`)
      assert.equal(await room.lastAudit(), seq)
    }
  }
})

test('a refusal says whether it is the token that may not, or the person', async () => {
  const call = room.find('POST /exhibits/:id/approve')
  const whole = await room.ask('viewer', call)
  assert.match(JSON.parse(whole.text).detail, /^Your role here does not allow this/)
  const { token } = await tokenFor(room.world, room.team.editor, ['read', 'write'])
  const narrow = await withToken(token, call)
  assert.equal(narrow.status, 403)
  assert.match(JSON.parse(narrow.text).detail, /^This token may not do that/)
})

test('an administrator’s token without the scope admin runs nothing, and no token opens an investigation to them', async () => {
  const { token } = await tokenFor(room.world, room.team.admin, ['read', 'write'])
  assert.equal((await withToken(token, room.find('GET /jobs'))).status, 403)
  assert.equal((await withToken(room.tokens.admin, room.find('GET /jobs'))).status, 200)
  for (const call of room.table.filter((c) => room.livesInAnInvestigation(c)))
    assert.equal((await withToken(room.tokens.admin, call)).status, 404, named(call))
})

test('a token that is revoked is dead on the very next request', async () => {
  const { id, token } = await tokenFor(room.world, room.team.reporter)
  const call = room.find('GET /requests/:id')
  assert.equal((await withToken(token, call)).status, 200)
  await revokeToken(room.world, operator, { id })
  assert.equal((await withToken(token, call)).status, 401)
})

test('a member who is taken out, or put lower, is so on the very next request', async () => {
  const { editor, owner } = room.team
  const at = { id: room.names.investigation, userId: editor.id }
  const read = room.find('GET /requests/:id')
  const write = room.find('PATCH /requests/:id')
  assert.equal((await room.ask('editor', write)).status, 200)
  await changeMember(room.world, owner, { ...at, role: 'viewer' })
  assert.deepEqual([(await room.ask('editor', read)).status, (await room.ask('editor', write)).status], [200, 403])
  await changeMember(room.world, owner, { ...at, role: null })
  for (const call of room.table.filter((c) => room.livesInAnInvestigation(c)))
    assert.equal((await room.ask('editor', call)).status, 404, named(call))
})

test('somebody whose account is disabled is nobody on the very next request, for every call', async () => {
  assert.equal((await room.ask('reporter', room.find('GET /requests/:id'))).status, 200)
  await changePerson(room.world, operator, { userId: room.team.reporter.id, disabled: true })
  for (const call of room.table)
    if (!call.open) assert.equal((await room.ask('reporter', call)).status, 401, named(call))
})
