import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import { memberships } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { prefixes } from '#lib/domain/ids'
import { retryDocument } from '#lib/services/documents/retry-document'
import { approveExhibit } from '#lib/services/exhibits/approve-exhibit'
import { publishExhibit } from '#lib/services/exhibits/publish-exhibit'
import { makeExport } from '#lib/services/exports/make-export'
import { openInvestigation } from '#lib/services/investigations/open-investigation'
import { logCommunication } from '#lib/services/requests/log-communication'
import { createShare } from '#lib/services/shares/create-share'
import type { World } from '#lib/world'
import type { Call } from '../../app/_door/call.ts'
import { buildUser } from '../build.ts'
import { lineUnderBox } from '../fixtures/hidden-text.ts'
import { doAllWork } from '../fixtures/keep-file.ts'
import { textPdf } from '../fixtures/make-pdf.ts'
import { testWorld } from '../world.ts'
import { table } from './door.ts'
import { type Answer, requestFor, send, tokenFor, utf8 } from './newsroom.ts'
import { askOutside, site } from './outside-routes.ts'
import { named, type Others, type Sample, sampleOf } from './samples.ts'
import { type Names, quote, seedAgency, seedInvestigation, seedView } from './seed.ts'

/**
 * Two houses, alike but for one investigation that only the second has. Every word in it is a canary: it must reach
 * its members, and nobody else may tell the two houses apart by a single byte.
 */
type Who = 'insider' | 'otto' | 'second' | 'stranger' | 'admin'
type House = {
  insider: Actor
  world: World
  later: (ms: number) => void
  close: () => PromiseLike<void>
  tokens: Record<Who, string>
  own: Names
  hidden: Hidden | null
  others: Others
}
/** What is hidden, and what of it is on its way out: an exhibit that waits for its day, and a link to it. */
type Hidden = Names & { slug: string; link: { id: string; token: string } }
type Question = { who: Who | null; call: Call; sample: Sample }

const canaries = new Map<string, string>()
/** One made-up word for each field: letters only, so that a search takes it whole. */
function canary(field: string): string {
  const word = canaries.get(field) ?? `quoxzy${letters(canaries.size)}vim`
  canaries.set(field, word)
  return word
}
const letters = (n: number) => `${String.fromCharCode(97 + (n % 26))}${String.fromCharCode(97 + Math.floor(n / 26))}`
const password = 'quoxzy-opens-it'
const passcode = 'quoxzy-of-a-link'

let without: House
let withIt: House
let hidden: Hidden
let insider: Actor
before(async () => {
  withIt = await openHouse(true)
  without = await openHouse(false)
  insider = withIt.insider
  hidden = withIt.hidden ?? assert.fail('the second house has it')
})
after(async () => {
  await withIt.close()
  await without.close()
})

/** What is alike in both gets the same ids in both, whatever else was made before it. */
async function openHouse(full: boolean): Promise<House> {
  const { world: made, later, [Symbol.asyncDispose]: close } = await testWorld()
  const counts = { shared: 0, hidden: 0 }
  let realm: keyof typeof counts = 'shared'
  const made256 = () => createHash('sha256').update(`${realm} ${counts[realm]++}`)
  const id: World['id'] = (noun) => `${prefixes[noun]}_${made256().digest('hex').slice(0, 32)}`
  const world = { ...made, id, secret: () => made256().digest('base64url') }
  const people = {
    insider: await buildUser(world, 'Ines'),
    otto: await buildUser(world, 'Otto'),
    second: await buildUser(world, 'Sol'),
    stranger: await buildUser(world, 'Sten'),
    admin: await buildUser(world, 'Ada', 'admin'),
  }
  const agency = await seedAgency(world, people.otto)
  const view = await seedView(world, people.insider, canary)
  let hidden: Hidden | null = null
  if (full) {
    realm = 'hidden'
    const title = { title: canary('title'), summary: canary('summary'), key: 'HIDDEN' }
    const { id: investigation } = await openInvestigation(world, people.insider, title)
    const seeded = await seedInvestigation(world, people.insider, canary, { investigation, agency, view })
    await letIn(world, people.second, investigation)
    hidden = { ...seeded, ...(await letOut(world, people.second, seeded)) }
    await retryDocument(world, people.insider, { id: hidden.document, password })
    await doAllWork(world)
    realm = 'shared'
  }
  const own = await seedInvestigation(world, people.otto, (field) => `Plain ${field}`, { agency })
  await letIn(world, people.second, own.investigation)
  const one = async (who: Who) => (await tokenFor(world, people[who])).token
  const tokens = {
    insider: await one('insider'),
    otto: await one('otto'),
    second: await one('second'),
    stranger: await one('stranger'),
    admin: await one('admin'),
  }
  const others = { member: people.insider.id, newcomer: 'nobody@newsroom.example', upload: '0'.repeat(32) }
  return { insider: people.insider, world, later, close: () => close(), tokens, own, hidden, others }
}

