import assert from 'node:assert/strict'
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { test } from 'node:test'
import { eq } from 'drizzle-orm'
import { auditLog, settings, tokens, users } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { weakness } from '#lib/domain/password'
import { newTokenSchema, setUpSchema } from '#lib/domain/person'
import { isToken } from '#lib/domain/token'
import { addPerson } from '#lib/services/people/add-person'
import { changePerson } from '#lib/services/people/change-person'
import { createToken } from '#lib/services/people/create-token'
import { listPeople } from '#lib/services/people/list-people'
import { listTokens } from '#lib/services/people/list-tokens'
import { nameNewsroom } from '#lib/services/people/name-newsroom'
import { readToken } from '#lib/services/people/read-token'
import { renameSelf } from '#lib/services/people/rename-self'
import { revokeToken } from '#lib/services/people/revoke-token'
import { setPassword } from '#lib/services/people/set-password'
import { offerSetUp, setUp, setUpIsOpen } from '#lib/services/people/set-up'
import { signIn } from '#lib/services/people/sign-in'
import { viewSelf } from '#lib/services/people/view-self'
import type { World } from '#lib/world'
import { anyone, buildTeam, buildUser, leavesNoRow, leavesOneRow, refuses, system } from '../build.ts'
import { testWorld } from '../world.ts'

const operator: Actor = { kind: 'operator' }
const good = 'lantern gravel thirteen osprey'
const first = { name: 'Ada Ames', email: 'ada@newsroom.example', password: good, newsroom: 'The Ledger' }
const from = { by: 'password' as const, address: '192.0.2.1', userAgent: 'test' }

async function linkToken(world: World): Promise<string> {
  const path = await offerSetUp(world)
  assert.ok(path)
  assert.equal(statSync(path).mode & 0o777, 0o600)
  return setUpSchema.shape.token.parse(readFileSync(path, 'utf8').split('\n')[0])
}

test('whoever holds the link of the set-up file makes the one administrator, and set-up is closed for ever', async () => {
  await using t = await testWorld()
  assert.equal(await setUpIsOpen(t.world), true)
  const token = await linkToken(t.world)
  assert.ok(token.length >= 43)
  const { userId } = await leavesOneRow(t.world, 'house.set-up', anyone, () =>
    setUp(t.world, anyone, { token, ...first }),
  )
  const [row] = await t.world.db.select().from(users)
  assert.deepEqual([row?.id, row?.role, row?.email], [userId, 'admin', first.email])
  assert.match(row?.passwordHash ?? '', /^\$argon2id\$/)
  assert.equal(await setUpIsOpen(t.world), false)
  assert.equal(await offerSetUp(t.world), null)
  assert.equal(existsSync(`${t.world.env.data}/setup-link`), false)
  await refuses('not_found', setUp(t.world, anyone, { token, ...first, email: 'b@newsroom.example' }))
  const done = await signIn(t.world, anyone, { ...from, email: first.email, password: good })
  assert.equal(done.kind, 'signed-in')
})

test('fifty who post at once with the right code make one administrator; without it none', async () => {
  await using t = await testWorld()
  const token = await linkToken(t.world)
  const wrong = await Promise.allSettled(
    Array.from({ length: 50 }, (_, i) => setUp(t.world, anyone, { ...first, token: `${'x'.repeat(40)}${i}` })),
  )
  assert.equal(wrong.filter((r) => r.status === 'fulfilled').length, 0)
  const right = await Promise.allSettled(
    Array.from({ length: 50 }, (_, i) => setUp(t.world, anyone, { ...first, token, email: `a${i}@newsroom.example` })),
  )
  assert.equal(right.filter((r) => r.status === 'fulfilled').length, 1)
  assert.equal((await t.world.db.select().from(users)).length, 1)
})

