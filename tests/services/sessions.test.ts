import assert from 'node:assert/strict'
import { test } from 'node:test'
import { desc, eq } from 'drizzle-orm'
import { encode } from 'next-auth/jwt'
import { Secret, TOTP } from 'otpauth'
import { auditLog, sessions, users } from '#db/schema'
import { readCaller, readCookie, sessionCookie } from '#lib/auth'
import type { HouseRole } from '#lib/domain/actions'
import { ownPath } from '#lib/domain/own-path'
import { addPerson } from '#lib/services/people/add-person'
import { changePerson } from '#lib/services/people/change-person'
import { changeSecondFactor } from '#lib/services/people/change-second-factor'
import { createToken } from '#lib/services/people/create-token'
import { endSession } from '#lib/services/people/end-session'
import { listSessions } from '#lib/services/people/list-sessions'
import { readSession } from '#lib/services/people/read-session'
import { setPassword } from '#lib/services/people/set-password'
import { type ByPassword, deviceMark, signIn } from '#lib/services/people/sign-in'
import type { World } from '#lib/world'
import { addressOf } from '../../app/_door/address.ts'
import { contentPolicy, fileHeaders, jsonHeaders, pageHeaders } from '../../app/_door/headers.ts'
import { refuseForeignOrigin } from '../../app/_door/origin.ts'
import { askAuth, Jar, typeIn } from '../browser-jar.ts'
import { anyone, buildUser, leavesOneRow, refuses } from '../build.ts'
import { testWorld } from '../world.ts'

const password = 'lantern gravel thirteen osprey'
const minute = 60_000
const hour = 60 * minute

async function person(world: World, name = 'ben', role: HouseRole = 'member') {
  const email = `${name}@newsroom.example`
  const made = await addPerson(world, { kind: 'operator' }, { email, name, role, password })
  return { id: made.person.id, email, password }
}
const by = (email: string, more: Partial<ByPassword> = {}): ByPassword => ({
  by: 'password',
  address: '192.0.2.1',
  userAgent: 'test',
  email,
  password,
  ...more,
})

async function session(world: World, email: string, more: Partial<ByPassword> = {}) {
  const done = await signIn(world, anyone, by(email, more))
  assert.equal(done.kind, 'signed-in')
  const sid = done.kind === 'signed-in' ? done.sid : ''
  const read = await readSession(world, sid)
  assert.ok(read)
  return { sid, ...read }
}
const codeOf = (secret: string, at: Date) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() })

async function withSecondFactor(world: World, email: string) {
  const { actor } = await session(world, email)
  const { secret = '', uri } = await changeSecondFactor(world, actor, { step: 'offer', password })
  assert.match(uri ?? '', /^otpauth:\/\/totp\/Unsealed/)
  const { recoveryCodes = [] } = await changeSecondFactor(world, actor, {
    step: 'confirm',
    code: codeOf(secret, world.now()),
  })
  return { secret, recoveryCodes, actor }
}
const reasons = async (world: World) =>
  (await world.db.select().from(auditLog).where(eq(auditLog.action, 'session.refuse')).orderBy(desc(auditLog.seq))).map(
    (r) => r.detail.why,
  )

test('signing in opens a session with a secret of its own; the record keeps only what it hashes to', async () => {
  await using t = await testWorld()
  const { email } = await person(t.world)
  const one = await leavesOneRow(t.world, 'session.open', anyone, () => session(t.world, email))
  const two = await session(t.world, email)
  assert.notEqual(one.sid, two.sid)
  assert.equal(Buffer.from(one.sid, 'base64url').length, 32)
  const rows = JSON.stringify([await t.world.db.select().from(sessions), await t.world.db.select().from(auditLog)])
  assert.equal(rows.includes(one.sid), false)
  assert.equal(await readSession(t.world, one.sid.slice(0, -1)), null)
})

test('an unknown address, a wrong password and a disabled account answer alike, and each leaves its own row', async () => {
  await using t = await testWorld()
  const { email } = await person(t.world)
  const gone = await person(t.world, 'gone')
  await changePerson(t.world, { kind: 'operator' }, { email: gone.email, disabled: true })
  const tries = [by(email, { password: 'not the password' }), by('nobody@newsroom.example'), by(gone.email)]
  const messages = []
  for (const input of tries) {
    const refused = () => refuses('unauthenticated', signIn(t.world, anyone, input))
    messages.push((await leavesOneRow(t.world, 'session.refuse', anyone, refused)).message)
  }
  assert.equal(new Set(messages).size, 1)
  assert.deepEqual(await reasons(t.world), ['disabled', 'unknown', 'password'])
})

