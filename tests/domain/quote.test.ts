import assert from 'node:assert/strict'
import { test } from 'node:test'
import { passes } from '#lib/domain/exhibit'
import { isTelling, soughtOf } from '#lib/domain/mark'
import type { Box, Word } from '#lib/domain/page'
import { printRanges, readRanges } from '#lib/domain/page-ranges'
import { type OpenPage, quoteOutside } from '#lib/domain/quote'

const line = (n: number): [number, number] => [n / 10 + 0.01, n / 10 + 0.08]
function word(text: string, at: number, n: number): Word {
  const [y0, y1] = line(n)
  return { text, box: [at / 10, y0, (at + 1) / 10 - 0.005, y1], line: n }
}
const passage = (n: number, from = 0, to = 10): Box => [from / 10, line(n)[0], to / 10, line(n)[1]]

test('a passage leaves with what was taken out of it named, and only with words the exhibit has', () => {
  const page: OpenPage = {
    words: [word('signed', 0, 1), word('by', 1, 1), word('for', 4, 1), word('us', 0, 2)],
    taken: [
      { box: [0.2, 0.1, 0.29, 0.19], reason: 'personal' },
      { box: [0.3, 0.1, 0.39, 0.19], reason: 'personal' },
      { box: [0.1, 0.2, 0.3, 0.29], reason: 'minor' },
    ],
  }
  assert.equal(quoteOutside(page, [passage(1), passage(2)]), 'signed by [redacted: personal] for us [redacted: minor]')
  assert.equal(quoteOutside(page, [passage(1, 0, 2)]), 'signed by')
  assert.equal(quoteOutside(undefined, [passage(1)]), null)
})

test('page ranges are read and printed, and refused in words', () => {
  assert.deepEqual(readRanges('1-3, 7,2', 9), [1, 2, 3, 7])
  assert.equal(printRanges([1, 2, 3, 7]), '1–3, 7')
  assert.equal(readRanges('3-1', 9), 'Pages count from 1, and a range goes up.')
  assert.equal(readRanges('8-12', 9), 'There are 9 pages.')
  assert.equal(readRanges('all', 9), 'Pages are written like 1-3,7.')
  assert.equal(readRanges('', 9), 'Pages are written like 1-3,7.')
})

test('names, numbers and addresses give somebody away wherever they stand; plain words do not', () => {
  for (const own of ['Casey Placeholder', 'chief@waynesboro.example', '555-0142', '7ABC123', '219-09-9999', 'Martinez'])
    assert.ok(isTelling(own), own)
  for (const plain of ['the', '2019', 'of the department and its many partners', 'EF', '12'])
    assert.ok(!isTelling(plain), plain)
})

test('of words over two lines the whole is looked for, and each line that gives somebody away by itself', () => {
  assert.deepEqual(soughtOf('chief@town.example\nCity'), ['chief@town.example City', 'chief@town.example'])
  assert.deepEqual(soughtOf('Casey\nPlaceholder'), ['Casey Placeholder'])
  assert.deepEqual(soughtOf('Casey Placeholder\n12 Rose Lane'), [
    'Casey Placeholder 12 Rose Lane',
    'Casey Placeholder',
    '12 Rose Lane',
  ])
  assert.deepEqual(soughtOf('the'), [])
})

test('a report without all its checks does not pass', () => {
  const rest = { builtWith: '', verifiedWith: '', verifiedAt: '' }
  const names = ['pages', 'boxes', 'words', 'strings', 'letters', 'parts', 'outside', 'frozen'] as const
  const checks = names.map((name) => ({ name, passed: true, detail: '' }))
  assert.ok(passes({ checks, ...rest }))
  assert.ok(!passes({ checks: checks.slice(1), ...rest }))
  assert.ok(!passes({ checks: [...checks, { name: 'pages', passed: false, detail: '' }], ...rest }))
  assert.ok(!passes(null))
})
