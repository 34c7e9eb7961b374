import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { arrangeCards, readFilter } from '#lib/domain/board'
import { amountIn } from '#lib/domain/figure'
import { findingStatuses, readValues, sayValue } from '#lib/domain/finding'
import { arrangeMatrix, cellStates, type MatrixInput } from '#lib/domain/matrix'
import { outcomes, stages } from '#lib/domain/request'

const agency = { id: 'a', name: 'Lakeland PD', jurisdiction: 'FL' }
const credits = {
  id: 't',
  name: 'Download credits',
  values: [{ key: 'amount', label: 'Amount', type: 'usd' as const }],
}
const nothing = { agencies: [agency], types: [credits], requests: [], findings: [], documents: [] }
const stateOf = (input: Partial<MatrixInput>) => arrangeMatrix({ ...nothing, ...input }).cells[0]?.state

const asked = { agencyId: 'a', stage: 'awaiting_response' as const, outcome: null }
const ended = (outcome: 'denied' | 'no_records') => ({ agencyId: 'a', stage: 'closed' as const, outcome })
const finding = (status: 'proposed' | 'checked' | 'disputed' | 'cleared', amount = 10) => ({
  id: `f${status}`,
  typeId: 't',
  agencyId: 'a',
  status,
  values: { amount },
})
const paper = (toItsEnd: boolean) => ({ agencyId: 'a', pages: 4, read: 2, toItsEnd })

test('a cell says the first that holds: confirmed, claimed, refused, no records, looked, asked, not asked', () => {
  const denied = { requests: [ended('denied')], documents: [paper(true)] }
  assert.equal(stateOf({ ...denied, findings: [finding('proposed'), finding('checked')] }), 'confirmed')
  assert.equal(stateOf({ ...denied, findings: [finding('cleared')] }), 'confirmed')
  assert.equal(stateOf({ ...denied, findings: [finding('disputed')] }), 'claimed')
  assert.equal(stateOf({ ...denied, findings: [finding('proposed')] }), 'claimed')
  assert.equal(stateOf(denied), 'denied')
  assert.equal(stateOf({ requests: [ended('no_records')], documents: [paper(true)] }), 'no_records')
  assert.equal(stateOf({ requests: [ended('no_records'), ended('denied')] }), 'asked')
  assert.equal(stateOf({ requests: [ended('denied'), asked], documents: [paper(true)] }), 'looked')
  assert.equal(stateOf({ requests: [asked], documents: [paper(true), paper(true)] }), 'looked')
  assert.equal(stateOf({ requests: [asked], documents: [paper(true), paper(false)] }), 'asked')
  assert.equal(stateOf({ requests: [asked] }), 'asked')
  assert.equal(stateOf({ requests: [{ ...asked, stage: 'draft' }] }), 'not_asked')
  assert.equal(stateOf({}), 'not_asked')
})

test('typed values add up per cell, row and column; text does not', () => {
  const values = [...credits.values, { key: 'per', label: 'Per', type: 'text' as const }]
  const types = [{ ...credits, values }]
  const both = [finding('checked', 0.1), { ...finding('proposed', 0.2), values: { amount: 0.2, per: 'download' } }]
  const { cells, rows, columns } = arrangeMatrix({ ...nothing, types, findings: both, documents: [paper(false)] })
  assert.deepEqual(cells[0]?.totals, { amount: 0.3 })
  assert.deepEqual(rows[0]?.totals, { amount: 0.3 })
  assert.deepEqual(columns[0], { typeId: 't', count: 2, confirmed: 1, agencies: 1, totals: { amount: 0.3 } })
  assert.deepEqual([rows[0]?.pages, rows[0]?.pagesRead], [4, 2])
})

