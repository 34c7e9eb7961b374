import assert from 'node:assert/strict'
import { test } from 'node:test'
import { limits } from '#lib/domain/limits'
import { openNewsroom } from './newsroom.ts'

test('the search is asked so often a minute and no oftener, by each person; lists are not limited', async () => {
  const room = await openNewsroom()
  try {
    const search = room.find('GET /search')
    const sample = { query: { q: 'footage' } }
    for (let i = 0; i < limits.search.most; i++)
      assert.equal((await room.ask('viewer', search, { sample })).status, 200, String(i))
    const over = await room.ask('viewer', search, { sample })
    assert.equal(over.status, 429)
    assert.ok(Number(over.headers['retry-after']) >= 1, over.text)
    assert.equal((await room.ask('reporter', search, { sample })).status, 200)
    assert.equal((await room.ask('viewer', room.find('GET /requests'), { sample })).status, 200)
    room.later(61_000)
    assert.equal((await room.ask('viewer', search, { sample })).status, 200)
  } finally {
    await room.close()
  }
})

test('an answer says in notes what of the question was not understood; one that was has none', async () => {
  const room = await openNewsroom()
  try {
    const ask = async (line: string, q: string) =>
      JSON.parse((await room.ask('viewer', room.find(line), { sample: { query: { q } } })).text)
    for (const line of ['GET /search', 'GET /requests', 'GET /documents', 'GET /findings', 'GET /agencies']) {
      const mistaken = await ask(line, 'statte:FL state:Narnia')
      assert.equal(mistaken.notes.length, 2, line)
      assert.match(mistaken.notes[0], /Did you mean state\?/)
      const plain = await ask(line, 'state:FL')
      assert.ok(Array.isArray(plain.data) && !('notes' in plain), line)
    }
    const { data, total, nextCursor } = await ask('GET /search', 'foot* agency:Lakeland type:document page:1')
    assert.deepEqual([data.length, total, nextCursor], [1, 1, null])
    assert.deepEqual(
      data[0].snippet.map(({ text, hit }: { text: unknown; hit: unknown }) => [typeof text, typeof hit])[0],
      ['string', 'boolean'],
    )
  } finally {
    await room.close()
  }
})