test('who has no password yet, and the demonstration’s people, cannot sign in', async () => {
  await using t = await testWorld()
  const { person: invited } = await addPerson(
    t.world,
    { kind: 'operator' },
    { email: 'i@newsroom.example', name: 'I', role: 'member' },
  )
  const demo = await person(t.world, 'demo')
  await t.world.transact((tx) => tx.update(users).set({ demo: true }).where(eq(users.id, demo.id)))
  for (const email of [invited.email, demo.email]) await refuses('unauthenticated', signIn(t.world, anyone, by(email)))
  await refuses('unauthenticated', signIn(t.world, anyone, by(invited.email, { password: '' })))
})

test('an unknown address takes as long as a wrong password', async () => {
  await using t = await testWorld()
  const times: Record<string, number[]> = { known: [], unknown: [] }
  await refuses('unauthenticated', signIn(t.world, anyone, by('warm@newsroom.example', { address: 'w' }))) // makes the stand-in hash
  for (let i = 0; i < 7; i++) {
    const { email } = await person(t.world, `p${i}`)
    for (const [kind, address] of [
      ['known', email],
      ['unknown', `n${i}@newsroom.example`],
    ] as const) {
      const before = performance.now()
      await refuses(
        'unauthenticated',
        signIn(t.world, anyone, by(address, { password: 'not the password', address: `${i}${kind}` })),
      )
      times[kind]?.push(performance.now() - before)
    }
  }
  const middle = (list: number[] = []) => list.toSorted((a, b) => a - b)[3] ?? 0
  const [known, unknown] = [middle(times.known), middle(times.unknown)]
  assert.ok(unknown > known * 0.6 && unknown < known * 1.7, `known ${known} ms, unknown ${unknown} ms`)
})

test('after five tries a minute on one account the sixth waits, even with the right password and from elsewhere', async () => {
  await using t = await testWorld()
  const { email } = await person(t.world)
  for (let i = 0; i < 5; i++)
    await refuses(
      'unauthenticated',
      signIn(t.world, anyone, by(email, { password: 'wrong wrong', address: `192.0.2.${i}` })),
    )
  const error = await refuses('too_many', signIn(t.world, anyone, by(email, { address: '192.0.2.99' })))
  assert.ok((error.detail.retryAfterSeconds ?? 0) > 0)
  const known = deviceMark(t.world, email)
  assert.equal(
    (await signIn(t.world, anyone, by(email, { known }))).kind,
    'signed-in',
    'a browser that signed in before is not locked out',
  )
  await refuses(
    'too_many',
    signIn(t.world, anyone, by(email, { known: deviceMark(t.world, 'other@newsroom.example') })),
  )
  t.later(61_000)
  assert.equal((await signIn(t.world, anyone, by(email))).kind, 'signed-in')
})

test('whoever gets in is not counted: people who sign in often, in many browsers, are not held up', async () => {
  await using t = await testWorld()
  const { email } = await person(t.world)
  for (let i = 0; i < 12; i++) assert.equal((await signIn(t.world, anyone, by(email))).kind, 'signed-in')
})

test('twenty tries a minute from one address, whatever the account', async () => {
  await using t = await testWorld()
  const { email } = await person(t.world)
  for (let i = 0; i < 20; i++) await refuses('unauthenticated', signIn(t.world, anyone, by(`n${i}@newsroom.example`)))
  await refuses('too_many', signIn(t.world, anyone, by(email)))
  assert.equal((await signIn(t.world, anyone, by(email, { address: '192.0.2.2' }))).kind, 'signed-in')
})

test('a session is over after two idle hours and after twelve in any case', async () => {
  await using t = await testWorld()
  const { email } = await person(t.world)
  const idle = await session(t.world, email)
  t.later(2 * hour - 1000)
  assert.ok(await readSession(t.world, idle.sid))
  t.later(2 * hour - 1000)
  assert.ok(await readSession(t.world, idle.sid), 'reading moved the idle limit on')
  t.later(2 * hour)
  assert.equal(await readSession(t.world, idle.sid), null)
  const long = await session(t.world, email)
  for (let i = 0; i < 11; i++) {
    t.later(hour)
    assert.ok(await readSession(t.world, long.sid))
  }
  t.later(hour)
  assert.equal(await readSession(t.world, long.sid), null)
})