test('the set-up link works for an hour; a restart makes a new one and the old one is worth nothing', async () => {
  await using t = await testWorld()
  const old = await linkToken(t.world)
  t.later(61 * 60_000)
  await refuses('gone', setUp(t.world, anyone, { token: old, ...first }))
  const fresh = await linkToken(t.world)
  assert.notEqual(fresh, old)
  await refuses('forbidden', setUp(t.world, anyone, { token: old, ...first }))
  await setUp(t.world, anyone, { token: fresh, ...first })
})

test('a wiped record beside a used data folder does not open set-up again, nor a used record beside an empty one', async () => {
  await using t = await testWorld()
  await setUp(t.world, anyone, { token: await linkToken(t.world), ...first })
  await using wiped = await testWorld()
  const beside: World = { ...wiped.world, setupFile: t.world.setupFile }
  assert.equal(await setUpIsOpen(beside), false)
  assert.equal(await offerSetUp(beside), null)
  rmSync(`${t.world.env.data}/setup-done`)
  await t.world.transact((tx) => tx.delete(users))
  assert.equal(await setUpIsOpen(t.world), false)
  assert.equal(await offerSetUp(t.world), null)
})

test('an account made at the command line closes set-up too; the demonstration’s people do not', async () => {
  await using t = await testWorld()
  const demo = { id: 'usr_demo', email: 'demo@ring.example', name: 'Demo', role: 'member' as const, demo: true }
  await t.world.transact((tx) => tx.insert(users).values({ ...demo, recoveryHashes: [], createdAt: t.world.now() }))
  assert.equal(await setUpIsOpen(t.world), true)
  await addPerson(t.world, operator, { email: 'op@newsroom.example', name: 'Op', role: 'admin', password: good })
  assert.equal(await setUpIsOpen(t.world), false)
})

test('weak passwords are refused in words: short of characters, well known, or the person’s own name', () => {
  const about = ['Ada Ames', 'ada@newsroom.example', 'The Ledger']
  const weak = [
    'passwordpassword',
    'P@ssw0rd1234567',
    'qwertyuiop1234',
    '123456789012345',
    'aaaaaaaaaaaaaaaa',
    'correcthorsebatterystaple',
    'Welcome12345!',
    'adaames-ledger1',
    'abcdefghijklmnop',
    'iloveyou2026!!',
    'letmeinletmein',
    'Summer2026Summer',
    'AdaAmes1234567',
  ]
  for (const password of weak) assert.ok(weakness(password, about), password)
  const strong = [good, 'xK9#mQ2$vL7!pR4z', 'violet tractor moth 7', 'Der Zug hält in Ulm']
  for (const password of strong) assert.equal(weakness(password, about), null, password)
})

