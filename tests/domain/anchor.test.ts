import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { boxesOf, findAgain, findQuote, underBoxes } from '#lib/domain/anchor'
import type { Word } from '#lib/domain/page'

/** Lines of text → words as a parser gives them: ten to a page's width, each line 2 % high. */
function page(...lines: string[]): Word[] {
  return lines.flatMap((text, line) =>
    text
      .split(/\s+/)
      .filter((word) => word !== '')
      .map((word, i) => ({
        text: word,
        line,
        box: [i / 10, line / 50, i / 10 + 0.09, line / 50 + 0.02] as Word['box'],
      })),
  )
}

const mou = page(
  'the Department agrees to keep the terms',
  '“confidential” and, for each quali-',
  'fying download, the Company’s credit is ten dollars',
  'and to keep the terms once more — in full.',
)

test('a quote is found by its words whatever white space, quotes and dashes stand between them', () => {
  for (const quote of [
    'keep the terms “confidential” and',
    'keep  the\n terms "confidential"\u00a0and',
    'keep the terms ‘confidential’ and'.replace(/[‘’]/g, '"'),
    'kee\u00adp the terms “confidential” and',
  ])
    assert.equal(findQuote(mou, quote)?.exact, 'keep the terms “confidential” and', quote)
  assert.equal(findQuote(mou, "qualifying download, the Company's credit")?.from, 11)
  assert.equal(findQuote(mou, 'quali-fying download')?.from, 11)
  assert.equal(findQuote(mou, 'once more - in full')?.exact, 'once more — in full')
  assert.equal(findQuote(mou, 'THE DEPARTMENT AGREES')?.exact, 'the Department agrees')
})

test('it is found at its first place, with what stands before and after, one box a line', () => {
  const found = findQuote(mou, 'keep the terms')
  assert.deepEqual([found?.from, found?.to], [4, 6])
  assert.deepEqual([found?.prefix, found?.suffix], ['the Department agrees to ', ' “confidential” and, for each qu'])
  assert.equal(findQuote(mou, 'the terms “confidential” and')?.boxes.length, 2)
  assert.deepEqual(found?.boxes, [[0.4, 0, 0.69, 0.02]])
})

test('a quote that is not there is not found, nor half a word of one that is', () => {
  for (const quote of ['keep the words', 'epartment', 'Depart', 'term', '', '   ', '—', '\u0000', 'in full. And more'])
    assert.equal(findQuote(mou, quote), null, quote)
  assert.equal(findQuote([], 'anything'), null)
})

test('boxes give the words they cover; boxes over nothing give none', () => {
  const found = underBoxes(mou, [[0.09, 0, 0.3, 0.02]])
  assert.deepEqual([found?.exact, found?.boxes], ['Department agrees', [[0.09, 0, 0.3, 0.02]]])
  assert.equal(underBoxes(mou, [[0.9, 0.9, 1, 1]]), null)
})

test('read anew, a passage is found where its surroundings are most alike', () => {
  const second = page('again: keep the terms', 'x y z', 'and to keep the terms once more – in full.')
  const before = findQuote(mou.slice(20), 'keep the terms')
  assert.ok(before)
  const again = findAgain(second, before)
  assert.equal(again?.from, 9)
  assert.ok((again?.score ?? 0) > 0.7)
  assert.equal(findAgain(page('nothing of it'), before), null)
})

test('any run of whole words of any page is found there, whatever white space it is quoted with', () => {
  const word = fc.stringMatching(/^[A-Za-z0-9$.,'"éß-]{1,9}$/).filter((w) => /[A-Za-z0-9]/.test(w))
  const pages = fc.array(fc.array(word, { minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 6 })
  const space = fc.constantFrom(' ', '\n', '  ', '\u00a0', '\t')
  fc.assert(
    fc.property(pages, fc.nat(), fc.nat(), space, (lines, a, b, gap) => {
      const words = page(...lines.map((line) => line.join(' ')))
      const from = a % words.length
      const to = from + (b % (words.length - from))
      const found = findQuote(
        words,
        words
          .slice(from, to + 1)
          .map((w) => w.text)
          .join(gap),
      )
      assert.ok(found, 'found')
      assert.ok(found.from <= from, 'at its first place')
      assert.deepEqual(found.boxes, boxesOf(words.slice(found.from, found.to + 1)))
    }),
    { numRuns: 500 },
  )
})

test('no text whatever makes it throw', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary', maxLength: 12 })),
      fc.string({ unit: 'binary' }),
      (texts, quote) => {
        const words = page(texts.join(' '))
        findQuote(words, quote)
        findAgain(words, { exact: quote, prefix: quote, suffix: '' })
      },
    ),
    { numRuns: 300 },
  )
})
