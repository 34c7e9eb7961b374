import assert from 'node:assert/strict'
import { test } from 'node:test'
import { correctionsIn } from '#lib/domain/correction'
import { coverageInWords, nextUnread, type Reader, readersOf } from '#lib/domain/coverage'
import { findText } from '#lib/domain/find-text'
import { packPage, unpackPage } from '#lib/domain/packed-page'
import { pagesNamed } from '#lib/domain/viewer'

const to = (n: number, from = 1) => Array.from({ length: n - from + 1 }, (_, i) => from + i)
const reader = (name: string, pages: number[], toItsEnd = false): Reader => ({ userId: name, name, pages, toItsEnd })

test('how far a document was read is said without a gap, and by how many to where', () => {
  assert.deepEqual(coverageInWords([reader('Ana', to(88)), reader('Ben', to(40))], 212), [
    'Read by Ana to p. 88',
    'Read by Ben to p. 40',
    'By two people to p. 40',
  ])
  assert.deepEqual(coverageInWords([reader('Ana', [...to(3), 7, 9])], 10), [
    'Read by Ana to p. 3 and 2 pages behind it',
  ])
  assert.deepEqual(coverageInWords([reader('Ana', [2])], 10), ['Ana has read 1 page, not the first'])
})

test('who said to have read it to its end counts for every page, pages that are gone for none', () => {
  const read = [reader('Ana', [], true), reader('Ben', to(12))]
  assert.deepEqual(coverageInWords(read, 10), [
    'Ana has read it to its end',
    'Ben has read every page',
    'Every page read by two people',
  ])
  assert.deepEqual(readersOf(read, 10).get(10), ['Ana', 'Ben'])
  assert.equal(readersOf(read, 10).get(11), undefined)
  assert.deepEqual(coverageInWords([reader('Ana', [])], 10), [])
  assert.deepEqual(coverageInWords(read, 0), [])
})

test('the next unread page is sought behind the current one, then from the start; there is none when all are read', () => {
  assert.equal(nextUnread(new Set([1, 2, 3]), 1, 5), 4)
  assert.equal(nextUnread(new Set([3, 4, 5]), 4, 5), 1)
  assert.equal(nextUnread(new Set(to(5)), 4, 5), null)
  assert.equal(nextUnread(new Set(), 1, 1), 1)
})

const words = (text: string) => text.split(' ').map((word) => ({ text: word }))
const reading = (text: string, by: string | null = null) => ({ words: words(text), by, at: '2026-11-22T00:00:00Z' })

test('a corrected run is known with what the machine had read, also when words became more or fewer', () => {
  const at = '2026-11-22T00:00:00Z'
  assert.deepEqual(correctionsIn([reading('the p1ate is k ept'), reading('the plate is kept', 'Ana')]), [
    { words: [1, 3], was: 'p1ate is k ept', by: 'Ana', at },
  ])
  assert.deepEqual(
    correctionsIn([reading('a b c d e f'), reading('a B1 B2 c d e f', 'Ana'), reading('a B1 B2 c d E f', 'Ben')]),
    [
      { words: [1, 2], was: 'b', by: 'Ana', at },
      { words: [5, 5], was: 'e', by: 'Ben', at },
    ],
  )
  assert.deepEqual(correctionsIn([reading('a b c'), reading('a b c', 'Ana')]), [])
})

test('a correction of a correction keeps what the machine had read', () => {
  const twice = correctionsIn([
    reading('one tw0 three'),
    reading('one twu three', 'Ana'),
    reading('one two three', 'Ben'),
  ])
  assert.deepEqual(
    twice.map(({ words, was, by }) => [words, was, by]),
    [[[1, 1], 'tw0', 'Ben']],
  )
})

test('whole words are found only where no letter or digit stands beside them', () => {
  const page = words('cat concat cat’s cats (cat) 9cat').map((word, i) => {
    return { ...word, line: 0, box: [i / 10, 0, i / 10 + 0.05, 0.1] as [number, number, number, number] }
  })
  assert.deepEqual(
    findText(page, 'cat', true).map((hit) => hit.from),
    [0, 2, 4],
  )
  assert.equal(findText(page, 'cat').length, 6)
})

test('a page packed and unpacked is the same page, unsure words known', () => {
  const box: [number, number, number, number] = [0.1, 0.2, 0.3, 0.4]
  const page = {
    page: 3,
    width: 612,
    height: 792,
    layer: 2,
    source: 'ocr' as const,
    text: 'ten dol1ars\neach',
    words: [
      { text: 'ten', line: 0, box },
      { text: 'dol1ars', line: 0, box, sure: 0 },
      { text: 'each', line: 1, box },
    ],
    sure: 0.8,
  }
  assert.deepEqual(unpackPage(packPage(page)), page)
  const blank = { ...page, words: [], text: '' }
  assert.deepEqual(unpackPage(packPage(blank)), blank)
})

test('pages to print are named as in any print dialog; what is no page is refused', () => {
  assert.deepEqual(pagesNamed('1-3, 7', 10), [1, 2, 3, 7])
  assert.deepEqual(pagesNamed(' 9 – 10 ; 2,2', 10), [2, 9, 10])
  for (const typed of ['', '0', '11', '3-1', '1-', 'all', '1,,2', '-1']) assert.equal(pagesNamed(typed, 10), null)
})
