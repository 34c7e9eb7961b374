import assert from 'node:assert/strict'
import { test } from 'node:test'
import { and, eq } from 'drizzle-orm'
import fc from 'fast-check'
import { pages } from '#db/schema'
import { indexCommunication, indexPages, removeFromIndex } from '#db/search'
import type { Actor } from '#lib/domain/actions'
import { searchEverything } from '#lib/services/search/search-everything'
import { anyone, buildTeam, refuses } from '../build.ts'
import { garbage } from '../fixtures/make-queries.ts'
import { buildAgency, buildDocument, buildRequest } from '../papers.ts'
import { testWorld } from '../world.ts'

async function desk() {
  const t = await testWorld()
  const team = await buildTeam(t.world)
  const { id: investigationId } = team.investigation
  const agency = await buildAgency(t.world)
  const request = await buildRequest(t.world, { investigationId, agencyId: agency.id, subject: 'Doorbell agreements' })
  const pages = [
    'The Department keeps the terms confidential.',
    'Free cameras for each qualifying download, ten in all.',
  ]
  const document = await buildDocument(t.world, {
    investigationId,
    requestId: request.id,
    pages,
    name: 'lakeland-memorandum.pdf',
  })
  const search = (q: string, more: object = {}, actor: Actor = team.viewer) =>
    searchEverything(t.world, actor, { q, limit: 50, ...more })
  return {
    world: t.world,
    ...team,
    investigationId,
    agency,
    request,
    document,
    search,
    [Symbol.asyncDispose]: t[Symbol.asyncDispose],
  }
}

test('all words must stand on the page, in any form; a phrase stands together; minus takes out', async () => {
  await using d = await desk()
  const pages = async (q: string) => (await d.search(q, { type: 'document' })).data.map((hit) => hit.page)
  assert.deepEqual(await pages('CAMERA downloads'), [2])
  assert.deepEqual(await pages('camera confidential'), [])
  assert.deepEqual((await pages('camera OR confidential')).sort(), [1, 2])
  assert.deepEqual(await pages('"free cameras"'), [2])
  assert.deepEqual(await pages('"cameras free"'), [])
  assert.deepEqual(await pages('the -camera'), [1])
  assert.deepEqual(await pages('cam'), [])
})

test('a word that is cut at the end of a line is found whole and in its parts, and lit', async () => {
  await using d = await desk()
  const { investigationId } = d
  const text = 'Both sides keep this confiden-\ntial for a license-\nplate reader'
  const at = { investigationId, documentId: d.document.id, page: 1 }
  await d.world.transact(async (tx) => {
    await tx
      .update(pages)
      .set({ text })
      .where(and(eq(pages.documentId, at.documentId), eq(pages.page, 1)))
    await indexPages(tx, { ...at, pages: [{ page: 1, text }] })
  })
  for (const q of ['confidential', '"license plate"', 'plate reader', 'confid*']) {
    const { data } = await d.search(q)
    assert.deepEqual([data.length, data[0]?.page], [1, 1], q)
    assert.ok(
      data[0]?.snippet.some(({ hit }) => hit),
      q,
    )
  }
  const [hit] = (await d.search('confidential')).data
  assert.deepEqual(
    hit?.snippet.filter((part) => part.hit).map((part) => part.text.trim()),
    ['confiden', 'tial'],
  )
})

test('a hit says where it stands: page, request, agency, and a snippet in parts with the words lit', async () => {
  await using d = await desk()
  const { data, total } = await d.search('qualifying')
  assert.equal(total, 1)
  const { snippet, ...hit } = data[0] ?? assert.fail('no hit')
  assert.deepEqual(hit, {
    type: 'document',
    id: d.document.id,
    number: `RING-D${d.document.number}`,
    title: 'lakeland-memorandum.pdf',
    titleParts: [{ text: 'lakeland-memorandum.pdf', hit: false }],
    investigationId: d.investigationId,
    documentId: d.document.id,
    page: 2,
    requestId: d.request.id,
    request: `RING-${d.request.number}`,
    agency: 'Lakeland PD',
  })
  assert.deepEqual(
    snippet.filter((p) => p.hit).map((p) => p.text.trim()),
    ['qualifying'],
  )
})

