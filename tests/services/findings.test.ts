import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addFinding } from '#lib/services/findings/add-finding'
import { defineFindingType } from '#lib/services/findings/define-finding-type'
import { deleteFinding } from '#lib/services/findings/delete-finding'
import { editFinding } from '#lib/services/findings/edit-finding'
import { editFindingType } from '#lib/services/findings/edit-finding-type'
import { listFindingTypes } from '#lib/services/findings/list-finding-types'
import { listFindings } from '#lib/services/findings/list-findings'
import { viewFinding } from '#lib/services/findings/view-finding'
import { addFigure } from '#lib/services/story/add-figure'
import { listFigures } from '#lib/services/story/list-figures'
import { buildTeam, leavesNoRow, leavesOneRow, refuses } from '../build.ts'
import { buildAgency, buildDocument, buildRequest } from '../papers.ts'
import { testWorld } from '../world.ts'

const text = 'Agreement of 25 February\nFor each Qualifying Download the Company\ncredits ten dollars ($10).'

/** A team with an agreement of Lakeland on its second page, and a type to tag it with. */
async function desk() {
  const t = await testWorld()
  const { world } = t
  const team = await buildTeam(world)
  const { id: investigationId } = team.investigation
  const agency = await buildAgency(world)
  const request = await buildRequest(world, { investigationId, agencyId: agency.id })
  const document = await buildDocument(world, { investigationId, requestId: request.id, pages: ['Cover', text] })
  const values = [
    { key: 'amount', label: 'Amount', type: 'usd' as const },
    { key: 'per', label: 'Per', type: 'text' as const },
  ]
  const type = await defineFindingType(world, team.reporter, { investigationId, name: 'Download credits', values })
  const quoted = (quote: string, page = 2) => [{ documentId: document.id, page, quote, role: 'supports' as const }]
  const finding = {
    investigationId,
    typeId: type.id,
    statement: 'Ten dollars a download',
    values: { amount: '$10.00' },
  }
  const tag = (by = team.reporter) => addFinding(world, by, { ...finding, anchors: quoted('credits ten dollars') })
  return {
    t,
    world,
    ...team,
    agency,
    document,
    type,
    quoted,
    finding,
    tag,
    [Symbol.asyncDispose]: t[Symbol.asyncDispose],
  }
}

test('a reporter tags a passage: the quote as it stands, its surroundings, place, layer, hash, agency and number', async () => {
  await using d = await desk()
  const anchors = d.quoted('download  the company\ncredits TEN')
  const made = await leavesOneRow(d.world, 'finding.add', d.reporter, () =>
    addFinding(d.world, d.reporter, { ...d.finding, anchors }),
  )
  assert.deepEqual(
    [made.number, made.status, made.agency, made.type],
    ['RING-F1', 'proposed', 'Lakeland PD', 'Download credits'],
  )
  assert.deepEqual(made.values, { amount: 10 })
  const [anchor] = made.anchors
  assert.equal(anchor?.exact, 'Download the Company credits ten')
  assert.deepEqual([anchor?.prefix.trim().slice(-19), anchor?.suffix.trim()], ['For each Qualifying', 'dollars ($10).'])
  assert.deepEqual([anchor?.boxes.length, anchor?.layer, anchor?.sha256], [2, 1, d.document.sha256])
  assert.deepEqual(await viewFinding(d.world, d.viewer, { id: 'RING-F1' }), { ...made, role: 'viewer' })
})

test('boxes alone give the words under them', async () => {
  await using d = await desk()
  const anchors = [
    {
      documentId: d.document.id,
      page: 2,
      boxes: [[0, 0.04, 0.2, 0.055] as [number, number, number, number]],
      role: 'supports' as const,
    },
  ]
  const made = await addFinding(d.world, d.reporter, { ...d.finding, anchors })
  assert.equal(made.anchors[0]?.exact, 'credits ten dollars ($10).')
})