test('every cell of any board counts its own findings and no others, and no finding is in two cells', () => {
  const id = (letter: string) => fc.nat(4).map((n) => `${letter}${n}`)
  const world = fc.record({
    findings: fc.array(
      fc.record({ agencyId: fc.option(id('a')), typeId: id('t'), status: fc.constantFrom(...findingStatuses) }),
    ),
    requests: fc.array(
      fc.record({
        agencyId: id('a'),
        stage: fc.constantFrom(...stages),
        outcome: fc.option(fc.constantFrom(...outcomes)),
      }),
    ),
    documents: fc.array(fc.record({ agencyId: id('a'), pages: fc.nat(9), read: fc.nat(9), toItsEnd: fc.boolean() })),
  })
  fc.assert(
    fc.property(world, (made) => {
      const agencies = [0, 1, 2, 3].map((n) => ({ id: `a${n}`, name: `A${n}`, jurisdiction: 'NJ' }))
      const types = [0, 1, 2].map((n) => ({ id: `t${n}`, name: `T${n}`, values: [] }))
      const findings = made.findings.map((f, i) => ({ ...f, id: `f${i}`, values: {} }))
      const { cells, rows, columns } = arrangeMatrix({ ...made, agencies, types, findings })
      assert.equal(cells.length, 12)
      const ids = cells.flatMap((cell) => cell.findingIds)
      assert.equal(new Set(ids).size, ids.length)
      const sum = (list: { count: number }[]) => list.reduce((n, { count }) => n + count, 0)
      assert.deepEqual([sum(rows), sum(columns)], [ids.length, ids.length])
      for (const cell of cells) {
        assert.ok(cellStates.includes(cell.state))
        assert.equal(cell.count > 0, cell.state === 'confirmed' || cell.state === 'claimed')
      }
      for (const row of rows) assert.ok(row.pagesRead <= row.pages)
    }),
  )
})

test('values are read as people write them and refused in words', () => {
  const definitions = [
    { key: 'amount', label: 'Amount', type: 'usd' as const },
    { key: 'count', label: 'How many', type: 'count' as const },
    { key: 'on', label: 'Signed', type: 'date' as const },
    { key: 'share', label: 'Share', type: 'number' as const },
    { key: 'per', label: 'Per', type: 'text' as const },
  ]
  const good = { amount: '$1,234.50', count: '15', on: '2019-02-25', share: '-0.5', per: ' download ' }
  assert.deepEqual(readValues(definitions, good), {
    ok: true,
    values: { amount: 1234.5, count: 15, on: '2019-02-25', share: -0.5, per: 'download' },
  })
  assert.deepEqual(readValues(definitions, { amount: '', count: null }), { ok: true, values: {} })
  const bad: [string, string | number][] = [
    ['amount', '10.505'],
    ['amount', '12,34'],
    ['amount', '$'],
    ['amount', 'ten'],
    ['count', 1.5],
    ['count', -1],
    ['on', '2019-02-30'],
    ['share', Number.POSITIVE_INFINITY],
    ['cap', 1],
  ]
  for (const [key, value] of bad) assert.equal(readValues(definitions, { [key]: value }).ok, false, `${key} ${value}`)
  assert.equal(sayValue({ type: 'usd' }, 1234.5), '$1,234.50')
  assert.equal(sayValue({ type: 'usd' }, 10), '$10')
  assert.equal(sayValue({ type: 'count', unit: 'cameras' }, 1500), '1,500 cameras')
})

test('the filter of the board is read from words, names and ids alike; garbage filters nothing', () => {
  assert.deepEqual(readFilter('type:"Download credits" state:nj,FL status:checked,odd free "cameras"'), {
    types: ['Download credits'],
    agencies: [],
    states: ['NJ', 'FL'],
    statuses: ['checked'],
    documentId: undefined,
    text: 'free cameras',
  })
  assert.deepEqual(readFilter('').types, [])
})

test('cards stand in the column of their status, newest decision first', () => {
  const card = (status: 'proposed' | 'checked', createdAt: string, decidedAt: string | null = null) => ({
    status,
    createdAt,
    decidedAt,
  })
  const columns = arrangeCards([card('checked', '1', '5'), card('proposed', '2'), card('checked', '3', '9')])
  assert.deepEqual(
    columns.map((c) => [c.status, c.cards.map((k) => k.decidedAt ?? k.createdAt)]),
    [
      ['proposed', ['2']],
      ['checked', ['9', '5']],
      ['disputed', []],
      ['cleared', []],
    ],
  )
})

test('the number in a figure is read as it was said', () => {
  const cases: [string, number | null][] = [
    ['at least 1,700', 1700],
    ['several dozen', null],
    ['$5.8 million', 5_800_000],
    ['405', 405],
    ['2,288', 2288],
  ]
  for (const [said, amount] of cases) assert.equal(amountIn(said), amount, said)
})
