import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type HiddenKind, textOf, type Word } from '#lib/domain/page'
import { holdBack, lettersIn, placesOf, putBack, takeOut } from '#lib/domain/quarantine'

/** Words on lines as text shows them, each in its own place. */
const page = (text: string): Word[] =>
  text.split('\n').flatMap((words, line) =>
    words.split(' ').map((word, i): Word => {
      return { text: word, box: [i / 20, line / 20, (i + 0.8) / 20, (line + 0.8) / 20], line }
    }),
  )
const under = (...numbers: number[]) => numbers.map((n): [number, HiddenKind] => [n, 'under_a_box'])

const letter = page('The invoice was approved\nby Officer Jane Roe today\nand paid')

test('words that are not seen are taken out, and nothing else', () => {
  const { words, held } = holdBack(letter, under(5, 6, 7))
  assert.equal(textOf(words), 'The invoice was approved\nby today\nand paid')
  assert.deepEqual(
    held.map(({ word, place }) => [word.text, place.at]),
    [
      ['Officer', 5],
      ['Jane', 6],
      ['Roe', 7],
    ],
  )
})

test('signs between hidden words go with them, signs beside a word that is seen stay', () => {
  const words = page('paid $ 400 – 500 - yes\nto Jane –')
  const { words: left } = holdBack(words, under(2, 4, 8))
  assert.equal(textOf(left), 'paid $ - yes\nto')
})

test('put back they stand where they stood', () => {
  for (const hidden of [[0], [0, 1, 2, 3], [5, 6, 7], [8, 9], [3, 4], [10], [0, 2, 4, 10], letter.map((_, i) => i)]) {
    const { words, held } = holdBack(letter, under(...hidden))
    const back = putBack(words, held, words)
    assert.equal(textOf(back), textOf(letter), `${hidden}`)
    assert.deepEqual(
      back.map(({ box }) => box),
      letter.map(({ box }) => box),
    )
  }
})

test('put back into a page that was corrected meanwhile they follow the word they followed', () => {
  const { words, held } = holdBack(letter, under(5, 6, 7))
  const corrected = words.map((word) => (word.text === 'paid' ? { ...word, text: 'payed' } : word))
  assert.equal(textOf(putBack(corrected, held, words)), textOf(letter).replace('paid', 'payed'))
  const anew = page('Read anew')
  assert.equal(
    textOf(putBack(anew, held, words)),
    'Read anew\nOfficer Jane Roe',
    'where nothing is left of it, they come last',
  )
})

test('taken out again nothing of them is left, not even corrected', () => {
  const { words, held } = holdBack(letter, under(5, 6, 7))
  const back = putBack(words, held, words)
  assert.deepEqual(textOf(takeOut(back, held, words)), textOf(words))
  const corrected = back.map((word) => (word.text === 'Roe' ? { ...word, text: 'Rowe' } : word))
  assert.deepEqual(textOf(takeOut(corrected, held, words)), textOf(words))
})

test('words past the edge of a page are held and never put on it', () => {
  const { words, held } = holdBack(letter, [], ['secret', 'slug'])
  assert.equal(words.length, letter.length)
  assert.deepEqual(
    held.map(({ word, place }) => [word.text, place]),
    [
      ['secret', { at: null, kind: 'off_page' }],
      ['slug', { at: null, kind: 'off_page' }],
    ],
  )
  assert.equal(textOf(putBack(words, held, words)), textOf(letter))
})

test('neighbours are one place, with a box for each line', () => {
  const { held } = holdBack(letter, under(3, 4, 5, 9), ['slug'])
  const places = placesOf(held)
  assert.deepEqual(
    places.map(({ kind, count, boxes }) => [kind, count, boxes.length]),
    [
      ['under_a_box', lettersIn('approvedbyOfficer'), 2],
      ['under_a_box', 'and'.length, 1],
      ['off_page', 4, 0],
    ],
  )
  assert.deepEqual(places[0]?.boxes[1], [0, 1 / 20, 1.8 / 20, 1.8 / 20])
})