test('a quote that is not on its page, a page or document that is not there, and a wrong value are refused by name', async () => {
  await using d = await desk()
  const other = await buildTeam(d.world, 'Other case', 'OTHER')
  const foreign = await buildDocument(d.world, { investigationId: other.investigation.id, pages: [text] })
  const foreignType = await defineFindingType(d.world, other.owner, {
    investigationId: other.investigation.id,
    name: 'X',
  })
  const bad: [string, object][] = [
    ['anchors.0.quote', { anchors: d.quoted('credits twelve dollars') }],
    ['anchors.0.quote', { anchors: d.quoted('credits ten dollars', 1) }],
    ['anchors.0.page', { anchors: d.quoted('credits ten dollars', 3) }],
    ['anchors.0.documentId', { anchors: [{ ...d.quoted('Agreement')[0], documentId: foreign.id, page: 1 }] }],
    ['anchors.0.documentId', { anchors: [{ ...d.quoted('Agreement')[0], documentId: 'doc_none' }] }],
    ['typeId', { typeId: foreignType.id }],
    ['agencyId', { agencyId: 'agy_none' }],
    ['values.amount', { values: { amount: 10.505 } }],
    ['values.odd', { values: { odd: 1 } }],
  ]
  for (const [field, change] of bad) {
    const input = { ...d.finding, anchors: d.quoted('credits ten dollars'), ...change }
    await leavesNoRow(d.world, async () => {
      const error = await refuses('invalid', addFinding(d.world, d.reporter, input))
      assert.equal(error.detail.errors?.[0]?.field, field, error.message)
    })
  }
})

test('a viewer may not tag, change or delete; a stranger sees nothing at all', async () => {
  await using d = await desk()
  const made = await d.tag()
  const input = { ...d.finding, anchors: d.quoted('credits ten dollars') }
  await refuses('forbidden', addFinding(d.world, d.viewer, input))
  await refuses('forbidden', editFinding(d.world, d.viewer, { id: made.id, status: 'disputed' }))
  await refuses('forbidden', deleteFinding(d.world, d.viewer, { id: made.id }))
  for (const actor of [d.stranger, d.admin]) {
    await refuses('not_found', addFinding(d.world, actor, input))
    await refuses('not_found', viewFinding(d.world, actor, { id: made.number }))
    await refuses('not_found', editFinding(d.world, actor, { id: made.id, status: 'disputed' }))
    await refuses('not_found', deleteFinding(d.world, actor, { id: made.id }))
    await refuses('not_found', listFindings(d.world, actor, { limit: 50, investigationId: d.investigation.id }))
    assert.deepEqual((await listFindings(d.world, actor, { limit: 50 })).data, [])
  }
})

test('an editor who is not the author checks and clears; the author does not, a reporter does not, any reporter disputes', async () => {
  await using d = await desk()
  const { id } = await d.tag()
  await refuses('forbidden', editFinding(d.world, d.reporter, { id, status: 'checked' }))
  const checked = await leavesOneRow(d.world, 'finding.check', d.editor, () =>
    editFinding(d.world, d.editor, { id, status: 'checked' }),
  )
  assert.deepEqual([checked.status, checked.decidedBy, checked.decider], ['checked', d.editor.id, 'Edda'])
  assert.equal((await editFinding(d.world, d.owner, { id, status: 'cleared' })).status, 'cleared')
  const disputed = await leavesOneRow(d.world, 'finding.edit', d.reporter, () =>
    editFinding(d.world, d.reporter, { id, status: 'disputed' }),
  )
  assert.equal(disputed.status, 'disputed')
  const own = await d.tag(d.editor)
  for (const status of ['checked', 'cleared'] as const)
    await refuses('forbidden', editFinding(d.world, d.editor, { id: own.id, status }))
})

test('a changed statement, value or passage makes it proposed again; the same words over again do not', async () => {
  await using d = await desk()
  const { id } = await d.tag()
  const changes = [
    { statement: 'Ten dollars each' },
    { values: { amount: 10, per: 'download' } },
    { anchors: d.quoted('each Qualifying Download') },
  ]
  for (const change of changes) {
    await editFinding(d.world, d.editor, { id, status: 'checked' })
    const next = await editFinding(d.world, d.reporter, { id, ...change })
    assert.deepEqual([next.status, next.decidedBy], ['proposed', null])
  }
  await editFinding(d.world, d.editor, { id, status: 'checked' })
  const same = await editFinding(d.world, d.reporter, {
    id,
    statement: 'Ten dollars each',
    values: { per: 'download', amount: '$10' },
  })
  assert.equal(same.status, 'checked')
  assert.equal(same.anchors[0]?.exact, 'each Qualifying Download')
  await refuses('invalid', editFinding(d.world, d.editor, { id, status: 'cleared', statement: 'Changed and cleared' }))
  await refuses('conflict', editFinding(d.world, d.reporter, { id, version: 1, statement: 'Stale' }))
})

test('a deleted finding is gone from every list, and its number is not given again', async () => {
  await using d = await desk()
  const { id } = await d.tag()
  await leavesOneRow(d.world, 'finding.delete', d.reporter, () => deleteFinding(d.world, d.reporter, { id }))
  await refuses('not_found', viewFinding(d.world, d.reporter, { id }))
  await refuses('not_found', viewFinding(d.world, d.reporter, { id: 'RING-F1' }))
  assert.deepEqual((await listFindings(d.world, d.reporter, { limit: 50 })).data, [])
  assert.equal((await d.tag()).number, 'RING-F2')
})

