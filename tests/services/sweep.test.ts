import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { deleteDocument } from '#lib/services/documents/delete-document'
import { viewDocument } from '#lib/services/documents/view-document'
import { viewPageImage } from '#lib/services/documents/view-page-image'
import { addFinding } from '#lib/services/findings/add-finding'
import { defineFindingType } from '#lib/services/findings/define-finding-type'
import { sweep } from '#lib/services/upkeep/sweep'
import { buildTeam, leavesOneRow, refuses, system } from '../build.ts'
import { doAllWork, keepFile } from '../fixtures/keep-file.ts'
import { textPdf } from '../fixtures/make-pdf.ts'
import { testWorld } from '../world.ts'

const days = (n: number) => n * 24 * 3600 * 1000
const kept = async (world: Parameters<typeof sweep>[0]) => (await Array.fromAsync(world.blobs.list())).length

test('what was drawn and laid out of a file goes with it, and nothing of a file that somebody still has', async () => {
  await using t = await testWorld(new Date().toISOString())
  const [one, two] = [await buildTeam(t.world), await buildTeam(t.world, 'Other', 'OTHER')]
  const put = async ({ investigation, reporter }: typeof one, csv: string) =>
    (await keepFile(t.world, reporter, csv, { investigationId: investigation.id, name: 'table.csv' })).document
  const [gone, shared] = [await put(one, 'plate,day\nABC 1,3\n'), await put(one, 'plate,day\nABC 2,4\n')]
  await put(two, 'plate,day\nABC 2,4\n')
  await doAllWork(t.world)
  for (const { id } of [gone, shared]) await viewPageImage(t.world, one.reporter, { id, page: 1, width: 700 })
  const left = () =>
    ['temp/laid-out', 'page-images'].map((folder) => {
      const names = readdirSync(join(t.world.env.data, folder), { recursive: true }).join('\n')
      return [gone, shared].map(({ sha256 }) => names.includes(sha256))
    })
  assert.deepEqual(left(), [
    [true, true],
    [true, true],
  ])
  for (const { id } of [gone, shared]) await deleteDocument(t.world, one.reporter, { id })
  t.later(days(31))
  await sweep(t.world, system)
  assert.deepEqual(left(), [
    [false, true],
    [false, true],
  ])
})

test('a deleted document is kept thirty days, its file too; one that a finding quotes is not deleted', async () => {
  await using t = await testWorld(new Date().toISOString()) // the store's files bear the real time
  const { investigation, reporter } = await buildTeam(t.world)
  const investigationId = investigation.id
  const put = async (line: string) =>
    (await keepFile(t.world, reporter, textPdf([[line]]), { investigationId, name: `${line}.pdf` })).document.id
  const [plain, quoted, alive] = [await put('first words'), await put('second words'), await put('third words')]
  await doAllWork(t.world)
  const type = await defineFindingType(t.world, reporter, { investigationId, name: 'Clause' })
  const anchors = [{ documentId: quoted, page: 1, quote: 'second', role: 'supports' as const }]
  await addFinding(t.world, reporter, { investigationId, typeId: type.id, statement: 'Second', anchors })
  await deleteDocument(t.world, reporter, { id: plain })
  await refuses('conflict', deleteDocument(t.world, reporter, { id: quoted }))
  t.later(days(29))
  assert.deepEqual(await sweep(t.world, system), { documents: 0, files: 0 })
  t.later(days(2))
  assert.deepEqual(await leavesOneRow(t.world, 'house.sweep', system, () => sweep(t.world, system)), {
    documents: 1,
    files: 1,
  })
  assert.equal(await kept(t.world), 2)
  await refuses('not_found', viewDocument(t.world, reporter, { id: plain }))
  for (const id of [alive, quoted]) assert.equal((await viewDocument(t.world, reporter, { id })).status, 'ready')
})