/** An editor of an investigation, who approves what its owner prepared. */
async function letIn(world: World, { id }: Actor & { kind: 'user' }, investigationId: string) {
  const row = { userId: id, investigationId, role: 'editor' as const, since: world.now() }
  await world.transact((tx) => tx.insert(memberships).values(row))
}

/** An exhibit on its way out: approved, its public words written, a link to it sent, a pack of everything made. */
async function letOut(world: World, second: Actor, { exhibit: id, investigation }: Names) {
  await approveExhibit(world, second, { id })
  const said = { summary: canary('exhibit summary'), note: canary('exhibit note'), credit: canary('exhibit credit') }
  const { slug } = await publishExhibit(world, second, { ...said, id, embargoUntil: '2099-01-01' })
  const link = await createShare(world, second, { exhibitId: id, recipient: canary('link recipient'), passcode })
  const pack = await makeExport(world, second, { id: investigation, files: 'originals' })
  await doAllWork(world)
  return { slug: slug ?? assert.fail('it has its address already'), link, export: pack.id }
}

/** The same question in both houses, at the same moment. */
async function askBoth({ who, call, sample }: Question): Promise<{ there: Answer; here: Answer }> {
  const one = ({ world, later, tokens }: House) => {
    later(3000) // nobody is told to wait
    const headers: Record<string, string> = who === null ? {} : { authorization: `Bearer ${tokens[who]}` }
    return send(world, requestFor(call, sample, headers))
  }
  return { there: await one(withIt), here: await one(without) }
}

/** Alike to the byte. An audit row's id is a hash over all that was done in the house before, and tells nothing of it. */
function alike(question: Question, { there, here }: { there: Answer; here: Answer }) {
  const plain = ({ status, headers, text }: Answer) =>
    `${status} ${JSON.stringify(headers)} ${question.call.path === '/audit' ? text.replace(/"[0-9a-f]{64}"/g, '"hash"') : text}`
  const [a, b] = [plain(there), plain(here)]
  const at = [...a].findIndex((letter, i) => letter !== b[i])
  const shown = (text: string) => text.slice(Math.max(0, at - 80), at + 200)
  assert.ok(a === b, `${say(question)}\n  with it:    …${shown(a)}\n  without it: …${shown(b)}`)
}

const find = (name: string) => table.find((call) => named(call) === name) ?? assert.fail(`there is no ${name}`)
const gets = table.filter((call) => call.method === 'GET')
const say = ({ who, call, sample }: Question) =>
  `${who ?? 'nobody'}: ${named(call)} ${JSON.stringify(sample).slice(0, 300)}`

/** Everything that the bytes hold, also what a spreadsheet holds compressed, whatever the letters' case. */
function allOf(answer: Answer): string {
  const bytes = Buffer.from(answer.text, 'latin1')
  const body = bytes.subarray(0, 2).toString() === 'PK' ? unzipped(bytes) : utf8(answer)
  return `${answer.status} ${JSON.stringify(answer.headers)} ${body}`.toLowerCase()
}

