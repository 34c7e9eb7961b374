import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { findPattern, findTerm, type MarkPattern, markPatterns } from '#lib/domain/find-marks'
import type { Word } from '#lib/domain/page'

const pageOf = (text: string): Word[] =>
  text.split('\n').flatMap((line, n) =>
    line
      .split(' ')
      .filter((word) => word !== '')
      .map((word, i): Word => ({ text: word, box: [i / 100, n / 100, (i + 1) / 100, (n + 1) / 100], line: n })),
  )
const found = (text: string, pattern: MarkPattern) => findPattern(pageOf(text), pattern).map(({ words }) => words)

test('a name is found in any case, with accents or without, with ’s, in brackets, and cut at the end of a line', () => {
  const page = pageOf(
    'JOSÉ MARTINEZ wrote. Martinez’s mail (martinez) and Mar-\ntinez again; the Martinezes not, Jose\nMartinez yes',
  )
  assert.deepEqual(
    findTerm(page, 'Martinez').map(({ words }) => words),
    ['MARTINEZ', 'Martinez’s', '(martinez)', 'Mar- tinez', 'Martinez'],
  )
  assert.deepEqual(
    findTerm(page, 'josé martínez').map(({ words }) => words),
    ['JOSÉ MARTINEZ', 'Jose Martinez'],
  )
  assert.equal(findTerm(page, 'Jose Martinez')[1]?.boxes.length, 2, 'one box a line')
  assert.deepEqual(findTerm(page, '…'), [])
})

test('a hit is shown with what stands about it', () => {
  const [hit] = findTerm(pageOf('Please call the chief of police at home before noon'), 'police')
  assert.deepEqual([hit?.before, hit?.words, hit?.after], ['Please call the chief of', 'police', 'at home before noon'])
})

test('each pattern finds what people write, and leaves what only looks alike', () => {
  assert.deepEqual(
    found(
      'Write to <training@ring.example>, j.doe+flock@pd.eugene-or.gov or chief (at) town.example; 5 @ noon',
      'email',
    ),
    ['<training@ring.example>,', 'j.doe+flock@pd.eugene-or.gov', 'chief (at) town.example;'],
  )
  assert.deepEqual(
    found(
      'Call (541) 682-2682, 541-743-6192 x12, +1 541.555.0142, 555-0142, 5415550142 or +44 20 7946 0958. Not 2025-03244, 1204-2025-11, $1,555-2000',
      'phone',
    ),
    ['(541) 682-2682,', '541-743-6192 x12,', '+1 541.555.0142,', '555-0142,', '5415550142', '+44 20 7946 0958.'],
  )
  assert.deepEqual(found('SSN 219-09-9999, XXX-XX-1234, SSN: 219099999; not 000-12-3456 nor 2019-09-9999', 'ssn'), [
    '219-09-9999,',
    'XXX-XX-1234,',
    '219099999;',
  ])
  assert.deepEqual(
    found('Plate 7ABC123 and tag: WX 4821 were read; license plate 0R3G0N; ABC-1234; not FLOCK nor E10', 'plate'),
    ['7ABC123', 'WX 4821', '0R3G0N;', 'ABC-1234;'],
  )
  assert.deepEqual(found('DOB 03/07/1981, date of birth: March 7, 1981; born 1981-03-07; filed 03/07/2019', 'dob'), [
    '03/07/1981,',
    'March 7, 1981;',
    '1981-03-07;',
  ])
  assert.deepEqual(
    found(
      'He lives at 125 E 8th Ave #400, Eugene, OR 97405 and 12 Rose-Mary Lane. P.O. Box 1967. On 5 May the 20 officers met',
      'address',
    ),
    ['125 E 8th Ave #400, Eugene, OR 97405', '12 Rose-Mary Lane.', 'P.O. Box 1967.'],
  )
})

test('an address or number that goes on in the next line is one hit', () => {
  assert.deepEqual(found('at 125 E 8th Ave\nEugene, OR 97405 today', 'address'), ['125 E 8th Ave Eugene, OR 97405'])
  assert.deepEqual(found('call 541-682-\n2682 now', 'phone'), ['541-682- 2682'])
  assert.deepEqual(found('mail chief@town.\nexample now', 'email'), ['chief@town. example'])
  assert.deepEqual(found('to <chief@town-\npolice.example> and', 'email'), ['<chief@town- police.example>'])
  assert.deepEqual(found('mail chief@town.example.\nCity of Eugene', 'email'), ['chief@town.example.'])
})

test('no text makes a pattern slow, and every hit is words of the page', () => {
  const pieces = fc.constantFrom(
    ...'1@. -(x\n#'.split(''),
    'A1',
    '12',
    'Ave',
    'Rose ',
    'DOB ',
    'plate ',
    'a.a.a.',
    '555-',
    ', OR ',
    '@@@',
    '12 12 ',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 400 }), fc.constantFrom(...markPatterns), (text, pattern) => {
      const page = pageOf(text.join(''))
      const began = performance.now()
      const hits = findPattern(page, pattern)
      assert.ok(performance.now() - began < 500)
      for (const { words, boxes } of hits) assert.ok(words.length > 0 && boxes.length > 0)
    }),
    { numRuns: process.env.UNSEALED_NIGHTLY ? 20_000 : 500 },
  )
  for (const pattern of markPatterns) {
    const began = performance.now()
    findPattern(
      pageOf(`${'a.'.repeat(20_000)} ${'1 '.repeat(20_000)} ${'Rose '.repeat(20_000)}${'1-'.repeat(20_000)}`),
      pattern,
    )
    assert.ok(performance.now() - began < 3000, `${pattern} ${performance.now() - began}`)
  }
})