test('signing out, there or here, works on the very next request; others’ sessions are nobody’s', async () => {
  await using t = await testWorld()
  const { email } = await person(t.world)
  const cem = await person(t.world, 'cem')
  const here = await session(t.world, email)
  const there = await session(t.world, email)
  const other = await session(t.world, cem.email)
  const listed = await listSessions(t.world, here.actor)
  assert.deepEqual([listed.length, listed.filter((s) => s.current).length], [2, 1])
  const id = listed.find((s) => !s.current)?.id ?? ''
  await refuses('not_found', endSession(t.world, other.actor, { which: id }))
  await refuses('not_found', endSession(t.world, here.actor, { which: '%' }))
  await leavesOneRow(t.world, 'session.end', here.actor, () => endSession(t.world, here.actor, { which: id }))
  assert.equal(await readSession(t.world, there.sid), null)
  await endSession(t.world, here.actor, { which: 'this' })
  assert.equal(await readSession(t.world, here.sid), null)
  assert.ok(await readSession(t.world, other.sid))
  await refuses('unauthenticated', endSession(t.world, anyone, { which: 'others' }))
})

test('disabling somebody, and another role, end their sessions on the very next request', async () => {
  await using t = await testWorld()
  const admin = await buildUser(t.world, 'Ada', 'admin')
  const ben = await person(t.world)
  const first = await session(t.world, ben.email)
  await changePerson(t.world, admin, { userId: ben.id, role: 'admin' })
  assert.equal(await readSession(t.world, first.sid), null)
  const second = await session(t.world, ben.email)
  assert.equal(second.actor.house, 'admin')
  await changePerson(t.world, admin, { userId: ben.id, disabled: true })
  assert.equal(await readSession(t.world, second.sid), null)
  await changePerson(t.world, admin, { userId: ben.id, disabled: false })
  assert.equal(await readSession(t.world, second.sid), null)
})

test('a new password ends all other sessions, wants the old one, and stops the old one', async () => {
  await using t = await testWorld()
  const { email } = await person(t.world)
  const here = await session(t.world, email)
  const there = await session(t.world, email)
  const next = 'harbour copper nineteen walrus'
  await refuses('forbidden', setPassword(t.world, here.actor, { current: 'wrong wrong wrong', password: next }))
  await leavesOneRow(t.world, 'person.set-password', here.actor, () =>
    setPassword(t.world, here.actor, { current: password, password: next }),
  )
  assert.equal(await readSession(t.world, there.sid), null)
  assert.ok(await readSession(t.world, here.sid))
  await refuses('unauthenticated', signIn(t.world, anyone, by(email)))
  assert.equal((await signIn(t.world, anyone, by(email, { password: next }))).kind, 'signed-in')
})

test('a second factor wants the password to begin and a right code to come into force, and ends other sessions', async () => {
  await using t = await testWorld()
  const { email, id } = await person(t.world)
  const there = await session(t.world, email)
  const here = await session(t.world, email)
  await refuses('forbidden', changeSecondFactor(t.world, here.actor, { step: 'offer', password: 'wrong' }))
  await refuses('conflict', changeSecondFactor(t.world, here.actor, { step: 'confirm', code: '000000' }))
  await leavesOneRow(t.world, 'second-factor.change', here.actor, () =>
    changeSecondFactor(t.world, here.actor, { step: 'offer', password }),
  )
  await refuses('invalid', changeSecondFactor(t.world, here.actor, { step: 'confirm', code: '000000' }))
  assert.ok(await readSession(t.world, there.sid), 'an offer changes nothing')
  t.later(6 * minute)
  const { secret, recoveryCodes } = await withSecondFactor(t.world, email)
  assert.equal(recoveryCodes.length, 10)
  assert.equal(await readSession(t.world, there.sid), null)
  const [row] = await t.world.db.select().from(users).where(eq(users.id, id))
  const kept = JSON.stringify([row, await t.world.db.select().from(auditLog)])
  for (const hidden of [secret, ...recoveryCodes]) assert.equal(kept.includes(hidden), false, 'sealed or hashed')
})

