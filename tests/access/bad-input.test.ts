import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { verifyAudit } from '#lib/services/upkeep/verify-audit'
import type { Call } from '../../app/_door/call.ts'
import { buildUser } from '../build.ts'
import { fieldsOf, holds, valueAt, withValue } from './fields.ts'
import { type Answer, type Newsroom, openNewsroom, utf8 } from './newsroom.ts'
import { named, sampleOf } from './samples.ts'
import { type Names, seedInvestigation } from './seed.ts'

/** Whatever is sent, there is a clear answer; what is taken is kept as it was sent, and what is refused changes nothing. */
let room: Newsroom
let theirs: Names
let otto: Awaited<ReturnType<typeof buildUser>>
before(async () => {
  room = await openNewsroom()
  otto = await buildUser(room.world, 'Otto')
  theirs = await seedInvestigation(room.world, otto, (field) => `Their ${field}`)
})
after(() => room.close())

const words = [
  `'); DROP TABLE requests; --`,
  `" OR "1"="1" UNION SELECT hash FROM tokens`,
  `notes : embargo NEAR(a b, 2) ^x AND * "unbalanced (((`,
  `<script>alert(1)</script><img src=x onerror=alert(1)><svg/onload=alert(1)>`,
  `javascript:alert(1)`,
  '__proto__',
  'constructor',
  `=HYPERLINK("http://evil.example","x")`,
  `\${7*7} {{7*7}} %s %n %00 ../../../etc/passwd`,
  'x\r\nSet-Cookie: sid=1',
  '\u202Eeslaf\u202C \u200B\uFEFF 👩‍👩‍👧‍👦 Ω≈ç√ ﷽',
  `C:\\temp\\n "quoted" \\' \\u0041`,
  '%_\\',
]
/** No database keeps these as they are, so they are refused instead of kept otherwise. */
const unkeepable = ['a\0b', 'half \uD83D a pair', '\uDC00']
const huge = ['x'.repeat(900_000), 'ab '.repeat(300_000)]
const notText = [12, -1e308, true, [], ['a'], {}, { $ne: null }, [[[['a']]]]]
const notNumbers = ['12; --', '', -1, 1.5, 2 ** 53, -(2 ** 31) - 1, 1e308, [1], {}, true]

/** Sends a call's sample with another value at one place. @returns undefined where the sample does not reach there. */
async function sendWith(call: Call, path: (string | number)[], value: unknown): Promise<Answer | undefined> {
  const sample = sampleOf(call, room.names, room.others)
  const body = withValue(sample.body ?? {}, path, value)
  return body ? room.ask('owner', call, { sample: { ...sample, body } }) : undefined
}

const where = (call: Call, path: (string | number)[], value: unknown) =>
  `${named(call)} ${path.join('.')} = ${JSON.stringify(value).slice(0, 80)}`

/** Every refusal says what is wrong, in the form of the contract, and leaves no row. */
async function isClear(answer: Answer, seq: number, at: string) {
  assert.ok(answer.status < 500, `${at}: ${answer.status} ${answer.text}`)
  if (answer.status < 400) return
  assert.equal(answer.headers['content-type'], 'application/problem+json', at)
  assert.ok(JSON.parse(answer.text).detail.length > 10, at)
  assert.equal(await room.lastAudit(), seq, `${at}: refused, but something was written`)
}

const changing = () => room.table.filter((call) => call.body && call.method !== 'GET')

test('the samples reach every field of every body', () => {
  const missed = changing().flatMap((call) => {
    const { body = {} } = sampleOf(call, room.names, room.others)
    return fieldsOf(call)
      .filter(({ path }) => !withValue(body, path, 'x') && !path.includes('boxes'))
      .map(({ path }) => `${named(call)} ${path.join('.')}`)
  })
  assert.deepEqual(missed, [])
})

test('hostile words in any field of any call are refused in words, or kept and given back as they are', async () => {
  for (const call of changing())
    for (const { path, kind } of fieldsOf(call)) {
      if (kind === 'number' || kind === 'other') continue
      for (const value of words) {
        const seq = await room.lastAudit()
        const answer = await sendWith(call, path, value)
        if (!answer) continue
        await isClear(answer, seq, where(call, path, value))
        if (answer.status < 300) await comesBack(call, answer, value, where(call, path, value))
        assert.equal(({} as { polluted?: unknown }).polluted, undefined)
      }
    }
})

/** What no answer repeats: a secret, and a preview that keeps nothing. */
const unseen = [
  'POST /documents/:id/retry',
  'POST /deadlines/preview',
  'POST /documents/take',
  'POST /exhibits/:id/shares',
]

