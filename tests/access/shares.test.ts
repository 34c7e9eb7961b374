import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { shares } from '#db/schema'
import { deleteDocument } from '#lib/services/documents/delete-document'
import { withdrawExhibit } from '#lib/services/exhibits/publish-exhibit'
import { revokeShare } from '#lib/services/shares/revoke-share'
import { sharedExhibits } from '../fixtures/make-share.ts'
import { standIn } from './door.ts'
import { asked } from './next-headers.ts'

/** The addresses of a link, answered by the routes as they stand in their files. */
type Route = {
  GET: (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>
  POST: (request: Request) => Promise<Response>
}
const site = 'http://localhost:3000'
const routes: Record<string, Route> = {}
const under = { '': 'route.ts', '/open': 'open/route.ts', '/pages/1': 'pages/[n]/route.ts', '/pdf': 'pdf/route.ts' }

before(async () => {
  for (const [name, path] of Object.entries(under)) {
    const file = `../../app/(out)/s/[id]/${path}`.replace(/[[\]()]/g, encodeURIComponent)
    routes[name] = await import(new URL(file, import.meta.url).href)
  }
})

const route = (name: string) => routes[name] ?? assert.fail(name)
const ask = async (id: string, name = '', headers: Record<string, string> = {}) => {
  const request = new Request(`${site}/s/${id}${name}`, { headers })
  const answer = await route(name.replace(/\?.*$/, '')).GET(request, { params: Promise.resolve({ id }) })
  return { status: answer.status, headers: answer.headers, text: Buffer.from(await answer.arrayBuffer()).toString() }
}
/** The form for browsers without scripts. @returns where it leads; a visit is kept as a browser keeps it. */
async function openByForm(id: string, fields: Record<string, string>): Promise<string> {
  const body = new URLSearchParams(fields).toString()
  const request = new Request(`${site}/s/${id}/open`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length) },
    body,
  })
  const answer = await route('/open').POST(request)
  const [, name, value] = /^([^=]+)=([^;]+);/.exec(answer.headers.get('set-cookie') ?? '') ?? []
  if (name && value) asked.cookies.set(name, value)
  assert.equal(answer.status, 303)
  return answer.headers.get('location') ?? ''
}

test('what never was answers 404, what is over 410, to everybody and from the next request on', {
  timeout: 240_000,
}, async () => {
  await using d = await sharedExhibits()
  standIn(d.world)
  const none = `shr_${'0'.repeat(32)}`
  for (const id of [none, 'x', '%00', 'shr_%F0', "a'b", '.'.repeat(300)])
    assert.deepEqual(
      [(await ask(id)).status, (await ask(id, '/pages/1')).status, (await ask(id, '/pdf')).status],
      [404, 404, 404],
      id,
    )
  const [lost, other] = [await ask(none), await ask(`shr_${'1'.repeat(32)}`)]
  const withoutNonce = (text: string) => text.replace(/nonce="\w+"/g, '')
  assert.equal(withoutNonce(lost.text), withoutNonce(other.text))

  const end = {
    expired: async () => d.later(15 * 86_400_000),
    revoked: (id: string) => revokeShare(d.world, d.editor, { id }),
    withdrawn: () => withdrawExhibit(d.world, d.editor, { id: d.id, reason: 'A name was missed.' }),
  }
  for (const [how, act] of Object.entries(end)) {
    const made = await d.share()
    asked.cookies.clear()
    assert.equal((await ask(made.id)).status, 200)
    assert.deepEqual([(await ask(made.id, '/pages/1')).status, (await ask(made.id, '/pdf')).status], [401, 401])
    assert.equal(await openByForm(made.id, { token: made.token }), `/s/${made.id}`)
    const read = await ask(made.id)
    assert.equal(read.status, 200)
    assert.match(read.text, /Exhibit number 0/)
    assert.deepEqual([(await ask(made.id, '/pages/1')).status, (await ask(made.id, '/pdf')).status], [200, 200])
    await act(made.id)
    for (const visitor of ['who was reading', 'somebody else']) {
      for (const name of Object.keys(under).filter((one) => one !== '/open')) {
        const { status, headers, text } = await ask(made.id, name)
        assert.equal(status, 410, `${how} ${visitor} ${name}`)
        assert.equal(headers.get('cache-control'), 'private, no-store')
        assert.doesNotMatch(text, /Exhibit number|RING-E/)
      }
      asked.cookies.clear()
    }
    const page = await ask(made.id)
    assert.match(page.text, /<h1>This link is over<\/h1>/)
    assert.match(page.text, how === 'expired' ? /has expired/ : how === 'revoked' ? /was revoked/ : /was withdrawn/)
    assert.equal(await openByForm(made.id, { token: made.token }), `/s/${made.id}?said=gone`)
  }
})

test('every answer of a link is kept by nobody, found by nobody and tells nobody its address', {
  timeout: 240_000,
}, async () => {
  await using d = await sharedExhibits()
  standIn(d.world)
  asked.cookies.clear()
  const made = await d.share({ recipient: '<b>Zoë</b> "x" onload=y' })
  const closed = await ask(made.id)
  await openByForm(made.id, { token: made.token })
  const answers = [closed, ...(await Promise.all(['', '/pages/1'].map((name) => ask(made.id, name))))]
  for (const { status, headers } of answers) {
    assert.equal(status, 200)
    assert.match(headers.get('cache-control') ?? '', /no-store/)
    assert.match(headers.get('x-robots-tag') ?? '', /noindex/)
    assert.equal(headers.get('referrer-policy'), 'no-referrer')
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.match(headers.get('content-security-policy') ?? '', /^default-src 'none'; (script-src 'nonce-|sandbox)/)
  }
  const [, read] = answers
  assert.doesNotMatch(read?.text ?? '', /<b>Zo|onload=y"|doc_|exh_|secret-source|Placeholder/)
  assert.match(read?.text ?? '', /&lt;b&gt;Zoë/)
  const told = closed.text.toLowerCase()
  for (const inside of ['exhibit number', 'ring-e', 'zoë', 'page 1']) assert.equal(told.includes(inside), false, inside)
})

test('looking at a link spends nothing: a mail scanner opens none', { timeout: 240_000 }, async () => {
  await using d = await sharedExhibits()
  standIn(d.world)
  asked.cookies.clear()
  const made = await d.share({ passcode: 'open sesame' })
  for (let i = 0; i < 50; i++) assert.equal((await ask(made.id, i % 2 ? '?from=3' : '')).status, 200)
  const [row] = await d.world.db.select().from(shares)
  assert.deepEqual([row?.opens, row?.lastOpenedAt], [0, null])
  assert.equal(await openByForm(made.id, { token: made.url }), `/s/${made.id}?said=forbidden`)
  assert.equal(await openByForm(made.id, { token: made.url, passcode: 'open sesame' }), `/s/${made.id}`)
})

test('a link is over with the document it was made of', { timeout: 240_000 }, async () => {
  await using d = await sharedExhibits()
  standIn(d.world)
  asked.cookies.clear()
  const made = await d.share()
  await openByForm(made.id, { token: made.token })
  assert.equal((await ask(made.id, '/pdf', { range: 'bytes=0-99' })).status, 206)
  await deleteDocument(d.world, d.reporter, { id: d.documents[0] ?? '' })
  assert.equal((await ask(made.id, '/pdf', { range: 'bytes=100-199' })).status, 410)
  assert.equal((await ask(made.id)).status, 410)
})
