import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { and, eq, ne } from 'drizzle-orm'
import { investigations, marks } from '#db/schema'
import { addMarks } from '#lib/services/exhibits/add-marks'
import { verifyAudit } from '#lib/services/upkeep/verify-audit'
import type { Call } from '../../app/_door/call.ts'
import { buildUser } from '../build.ts'
import { doAllWork, keepFile } from '../fixtures/keep-file.ts'
import { textPdf } from '../fixtures/make-pdf.ts'
import { fieldsOf, holds, valueAt, withValue } from './fields.ts'
import { type Answer, type Newsroom, openNewsroom, utf8 } from './newsroom.ts'
import { putExhibit, stateFor } from './put-exhibit.ts'
import { formsOf, named, type Sample, sampleOf } from './samples.ts'
import { type Names, quote, seedInvestigation } from './seed.ts'

/** Whatever is sent, there is a clear answer; what is taken is kept as it was sent, and what is refused changes nothing. */
let room: Newsroom
let theirs: Names
let spare: Pick<Names, 'document' | 'mark'>
let otto: Awaited<ReturnType<typeof buildUser>>
before(async () => {
  room = await openNewsroom()
  otto = await buildUser(room.world, 'Otto')
  theirs = await seedInvestigation(room.world, otto, (field) => `Their ${field}`)
  spare = await keepSpare()
})
after(() => room.close())

/** A document for the calls that change one, so that what exhibits are made of stays as it is. */
async function keepSpare() {
  const { world, team } = room
  const place = { investigationId: team.investigation.id, name: 'spare.pdf' }
  const { document } = await keepFile(world, team.owner, textPdf([['A spare page', quote]]), place)
  await doAllWork(world)
  const input = { marks: [{ page: 1, quote: 'spare', reason: 'personal' }] }
  const { data } = await addMarks(world, team.owner, { documentId: document.id, input })
  return { document: document.id, mark: data[0]?.id ?? assert.fail('nothing was marked') }
}

/** What is marked is not marked again, and a reason is one that its investigation has, whatever was asked before. */
async function unmarkSpare() {
  const others = and(eq(marks.documentId, spare.document), ne(marks.id, spare.mark))
  const home = eq(investigations.id, room.names.investigation)
  await room.world.transact(async (tx) => {
    await tx.delete(marks).where(others)
    await tx
      .update(investigations)
      .set({ reasons: ['personal', 'minor'] })
      .where(home)
  })
}

const changesIt = /^(POST|PATCH|DELETE) \/documents\/:id(?!\/(exhibits|versions|pages\/.*)$)/
const namesFor = (call: Call): Names => (changesIt.test(named(call)) ? { ...room.names, ...spare } : room.names)
const sampleFor = (call: Call) => sampleOf(call, namesFor(call), room.others)

/** Asks as one who may: an exhibit’s steps as a second person, each of an exhibit that has come as far. */
async function ask(call: Call, sample: Sample, headers: Record<string, string> = {}): Promise<Answer> {
  if (call.path.startsWith('/documents/:id/marks')) await unmarkSpare()
  const steps = call.path.startsWith('/exhibits/:id')
  if (steps) await putExhibit(room.world, room.names.exhibit, stateFor(call))
  return room.ask(steps ? 'editor' : 'owner', call, { sample, headers })
}

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

/** Sends a call, in the form of it that has this place, with another value there. @returns undefined where none has. */
async function sendWith(call: Call, path: (string | number)[], value: unknown): Promise<Answer | undefined> {
  const forms = formsOf(call, namesFor(call), room.others)
  const has = forms.find(({ body }) => valueAt(body, path) !== undefined)
  const sample = has ?? forms.find(({ body = {} }) => withValue(body, path, value))
  const body = sample && withValue(sample.body ?? {}, path, value)
  return body ? ask(call, { ...sample, body }) : undefined
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
    const forms = formsOf(call, namesFor(call), room.others)
    return fieldsOf(call)
      .filter(({ path }) => !forms.some(({ body = {} }) => withValue(body, path, 'x')))
      .map(({ path }) => `${named(call)} ${path.join('.')}`)
  })
  assert.deepEqual(missed, [])
})

/** What a person may put in any words, so that some of these must be kept. */
const wordsOfExhibits =
  /(title|label|summary|note|credit|text|recipient|exemption|staysElsewhere|\/(reject|withdraw) reason)$/