test('requests, letters and names of files are found too, and each type is counted', async () => {
  await using d = await desk()
  const { investigationId } = d
  await d.world.transact((tx) =>
    indexCommunication(tx, {
      investigationId,
      communicationId: 'com_1',
      subject: 'Re: agreements',
      text: 'Our memorandum is enclosed.',
    }),
  )
  const both = await d.search('memorandum')
  assert.deepEqual(both.counts, { document: 1, communication: 1, request: 0, finding: 0 })
  assert.equal((await d.search('memorandum', { type: 'communication' })).total, 1)
  const asked = await d.search('doorbell agreement')
  assert.deepEqual([asked.data[0]?.type, asked.data[0]?.number], ['request', `RING-${d.request.number}`])
})

test('a page read anew replaces its entry; what is removed is found no more', async () => {
  await using d = await desk()
  const { investigationId } = d
  const page = { investigationId, documentId: d.document.id, pages: [{ page: 2, text: 'Corrected words.' }] }
  await d.world.transact((tx) => indexPages(tx, page))
  assert.equal((await d.search('qualifying')).total, 0)
  assert.equal((await d.search('corrected')).total, 1)
  await d.world.transact((tx) => removeFromIndex(tx, 'document', d.document.id))
  assert.equal((await d.search('corrected OR confidential OR memorandum')).total, 0)
})

test('a stranger finds, counts and names nothing; nobody in particular is asked to sign in', async () => {
  await using d = await desk()
  for (const actor of [d.stranger, d.admin]) {
    const answer = await d.search('confidential OR doorbell OR memorandum', {}, actor)
    assert.deepEqual(
      [answer.data, answer.total, answer.counts],
      [[], 0, { document: 0, communication: 0, request: 0, finding: 0 }],
    )
    await refuses('not_found', d.search('x', { investigationId: d.investigationId }, actor))
    await refuses('not_found', d.search('x', { documentId: d.document.id }, actor))
  }
  await refuses('unauthenticated', d.search('x', {}, anyone))
})

test('no word typed reaches the marks by which entries are kept apart', async () => {
  await using d = await desk()
  const id = d.investigationId.replace('_', '')
  for (const q of [id, `x${id}`, `@x${id}`, `acl:x${id}`, `acl : "x${id}"`, 'xkinddocument', '@xkinddocument'])
    assert.equal((await d.search(q)).total, 0, q)
})

test('any garbage has an answer, not an error', async () => {
  await using d = await desk()
  const known = [
    '',
    ' ',
    '"',
    '""',
    '"""',
    '*',
    '^',
    '-',
    '--',
    'OR',
    'OR OR',
    'NOT',
    'AND',
    'NEAR(a b, 2)',
    'a NEAR/3 b',
    '(((',
    ')))',
    'title:free',
    'body : free',
    '{title body}: free',
    'acl:*',
    'free*',
    '^free',
    "'",
    "''",
    "';drop table documents;--",
    '\\',
    '\0',
    'free\0cameras',
    '-free',
    '-"free',
    '<script>',
    '%',
    '_',
    'a|b',
    'a & b',
    '!a',
    'a <-> b',
    ':*',
    "a':*",
    '💥',
    '\ud800',
    'OR '.repeat(2000),
    '('.repeat(300),
    'x'.repeat(5000),
    '‮',
    'ﬁ',
    '½',
    'null',
    'undefined',
    '{"a":1}',
    '$1',
    '?',
    '??',
  ]
  for (const q of known) assert.ok((await d.search(q)).total >= 0, q)
  const numRuns = process.env.UNSEALED_NIGHTLY ? 20_000 : 300
  await fc.assert(
    fc.asyncProperty(garbage, async (q) => assert.ok((await d.search(q)).total >= 0)),
    { numRuns },
  )
})

test('the list goes on from its cursor without repeating itself', async () => {
  await using d = await desk()
  const { investigationId } = d
  const pages = Array.from({ length: 5 }, (_, i) => `Camera number ${i}`)
  await buildDocument(d.world, { investigationId, pages })
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const answer = await d.search('camera', { limit: 2, cursor })
    assert.equal(answer.total, 6)
    seen.push(...answer.data.map((hit) => `${hit.id} ${hit.page}`))
    cursor = answer.nextCursor ?? undefined
  } while (cursor)
  assert.deepEqual([seen.length, new Set(seen).size], [6, 6])
  await refuses('invalid', d.search('camera', { cursor: '%' }))
})