test('a code of the app works once, one step before or after, and not again after a failed try', async () => {
  await using t = await testWorld()
  const { email } = await person(t.world)
  const { secret } = await withSecondFactor(t.world, email)
  assert.equal((await signIn(t.world, anyone, by(email))).kind, 'code-needed')
  const at = (seconds: number) => codeOf(secret, new Date(t.world.now().getTime() + seconds * 1000))
  await refuses('unauthenticated', signIn(t.world, anyone, by(email, { code: at(0) }))) // the one that confirmed it
  t.later(10 * minute)
  for (const seconds of [-60, 60])
    await refuses('unauthenticated', signIn(t.world, anyone, by(email, { code: at(seconds) })))
  t.later(10 * minute)
  assert.equal((await signIn(t.world, anyone, by(email, { code: at(-30) }))).kind, 'signed-in')
  assert.equal((await signIn(t.world, anyone, by(email, { code: at(0) }))).kind, 'signed-in')
  await refuses('unauthenticated', signIn(t.world, anyone, by(email, { code: at(0) })))
  t.later(10 * minute)
  await refuses('unauthenticated', signIn(t.world, anyone, by(email, { password: 'wrong wrong', code: at(0) })))
  await refuses('unauthenticated', signIn(t.world, anyone, by(email, { code: at(0) })))
  const two = await Promise.allSettled([at(30), at(30)].map((code) => signIn(t.world, anyone, by(email, { code }))))
  assert.equal(two.filter((r) => r.status === 'fulfilled').length, 1, 'two at once: one gets in')
})

test('five codes in five minutes, then it waits; a code without the password opens nothing', async () => {
  await using t = await testWorld()
  const { email } = await person(t.world)
  const { secret } = await withSecondFactor(t.world, email)
  const known = deviceMark(t.world, email)
  t.later(10 * minute)
  for (let i = 0; i < 5; i++) {
    t.later(15_000)
    await refuses('unauthenticated', signIn(t.world, anyone, by(email, { code: `00000${i}`, known })))
  }
  t.later(61_000)
  await refuses('too_many', signIn(t.world, anyone, by(email, { code: codeOf(secret, t.world.now()), known })))
})

test('a recovery code works once, however it is typed', async () => {
  await using t = await testWorld()
  const { email } = await person(t.world)
  const { recoveryCodes } = await withSecondFactor(t.world, email)
  const [one = '', two = ''] = recoveryCodes
  assert.equal((await signIn(t.world, anyone, by(email, { code: one }))).kind, 'signed-in')
  await refuses('unauthenticated', signIn(t.world, anyone, by(email, { code: one })))
  assert.equal(
    (await signIn(t.world, anyone, by(email, { code: two.toUpperCase().replaceAll('-', ' ') }))).kind,
    'signed-in',
  )
})

test('removing the second factor wants the password, and it is asked for no more', async () => {
  await using t = await testWorld()
  const { email } = await person(t.world)
  const { actor } = await withSecondFactor(t.world, email)
  await refuses('forbidden', changeSecondFactor(t.world, actor, { step: 'remove', password: 'wrong' }))
  await changeSecondFactor(t.world, actor, { step: 'remove', password })
  assert.equal((await signIn(t.world, anyone, by(email))).kind, 'signed-in')
})

test('at most twenty-two people hash at once: the rest are told to wait, and nothing hangs', async () => {
  await using t = await testWorld()
  const tries = Array.from({ length: 40 }, () => t.world.passwords.verify(null, 'x'))
  const done = await Promise.allSettled(tries)
  assert.equal(done.filter((r) => r.status === 'fulfilled').length, 22)
  assert.equal(await t.world.passwords.verify(null, 'x'), false)
})

// ——— through next-auth, as a browser does it

test('the form signs in: the cookie holds only a sealed secret, and the record says who it is', async () => {
  await using t = await testWorld()
  const { email, id } = await person(t.world)
  const jar = new Jar()
  const { error, url, response } = await typeIn(t.world, jar, { email, password, next: '/requests?q=overdue' })
  assert.deepEqual([error, url], [null, 'http://localhost:3000/requests?q=overdue'])
  const line = response.headers.getSetCookie().find((l) => l.startsWith('unsealed-session=')) ?? ''
  assert.match(line, /HttpOnly/i)
  assert.match(line, /SameSite=Lax/i)
  assert.doesNotMatch(line, /Secure/i)
  const cookie = jar.get(t.world.env.appUrl, 'unsealed-session')
  assert.equal((await readCookie(t.world, cookie))?.actor.id, id)
  await changePerson(t.world, { kind: 'operator' }, { email, disabled: true })
  assert.equal(await readCookie(t.world, cookie), null)
})

