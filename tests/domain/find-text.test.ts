import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pageRanges, warningsInWords } from '#lib/domain/document-words'
import { findText, runsOf, soughtOf } from '#lib/domain/find-text'
import type { Word } from '#lib/domain/page'
import { layOut, pageAt } from '#lib/domain/viewer'

/** Lines of words, each word a tenth of the page wide. */
const page = (...lines: string[]): Word[] =>
  lines.flatMap((line, n) =>
    line.split(' ').map((text, i): Word => ({ text, line: n, box: [i / 10, n / 10, (i + 1) / 10, (n + 1) / 10] })),
  )
const found = (words: Word[], typed: string) =>
  findText(words, soughtOf(typed)).map((hit) =>
    words
      .slice(hit.from, hit.to + 1)
      .map((w) => w.text)
      .join(' '),
  )

test('what is typed is found in any case, with any marks, over the end of a line', () => {
  const words = page('The “Qualifying Download”', 'places ten dollars — café')
  for (const typed of [
    'download" places',
    'DOWNLOAD” places',
    '  qualifying   download”  ',
    '"ten dollars"',
    'cafe',
    '- CAFÉ',
  ])
    assert.equal(found(words, typed).length, 1, typed)
  assert.deepEqual(found(words, 'download” places'), ['Download” places'])
  assert.deepEqual(found(words, 'nothing of it'), [])
  assert.deepEqual(found(words, '"'), [])
})

test('a hit has one box a line, and no more of a word than was sought', () => {
  const words = page('ten dollars', 'each month')
  const [hit] = findText(words, soughtOf('dollars each'))
  assert.deepEqual(hit?.boxes, [
    [0.1, 0, 0.2, 0.1],
    [0, 0.1, 0.1, 0.2],
  ])
  const [part] = findText(page('abcd'), soughtOf('bc'))
  assert.deepEqual(part?.boxes, [[0.025, 0, 0.07500000000000001, 0.1]])
})

test('hits do not overlap, and lit words that stand together are one', () => {
  assert.equal(findText(page('aaaa'), 'aa').length, 2)
  const words = page('a b c d')
  assert.deepEqual(
    runsOf(words, [true, true, false, true]).map((run) => [run.from, run.to]),
    [
      [0, 1],
      [3, 3],
    ],
  )
})

test('pages are laid below each other; one that was not read yet has the shape of the one before', () => {
  const sizes = [
    { from: 1, to: 2, width: 100, height: 200 },
    { from: 3, to: 3, width: 200, height: 100 },
  ]
  const column = layOut(sizes, 4, { width: 50, gap: 10, turned: false })
  assert.deepEqual(column, { tops: [0, 110, 220, 255], heights: [100, 100, 25, 25], total: 290 })
  assert.deepEqual(
    [0, 109, 110, 254, 9999].map((y) => pageAt(column, y)),
    [1, 1, 2, 3, 4],
  )
  assert.deepEqual(layOut(sizes, 1, { width: 50, gap: 10, turned: true }).heights, [25])
})

test('warnings are said in words, pages without text together', () => {
  assert.equal(pageRanges([3, 1, 2, 9, 7, 8, 12]), '1–3, 7–9, 12')
  assert.deepEqual(warningsInWords([{ code: 'no_text', page: 2 }, { code: 'no_date' }, { code: 'no_text', page: 1 }]), [
    'There is nothing to read on pages 1, 2.',
    'This mail has no date.',
  ])
  assert.deepEqual(warningsInWords([{ code: 'something_new' }]), ['Something about this file is unusual.'])
})
