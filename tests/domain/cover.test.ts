import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fillOf, wholeWords, wordsInside, wordsOutside } from '#lib/domain/cover'
import type { Box, Word } from '#lib/domain/page'

/** Words of ten letters' width on lines of a US letter page, 6 pt a letter, 10 pt high, 14 pt apart. */
const size = { width: 612, height: 792 }
function pageOf(...lines: string[]): Word[] {
  return lines.flatMap((text, line) => {
    let x = 72
    return text.split(' ').map((word) => {
      const box: Box = [x / 612, (72 + line * 14) / 792, (x + word.length * 6) / 612, (82 + line * 14) / 792]
      x += word.length * 6 + 3
      return { text: word, box, line }
    })
  })
}
const texts = (words: readonly Word[]) => words.map(({ text }) => text).join(' ')

test('a box that meets part of a word takes out the whole of it, and no neighbour', () => {
  const words = pageOf('Telephone of Casey Placeholder 555-0142 please', 'another line below it')
  const [, , casey] = words
  assert.ok(casey)
  const [x0, y0, x1, y1] = casey.box
  const drawn: Box = [x0 + 0.01, y0 + 0.002, x1 - 0.02, y1 - 0.002]
  const boxes = wholeWords(words, [drawn])
  assert.equal(texts(wordsInside(words, boxes)), 'Casey')
  const fills = fillOf(boxes, size, false, words)
  assert.equal(
    texts(wordsOutside(words, boxes, fills)),
    'Telephone of Placeholder 555-0142 please another line below it',
  )
  const [fill] = fills
  assert.ok(fill && fill[0] < x0 && fill[2] > x1 && fill[1] < y0 && fill[3] > y1)
  const [, of, , placeholder] = words
  assert.ok(of && placeholder && fill[0] > of.box[2] && fill[2] < placeholder.box[0], 'it ends between words')
})

test('black that has room ends on a grid, so that its width does not tell the word', () => {
  const isOnGrid = (part: number) => Math.abs((part * 612) / 7.2 - Math.round((part * 612) / 7.2)) < 1e-6
  for (const name of ['Casey', 'Ann', 'Placeholder']) {
    const words = pageOf(name, `${'x'.repeat(60)} ${name}`)
    const [alone, , last] = words
    assert.ok(alone && last)
    const [first, second] = fillOf([alone.box, last.box], size, false, words)
    assert.ok(
      first && second && isOnGrid(first[0]) && isOnGrid(first[2]) && isOnGrid(second[2]) && !isOnGrid(second[0]),
    )
    assert.ok(alone.box[0] * 612 - first[0] * 612 >= 1.5)
  }
})

test('with whole lines not even the place of the name in its line is told', () => {
  const words = pageOf('signed by Casey Placeholder for the town', 'and filed')
  const named = words.slice(2, 4).map(({ box }) => box)
  assert.equal(texts(wordsOutside(words, wholeWords(words, named, { wholeLine: true }), [])), 'and filed')
})

test('a word is gone from the text as soon as black takes a part of one of its letters', () => {
  const words = pageOf('Police Casey lane')
  const [police, , lane] = words
  assert.ok(police && lane)
  const black = (left: number, right: number): Box => [police.box[2] - left / 612, 0, lane.box[0] + right / 612, 1]
  assert.equal(texts(wordsOutside(words, [], [black(1, 1)])), 'Police lane')
  assert.equal(texts(wordsOutside(words, [], [black(3, 1)])), 'lane')
  assert.equal(texts(wordsOutside(words, [], [black(1, 3)])), 'Police')
})

test('whatever is drawn, every word it means lies under black with room about it', () => {
  const words = pageOf('one two three four five', 'six seven eight nine ten', 'eleven twelve thirteen')
  const part = fc.float({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(fc.tuple(part, part, part, part), fc.boolean(), fc.boolean(), ([a, b, c, d], picture, wholeLine) => {
      const drawn: Box = [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)]
      const boxes = wholeWords(words, [drawn], { wholeLine })
      const fills = fillOf(boxes, size, picture)
      for (const { box, text } of wordsInside(words, boxes)) {
        const under = fills.some((f) => f[0] <= box[0] && f[2] >= box[2] && f[1] <= box[1] && f[3] >= box[3])
        const half = (drawn[2] - drawn[0]) * 612 > 6 && overlapsHalf(drawn, box)
        assert.ok(under || !half, text)
      }
      assert.ok(fills.every((f) => f.every((n) => n >= 0 && n <= 1) && f[0] <= f[2] && f[1] <= f[3]))
    }),
    { numRuns: 1000 },
  )
})
const overlapsHalf = (a: Box, b: Box) =>
  Math.min(a[2], b[2]) - Math.max(a[0], b[0]) >= (b[2] - b[0]) / 2 &&
  Math.min(a[3], b[3]) - Math.max(a[1], b[1]) >= (b[3] - b[1]) / 2
