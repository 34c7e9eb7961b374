import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import {
  count,
  countByKind,
  find,
  findAndCount,
  findGroupedAndCount,
  indexCommunication,
  indexDocument,
  indexFinding,
  indexPages,
  indexRequest,
  removeFromIndex,
} from '#db/search'
import { type SearchKind, searchKinds } from '#db/search-ask'
import { Lexicon } from '#db/search-lexicon'
import { tidyIndex } from '#db/search-tidy'
import { parseQuery } from '#lib/domain/parse-query'
import { type Query, type Term, tokensOf } from '#lib/domain/query'
import { rebuildIndex } from '#lib/services/search/rebuild-index'
import { searchEverything } from '#lib/services/search/search-everything'
import type { World } from '#lib/world'
import { buildTeam, refuses, system } from '../build.ts'
import { buildAgency, buildDocument, buildRequest } from '../papers.ts'
import { testWorld } from '../world.ts'

/** What is written, as a table: what the index is held against. */
type Entry = { home: string; kind: SearchKind; ref: string; page: number; title: string; text: string }

const vocabulary = ['camera', 'cameras', 'plate', 'plates', 'reader', 'ring', 'rings', 'agreement', 'agree', 'surveil']
const others = ['surveillance', 'survey', 'police', 'policy', 'Überwachung', 'Élan', '東京', '12', '1234', 'x']
const word = fc.constantFrom(...vocabulary, ...others)
const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '))
const home = fc.constantFrom('inv_a', 'inv_b', 'inv_c')

type Step =
  | { do: 'pages'; home: string; n: number; pages: { page: number; text: string }[] }
  | { do: 'thing'; home: string; kind: SearchKind; n: number; title: string; text: string }
  | { do: 'remove'; home: string; kind: SearchKind; n: number }
  | { do: 'tidy' }
const n = fc.integer({ min: 0, max: 3 })
const kind = fc.constantFrom(...searchKinds)
const page = fc.record({ page: fc.integer({ min: 1, max: 4 }), text })
const pages = fc.uniqueArray(page, { selector: (one) => one.page, minLength: 1, maxLength: 4 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('pages' as const), home, n, pages }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('thing' as const), home, kind, n, title: text, text }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), home, kind, n }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('tidy' as const) }) },
)

