import assert from 'node:assert/strict'
import { test } from 'node:test'
import { standsThere } from '#lib/domain/anchor'
import { correctedWords } from '#lib/domain/correct-words'
import { unsearchedInWords, warningsInWords, wordlessInWords } from '#lib/domain/document-words'
import { besideOwn, pictureWanted, sureOf, type Turn, wordsOfTable } from '#lib/domain/ocr'
import { type Box, textOf, type Word } from '#lib/domain/page'

/** Lines of words, each line a twentieth of the page below the one before. */
const page = (lines: string[], top = 0): Word[] =>
  lines.flatMap((line, n) =>
    line.split(' ').map((text, i): Word => {
      const y = top + n * 0.05
      return { text, box: [i * 0.1, y, i * 0.1 + 0.09, y + 0.04], line: n }
    }),
  )

test('what is read off its picture: a page without words, one whose letters say nothing, and pictures beside text', () => {
  const words = page(['The department shall share', 'recordings with the Company'])
  const secret = page([
    '\ue001\ue002\ue003\ue004\ue005 \ue006\ue007\ue008\ue009\ue00a',
    '\ufffd\ufffd\ufffd\ufffd\ufffd \ue00b\ue00c\ue00d\ue00e ok',
  ])
  assert.deepEqual(pictureWanted({ page: 3, words: [] }), { page: 3, beside: false })
  assert.deepEqual(pictureWanted({ page: 3, words: secret }), { page: 3, beside: false })
  assert.deepEqual(pictureWanted({ page: 3, words, pictures: [[0, 0.5, 1, 0.9]] }), { page: 3, beside: true })
  assert.equal(pictureWanted({ page: 3, words }), null)
  assert.equal(pictureWanted({ page: 3, words: page(['\ue001 • Item']) }), null) // one odd bullet is no reason
})

const row = (line: string, box: number[], confidence: number, text: string) =>
  `5\t1\t1\t1\t${line}\t1\t${box.join('\t')}\t${confidence}\t${text}`

test('a table of words becomes words on the page: what is unsure, empty or off the page is left out', () => {
  const drawing = { width: 1000, height: 2000, turn: 0 as const, slope: 0 }
  const table = [
    'level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext',
    '4\t1\t1\t1\t1\t0\t0\t0\t10\t10\t-1\t',
    row('1', [100, 200, 50, 20], 96.5, 'Ring'),
    row('1', [160, 200, 50, 20], 91, 'LLC'),
    row('2', [100, 240, 50, 20], 12, 'smudge'),
    row('3', [100, 280, 50, 20], 55, '|~'),
    row('3', [160, 280, 0, 20], 90, 'thin'),
    row('4', [5000, 280, 50, 20], 90, 'outside'),
    row('5', [100, 320, 50, 20], 90, 'two\u00ad parts\u0000'),
    row('6', [Number.NaN, 320, 50, 20], 90, 'nowhere'),
    '5\t1\t1\t1\t7\t1\t10\t10\t10\t10\t90', // cut short
  ].join('\n')
  assert.deepEqual(wordsOfTable(table, drawing), [
    { text: 'Ring', box: [0.1, 0.1, 0.15, 0.11], line: 0, sure: 0.97 },
    { text: 'LLC', box: [0.16, 0.1, 0.21, 0.11], line: 0, sure: 0.91 },
    { text: 'twoparts', box: [0.1, 0.16, 0.15, 0.17], line: 1, sure: 0.9 },
  ])
})

test('a word read on a turned or levelled drawing stands where the page shows it', () => {
  const at = (turn: Turn, slope: number, box: number[]) =>
    wordsOfTable(row('1', box, 90, 'Ring'), { width: 1000, height: 2000, turn, slope })[0]?.box
  assert.deepEqual(at(90, 0, [100, 200, 50, 20]), [0.1, 0.85, 0.11, 0.9])
  assert.deepEqual(at(180, 0, [100, 200, 50, 20]), [0.85, 0.89, 0.9, 0.9])
  assert.deepEqual(at(270, 0, [100, 200, 50, 20]), [0.89, 0.1, 0.9, 0.15])
  // lines fell by two in a hundred: at the right edge, 500 from the middle, by ten
  assert.deepEqual(at(0, 0.02, [980, 200, 20, 20]), [0.98, 0.1049, 1, 0.1149])
})