test('over https the cookie is __Host- and Secure', async () => {
  await using t = await testWorld()
  const world: World = { ...t.world, env: { ...t.world.env, appUrl: 'https://records.newsroom.example' } }
  const { email } = await person(world)
  const { response } = await typeIn(world, new Jar(), { email, password })
  const lines = response.headers.getSetCookie().filter((l) => /unsealed-(session|device)/.test(l))
  assert.equal(lines.length, 2)
  for (const line of lines)
    assert.match(line, /^__Host-(?!.*domain).*Path=\/;.*HttpOnly.*(SameSite=Lax; Secure|Secure; SameSite=Lax)/i)
})

test('signing in never takes over a session that was there before, and a known browser is marked', async () => {
  await using t = await testWorld()
  const { email, id } = await person(t.world)
  const mallory = await person(t.world, 'mallory')
  const jar = new Jar()
  await typeIn(t.world, jar, mallory)
  const planted = jar.get(t.world.env.appUrl, 'unsealed-session') ?? ''
  await typeIn(t.world, jar, { email, password })
  const own = jar.get(t.world.env.appUrl, 'unsealed-session')
  assert.notEqual(own, planted)
  assert.equal((await readCookie(t.world, own))?.actor.id, id)
  assert.equal((await readCookie(t.world, planted))?.actor.id, mallory.id)
  assert.equal(jar.get(t.world.env.appUrl, 'unsealed-device'), deviceMark(t.world, email))
})

test('every way in that is no way in says one word, and none of them opens a session', async () => {
  await using t = await testWorld()
  const { email } = await person(t.world)
  const jar = new Jar()
  assert.equal((await typeIn(t.world, jar, { email, password: 'wrong wrong' })).error, 'Wrong')
  assert.equal((await typeIn(t.world, jar, { email: 'nobody@newsroom.example', password })).error, 'Wrong')
  assert.equal((await typeIn(t.world, jar, { email: 'no address', password })).error, 'Wrong')
  const { secret } = await withSecondFactor(t.world, email)
  assert.equal((await typeIn(t.world, jar, { email, password })).error, 'CodeNeeded')
  assert.equal((await typeIn(t.world, jar, { email, password, code: '000000' })).error, 'WrongCode')
  t.later(10 * minute)
  for (let i = 0; i < 5; i++) await typeIn(t.world, jar, { email, password: 'wrong wrong' })
  assert.match((await typeIn(t.world, jar, { email, password })).error ?? '', /^TooMany-\d+$/)
  assert.equal(jar.get(t.world.env.appUrl, 'unsealed-session'), undefined)
  t.later(10 * minute)
  assert.equal((await typeIn(t.world, jar, { email, password, code: codeOf(secret, t.world.now()) })).error, null)
})

test('without the form’s own token nobody is signed in, and password by GET is no way in', async () => {
  await using t = await testWorld()
  const { email } = await person(t.world)
  const jar = new Jar()
  await askAuth(t.world, jar, '/api/auth/callback/credentials', { email, password, csrfToken: 'made up', json: 'true' })
  await askAuth(t.world, jar, `/api/auth/callback/credentials?email=${email}&password=${password}`)
  assert.equal(jar.get(t.world.env.appUrl, 'unsealed-session'), undefined)
  for (const path of ['session', 'providers', 'verify-request', 'nothing', '_log'])
    assert.equal((await askAuth(t.world, jar, `/api/auth/${path}`)).status, 404, path)
})

test('signing out deletes the row, clears the cookie and what the browser kept; a stolen cookie is then worth nothing', async () => {
  await using t = await testWorld()
  const jar = new Jar()
  await typeIn(t.world, jar, await person(t.world))
  const stolen = jar.get(t.world.env.appUrl, 'unsealed-session')
  const response = await askAuth(t.world, jar, '/api/auth/signout', {})
  assert.deepEqual([response.status, response.headers.get('location')], [303, '/sign-in'])
  assert.equal(response.headers.get('clear-site-data'), '"cache", "storage"')
  assert.equal(jar.get(t.world.env.appUrl, 'unsealed-session'), undefined)
  assert.equal(await readCookie(t.world, stolen), null)
  assert.equal((await t.world.db.select().from(sessions)).length, 0)
  assert.equal((await askAuth(t.world, jar, '/api/auth/signout', {})).status, 303)
})