/** The parts of a ZIP file, one after the other, by its central directory. */
function unzipped(zip: Buffer): string {
  const parts: Buffer[] = []
  for (let at = zip.indexOf('PK\x01\x02'); at >= 0; at = zip.indexOf('PK\x01\x02', at + 4)) {
    const [packed, start] = [zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)]
    const from = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28)
    const body = zip.subarray(from, from + packed)
    parts.push(zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(body) : body)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** Each list with each of its filters, told of the hidden things and of one's own. */
function listings(who: Who | null, names: Names, own: Names): Question[] {
  const asked = (path: string, query: Record<string, string>) => ({ who, call: find(`GET ${path}`), sample: { query } })
  const inside = { investigationId: names.investigation }
  const requests: Record<string, string>[] = [{}, inside, { agencyId: own.agency }, { ownerId: withIt.others.member }]
  for (const q of [
    'status:overdue',
    'status:open',
    'agency:Lakeland',
    `agency:${own.agency}`,
    'state:FL',
    'owner:Ines',
    'owner:none',
    '-owner:me',
    'investigation:HIDDEN',
    'HIDDEN-1',
    '-nothing',
    'was:filed',
    'has:document',
    'has:finding',
    'is:unread',
    'updated:2026 sort:-updated',
    'due:<3m',
    'request:HIDDEN-1',
  ])
    requests.push({ q })
  for (const sort of ['due', '-due', 'filed', 'reply', 'updated', '-updated', 'number', '-number', 'agency'])
    requests.push({ sort, limit: '1' })
  const documents: Record<string, string>[] = [
    {},
    inside,
    { requestId: names.request },
    { q: 'kind:email' },
    { q: 'has:no_text' },
    { q: 'HIDDEN-D1' },
    { q: '-x' },
    { state: 'look' },
    { state: 'deleted' },
    { ids: `${names.document},${own.document}` },
    { limit: '1' },
  ]
  const agencies: Record<string, string>[] = [{}, { q: 'Lakeland' }, { q: 'state:FL' }, { format: 'csv' }]
  const findings: Record<string, string>[] = [
    {},
    inside,
    ...[
      `type:${names.type}`,
      'agency:Lakeland',
      'state:FL',
      'status:proposed',
      `document:${names.document}`,
      'HIDDEN-F1',
      '-x',
      'author:Ines',
      '-author:me',
      'doc:HIDDEN-D1',
      'investigation:HIDDEN',
      'page:1',
      'date:2026',
    ].map((q) => ({ q })),
  ]
  return [
    ...requests.flatMap((query) => [asked('/requests', query), asked('/requests', { ...query, format: 'csv' })]),
    asked('/requests', { format: 'xlsx' }),
    asked('/agencies', { format: 'xlsx' }),
    ...agencies.map((query) => asked('/agencies', query)),
    ...documents.map((query) => asked('/documents', query)),
    ...findings.map((query) => asked('/findings', query)),
    asked('/figures', inside),
    asked('/finding-types', inside),
    asked('/audit', inside),
    asked('/audit', {}),
    asked('/jobs', {}),
    asked('/search', { q: 'footage', ...inside }),
    asked('/search', { q: 'thirty', documentId: names.document }),
    asked('/views', {}),
    ...['', ' foot*'].flatMap((words) => fieldsToSearch(names).map((q) => asked('/search', { q: q + words }))),
  ]
}

/** The search's own fields, each of which asks another table. */
const fieldsToSearch = (names: Names) => [
  'agency:Lakeland',
  'state:FL',
  'owner:Ines',
  '-owner:me',
  'investigation:HIDDEN',
  '-investigation:HIDDEN',
  'request:HIDDEN-1',
  'doc:HIDDEN-D1',
  'status:filed',
  'was:filed',
  'type:document',
  'type:pdf,message',
  '-type:mail',
  'from:clerk',
  'date:2026',
  'page:1..2',
  'text:thirty',
  `finding:${names.type}`,
  'author:Ines',
  'has:finding',
  'is:unread',
]

