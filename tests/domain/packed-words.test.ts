import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { packWords, unpackWords } from '#db/packed-words'
import type { Word } from '#lib/domain/page'

const part = fc.integer({ min: 0, max: 1e5 }).map((n) => n / 1e5)
const word: fc.Arbitrary<Word> = fc
  .record({
    text: fc.string({ minLength: 1, unit: 'grapheme' }),
    box: fc.tuple(part, part, part, part),
    line: fc.nat(5000),
    sure: fc.option(part, { nil: undefined }),
  })
  .map(({ sure, ...rest }) => (sure === undefined ? rest : { ...rest, sure }))

test('words are read back as they were kept, whatever they say', () => {
  fc.assert(
    fc.property(fc.array(word), (words) => {
      assert.deepEqual(unpackWords(packWords(words)), words)
      assert.deepEqual(unpackWords(JSON.parse(packWords(words))), words)
    }),
  )
})

test('words kept by an earlier version are read too', () => {
  const words: Word[] = [{ text: 'Ring', box: [0.1, 0.2, 0.3, 0.4], line: 0 }]
  assert.deepEqual(unpackWords(JSON.stringify(words)), words)
})
