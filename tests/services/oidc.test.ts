import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { eq } from 'drizzle-orm'
// @ts-expect-error the package brings no types
import Provider from 'oidc-provider'
import { auditLog, sessions, users } from '#db/schema'
import { readCookie } from '#lib/auth'
import { addPerson } from '#lib/services/people/add-person'
import { changePerson } from '#lib/services/people/change-person'
import type { World } from '#lib/world'
import { askAuth, Jar } from '../browser-jar.ts'
import { testWorld } from '../world.ts'

const operator = { kind: 'operator' } as const
/** What the newsroom's sign-in service knows of its people: login → claims. */
const claims: Record<string, { email: string; email_verified: boolean }> = {
  ben: { email: 'Ben@newsroom.example', email_verified: true },
  eve: { email: 'ben@newsroom.example', email_verified: false },
  nobody: { email: 'nobody@newsroom.example', email_verified: true },
}
const server = createServer()
let issuer = ''

before(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const quiet = console.warn
  console.warn = () => {} // it says at length that its sign-in page is for trying out
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'unsealed',
        client_secret: 's'.repeat(40),
        redirect_uris: ['http://localhost:3000/api/auth/callback/oidc'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: [] },
    pkce: { required: () => true },
    findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id, ...claims[id] }) }),
  })
  server.on('request', provider.callback())
  console.warn = quiet
})
after(() => {
  server.closeAllConnections()
  server.close()
})

async function house() {
  const t = await testWorld()
  const world: World = {
    ...t.world,
    env: { ...t.world.env, OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'unsealed', OIDC_CLIENT_SECRET: 's'.repeat(40) },
  }
  return { ...t, world }
}

/** From our button through the service's pages back to our door. @returns the address the service leads back to. */
async function goThere(world: World, jar: Jar, login: string): Promise<URL> {
  const { csrfToken } = (await (await askAuth(world, jar, '/api/auth/csrf')).json()) as { csrfToken: string }
  const begun = await askAuth(world, jar, '/api/auth/signin/oidc', {
    csrfToken,
    json: 'true',
    callbackUrl: '/board/ring',
  })
  let url = new URL(((await begun.json()) as { url: string }).url)
  for (const name of ['code_challenge', 'state', 'nonce']) assert.ok(url.searchParams.get(name), name)
  for (let step = 0; step < 20; step++) {
    const prompt = /\/interaction\//.test(url.pathname) ? await promptOf(url, jar) : null
    const form = prompt ? new URLSearchParams({ prompt, login, password: 'anything' }) : null
    const headers = {
      cookie: jar.header(url),
      ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    }
    const response = await fetch(url, { method: form ? 'POST' : 'GET', body: form, redirect: 'manual', headers })
    jar.take(url, response)
    await response.text()
    url = new URL(response.headers.get('location') ?? assert.fail(`${response.status} at ${url}`), url)
    if (url.origin === world.env.appUrl) return url
  }
  assert.fail('it led nowhere')
}

async function promptOf(url: URL, jar: Jar) {
  const page = await (await fetch(url, { headers: { cookie: jar.header(url) } })).text()
  return /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? assert.fail(page)
}

async function comeBack(world: World, jar: Jar, url: URL) {
  const response = await askAuth(world, jar, `${url.pathname}${url.search}`)
  const session = await readCookie(world, jar.get(world.env.appUrl, 'unsealed-session'))
  return { session, location: response.headers.get('location') ?? '' }
}

test('somebody with an account here signs in with the newsroom’s: by verified address first, then by that identity', async () => {
  await using t = await house()
  const { person } = await addPerson(t.world, operator, { email: 'ben@newsroom.example', name: 'Ben', role: 'member' })
  const jar = new Jar()
  const { session, location } = await comeBack(t.world, jar, await goThere(t.world, jar, 'ben'))
  assert.deepEqual([session?.actor.id, location], [person.id, 'http://localhost:3000/board/ring'])
  assert.equal((await t.world.db.select().from(sessions))[0]?.via, 'oidc')
  const [row] = await t.world.db.select().from(users)
  assert.equal(row?.oidcSubject, `${issuer} ben`)
  await t.world.transact((tx) =>
    tx.update(users).set({ email: 'moved@newsroom.example' }).where(eq(users.id, person.id)),
  )
  const again = new Jar()
  assert.equal((await comeBack(t.world, again, await goThere(t.world, again, 'ben'))).session?.actor.id, person.id)
})

for (const login of ['eve', 'nobody'])
  test(`an address that is ${login === 'eve' ? 'not verified' : 'nobody’s here'} opens nothing and makes no account`, async () => {
    await using t = await house()
    await addPerson(t.world, operator, { email: 'ben@newsroom.example', name: 'Ben', role: 'member' })
    const jar = new Jar()
    const { session, location } = await comeBack(t.world, jar, await goThere(t.world, jar, login))
    assert.equal(session, null)
    assert.match(location, /\/api\/auth\/error\?error=Wrong$/)
    assert.equal(
      (await askAuth(t.world, jar, '/api/auth/error?error=Wrong')).headers.get('location'),
      '/sign-in?error=Wrong',
    )
    assert.equal((await t.world.db.select().from(users)).length, 1)
    const rows = await t.world.db.select().from(auditLog).where(eq(auditLog.action, 'session.refuse'))
    assert.deepEqual(
      rows.map((r) => r.detail.why),
      ['unknown'],
    )
  })

test('an account that belongs to one identity is not taken over by another with the same address', async () => {
  await using t = await house()
  const { person } = await addPerson(t.world, operator, { email: 'ben@newsroom.example', name: 'Ben', role: 'member' })
  const taken = `${issuer} somebody-else`
  await t.world.transact((tx) => tx.update(users).set({ oidcSubject: taken }).where(eq(users.id, person.id)))
  const jar = new Jar()
  assert.equal((await comeBack(t.world, jar, await goThere(t.world, jar, 'ben'))).session, null)
})

test('a disabled account stays closed', async () => {
  await using t = await house()
  const { person } = await addPerson(t.world, operator, { email: 'ben@newsroom.example', name: 'Ben', role: 'member' })
  await changePerson(t.world, operator, { userId: person.id, disabled: true })
  const jar = new Jar()
  assert.equal((await comeBack(t.world, jar, await goThere(t.world, jar, 'ben'))).session, null)
})

test('the way back works only in the browser that set out, with its own state, and once', async () => {
  await using t = await house()
  await addPerson(t.world, operator, { email: 'ben@newsroom.example', name: 'Ben', role: 'member' })
  const jar = new Jar()
  const url = await goThere(t.world, jar, 'ben')
  assert.equal((await comeBack(t.world, new Jar(), url)).session, null, 'another browser')
  const bent = new URL(url)
  bent.searchParams.set('state', 'x'.repeat(43))
  const other = new Jar()
  await goThere(t.world, other, 'ben')
  assert.equal((await comeBack(t.world, other, bent)).session, null, 'another state')
  assert.ok((await comeBack(t.world, jar, url)).session)
  const second = new Jar()
  assert.equal((await comeBack(t.world, second, url)).session, null, 'a second time')
})

test('without its settings there is no such way in', async () => {
  await using t = await testWorld()
  const jar = new Jar()
  const { csrfToken } = (await (await askAuth(t.world, jar, '/api/auth/csrf')).json()) as { csrfToken: string }
  const response = await askAuth(t.world, jar, '/api/auth/signin/oidc', { csrfToken, json: 'true' })
  const { url } = (await response.json()) as { url: string }
  assert.equal(new URL(url).origin, 'http://localhost:3000')
  assert.equal((await t.world.db.select().from(sessions)).length, 0)
})