test('only an admin adds people: the new colleague sets a password by a link that works once', async () => {
  await using t = await testWorld()
  const { admin, owner } = await buildTeam(t.world)
  const input = { email: 'new@newsroom.example', name: 'Noor', role: 'member' as const }
  await leavesNoRow(t.world, () => refuses('forbidden', addPerson(t.world, owner, input)))
  await refuses('unauthenticated', addPerson(t.world, anyone, input))
  const { person, link } = await leavesOneRow(t.world, 'person.add', admin, () => addPerson(t.world, admin, input))
  assert.deepEqual([person.status, person.role], ['invited', 'member'])
  await refuses('conflict', addPerson(t.world, admin, input))
  const token = link?.split('#')[1] ?? ''
  assert.match(link ?? '', /^http:\/\/localhost:3000\/sign-in\/password#/)
  await refuses('invalid', setPassword(t.world, anyone, { token, password: 'passwordpassword' }))
  await leavesOneRow(t.world, 'person.set-password', anyone, () =>
    setPassword(t.world, anyone, { token, password: good }),
  )
  await refuses('gone', setPassword(t.world, anyone, { token, password: `${good} again` }))
  assert.equal((await signIn(t.world, anyone, { ...from, email: input.email, password: good })).kind, 'signed-in')
})

test('a link is over after three days, and when the account is disabled', async () => {
  await using t = await testWorld()
  const admin = await buildUser(t.world, 'Ada', 'admin')
  const add = async (name: string) =>
    addPerson(t.world, admin, { email: `${name}@newsroom.example`, name, role: 'member' })
  const token = (link: string | null) => link?.split('#')[1] ?? ''
  const late = await add('late')
  t.later(73 * 3_600_000)
  await refuses('gone', setPassword(t.world, anyone, { token: token(late.link), password: good }))
  const fresh = await changePerson(t.world, admin, { userId: late.person.id, newLink: true })
  await changePerson(t.world, admin, { userId: late.person.id, disabled: true })
  await refuses('gone', setPassword(t.world, anyone, { token: token(fresh.link), password: good }))
  await refuses('conflict', changePerson(t.world, admin, { userId: late.person.id, newLink: true }))
  await refuses('gone', setPassword(t.world, anyone, { token: 'x'.repeat(43), password: good }))
})

test('members change nobody, and the last administrator stays', async () => {
  await using t = await testWorld()
  const admin = await buildUser(t.world, 'Ada', 'admin')
  const ben = await buildUser(t.world, 'Ben')
  await refuses('forbidden', changePerson(t.world, ben, { userId: ben.id, role: 'admin' }))
  await refuses('forbidden', listPeople(t.world, ben))
  await refuses('conflict', changePerson(t.world, admin, { userId: admin.id, disabled: true }))
  await refuses('conflict', changePerson(t.world, admin, { userId: admin.id, role: 'member' }))
  await refuses('not_found', changePerson(t.world, admin, { userId: 'usr_none', disabled: true }))
  await leavesOneRow(t.world, 'person.change', admin, () =>
    changePerson(t.world, admin, { userId: ben.id, role: 'admin' }),
  )
  await changePerson(t.world, admin, { userId: admin.id, role: 'member' })
  await refuses('conflict', changePerson(t.world, { ...ben, house: 'admin' }, { userId: ben.id, disabled: true }))
})

test('people see everybody as an admin, themselves as anybody, and never a hash', async () => {
  await using t = await testWorld()
  const admin = await buildUser(t.world, 'Ada', 'admin')
  const ben = await buildUser(t.world, 'Ben')
  const text = JSON.stringify([await listPeople(t.world, admin), await viewSelf(t.world, ben)])
  assert.doesNotMatch(text, /hash|argon|totpSecret/i)
  assert.equal((await listPeople(t.world, admin)).length, 2)
  await refuses('unauthenticated', viewSelf(t.world, anyone))
  await leavesOneRow(t.world, 'person.rename', ben, () => renameSelf(t.world, ben, { name: 'Benno' }))
  assert.equal((await viewSelf(t.world, ben)).name, 'Benno')
  await refuses('forbidden', nameNewsroom(t.world, ben, { newsroom: 'Mine' }))
  await leavesOneRow(t.world, 'setting.change', admin, () => nameNewsroom(t.world, admin, { newsroom: 'The Ledger' }))
  assert.equal((await viewSelf(t.world, ben)).newsroom, 'The Ledger')
  const contact = 'desk@ledger.example'
  await leavesOneRow(t.world, 'setting.change', admin, () =>
    nameNewsroom(t.world, admin, { newsroom: 'The Post', contact }),
  )
  assert.equal((await t.world.db.select().from(settings).where(eq(settings.key, 'newsroom'))).length, 1)
  assert.equal((await viewSelf(t.world, ben)).contact, contact)
  await nameNewsroom(t.world, admin, { newsroom: 'The Post' }) // what is not said stays
  assert.equal((await viewSelf(t.world, ben)).contact, contact)
  await nameNewsroom(t.world, admin, { newsroom: 'The Post', contact: '' })
  assert.equal((await viewSelf(t.world, ben)).contact, '')
})

test('a token is shown once, kept as a hash, and is its user with the scopes given', async () => {
  await using t = await testWorld()
  const ben = await buildUser(t.world, 'Ben')
  const made = await leavesOneRow(t.world, 'token.create', ben, () =>
    createToken(t.world, ben, { name: 'sheet', scopes: ['read'] }),
  )
  assert.match(made.token, /^unsealed_[0-9A-Za-z]{49}$/)
  assert.ok(isToken(made.token))
  const [row] = await t.world.db.select().from(tokens)
  assert.equal(row?.hash, t.world.digest(made.token))
  assert.doesNotMatch(
    JSON.stringify([row, await listTokens(t.world, ben), await t.world.db.select().from(auditLog)]),
    new RegExp(made.token),
  )
  assert.deepEqual(await readToken(t.world, made.token), {
    kind: 'user',
    id: ben.id,
    house: 'member',
    via: 'token',
    scopes: ['read'],
  })
  assert.notEqual((await listTokens(t.world, ben))[0]?.usedAt, null)
})

test('a token with the scope read may not write, and no token makes another', async () => {
  await using t = await testWorld()
  const ben = await buildUser(t.world, 'Ben')
  const actor = await readToken(t.world, (await createToken(t.world, ben, { name: 'r', scopes: ['read'] })).token)
  assert.ok(actor)
  assert.match((await refuses('forbidden', renameSelf(t.world, actor, { name: 'X' }))).message, /wider scope/)
  await refuses('forbidden', createToken(t.world, actor, { name: 'wider' }))
})

test('unless narrowed a token may all that its user may; admin only for admins', async () => {
  await using t = await testWorld()
  const ben = await buildUser(t.world, 'Ben')
  const ada = await buildUser(t.world, 'Ada', 'admin')
  const { email } = await viewSelf(t.world, ada)
  const scopesOf = async (token: string) => (await readToken(t.world, token))?.scopes
  assert.deepEqual(await scopesOf((await createToken(t.world, ben, { name: 't' })).token), ['read', 'write', 'publish'])
  assert.deepEqual(await scopesOf((await createToken(t.world, operator, { name: 't', email })).token), [
    'read',
    'write',
    'publish',
    'admin',
  ])
  await refuses('invalid', createToken(t.world, ben, { name: 't', scopes: ['admin'] }))
  await refuses('not_found', createToken(t.world, operator, { name: 't', email: 'nobody@newsroom.example' }))
  assert.equal(newTokenSchema.safeParse({ name: 't', scopes: ['everything'] }).success, false)
})

test('a token is dead at once when it is revoked, or its user disabled; others’ tokens are nobody’s to revoke', async () => {
  await using t = await testWorld()
  const ada = await buildUser(t.world, 'Ada', 'admin')
  const ben = await buildUser(t.world, 'Ben')
  const cem = await buildUser(t.world, 'Cem')
  const one = await createToken(t.world, ben, { name: 'one' })
  const two = await createToken(t.world, ben, { name: 'two' })
  await refuses('not_found', revokeToken(t.world, cem, { id: one.id }))
  await leavesOneRow(t.world, 'token.revoke', ben, () => revokeToken(t.world, ben, { id: one.id }))
  assert.equal(await readToken(t.world, one.token), null)
  assert.ok(await readToken(t.world, two.token))
  await changePerson(t.world, ada, { userId: ben.id, disabled: true })
  assert.equal(await readToken(t.world, two.token), null)
})

test('mistyped, foreign, cut and lengthened tokens are nobody’s', async () => {
  await using t = await testWorld()
  const { token } = await createToken(t.world, await buildUser(t.world, 'Ben'), { name: 'one' })
  const swapped = token.replace(/.$/, (c) => (c === 'a' ? 'b' : 'a'))
  for (const wrong of [
    '',
    'unsealed_',
    token.slice(0, -1),
    `${token}a`,
    swapped,
    token.toLowerCase(),
    ` ${token}`,
    token.slice(9),
  ])
    assert.equal(await readToken(t.world, wrong), null, wrong)
})

test('our own jobs and the operator have no self, no sessions and no password', async () => {
  await using t = await testWorld()
  for (const actor of [system, operator]) {
    await refuses('not_found', viewSelf(t.world, actor))
    assert.deepEqual(await listTokens(t.world, actor), [])
    await refuses('unauthenticated', setPassword(t.world, actor, { current: good, password: `${good} two` }))
  }
})