test('a forged cookie is nobody: another secret, no seal at all, or a right seal around a secret that no row has', async () => {
  await using t = await testWorld()
  const { email } = await person(t.world)
  const { sid } = await session(t.world, email)
  const secret = t.world.env.secrets.NEXTAUTH_SECRET
  const none = `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify({ sid }))}.`
  const forged = [
    await encode({ token: { sid }, secret: 'o'.repeat(43) }),
    await encode({ token: { sid: 'x'.repeat(43) }, secret }),
    none,
    sid,
    'a.b.c',
    '',
  ]
  for (const value of forged) assert.equal(await readCookie(t.world, value), null, value)
  assert.ok(await readCookie(t.world, await encode({ token: { sid }, secret })))
  assert.equal(await readCookie(t.world, await encode({ token: { sid: [sid] }, secret })), null)
})

test('the API takes a token or the screens’ cookie; a dead token never falls back to the cookie', async () => {
  await using t = await testWorld()
  const { email, id } = await person(t.world)
  const { sid, actor } = await session(t.world, email)
  const cookie = `${sessionCookie(t.world)}=${await encode({ token: { sid }, secret: t.world.env.secrets.NEXTAUTH_SECRET })}`
  const { token } = await createToken(t.world, actor, { name: 't' })
  const call = (headers: Record<string, string>) => readCaller(t.world, new Headers(headers))
  const whose = async (headers: Record<string, string>) => {
    const caller = await call(headers)
    return caller.kind === 'user' ? [caller.id, caller.via] : caller.kind
  }
  assert.deepEqual(await whose({ authorization: `Bearer ${token}` }), [id, 'token'])
  assert.deepEqual(await whose({ authorization: `bearer ${token}`, cookie }), [id, 'token'])
  assert.deepEqual(await whose({ cookie }), [id, 'cookie'])
  assert.equal(await whose({}), 'anyone')
  for (const authorization of ['Bearer unsealed_x', 'Bearer ', '', `Basic ${token}`, token])
    await refuses('unauthenticated', call({ authorization, cookie }))
  await changePerson(t.world, { kind: 'operator' }, { email, disabled: true })
  await refuses('unauthenticated', call({ authorization: `Bearer ${token}` }))
  assert.equal(await whose({ cookie }), 'anyone')
})

// ——— where a sign-in may lead, and where a change may come from

const elsewhere = [
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\\/evil.example',
  'https:evil.example',
  'https://evil.example',
  'https://localhost:3000@evil.example',
  'http://evil.example#http://localhost:3000/',
  'javascript:alert(1)',
  'data:text/html,x',
  '/\t/evil.example',
  '/\n/evil.example',
  '/%0d%0aset-cookie:x\r\n',
  'evil.example',
  '@evil.example',
  '//evil.example/%2f..',
  '/.//evil.example',
  '/..//evil.example',
  '/x/..//evil.example',
  '/\u0000',
  ' //evil.example',
  '\u2028//evil.example',
  '',
  '/api/v1/me',
  '/api/auth/signout',
  '/_next/x',
  '/sign-in',
  '/setup',
  'x'.repeat(3000),
  null,
  undefined,
  7,
  {},
]

test('a sign-in leads only to a page of our own', async () => {
  for (const next of elsewhere) assert.equal(ownPath(next), '/', String(next))
  for (const next of [
    '/',
    '/requests/RING-12',
    '/search?q=%22doorbell%22',
    '/documents/RING-D7#p3',
    '/apiary',
    '/settings/people?a=//b',
  ])
    assert.equal(ownPath(next), next)
  await using t = await testWorld()
  const { email } = await person(t.world)
  for (const next of elsewhere.filter((n): n is string => typeof n === 'string' && n.length < 100)) {
    t.later(61_000)
    const { url } = await typeIn(t.world, new Jar(), { email, password, next })
    assert.equal(url, 'http://localhost:3000/', next)
  }
})

