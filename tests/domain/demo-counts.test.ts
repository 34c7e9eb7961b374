import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countIds, sayCounts, sayRemoved } from '../../lib/domain/demo/counts.ts'

const nothing = countIds([])

test('what the demonstration holds is said in one sentence, without what there is none of', () => {
  assert.equal(sayCounts(nothing), '')
  assert.equal(sayCounts({ requests: 1 }), '1 request')
  assert.equal(sayCounts({ ...nothing, figures: 2, agencies: 12, requests: 1 }), '12 agencies, 1 request and 2 figures')
})

test('ids are counted by what they name; people and places are not', () => {
  const counts = countIds(['req_1', 'req_2', 'doc_1', 'usr_1', 'plc_1', 'fnd_1', 'fig_1', 'fty_1'])
  assert.deepEqual(counts, { ...nothing, requests: 2, documents: 1, findings: 1, figures: 1, findingTypes: 1 })
})

test('the answer to a removal says whether anything is left, what, and where', () => {
  const removed = { ...nothing, documents: 18 }
  assert.equal(sayRemoved({ removed, stayed: null }), 'Removed: 18 documents. Nothing of the demonstration is left.')
  const beneath = { agencies: 1 }
  assert.equal(
    sayRemoved({ removed, stayed: { investigation: null, added: {}, beneath } }),
    'Removed: 18 documents. What other investigations name stays: 1 agency.',
  )
  const investigation = { id: 'inv_1', key: 'RING', slug: 'ring', title: 'Ring' }
  assert.equal(
    sayRemoved({ removed, stayed: { investigation, added: { findings: 1 }, beneath } }),
    'Removed: 18 documents. What was added stays: 1 finding, with what it stands on: 1 agency. ' +
      'It is now the investigation RING, Ring.',
  )
})