/** Every box where words can be typed, asked for a canary whole, in part, quoted, and as a field's value. */
function searches(who: Who | null, own: Names): Question[] {
  const typed = [...canaries.values()].flatMap((word) => [word, word.slice(0, 9), `"${word}" OR footage`])
  const asked = (path: string, q: string, id?: string) => ({
    who,
    call: find(`GET ${path}`),
    sample: { query: { q }, ...(id ? { params: { id } } : {}) },
  })
  return [
    ...typed.flatMap((q) => [
      asked('/search', q),
      asked('/requests', q),
      asked('/documents', q),
      asked('/findings', q),
    ]),
    ...[...canaries.values()].flatMap((word) => [
      asked('/agencies', word),
      asked('/requests', `tag:${word}`),
      asked('/requests', `tracking:${word}`),
      asked('/search', `tag:${word}`),
      asked('/search', `doc:${word} footage`),
      asked('/documents', `text:${word}`),
      asked('/findings', `type:${word}`),
      asked('/investigations/:id/board', word, own.investigation),
      asked('/documents/:id/find', word, own.document),
    ]),
  ]
}

/** Every GET line, by id and by number. */
function readings(who: Who | null, names: Names): Question[] {
  const numbers = { request: 'HIDDEN-1', document: 'HIDDEN-D1', finding: 'HIDDEN-F1', exhibit: 'HIDDEN-E1' }
  return [names, { ...names, investigation: 'HIDDEN', ...numbers }].flatMap((about) =>
    gets.map((call) => ({ who, call, sample: sampleOf(call, about, withIt.others) })),
  )
}

test('its member finds every canary: they are all there to be leaked', async () => {
  const told: string[] = []
  const asked = [...readings('insider', hidden), ...listings('insider', hidden, hidden), ...searches('insider', hidden)]
  for (const question of asked) told.push(allOf((await askBoth(question)).there))
  const all = told.join('\n')
  const missed = [...canaries].filter(([, word]) => !all.includes(word))
  assert.deepEqual(missed, [])
  for (const secret of [password, passcode, hidden.link.token.toLowerCase()])
    assert.ok(!all.includes(secret), 'what opens a locked file or a link is told to nobody')
  const sheet = { who: 'insider' as const, call: find('GET /requests'), sample: { query: { format: 'xlsx' } } }
  assert.ok(allOf((await askBoth(sheet)).there).includes(canary('request subject')), 'a spreadsheet is looked into')
})

for (const who of [null, 'stranger', 'otto', 'admin'] as const)
  test(`${who ?? 'nobody'} meets no canary in any byte, and cannot tell the two houses apart`, async () => {
    const { own } = withIt
    const words = [...canaries.values(), password, passcode, hidden.link.token.toLowerCase()]
    const questions = [readings(who, hidden), readings(who, own), listings(who, hidden, own), searches(who, own)].flat()
    for (const question of questions) {
      const both = await askBoth(question)
      const told = allOf(both.there)
      const typed = JSON.stringify(question.sample).toLowerCase()
      const met = words.filter((word) => told.includes(word) && !typed.includes(word))
      assert.deepEqual(met, [], say(question))
      if (named(question.call) === 'GET /jobs' && who === 'admin') continue // who runs the house sees how much work there is
      if (both.there.headers['content-type']?.includes('spreadsheet'))
        assert.equal(told, allOf(both.here), say(question)) // the ZIP around it carries the time
      else alike(question, both)
    }
  })

test('an attempt to change something hidden is answered as if there were nothing', async () => {
  const { own, others } = withIt
  for (const who of [null, 'stranger', 'otto', 'admin'] as const)
    for (const call of table.filter(({ method }) => method !== 'GET')) {
      const sample = sampleOf(call, hidden, others)
      if (JSON.stringify(sample) === JSON.stringify(sampleOf(call, own, others))) continue
      alike({ who, call, sample }, await askBoth({ who, call, sample }))
    }
})