async function comesBack(call: Call, answer: Answer, text: string, at: string) {
  if (unseen.includes(named(call))) return
  const value: unknown = JSON.parse(utf8(answer))
  if (holds(value, text)) return
  const id = (value as { id?: string }).id ?? ''
  const reading = call.path === '/requests/:id/communications' ? call.path : `${call.path.replace('/:id', '')}/:id`
  const params = call.path === '/requests/:id/communications' ? { id: room.names.request } : { id }
  const again = await room.ask('owner', room.find(`GET ${reading}`), { sample: { params } })
  assert.ok(holds(JSON.parse(utf8(again)), text), `${at}: it came back as ${utf8(again).slice(0, 500)}`)
}

test('a zero byte, or half a character, is refused by every field', async () => {
  for (const call of changing())
    for (const { path } of fieldsOf(call))
      for (const value of unkeepable) {
        const seq = await room.lastAudit()
        const answer = await sendWith(call, path, value)
        if (!answer) continue
        await isClear(answer, seq, where(call, path, value))
        assert.ok(answer.status === 400 || answer.status === 404, `${where(call, path, value)}: ${answer.text}`)
      }
})

test('too much, or something else than words, is refused by every field', async () => {
  for (const call of changing())
    for (const { path, kind } of fieldsOf(call))
      for (const value of [...(kind === 'text' || kind === 'id' ? huge : []), ...notText]) {
        if (kind === 'other' || kind === 'number') continue
        const number =
          typeof value === 'number' && fieldsOf(call).some((f) => f.kind === 'number' && f.path.join() === path.join())
        if (number) continue
        const seq = await room.lastAudit()
        const answer = await sendWith(call, path, value)
        if (!answer) continue
        await isClear(answer, seq, where(call, path, value))
        assert.ok(
          answer.status === 400 || answer.status === 404,
          `${where(call, path, value)}: ${answer.status} ${answer.text}`,
        )
      }
})

test('a number that is none, or beyond all measure, has a clear answer', async () => {
  for (const call of changing())
    for (const { path, kind } of fieldsOf(call))
      for (const value of kind === 'number' ? notNumbers : []) {
        const seq = await room.lastAudit()
        const answer = await sendWith(call, path, value)
        if (answer) await isClear(answer, seq, where(call, path, value))
      }
})

test('another investigation’s ids are refused in every field that names a thing, and nothing changes', async () => {
  const nouns: (keyof Names)[] = ['investigation', 'request', 'communication', 'document', 'type', 'finding', 'figure']
  let tried = 0
  for (const call of room.table) {
    const sample = sampleOf(call, room.names, room.others)
    const places = fieldsOf(call)
      .filter(({ path, kind }) => kind === 'id' && path.at(-1) !== 'agencyId' && path.at(-1) !== 'uploadId')
      .map(({ path }) => path)
    for (const path of places)
      for (const noun of [...nouns, 'person' as const]) {
        const body = withValue(sample.body ?? {}, path, noun === 'person' ? otto.id : theirs[noun])
        if (!body) continue
        tried++
        const seq = await room.lastAudit()
        const answer = await room.ask('owner', call, { sample: { ...sample, body } })
        const at = where(call, path, noun)
        assert.ok(answer.status === 400 || answer.status === 404, `${at}: ${answer.status} ${answer.text}`)
        assert.equal(await room.lastAudit(), seq, at)
        assert.ok(!answer.text.includes('Their '), at)
      }
    for (const name of Object.keys(sample.query ?? {}).filter((name) => name.endsWith('Id')))
      for (const noun of nouns) {
        tried++
        const asked = { ...sample, query: { ...sample.query, [name]: theirs[noun] } }
        const answer = await room.ask('owner', call, { sample: asked })
        assert.ok(
          answer.status === 400 || answer.status === 404,
          `${named(call)} ${name} = ${noun}: ${answer.status} ${answer.text}`,
        )
      }
  }
  assert.ok(tried > 100, `only ${tried} were tried`)
})

test('one bad id among good ones refuses the whole', async () => {
  const call = room.find('POST /findings')
  const sample = sampleOf(call, room.names, room.others)
  const good = valueAt(sample.body, ['anchors', 0])
  assert.ok(good && typeof good === 'object')
  const anchors = [good, { ...good, documentId: theirs.document }]
  const seq = await room.lastAudit()
  const { status } = await room.ask('owner', call, { sample: { ...sample, body: { ...sample.body, anchors } } })
  assert.equal(status, 400)
  assert.equal(await room.lastAudit(), seq)
})