const term: fc.Arbitrary<Term> = fc.oneof(
  { weight: 4, arbitrary: word.map((one): Term => ({ text: one, tokens: tokensOf(one) })) },
  {
    weight: 2,
    arbitrary: fc
      .array(word, { minLength: 2, maxLength: 3 })
      .map((words): Term => ({ text: words.join(' '), tokens: tokensOf(words.join(' ')) })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.array(word, { maxLength: 1 }),
        fc.constantFrom('cam', 'sur', 'surv', 'pol', 'ring', '123', 'agr', 'zzz'),
      )
      .map(([before, last]): Term => ({ text: last, tokens: [...tokensOf(before.join(' ')), last], prefix: true })),
  },
)
const question = fc.record({
  query: fc.record({
    every: fc.array(fc.array(term, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
    none: fc.array(term, { maxLength: 1 }),
  }),
  investigations: fc.oneof(fc.constant('all' as const), fc.subarray(['inv_a', 'inv_b', 'inv_c'], { minLength: 1 })),
  kinds: fc.option(fc.subarray([...searchKinds], { minLength: 1 }), { nil: undefined }),
  ref: fc.option(fc.constantFrom('inv_a-document-1', 'inv_b-request-0'), { nil: undefined, freq: 8 }),
})

const refOf = (home: string, kind: SearchKind, n: number) => `${home}-${kind}-${n}`

async function take(world: World, table: Map<string, Entry>, step: Step) {
  if (step.do === 'tidy') return tidyIndex(world)
  const { home: investigationId } = step
  await world.transact(async (tx) => {
    if (step.do === 'pages') {
      const documentId = refOf(investigationId, 'document', step.n)
      await indexPages(tx, { investigationId, documentId, pages: step.pages })
      for (const { page, text } of step.pages) {
        const key = `${documentId} ${page}`
        table.delete(key)
        if (tokensOf(text).length > 0)
          table.set(key, { home: investigationId, kind: 'document', ref: documentId, page, title: '', text })
      }
      return
    }
    const ref = refOf(investigationId, step.kind, step.n)
    if (step.do === 'remove') {
      await removeFromIndex(tx, step.kind, ref)
      for (const [key, entry] of table) if (entry.ref === ref) table.delete(key)
      return
    }
    const { title, text } = step
    if (step.kind === 'document') await indexDocument(tx, { investigationId, documentId: ref, name: title, more: text })
    if (step.kind === 'communication')
      await indexCommunication(tx, { investigationId, communicationId: ref, subject: title, text })
    if (step.kind === 'request') await indexRequest(tx, { investigationId, requestId: ref, subject: title, text })
    if (step.kind === 'finding') await indexFinding(tx, { investigationId, findingId: ref, statement: title, text })
    table.set(`${ref} 0`, { home: investigationId, kind: step.kind, ref, page: 0, title, text })
  })
}

const stands = (term: Term, tokens: readonly string[]) => {
  let times = 0
  for (let i = 0; i + term.tokens.length <= tokens.length; i++) {
    const fits = (token: string, k: number) =>
      term.prefix && k === term.tokens.length - 1 ? tokens[i + k]?.startsWith(token) : tokens[i + k] === token
    if (term.tokens.every(fits)) times++
  }
  return times
}
/** How often a term stands in an entry; in its title it counts four times. */
const weigh = (term: Term, entry: Entry) => 4 * stands(term, tokensOf(entry.title)) + stands(term, tokensOf(entry.text))

type Asked = {
  query: Pick<Query, 'every' | 'none'>
  investigations: readonly string[] | 'all'
  kinds?: readonly SearchKind[] | undefined
  ref?: string | undefined
}

/** The same by reading everything there is, one after the other. */
function scan(table: ReadonlyMap<string, Entry>, { query, investigations, kinds, ref }: Asked) {
  const scope = [...table.values()].filter(({ home }) => investigations === 'all' || investigations.includes(home))
  const length = (entry: Entry) => tokensOf(entry.title).length + tokensOf(entry.text).length
  const usual = Math.max(1, scope.reduce((sum, entry) => sum + length(entry), 0) / scope.length)
  const terms = new Map(query.every.flat().map((one) => [`${one.prefix} ${one.tokens.join(' ')}`, one]))
  const plain = query.every.flatMap((any) => (any.length === 1 && !any[0]?.prefix ? [any[0]?.tokens ?? []] : []))
  if (plain.length === query.every.length && plain.length > 1 && plain.length < 5)
    terms.set('side by side', { text: '', tokens: plain.flat() })
  const rarity = (one: Term) => {
    const df = scope.filter((entry) => weigh(one, entry) > 0).length
    return Math.log(1 + (scope.length - df + 0.5) / (df + 0.5))
  }
  const score = (entry: Entry) =>
    [...terms.values()].reduce((sum, one) => {
      const weight = weigh(one, entry)
      return sum + (rarity(one) * 2.2 * weight) / (weight + 1.2 * (0.25 + (0.75 * length(entry)) / usual))
    }, 0)
  return scope
    .filter((entry) => query.every.every((any) => any.some((one) => weigh(one, entry) > 0)))
    .filter((entry) => !query.none.some((one) => weigh(one, entry) > 0))
    .filter((entry) => ref === undefined || entry.ref === ref)
    .filter((entry) => kinds === undefined || kinds.includes(entry.kind))
    .map((entry) => ({ key: `${entry.ref} ${entry.page}`, ref: entry.ref, kind: entry.kind, score: score(entry) }))
    .sort((a, b) => b.score - a.score)
}

const keyOf = ({ ref, page }: { ref: string; page: number | null }) => `${ref} ${page ?? 0}`

test('words that stand side by side count more than the same words apart', async () => {
  await using t = await testWorld()
  const apart = `sharing of files ${'data of cameras and sharing of files '.repeat(3)}`
  const pages = [apart, `${'of cameras and files '.repeat(7)} data sharing`, apart].map((text, i) => ({
    page: i + 1,
    text,
  }))
  await t.world.transact((tx) => indexPages(tx, { investigationId: 'inv_1', documentId: 'doc_1', pages }))
  const found = await find(
    t.world.db,
    { query: parseQuery('data sharing'), investigations: 'all' },
    { limit: 3, offset: 0 },
  )
  assert.equal(found.length, 3)
  assert.equal(found[0]?.page, 2)
})

test('the index finds, counts and orders what reading everything would', { timeout: 240_000 }, async () => {
  const numRuns = process.env.UNSEALED_NIGHTLY ? 400 : 12
  const world = fc.array(step, { minLength: 10, maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(world, fc.array(question, { minLength: 15, maxLength: 15 }), async (steps, questions) => {
      await using t = await testWorld()
      const table = new Map<string, Entry>()
      for (const step of steps) await take(t.world, table, step)
      for (const where of questions) {
        const expected = scan(table, where)
        const found = await find(t.world.db, where, { limit: 1000, offset: 0 })
        const keys = found.map(keyOf)
        assert.deepEqual([...keys].sort(), expected.map(({ key }) => key).sort())
        // the same order wherever the scores differ at all
        const scores = new Map(expected.map(({ key, score }) => [key, score]))
        keys.slice(1).forEach((key, i) => {
          const [a, b] = [scores.get(keys[i] ?? '') ?? 0, scores.get(key) ?? 0]
          assert.ok(a >= b - 1e-9, `${keys[i]} (${a}) stands before ${key} (${b})`)
        })
        assert.equal(await count(t.world.db, where), expected.length)
        const counts = await countByKind(t.world.db, where)
        for (const kind of where.kinds ?? searchKinds)
          assert.equal(counts[kind], expected.filter((one) => one.kind === kind).length)
        const paged = []
        for (let offset = 0; offset < keys.length; offset += 3)
          paged.push(...(await findAndCount(t.world.db, where, { limit: 3, offset })).found)
        assert.deepEqual(paged.map(keyOf), keys)
        const grouped = await findGroupedAndCount(t.world.db, where, { limit: 100, offset: 0, perGroup: 2 })
        assert.deepEqual(
          grouped.groups.map(({ ref }) => ref),
          [...new Set(found.map(({ ref }) => ref))],
        )
        assert.equal(grouped.things, grouped.groups.length)
        for (const { ref, total, best } of grouped.groups) {
          const its = found.filter((one) => one.ref === ref)
          assert.deepEqual([total, best], [its.length, its.slice(0, 2)])
        }
      }
    }),
    { numRuns, endOnFailure: true },
  )
})

test('a word read fast is the same word', () => {
  const texts = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .array(fc.oneof(word, fc.constant('Running'), fc.string({ unit: fc.constantFrom('a', 'Z', '9'), maxLength: 90 })))
      .map((all) => all.join(' ')),
  )
  fc.assert(
    fc.property(fc.array(texts, { maxLength: 6 }), (all) => {
      const lexicon = new Lexicon()
      const { stems } = lexicon
      for (const one of all) {
        const words = [...lexicon.numbersOf(one)].map((n) => stems.bytes.subarray(stems.start(n), stems.start(n + 1)))
        const wanted = tokensOf(one)
        assert.equal(words.length, wanted.length)
        words.forEach((bytes, i) => {
          if (/^[\0-\x7f]*$/.test(wanted[i] ?? '')) assert.equal(bytes.toString('latin1'), wanted[i])
        })
      }
    }),
    { numRuns: 500 },
  )
})

test('a document of thousands of words that stand nowhere else is found by each of them, also after many merges', async () => {
  await using t = await testWorld()
  const investigationId = 'inv_a'
  const text = (n: number) => Array.from({ length: 300 }, (_, i) => `w${n}n${i} common${i % 7}`).join(' ')
  for (let n = 0; n < 70; n++) {
    const pages = [1, 2].map((page) => ({ page, text: text(n * 2 + page) }))
    await t.world.transact((tx) => indexPages(tx, { investigationId, documentId: `doc_${n}`, pages }))
  }
  const asked = (tokens: string[], prefix?: true) => ({
    query: { every: [[{ text: '', tokens, ...(prefix ? { prefix } : {}) }]], none: [] },
    investigations: [investigationId],
  })
  for (const n of [1, 2, 50, 77, 139, 140])
    for (const i of [0, 1, 150, 299]) assert.equal(await count(t.world.db, asked([`w${n}n${i}`])), 1, `w${n}n${i}`)
  assert.equal(await count(t.world.db, asked(['w141n1'])), 0)
  assert.equal(await count(t.world.db, asked(['common3'])), 140)
  assert.equal(await count(t.world.db, asked(['w77n'], true)), 1)
  assert.equal(await count(t.world.db, asked(['common'], true)), 140)
  const [pieces] = await t.world.db.raw<{ n: number }>('select count(*) as n from search_segments')
  assert.ok(Number(pieces?.n) < 20, 'small pieces are merged')
  for (let n = 0; n < 70; n += 2) await t.world.transact((tx) => removeFromIndex(tx, 'document', `doc_${n}`))
  assert.equal(await count(t.world.db, asked(['common3'])), 70)
  await tidyIndex(t.world)
  assert.equal(await count(t.world.db, asked(['common3'])), 70)
  assert.equal(await count(t.world.db, asked(['w1n0'])), 0)
  const bytes = await t.world.db.raw<{ data: Buffer }>('select data from search_leaves')
  assert.ok(!bytes.some(({ data }) => data.includes('w1n0')), 'what was removed is written nowhere any more')
})

test('a search that takes too long is given up, in words that help', async () => {
  await using t = await testWorld()
  await t.world.transact((tx) =>
    indexPages(tx, { investigationId: 'inv_a', documentId: 'doc_1', pages: [{ page: 1, text: 'camera' }] }),
  )
  const { db } = t.world
  const slow = Object.assign(Object.create(db), {
    raw: async (query: string, values?: unknown[]) => {
      await sleep(1_900)
      return db.raw(query, values)
    },
  }) as typeof db // the same, but slower
  const where = {
    query: { every: [[{ text: 'camera', tokens: tokensOf('camera') }]], none: [] },
    investigations: 'all' as const,
  }
  await refuses('unavailable', find(slow, where, { limit: 20, offset: 0 }))
})

test('the index made anew finds the same', async () => {
  await using t = await testWorld()
  const { investigation, viewer } = await buildTeam(t.world)
  const { id: investigationId } = investigation
  const agency = await buildAgency(t.world)
  const request = await buildRequest(t.world, { investigationId, agencyId: agency.id, subject: 'Doorbell agreements' })
  const pages = ['The Department keeps the terms of the agreement.', 'Free cameras.']
  await buildDocument(t.world, { investigationId, requestId: request.id, pages, name: 'agreement.pdf' })
  const ask = () => searchEverything(t.world, viewer, { q: 'agreement OR cameras', limit: 50 })
  const before = await ask()
  assert.equal(before.total, 4)
  await t.world.transact(async (tx) => {
    for (const table of ['search_things', 'search_segments', 'search_leaves']) await tx.raw(`delete from ${table}`)
  })
  assert.equal((await ask()).total, 0)
  await rebuildIndex(t.world, system)
  const order = (answer: typeof before) => answer.data.map(({ id, page }) => `${id} ${page}`).sort()
  assert.deepEqual(order(await ask()), order(before))
  await rebuildIndex(t.world, system) // again: nothing is found twice
  assert.deepEqual((await ask()).counts, before.counts)
})