/** An address is answered alike in both houses, to nobody in particular, and without a word of what is hidden. */
async function looksAlike(path: string, status: number, more: Parameters<typeof askOutside>[2] = {}) {
  const there = await askOutside(withIt.world, path, more)
  const here = await askOutside(without.world, path, more)
  assert.equal(there.status, status, `${path}: ${there.text.slice(0, 300)}`)
  const [a, b] = [there, here].map((answer) => allOf(answer).replace(/nonce[-="]+[\w-]+/g, 'nonce'))
  assert.ok(a === b, `${path} tells the houses apart`)
  tellsNothing(there, path)
}
function tellsNothing(answer: Answer, asked: string) {
  const told = allOf(answer)
  const secrets = [...canaries.values(), password, passcode, hidden.link.token.toLowerCase()]
  const met = secrets.filter((word) => told.includes(word) && !asked.includes(word))
  assert.deepEqual(met, [], asked)
}
const addressesOf = (slug: string) => [
  ...['', '/embed', '/embed?p=1', '/embed?note=1', '/pdf', '/pages/1'].map((part) => `/exhibits/${slug}${part}`),
  `/api/oembed?url=${encodeURIComponent(`${site}/exhibits/${slug}`)}`,
]

test('an exhibit that waits for its day has no address yet, and a link tells nothing without its code', async () => {
  for (const name of [hidden.slug, hidden.exhibit, 'HIDDEN-E1', canary('exhibit title')])
    for (const path of addressesOf(name)) await looksAlike(path, 404)
  const { id } = hidden.link
  const wrong = { token: 'x'.repeat(43), passcode }
  const mine = { token: hidden.link.token, passcode: 'not this one' }
  const asked: [string, Parameters<typeof askOutside>[2]][] = [
    [`/s/${id}`, {}],
    [`/s/${id}?from=2`, {}],
    [`/s/${id}/pages/1`, {}],
    [`/s/${id}/pdf`, { cookies: new Map([[`sh_${id}`, 'x'.repeat(43)]]) }],
    [`/s/${id}/open`, { form: wrong }],
    [`/s/${id}/open`, { form: mine }],
  ]
  for (const [path, more] of asked) tellsNothing(await askOutside(withIt.world, path, more), path)
  const open = { who: null, call: find('POST /shares/:id/open'), sample: { params: { id }, body: wrong } }
  alike(open, await askBoth(open)) // that there is such a link is told to nobody who asks for its words
})

test('an exhibit of one’s own goes all its steps alike in both houses, out to its public page, its link and its pack', async () => {
  const { own } = withIt
  const { exhibit: id } = own
  const both = async (question: Question, status: number) => {
    const answers = await askBoth(question)
    assert.equal(answers.there.status, status, `${say(question)}: ${answers.there.text}`)
    alike(question, answers)
    return JSON.parse(answers.there.text || '{}')
  }
  const step = (path: string, status: number, body?: Record<string, unknown>) => {
    const call = find(`POST /exhibits/:id/${path}`)
    const sample = body ? { params: { id }, body } : sampleOf(call, own, withIt.others)
    return both({ who: 'second', call, sample }, status)
  }
  const work = async () => {
    await doAllWork(withIt.world)
    await doAllWork(without.world)
  }
  await step('reviews', 201)
  await step('approve', 200)
  const link = await step('shares', 201)
  assert.equal((await step('publish', 200)).status, 'approved')
  const { slug } = await step('publish', 200, {})
  await step('updates', 201)
  await step('notes', 201)
  await work()
  for (const path of addressesOf(slug)) await looksAlike(path, 200)
  const body = { token: link.token, passcode: 'open sesame' }
  const opened: Question = { who: null, call: find('POST /shares/:id/open'), sample: { params: { id: link.id }, body } }
  const entered = await askBoth(opened)
  alike(opened, entered)
  const [, name = '', key = ''] = /^([^=]+)=([^;]+)/.exec(entered.there.headers['set-cookie'] ?? '') ?? []
  const cookies = new Map([[name, key]])
  for (const path of ['', '/pages/1', '/pages/2', '/pdf']) await looksAlike(`/s/${link.id}${path}`, 200, { cookies })
  const pack = { who: 'otto' as const, call: find('POST /investigations/:id/exports') }
  const { id: made } = await both({ ...pack, sample: { params: { id: own.investigation }, body: {} } }, 202)
  await work()
  const file: Question = { who: 'otto', call: find('GET /exports/:id/file'), sample: { params: { id: made } } }
  const zip = await askBoth(file)
  assert.equal(zip.there.status, 200)
  assert.ok(allOf(zip.there) === allOf(zip.here))
  tellsNothing(zip.there, 'the pack')
  await both({ who: 'second', call: find('GET /exhibits/:id/shares'), sample: { params: { id } } }, 200)
  await both({ who: 'second', call: find('DELETE /shares/:id'), sample: { params: { id: link.id } } }, 204)
  await step('withdraw', 200)
  for (const path of addressesOf(slug)) await looksAlike(path, path.startsWith('/api') ? 404 : 410)
  for (const path of [`/s/${link.id}`, `/s/${link.id}/pdf`]) await looksAlike(path, 410)
})

test('an exhibit may bear the very title of one that is hidden, and gets the same address', async () => {
  const { own } = withIt
  const call = find('POST /documents/:id/exhibits')
  const prepare: Question = {
    who: 'otto',
    call,
    sample: { params: { id: own.document }, body: { title: canary('exhibit title') } },
  }
  const made = await askBoth(prepare)
  alike(prepare, made)
  await doAllWork(withIt.world)
  await doAllWork(without.world)
  const { id } = JSON.parse(made.there.text)
  for (const path of ['approve', 'publish']) {
    const step: Question = { who: 'second', call: find(`POST /exhibits/:id/${path}`), sample: { params: { id } } }
    const answers = await askBoth(step)
    assert.equal(answers.there.status, 200, answers.there.text)
    alike(step, answers)
  }
  await looksAlike(`/exhibits/${hidden.slug}`, 200)
})

test('what one does in one’s own investigation goes the same in both houses, also with the very bytes that are hidden', async () => {
  const { own, others } = withIt
  const doings = table.filter(
    ({ method, path }) =>
      method === 'POST' && !/members|take|retry|cancel|versions|deadlines|exhibits\/:id|shares/.test(path), // its steps: above
  )
  const questions: Question[] = doings.map((call) => ({ who: 'otto', call, sample: sampleOf(call, own, others) }))
  const same = textPdf([[canary('page text'), quote], lineUnderBox(canary('second page'), canary('held back text'))])
  const query = { investigationId: own.investigation, name: 'same.pdf' }
  const sha256 = [createHash('sha256').update(same).digest('hex')]
  const known = { body: { investigationId: own.investigation, sha256 } }
  questions.push({ who: 'otto', call: find('POST /documents/recognise'), sample: known })
  questions.push({ who: 'otto', call: find('POST /documents'), sample: { query, raw: same } })
  for (const question of questions) {
    const both = await askBoth(question)
    assert.ok(both.there.status < 300, `${say(question)}: ${both.there.text}`)
    alike(question, both)
  }
})

test('the order of one’s own hits does not tell how often a word stands in what is hidden', async () => {
  const { own } = withIt
  const upload = find('POST /documents')
  const paper = (name: string, raw: string) => ({ query: { investigationId: own.investigation, name }, raw })
  for (const [name, text] of [
    ['a.txt', 'lantern'],
    ['b.txt', 'harbour'],
  ] as const)
    await askBoth({ who: 'otto', call: upload, sample: paper(name, text) })
  for (let i = 0; i < 20; i++)
    await logCommunication(withIt.world, insider, {
      requestId: hidden.request,
      direction: 'in',
      channel: 'post',
      occurredOn: '2026-07-11',
      body: `${i % 5 ? 'lantern' : 'harbour'} ${'and so forth '.repeat(i)}`,
    })
  await doAllWork(withIt.world)
  await doAllWork(without.world)
  for (const q of ['lantern OR harbour', 'harbour OR lantern', 'footage OR lantern OR harbour', 'plain OR lantern']) {
    const question = { who: 'otto' as const, call: find('GET /search'), sample: { query: { q } } }
    alike(question, await askBoth(question))
  }
})
