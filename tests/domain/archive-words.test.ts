import assert from 'node:assert/strict'
import { test } from 'node:test'
import { factsInWords } from '#lib/domain/archive-words'

test('letters under a black box are warned of first, by page, with what not to do', () => {
  const { share } = factsInWords({
    author: 'J. Doe',
    hiddenText: [
      { page: 4, kind: 'under_a_box', count: 100 },
      { page: 5, kind: 'under_a_box', count: 20 },
      { page: 9, kind: 'off_page', count: 1 },
    ],
  })
  assert.deepEqual(share, [
    '120 letters under a box on pp. 4, 5 can be copied out: do not publish it as it is.',
    '1 letter beyond the edge of the page on p. 9 can be copied out: do not publish it as it is.',
    'This file names a person as author: J. Doe.',
  ])
})

test('people, places, changes and what is folded away are each one sentence', () => {
  const { share } = factsInWords({
    author: 'Ana',
    lastModifiedBy: 'Ben',
    place: { lat: 40.5, lng: -74.25 },
    trackedChanges: 1,
    comments: 2,
    hiddenSheets: 1,
    hiddenRows: 12,
    layers: [
      { name: 'Base', shown: true },
      { name: 'Notes', shown: false },
    ],
    attachments: 2,
    revisions: 3,
  })
  assert.deepEqual(share, [
    'This file names two people, as its author and as who saved it last: Ana, Ben.',
    'The photograph says where it was taken: 40.50000° north, 74.25000° west.',
    '1 tracked change is still in it: text that was struck out can be read.',
    '2 comments are in it.',
    'It has 1 hidden sheet and 12 hidden rows. Whoever gets the file can unfold them.',
    '1 layer is switched off and can be switched on: “Notes”.',
    '2 files are attached inside it and would go out with it.',
    'It was saved on top of itself: 2 earlier states can be got back out of it.',
  ])
})

test('a file that says nothing is not warned of, and has no empty lines', () => {
  assert.deepEqual(factsInWords({}), { share: [], rows: [] })
  assert.deepEqual(factsInWords({ author: ' ', revisions: 1, attachments: 0, hiddenText: [], layers: [] }), {
    share: [],
    rows: [{ term: 'Saved', detail: 'once' }],
  })
})

test('dates are said as a person reads them, and what is no date as it was written', () => {
  const { rows } = factsInWords({
    createdAt: '2026-03-04T09:10:11+02:00',
    modifiedAt: 'last Tuesday',
    signatures: [{ by: 'Chief', at: '2026-03-05T10:00:00Z' }],
  })
  assert.deepEqual(rows, [
    { term: 'Made on', detail: '2026-03-04 09:10 +02:00' },
    { term: 'Changed on', detail: 'last Tuesday' },
    { term: 'Signed', detail: 'by Chief, 2026-03-05 10:00 UTC (as the file says; not proved)' },
  ])
})