test('fields that only the house sets cannot be sent', async () => {
  const theHouses = [
    'id',
    'number',
    'createdBy',
    'createdAt',
    'status',
    'role',
    'version',
    'sha256',
    'lastRequest',
    'demo',
    'decidedBy',
    'deletedAt',
    '__proto__',
  ]
  for (const call of changing())
    for (const field of theHouses) {
      const sample = sampleOf(call, room.names, room.others)
      if (field in (sample.body ?? {}) || fieldsOf(call).some(({ path }) => path[0] === field)) continue
      const text = JSON.stringify(sample.body).replace(/\}$/, `,${JSON.stringify(field)}:"x"}`)
      const answer = await room.ask('owner', call, {
        sample: { ...sample, raw: text },
        headers: { 'content-type': 'application/json' },
      })
      assert.equal(answer.status, 400, `${named(call)} ${field}: ${answer.text}`)
    }
})

test('unknown, doubled and hostile words in the address have a clear answer', async () => {
  for (const call of room.table) {
    const sample = sampleOf(call, room.names, room.others)
    const unknown = await room.ask('admin', call, { sample: { ...sample, query: { ...sample.query, surprise: '1' } } })
    if (!call.raw || call.path === '/documents')
      assert.ok([400, 403, 404].includes(unknown.status), `${named(call)}: ${unknown.status}`)
    for (const name of Object.keys(call.query.shape))
      for (const value of [
        ...words,
        ...unkeepable.map((text) => text.replace(/\p{Cs}/gu, '\uFFFD')),
        '',
        '-1',
        '1e9',
        '0x10',
        'NaN',
        'null',
        '[]',
        'z'.repeat(5000),
      ]) {
        room.later(3000)
        const answer = await room.ask('owner', call, {
          sample: { ...sample, query: { ...sample.query, [name]: value } },
        })
        assert.ok(answer.status < 500, `${named(call)} ?${name}=${value.slice(0, 60)}: ${answer.status} ${answer.text}`)
      }
    for (const name of Object.keys(sample.params ?? {}))
      for (const value of [...words, 'a\0b', '0', '-1', '99999999999999999999', '1e3', 'z'.repeat(5000)]) {
        const answer = await room.ask('owner', call, {
          sample: { ...sample, params: { ...sample.params, [name]: value } },
        })
        assert.ok(
          [400, 404, 405].includes(answer.status),
          `${named(call)} :${name} = ${value.slice(0, 60)}: ${answer.status} ${answer.text}`,
        )
      }
  }
})

test('a list gives 1 to 200, and a cursor that is none of ours is refused', async () => {
  const lists = room.table.filter((call) => 'cursor' in call.query.shape)
  assert.ok(lists.length >= 8)
  const code = (value: unknown) => btoa(encodeURIComponent(JSON.stringify(value)))
  const cursors = [
    'x',
    '%',
    '[]',
    code([]),
    code(['x']),
    code([null, null]),
    code([{}]),
    code('x'),
    code([1e308, 'x']),
    code([-1, -1, -1]),
    code(['9', '9']),
    code([1, '9']),
    code(["'--", "'--"]),
    'z'.repeat(500),
  ]
  for (const call of lists) {
    const sample = sampleOf(call, room.names, room.others)
    const who = named(call) === 'GET /jobs' ? 'admin' : 'owner'
    const asked = async (more: Record<string, string>) => {
      room.later(3000)
      return room.ask(who, call, { sample: { ...sample, query: { ...sample.query, ...more } } })
    }
    for (const limit of ['0', '-1', '201', '1.5', 'x', '', '1e400', '9'.repeat(30)])
      assert.equal((await asked({ limit })).status, 400, `${named(call)} limit=${limit}`)
    for (const limit of ['1', '200'])
      assert.equal((await asked({ limit })).status, 200, `${named(call)} limit=${limit}`)
    for (const cursor of cursors) {
      const { status, text } = await asked({ cursor })
      assert.ok(status === 400 || status === 200, `${named(call)} cursor=${cursor}: ${status} ${text}`)
    }
    for (const cursor of ['x', '%', 'z'.repeat(501)])
      assert.equal((await asked({ cursor })).status, 400, `${named(call)} ${cursor}`)
  }
})

test('after all of that the record is whole, and its chain of changes too', async () => {
  assert.deepEqual(await verifyAudit(room.world, { kind: 'operator' }).then(({ ok }) => ok), true)
  for (const call of room.table.filter(({ method }) => method === 'GET')) {
    room.later(3000)
    const { status, text } = await room.ask(named(call) === 'GET /jobs' ? 'admin' : 'owner', call)
    assert.equal(status, 200, `${named(call)}: ${text}`)
  }
})
