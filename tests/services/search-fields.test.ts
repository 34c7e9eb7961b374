import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '#lib/domain/actions'
import { addFinding } from '#lib/services/findings/add-finding'
import { defineFindingType } from '#lib/services/findings/define-finding-type'
import { logCommunication } from '#lib/services/requests/log-communication'
import { logRequest } from '#lib/services/requests/log-request'
import { searchEverything } from '#lib/services/search/search-everything'
import { searchGrouped } from '#lib/services/search/search-grouped'
import { buildTeam, refuses } from '../build.ts'
import { buildAgency, buildDocument } from '../papers.ts'
import { type TestWorld, testWorld } from '../world.ts'

async function desk(t: TestWorld) {
  const team = await buildTeam(t.world)
  const other = await buildTeam(t.world, 'Other story', 'OTHER')
  const { id: investigationId } = team.investigation
  const lakeland = await buildAgency(t.world)
  const bloomfield = await buildAgency(t.world, 'Bloomfield PD', 'NJ')
  const ask = { investigationId, subject: 'Camera agreements', body: 'All of them.', filedOn: '2026-08-03' }
  const one = await logRequest(t.world, team.reporter, { ...ask, agencyId: lakeland.id })
  const two = await logRequest(t.world, team.reporter, { ...ask, agencyId: bloomfield.id, filedOn: '2026-10-26' })
  const letter = {
    direction: 'in' as const,
    channel: 'email' as const,
    occurredOn: '2026-09-01',
    body: 'About the camera.',
  }
  await logCommunication(t.world, team.reporter, { ...letter, requestId: one.id, from: 'Chief of Lakeland' })
  const pages = ['The camera is free.', 'No such word.', ...Array.from({ length: 6 }, (_, i) => `Camera number ${i}.`)]
  const guide = await buildDocument(t.world, { investigationId, requestId: one.id, name: 'guide.pdf', pages })
  const memo = await buildDocument(t.world, {
    investigationId,
    requestId: two.id,
    name: 'camera-memo.pdf',
    pages: ['A camera.'],
  })
  const type = await defineFindingType(t.world, team.reporter, { investigationId, name: 'Free cameras' })
  const anchors = [{ documentId: guide.id, page: 1, quote: 'camera is free', role: 'supports' as const }]
  await addFinding(t.world, team.reporter, {
    investigationId,
    typeId: type.id,
    statement: 'A camera was free.',
    anchors,
  })
  const hidden = { investigationId: other.investigation.id, agencyId: lakeland.id }
  const theirs = await logRequest(t.world, other.reporter, { ...ask, ...hidden, trackingNumbers: ['camera'] })
  await buildDocument(t.world, {
    investigationId: hidden.investigationId,
    requestId: theirs.id,
    pages: ['Hidden camera.'],
  })
  const search = (q: string, more: object = {}, actor: Actor = team.viewer) =>
    searchEverything(t.world, actor, { q, limit: 200, ...more })
  const found = async (q: string, more: object = {}, actor: Actor = team.viewer) => {
    const { data, total, counts } = await search(q, more, actor)
    assert.equal(data.length, total, q)
    if (!('type' in more))
      assert.equal(
        total,
        Object.values(counts).reduce((sum, n) => sum + n, 0),
        q,
      )
    return data
      .map((hit) => (hit.page ? `${hit.title} p${hit.page}` : `${hit.type} ${hit.number ?? hit.request}`))
      .sort()
  }
  const number = (document: { number: number }) => `RING-D${document.number}`
  return { ...team, other, search, found, guide, memo, type, number }
}

test('fields narrow what the words find, and counts stay true', async () => {
  await using t = await testWorld()
  const { found, guide, memo, number } = await desk(t)
  const ofGuide = [1, 3, 4, 5, 6, 7, 8].map((page) => `guide.pdf p${page}`)
  const lakeland = ['communication RING-1', 'finding RING-F1', ...ofGuide, 'request RING-1'].sort()
  assert.deepEqual(await found('camera agency:lakeland'), lakeland)
  assert.deepEqual(await found('camera state:FL'), lakeland)
  assert.deepEqual(await found('camera agency:Bloomfield'), [
    `camera-memo.pdf p1`,
    `document ${number(memo)}`,
    'request RING-2',
  ])
  assert.deepEqual(await found('camera request:RING-1 type:message,request'), [
    'communication RING-1',
    'request RING-1',
  ])
  assert.deepEqual(await found('camera type:document page:3..4'), ['guide.pdf p3', 'guide.pdf p4'])
  assert.deepEqual(await found('camera -page:1 type:document'), [...ofGuide.slice(1)])
  assert.deepEqual(await found('text:camera'), ['camera-memo.pdf p1', ...ofGuide])
  assert.deepEqual(await found(`camera doc:${number(guide)} page:>7`), ['guide.pdf p8'])
  assert.deepEqual(await found('camera finding:free type:document'), ofGuide)
  assert.deepEqual(await found('camera from:chief'), ['communication RING-1'])
  assert.deepEqual(await found('camera date:2026-09'), ['communication RING-1'])
  assert.deepEqual(await found('camera filed:2026-10'), [
    'camera-memo.pdf p1',
    `document ${number(memo)}`,
    'request RING-2',
  ])
  assert.deepEqual(await found('camera -type:document,message,finding'), ['request RING-1', 'request RING-2'])
  assert.deepEqual(await found('camera status:proposed'), ['finding RING-F1'])
  assert.deepEqual(await found('camera author:Rena'), ['finding RING-F1'])
  assert.deepEqual(await found('camera type:mail'), [])
  assert.deepEqual(await found('camera investigation:OTHER'), [])
  assert.deepEqual(await found('came* type:pdf page:1'), ['camera-memo.pdf p1', 'guide.pdf p1'])
})