test('the list is filtered by type, agency, state, status, document and words, and goes on from its cursor', async () => {
  await using d = await desk()
  const numbers = async (filter: object, paging: { limit: number; cursor?: string } = { limit: 50 }) =>
    (await listFindings(d.world, d.viewer, { ...paging, filter })).data.map((f) => f.number)
  for (let i = 0; i < 3; i++) {
    await d.tag()
    d.t.later(1000)
  }
  await editFinding(d.world, d.editor, { id: 'RING-F2', status: 'checked' })
  assert.deepEqual(await numbers({ statuses: ['checked'] }), ['RING-F2'])
  assert.deepEqual(await numbers({ types: ['credits'], agencies: ['lakeland'], states: ['FL'] }), [
    'RING-F3',
    'RING-F2',
    'RING-F1',
  ])
  assert.deepEqual(await numbers({ states: ['NJ'] }), [])
  assert.deepEqual(await numbers({ documentId: `RING-D${d.document.number}`, text: 'dollars -cover' }), [
    'RING-F3',
    'RING-F2',
    'RING-F1',
  ])
  assert.deepEqual(await numbers({ text: 'cameras' }), [])
  const first = await listFindings(d.world, d.viewer, { limit: 2 })
  assert.deepEqual(await numbers({}, { limit: 2, cursor: first.nextCursor ?? '' }), ['RING-F1'])
  await refuses('invalid', listFindings(d.world, d.viewer, { limit: 2, cursor: '%' }))
})

test('a type keeps the values that findings carry, is not defined twice, and retires when it is used', async () => {
  await using d = await desk()
  const { investigationId, id } = d.type
  await refuses('forbidden', defineFindingType(d.world, d.viewer, { investigationId, name: 'Y' }))
  await refuses('not_found', defineFindingType(d.world, d.stranger, { investigationId, name: 'Y' }))
  await refuses('not_found', listFindingTypes(d.world, d.stranger, { investigationId }))
  await refuses('conflict', defineFindingType(d.world, d.reporter, { investigationId, name: 'download CREDITS' }))
  await d.tag()
  await refuses('forbidden', editFindingType(d.world, d.reporter, { id, name: 'Z' }))
  await refuses('not_found', editFindingType(d.world, d.stranger, { id, name: 'Z' }))
  await refuses('invalid', editFindingType(d.world, d.editor, { id, values: [] }))
  const amount = { key: 'amount', label: 'Sum', type: 'usd' as const }
  const edited = await leavesOneRow(d.world, 'finding-type.edit', d.editor, () =>
    editFindingType(d.world, d.editor, { id, values: [amount] }),
  )
  assert.deepEqual(edited.values, [amount])
  assert.equal((await editFindingType(d.world, d.editor, { id, retire: true })).retired, true)
  assert.deepEqual(await listFindingTypes(d.world, d.viewer, { investigationId }), [])
})

test('a reporter puts a figure down with where it stands; a viewer reads it, a stranger does not', async () => {
  await using d = await desk()
  const { id: investigationId } = d.investigation
  const figure = {
    investigationId,
    metric: 'Partner agencies',
    value: 'at least 200',
    asOf: '2019-04',
    precision: 'month' as const,
    saidBy: 'Webinar notes',
    sources: [],
    anchor: { documentId: d.document.id, page: 2, quote: 'Agreement of 25 February' },
  }
  await refuses('forbidden', addFigure(d.world, d.viewer, figure))
  await refuses('not_found', addFigure(d.world, d.stranger, figure))
  await refuses(
    'invalid',
    addFigure(d.world, d.reporter, { ...figure, anchor: { ...figure.anchor, quote: 'nowhere' } }),
  )
  await refuses('invalid', addFigure(d.world, d.reporter, { ...figure, sources: [{ documentId: 'doc_none' }] }))
  const made = await leavesOneRow(d.world, 'figure.add', d.reporter, () => addFigure(d.world, d.reporter, figure))
  assert.equal(made.amount, 200)
  assert.deepEqual(made.sources, [{ documentId: d.document.id, page: 2, document: `RING-D${d.document.number}` }])
  assert.deepEqual((await listFigures(d.world, d.viewer, { investigationId, limit: 50 })).data, [made])
  await refuses('not_found', listFigures(d.world, d.stranger, { investigationId, limit: 50 }))
})