test('a planted address to go back to is not followed', async () => {
  await using t = await testWorld()
  const { email } = await person(t.world)
  const jar = new Jar()
  jar.set(t.world.env.appUrl, 'next-auth.callback-url', encodeURIComponent('http://localhost:3000.evil.example/'))
  const { url } = await typeIn(t.world, jar, { email, password, next: '/' })
  assert.equal(new URL(url).origin, 'http://localhost:3000')
})

test('a change with a cookie is taken only from our own pages', () => {
  const app = 'https://records.newsroom.example'
  const ok = (headers: Record<string, string>, appUrl = app) => {
    try {
      refuseForeignOrigin(new Headers(headers), appUrl)
      return true
    } catch {
      return false
    }
  }
  assert.ok(ok({ 'sec-fetch-site': 'same-origin' }))
  assert.ok(ok({ origin: app }))
  assert.ok(ok({ origin: 'http://localhost:3100', host: 'localhost:3100' }, 'http://localhost:3000'))
  for (const site of ['cross-site', 'same-site', 'none', '', 'Same-Origin', 'same-origin, cross-site'])
    assert.equal(ok({ 'sec-fetch-site': site, origin: app }), false, site)
  const foreign = [
    'null',
    'https://evil.example',
    'http://records.newsroom.example',
    'https://records.newsroom.example:8443',
    'https://x.records.newsroom.example',
    'https://records.newsroom.example.evil.example',
    `${app}/`,
    `${app} https://evil.example`,
    'records.newsroom.example',
    '',
  ]
  for (const origin of foreign) assert.equal(ok({ origin, host: 'records.newsroom.example' }), false, origin)
  assert.equal(ok({}), false)
  assert.equal(ok({ host: 'evil.example', origin: 'http://evil.example' }), false)
  assert.equal(ok({ host: 'localhost.evil.example', origin: 'http://localhost.evil.example' }), false)
})

test('the address that tries are counted by is believed only from a proxy of ours', () => {
  const of = (forwarded: string, trusted = '') =>
    addressOf(new Headers(forwarded ? { 'x-forwarded-for': forwarded } : {}), trusted)
  assert.equal(of('198.51.100.7'), '198.51.100.7')
  assert.equal(of('6.6.6.6, 198.51.100.7'), '198.51.100.7')
  assert.equal(of('6.6.6.6, 198.51.100.7, 10.0.0.1', '10.0.0.0/8'), '198.51.100.7')
  assert.equal(of('::ffff:198.51.100.7'), '198.51.100.7')
  assert.equal(of('2001:db8::1, fd00::1', 'fd00::/8 127.0.0.1'), '2001:db8::1')
  assert.equal(of('rubbish'), 'unknown')
  assert.equal(of(''), 'unknown')
})

test('each kind of answer carries exactly its headers', () => {
  assert.deepEqual(Object.keys(pageHeaders('x')).sort(), [
    'cache-control',
    'content-security-policy',
    'cross-origin-opener-policy',
    'cross-origin-resource-policy',
    'permissions-policy',
    'referrer-policy',
    'strict-transport-security',
    'x-content-type-options',
    'x-frame-options',
  ])
  const policy = contentPolicy('abc', false)
  assert.match(policy, /default-src 'none'; script-src 'nonce-abc' 'strict-dynamic'; style-src 'self' 'nonce-abc'/)
  assert.doesNotMatch(policy, /unsafe|https?:|\*/)
  assert.equal(jsonHeaders['cache-control'], 'private, no-store')
  const hostile = fileHeaders({ name: 'a"b\\c\r\nSet-Cookie: x=1;é/../../日本.html', mediaType: 'text/html' })
  assert.equal(hostile['content-type'], 'application/octet-stream')
  for (const value of Object.values(hostile)) assert.match(value, /^[\x20-\x7e]*$/)
  assert.match(
    hostile['content-disposition'] ?? '',
    /^attachment; filename="[^"\\/]*"; filename\*=UTF-8''[\w%!#$&+.^`|~-]*$/,
  )
  assert.match(
    fileHeaders({ name: 'x.svg', mediaType: 'image/svg+xml', inline: true })['content-disposition'] ?? '',
    /^attachment/,
  )
  assert.equal(fileHeaders({ name: 'p', mediaType: 'image/webp', inline: true })['content-disposition'], 'inline')
  assert.equal(new Headers(hostile).get('x-content-type-options'), 'nosniff')
})