test('fields without words list what they leave, newest first, with true counts and a cursor', async () => {
  await using t = await testWorld()
  const { found, search, guide, number } = await desk(t)
  assert.deepEqual(await found('agency:Lakeland'), [
    'communication RING-1',
    `document ${number(guide)}`,
    'finding RING-F1',
    'request RING-1',
  ])
  assert.deepEqual(await found('type:request'), ['request RING-1', 'request RING-2'])
  assert.deepEqual(await found('tag:nowhere'), [])
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const answer = await search('investigation:RING', { limit: 2, cursor })
    seen.push(...answer.data.map(({ id }) => id))
    cursor = answer.nextCursor ?? undefined
  } while (cursor)
  assert.deepEqual([seen.length, new Set(seen).size], [6, 6])
  assert.match((await search('-camera')).note ?? '', /add a word/)
  assert.equal((await search('')).total, 0)
})

test('a document is shown once, with its best pages and how many more there are', async () => {
  await using t = await testWorld()
  const { viewer, guide } = await desk(t)
  const answer = await searchGrouped(t.world, viewer, { q: 'camera', limit: 20 })
  assert.deepEqual([answer.total, answer.things], [13, 6])
  const group = answer.groups.find(({ hits }) => hits[0]?.id === guide.id) ?? assert.fail('the guide is found')
  assert.deepEqual([group.hits.length, group.more], [4, 3])
  assert.ok(group.hits.every((hit) => hit.snippet.some((part) => part.hit)))
  const first = await searchGrouped(t.world, viewer, { q: 'camera', limit: 2 })
  const second = await searchGrouped(t.world, viewer, { q: 'camera', limit: 20, cursor: first.nextCursor ?? '' })
  const ids = [...first.groups, ...second.groups].map(({ hits }) => hits[0]?.id)
  assert.deepEqual([ids.length, new Set(ids).size], [6, 6])
})

test('no field reaches what is hidden: its answer is that of what never was', async () => {
  await using t = await testWorld()
  const { found, search, stranger } = await desk(t)
  for (const words of ['', 'camera '])
    for (const [hidden, absent] of [
      ['investigation:OTHER', 'investigation:NOWHERE'],
      ['request:OTHER-1', 'request:NOWHERE-1'],
      ['doc:OTHER-D1', 'doc:NOWHERE-D1'],
      ['tracking:camera', 'tracking:nowhere'],
    ]) {
      const strip = ({ note: _, notes: __, ...rest }: Awaited<ReturnType<typeof search>>) => rest
      assert.deepEqual(strip(await search(words + hidden)), strip(await search(words + absent)), words + hidden)
      assert.deepEqual(await found(words + hidden), [], words + hidden)
    }
  for (const q of ['agency:Lakeland', 'camera state:FL', 'type:document', '-type:finding'])
    assert.deepEqual(await found(q, {}, stranger), [], q)
  await refuses('not_found', search('agency:Lakeland', { investigationId: 'OTHER' }))
})

test('what is not understood is said in the answer, and the words are searched for', async () => {
  await using t = await testWorld()
  const { search } = await desk(t)
  const answer = await search('camera agncy:Lakeland')
  assert.match(answer.notes?.join() ?? '', /“agncy:” is no field here.*Did you mean agency\?/)
  assert.ok((await search('camera date:someday')).total > 0)
  const nothing = await search('camera label:red')
  assert.deepEqual([nothing.total, nothing.data], [0, []])
  assert.match(nothing.note ?? '', /Nothing here has a label yet/)
  assert.equal((await search('camera')).notes, undefined)
})