test('hostile words in any field of any call are refused in words, or kept and given back as they are', async () => {
  const kept = new Set<string>()
  for (const call of changing())
    for (const { path, kind } of fieldsOf(call)) {
      if (kind === 'number' || kind === 'other') continue
      for (const value of words) {
        const seq = await room.lastAudit()
        const answer = await sendWith(call, path, value)
        if (!answer) continue
        await isClear(answer, seq, where(call, path, value))
        if (answer.status < 300) kept.add(`${named(call)} ${path.join('.')}`)
        if (answer.status < 300) await comesBack(call, path, answer, value, where(call, path, value))
        assert.equal(({} as { polluted?: unknown }).polluted, undefined)
      }
    }
  const ofExhibits = changing().filter(({ path }) => /marks|exhibits/.test(path))
  const fields = ofExhibits.flatMap((call) => fieldsOf(call).map(({ path }) => `${named(call)} ${path.join('.')}`))
  const refused = fields.filter((field) => wordsOfExhibits.test(field) && !kept.has(field))
  assert.deepEqual(refused, [], 'no exhibit is in the state in which it is said')
})

/** What no answer repeats: a secret, a preview that keeps nothing, and what is only looked for. */
const unseen = [
  /^POST \/documents\/:id\/retry /,
  /^POST \/deadlines\/preview /,
  /^POST \/documents\/take /,
  /^POST \/exhibits\/:id\/shares passcode$/,
  /^POST \/documents\/:id\/marks find(\.0)?$/,
]

const corrections = 'POST /documents/:id/pages/:n/corrections' // a page is its words, whatever white space stood between
const shares = 'POST /exhibits/:id/shares' // for whom it is, is told where links are listed

async function comesBack(call: Call, path: (string | number)[], answer: Answer, text: string, at: string) {
  if (unseen.some((one) => one.test(`${named(call)} ${path.join('.')}`))) return
  const value: unknown = JSON.parse(utf8(answer))
  if (holds(value, text)) return
  if (named(call) === corrections) {
    const stands = (value as { words: { text: string }[] }).words.map((word) => word.text).join(' ')
    return assert.ok(stands.startsWith(text.trim().split(/\s+/u).join(' ')), `${at}: ${stands.slice(0, 500)}`)
  }
  if (named(call) === shares) {
    const all = room.find('GET /exhibits/:id/shares')
    return assert.ok(holds(JSON.parse(utf8(await ask(all, sampleFor(all)))), text), at)
  }
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
        const list = Array.isArray(value) && value.length > 0
        if (number || (list && fieldsOf(call).some((f) => f.path.join() === [...path, 0].join()))) continue
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
  const { agency: _, view: __, ...inside } = theirs // the first belongs to all, the second to a person
  const nouns = Object.keys(inside) as (keyof typeof inside)[] // its own keys
  let tried = 0
  for (const call of room.table) {
    const sample = sampleFor(call)
    const places = fieldsOf(call)
      .filter(({ path, kind }) => kind === 'id' && path.at(-1) !== 'agencyId' && path.at(-1) !== 'uploadId')
      .map(({ path }) => path)
    for (const path of places)
      for (const noun of [...nouns, 'person' as const]) {
        const body = withValue(sample.body ?? {}, path, noun === 'person' ? otto.id : theirs[noun])
        if (!body) continue
        tried++
        const seq = await room.lastAudit()
        const answer = await ask(call, { ...sample, body })
        const at = where(call, path, noun)
        assert.ok(answer.status === 400 || answer.status === 404, `${at}: ${answer.status} ${answer.text}`)
        assert.equal(await room.lastAudit(), seq, at)
        assert.ok(!answer.text.includes('Their '), at)
      }
    for (const name of Object.keys(sample.query ?? {}).filter((name) => name.endsWith('Id')))
      for (const noun of nouns) {
        tried++
        const asked = { ...sample, query: { ...sample.query, [name]: theirs[noun] } }
        const answer = await ask(call, asked)
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
      const sample = sampleFor(call)
      if (field in (sample.body ?? {}) || fieldsOf(call).some(({ path }) => path[0] === field)) continue
      const text = JSON.stringify(sample.body).replace(/\}$/, `,${JSON.stringify(field)}:"x"}`)
      const answer = await ask(call, { ...sample, raw: text }, { 'content-type': 'application/json' })
      assert.equal(answer.status, 400, `${named(call)} ${field}: ${answer.text}`)
    }
})

test('unknown, doubled and hostile words in the address have a clear answer', async () => {
  for (const call of room.table) {
    const sample = sampleFor(call)
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
        const answer = await ask(call, { ...sample, query: { ...sample.query, [name]: value } })
        assert.ok(answer.status < 500, `${named(call)} ?${name}=${value.slice(0, 60)}: ${answer.status} ${answer.text}`)
      }
    for (const name of Object.keys(sample.params ?? {}))
      for (const value of [...words, 'a\0b', '0', '-1', '99999999999999999999', '1e3', 'z'.repeat(5000)]) {
        const answer = await ask(call, { ...sample, params: { ...sample.params, [name]: value } })
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
    const { status, text } =
      named(call) === 'GET /jobs' ? await room.ask('admin', call) : await ask(call, sampleFor(call))
    assert.equal(status, 200, `${named(call)}: ${text}`)
  }
})