test('words of a picture come after the own line above it, and what it repeats is left out', () => {
  const own = page(['From the office', 'See below', 'Yours truly']).map((word) =>
    word.line === 2 ? { ...word, box: [word.box[0], 0.8, word.box[2], 0.84] as Box } : word,
  )
  const read = [...page(['From the office']), ...page(['Ring pays', 'ten dollars'], 0.3)].map((word, i) => ({
    ...word,
    line: i,
    sure: 0.9,
  }))
  const both = besideOwn(own, read)
  assert.equal(both.map(({ text }) => text).join(' '), 'From the office See below Ring pays ten dollars Yours truly')
  assert.deepEqual(sureOf(both), 0.9)
  assert.deepEqual([...new Set(both.map(({ line }) => line))], [0, 1, 2, 3, 4, 5, 6])
  assert.equal(besideOwn([], read).length, read.length)
})

test('a correction stands in the boxes of what it replaces: word for word, spread over its lines, or gone', () => {
  const words = page(['The departmcnt shall', 'share vidco with Ring', 'for ninety days'])
  const same = correctedWords(words, [1, 1], 'department')
  assert.deepEqual(same[1], { text: 'department', box: words[1]?.box, line: 0 })
  const split = correctedWords(words, [4, 4], 'video and audio')
  assert.equal(textOf(split), 'The departmcnt shall\nshare video and audio with Ring\nfor ninety days')
  const [a, b] = [split[4]?.box ?? [], split[6]?.box ?? []]
  assert.deepEqual([a[0], b[2], a[1]], [words[4]?.box[0], words[4]?.box[2], words[4]?.box[1]])
  const over = correctedWords(words, [2, 4], 'must\nshare all video')
  assert.equal(textOf(over), 'The departmcnt must\nshare all video with Ring\nfor ninety days')
  const flowing = correctedWords(
    words,
    [0, 9],
    'The department shall share all of its video with Ring for one hundred days',
  )
  assert.deepEqual(
    flowing.map(({ text }) => text).join(' '),
    'The department shall share all of its video with Ring for one hundred days',
  )
  assert.deepEqual([...new Set(flowing.map(({ line }) => line))], [0, 1, 2])
  const gone = correctedWords(words, [0, 2], '')
  assert.deepEqual([textOf(gone), gone[0]?.line], ['share vidco with Ring\nfor ninety days', 0])
  for (const word of [...split, ...over, ...flowing]) assert.ok(word.box[0] < word.box[2] && word.box[2] <= 1)
})

test('a passage stands where it stood, or it does not', () => {
  const words = page(['Ring pays ten dollars', 'and ten dollars more'])
  const passage = { exact: 'ten dollars', boxes: [[0.2, 0, 0.4, 0.04]] as Box[] }
  assert.equal(standsThere(words, passage), true)
  assert.equal(standsThere(correctedWords(words, [2, 2], 'nine'), passage), false) // the same words elsewhere do not count
  assert.equal(standsThere([], passage), false)
  assert.equal(standsThere([], { exact: '', boxes: passage.boxes }), true)
})

test('pages without words wait to be read, or have nothing to read on them', () => {
  const blank = [1, 2].map((page) => ({ code: 'no_text', page }))
  assert.deepEqual(warningsInWords(blank), ['There is nothing to read on pages 1, 2.'])
  assert.deepEqual(
    warningsInWords([...blank, { code: 'reading_pictures', count: 2 }])[0],
    'Pages 1, 2 have no text yet: they are pictures.',
  )
})

test('who looks for words is told which pages they cannot be found on, and why', () => {
  const blank = { code: 'no_text', page: 1 }
  const said = (status: string, ...warnings: { code: string; page?: number; count?: number }[]) =>
    unsearchedInWords({ status, warnings })
  assert.equal(said('ready'), '')
  assert.equal(said('ready', blank), ' One page has no words on it.')
  assert.equal(
    said('processing', { code: 'reading_pictures', count: 12 }),
    ' 12 pages are still being read: what stands there is not found yet.',
  )
  assert.equal(said('ready', blank, { code: 'cancelled' }), ' One page was not read and cannot be found.')
  assert.equal(
    said('ready', { code: 'ocr_stopped', count: 3 }, { code: 'picture_unread', page: 9 }),
    ' 4 pages were not read and cannot be found.',
  )
  assert.equal(
    wordlessInWords({ status: 'ready', warnings: [blank] }),
    'No words were found on this page: it can be seen, but not searched or quoted.',
  )
  assert.match(wordlessInWords({ status: 'processing', warnings: [] }), /^No text yet/)
})
