import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readings } from '#db/schema'
import { readFilter } from '#lib/domain/board'
import { viewBoard } from '#lib/services/board/view-board'
import { addFinding } from '#lib/services/findings/add-finding'
import { defineFindingType } from '#lib/services/findings/define-finding-type'
import { editFinding } from '#lib/services/findings/edit-finding'
import { buildTeam, refuses } from '../build.ts'
import { buildAgency, buildDocument, buildRequest } from '../papers.ts'
import { testWorld } from '../world.ts'

test('the board says of every agency what came of each type, from its requests, reading and findings', async () => {
  await using t = await testWorld()
  const { world } = t
  const team = await buildTeam(world)
  const { id: investigationId } = team.investigation
  const agencies = []
  for (const name of ['Asked', 'Drafted', 'Found', 'Looked', 'None', 'Refused'])
    agencies.push(await buildAgency(world, name, 'NJ'))
  const [asked, drafted, found, looked, none, refused] = agencies.map((a) => a.id) as [
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  await buildAgency(world, 'Of another case')
  const values = [{ key: 'amount', label: 'Amount', type: 'usd' as const }]
  const type = await defineFindingType(world, team.reporter, { investigationId, name: 'Credits', values })
  await defineFindingType(world, team.reporter, { investigationId, name: 'Coaching' })
  const request = (agencyId: string, more: object = {}) => buildRequest(world, { investigationId, agencyId, ...more })
  await request(asked)
  await request(drafted, { stage: 'draft' })
  await request(none, { stage: 'closed', outcome: 'no_records' })
  await request(refused, { stage: 'closed', outcome: 'denied' })
  const under = await request(found)
  const paper = await buildDocument(world, {
    investigationId,
    requestId: under.id,
    pages: ['Ten dollars each', 'More'],
  })
  const read = await buildDocument(world, {
    investigationId,
    requestId: (await request(looked)).id,
    pages: ['Nothing here'],
  })
  await world.transact((tx) =>
    tx.insert(readings).values([
      { documentId: read.id, userId: team.reporter.id, investigationId, pages: [1], toItsEnd: true, at: world.now() },
      { documentId: paper.id, userId: team.reporter.id, investigationId, pages: [1], toItsEnd: false, at: world.now() },
    ]),
  )
  const anchors = [{ documentId: paper.id, page: 1, quote: 'Ten dollars', role: 'supports' as const }]
  const finding = { investigationId, typeId: type.id, statement: 'Ten', anchors, values: { amount: 10 } }
  const first = await addFinding(world, team.reporter, finding)
  await addFinding(world, team.reporter, finding)
  await editFinding(world, team.editor, { id: first.id, status: 'checked' })

  const board = await viewBoard(world, team.viewer, { id: team.investigation.slug })
  const state = (name: string) =>
    board.cells.filter((c) => board.agencies.find((a) => a.id === c.agencyId)?.name === name).map((c) => c.state)
  assert.deepEqual(
    board.agencies.map((a) => a.name),
    ['Asked', 'Drafted', 'Found', 'Looked', 'None', 'Refused'],
  )
  assert.deepEqual(['Asked', 'Drafted', 'Found', 'Looked', 'None', 'Refused'].map(state), [
    ['asked', 'asked'],
    ['not_asked', 'not_asked'],
    ['confirmed', 'asked'],
    ['looked', 'looked'],
    ['no_records', 'no_records'],
    ['denied', 'denied'],
  ])
  assert.deepEqual(
    board.agencies.map((a) => a.request),
    ['sent', 'draft', 'sent', 'sent', 'no records', 'refused'],
  )
  assert.deepEqual(
    board.agencies.map((a) => a.requestId !== null),
    [true, true, true, true, true, true],
  )
  const cell = board.cells.find((c) => c.agencyId === found && c.typeId === type.id)
  assert.deepEqual([cell?.count, cell?.totals, cell?.findingIds.length], [2, { amount: 20 }, 2])
  const row = board.agencies.find((a) => a.id === found)
  assert.deepEqual([row?.pages, row?.pagesRead, row?.totals], [2, 1, { amount: 20 }])
  assert.deepEqual(board.types[0]?.totals, { amount: 20 })

  const narrowed = await viewBoard(world, team.viewer, {
    id: investigationId,
    filter: readFilter('agency:found status:proposed'),
  })
  assert.deepEqual(
    narrowed.agencies.map((a) => a.name),
    ['Found'],
  )
  assert.deepEqual(narrowed.cells.map((c) => [c.state, c.count])[0], ['confirmed', 1])
})

test('an agency with several requests is told by its most urgent one, as it stands today', async () => {
  await using t = await testWorld()
  const { world } = t
  const { investigation, viewer, reporter } = await buildTeam(world)
  const { id: investigationId } = investigation
  const agency = await buildAgency(world)
  const word = async () => {
    const [row] = (await viewBoard(world, viewer, { id: investigationId })).agencies
    return [row?.request, row?.requestId]
  }
  const first = await buildRequest(world, {
    investigationId,
    agencyId: agency.id,
    stage: 'closed',
    outcome: 'fulfilled',
  })
  assert.deepEqual(await word(), ['done', first.id])
  await buildRequest(world, { investigationId, agencyId: agency.id, dueOn: '2026-11-20' })
  await defineFindingType(world, reporter, { investigationId, name: 'Any change counts it anew' })
  assert.deepEqual(await word(), ['sent', null])
  t.later(15 * 86_400_000)
  assert.deepEqual(await word(), ['due soon', null])
  t.later(9 * 86_400_000)
  assert.deepEqual(await word(), ['overdue', null])
})

test('a stranger sees no board', async () => {
  await using t = await testWorld()
  const { investigation, stranger, admin } = await buildTeam(t.world)
  for (const actor of [stranger, admin])
    await refuses('not_found', viewBoard(t.world, actor, { id: investigation.slug }))
})

test('sixty agencies by twelve types with a thousand findings come in well under a second', async () => {
  await using t = await testWorld()
  const { world } = t
  const team = await buildTeam(world)
  const { id: investigationId } = team.investigation
  const types: { id: string }[] = []
  for (let i = 0; i < 12; i++)
    types.push(await defineFindingType(world, team.owner, { investigationId, name: `Type ${i}` }))
  const { findings } = await import('#db/schema')
  for (let i = 0; i < 60; i++) {
    const { id: agencyId } = await buildAgency(world, `Agency ${i}`, 'NJ')
    const { id: requestId } = await buildRequest(world, { investigationId, agencyId })
    await buildDocument(world, { investigationId, requestId, pages: ['Page'] })
    const rows = Array.from({ length: 17 }, (_, n) => ({
      id: world.id('finding'),
      investigationId,
      number: i * 17 + n + 1,
      typeId: types[n % 12]?.id ?? '',
      agencyId,
      statement: 'Found',
      status: 'proposed' as const,
      values: {},
      createdBy: team.owner.id,
      createdAt: world.now(),
    }))
    await world.transact((tx) => tx.insert(findings).values(rows))
  }
  const started = performance.now()
  const board = await viewBoard(world, team.viewer, { id: investigationId })
  const took = performance.now() - started
  assert.deepEqual([board.cells.length, board.findings.length], [720, 1020])
  assert.ok(took < 1500, `${Math.round(took)} ms`)
})
