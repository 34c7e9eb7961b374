import assert from 'node:assert/strict'
import { test } from 'node:test'
import { and, eq } from 'drizzle-orm'
import fc from 'fast-check'
import { memberships } from '#db/schema'
import { type Actor, type Role, roles } from '#lib/domain/actions'
import { Refusal } from '#lib/domain/refusal'
import { viewBoard } from '#lib/services/board/view-board'
import { listDocuments } from '#lib/services/documents/list-documents'
import { viewDocument } from '#lib/services/documents/view-document'
import { addFinding } from '#lib/services/findings/add-finding'
import { defineFindingType } from '#lib/services/findings/define-finding-type'
import { listFindings } from '#lib/services/findings/list-findings'
import { viewFinding } from '#lib/services/findings/view-finding'
import { listInvestigations } from '#lib/services/investigations/list-investigations'
import { openInvestigation } from '#lib/services/investigations/open-investigation'
import { listRequests } from '#lib/services/requests/list-requests'
import { viewRequest } from '#lib/services/requests/view-request'
import { searchEverything } from '#lib/services/search/search-everything'
import { addFigure } from '#lib/services/story/add-figure'
import { listFigures } from '#lib/services/story/list-figures'
import type { World } from '#lib/world'
import { buildUser } from '../build.ts'
import { buildAgency, buildDocument, buildRequest } from '../papers.ts'
import { testWorld } from '../world.ts'

/**
 * can() and visible() are two forms of one policy. Random worlds of members: whatever a reader may open is in every
 * list, search, count and board, and nothing else is.
 */
const people = 4
const houses = 3

async function seed(world: World, papers: number[]) {
  const keeper = await buildUser(world, 'Keeper')
  const agency = await buildAgency(world) // the whole house's, so a way by which one case could see another
  const made = []
  for (let i = 0; i < houses; i++) {
    const { id: investigationId, slug } = await openInvestigation(world, keeper, {
      title: `Case ${i}`,
      key: `CASE${'ABC'[i]}`,
    })
    const type = await defineFindingType(world, keeper, { investigationId, name: 'Credits' })
    const request = await buildRequest(world, { investigationId, agencyId: agency.id, subject: 'Secret doorbells' })
    const documents: string[] = []
    const findings: string[] = []
    for (let n = 0; n < (papers[i] ?? 0); n++) {
      const pages = [`secret words of case ${i}`, 'secret again']
      const { id: documentId } = await buildDocument(world, { investigationId, requestId: request.id, pages })
      documents.push(documentId)
      const anchors = [{ documentId, page: 1, quote: 'secret words', role: 'supports' as const }]
      const finding = await addFinding(world, keeper, {
        investigationId,
        typeId: type.id,
        statement: 'Secret',
        anchors,
      })
      findings.push(finding.id)
    }
    const figure = { investigationId, metric: 'Secret', value: '1', asOf: '2019', precision: 'year' as const }
    await addFigure(world, keeper, { ...figure, saidBy: 'x', sources: [] })
    made.push({ investigationId, slug, request: request.id, documents, findings })
  }
  return made
}
type Case = Awaited<ReturnType<typeof seed>>[number]

/** Opening it works, or is answered as if it were not there. */
async function opens(doing: Promise<unknown>): Promise<boolean> {
  try {
    await doing
    return true
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found') return false
    throw error
  }
}

async function agrees(world: World, actor: Actor, cases: Case[], role: (id: string) => Role | null) {
  const mine = cases.filter((c) => role(c.investigationId) !== null)
  const same = (found: string[], expected: string[], what: string) =>
    assert.deepEqual(found.sort(), expected.sort(), what)
  const ids = ({ data }: { data: { id: string }[] }) => data.map(({ id }) => id)
  const all = { limit: 200 }
  same(
    ids(await listInvestigations(world, actor, all)),
    mine.map((c) => c.investigationId),
    'investigations',
  )
  same(
    ids(await listRequests(world, actor, all)),
    mine.map((c) => c.request),
    'requests',
  )
  same(
    ids(await listDocuments(world, actor, all)),
    mine.flatMap((c) => c.documents),
    'documents',
  )
  same(
    ids(await listFindings(world, actor, all)),
    mine.flatMap((c) => c.findings),
    'findings',
  )
  same(
    ids(await listFindings(world, actor, { ...all, filter: { text: 'secret' } })),
    mine.flatMap((c) => c.findings),
    'words',
  )

  const search = await searchEverything(world, actor, { q: 'secret', limit: 200 })
  const count = (pick: (c: Case) => number) => mine.reduce((sum, c) => sum + pick(c), 0)
  const expected = {
    document: count((c) => c.documents.length * 2),
    communication: 0,
    request: mine.length,
    finding: count((c) => c.findings.length),
  }
  assert.deepEqual(search.counts, expected)
  assert.equal(search.total, expected.document + expected.request + expected.finding)
  assert.equal(search.data.length, search.total)
  assert.ok(search.data.every((hit) => mine.some((c) => c.investigationId === hit.investigationId)))

  for (const one of cases) {
    const { investigationId, slug } = one
    const may = mine.includes(one)
    const asked = [
      () => viewRequest(world, actor, { id: one.request }),
      ...one.documents.map((id) => () => viewDocument(world, actor, { id })),
      ...one.findings.map((id) => () => viewFinding(world, actor, { id })),
      () => viewBoard(world, actor, { id: slug }),
      () => listFigures(world, actor, { investigationId, limit: 50 }),
      () => listFindings(world, actor, { investigationId, limit: 50 }),
      () => searchEverything(world, actor, { q: 'secret', investigationId, limit: 50 }),
    ]
    for (const doing of asked) assert.equal(await opens(doing()), may)
    if (!may) continue
    const board = await viewBoard(world, actor, { id: slug })
    same(
      board.findings.map((f) => f.id),
      [...one.findings],
      'board',
    )
    assert.equal(
      board.cells.reduce((sum, cell) => sum + cell.count, 0),
      one.findings.length,
    )
    assert.equal(board.agencies[0]?.pages ?? 0, one.documents.length * 2)
  }
}

test('what a reader may open is in every list, search, count and board, and nothing else is', async () => {
  await using t = await testWorld()
  const { world } = t
  const readers: Awaited<ReturnType<typeof buildUser>>[] = []
  for (let i = 0; i < people; i++) readers.push(await buildUser(world, `Reader ${i}`, i === 0 ? 'admin' : 'member'))
  const cases = await seed(world, [2, 0, 1])
  const someRole = fc.constantFrom(null, ...roles)
  const placed = fc.array(someRole, { minLength: people * houses, maxLength: people * houses })
  const numRuns = process.env.UNSEALED_NIGHTLY ? 1000 : 12
  await fc.assert(
    fc.asyncProperty(placed, async (given) => {
      const role = (reader: number, house: number) => given[reader * houses + house] ?? null
      for (const [r, reader] of readers.entries()) {
        for (const [h, { investigationId }] of cases.entries()) {
          const theirs = and(eq(memberships.userId, reader.id), eq(memberships.investigationId, investigationId))
          const now = role(r, h)
          await world.transact(async (tx) => {
            await tx.delete(memberships).where(theirs)
            if (now)
              await tx.insert(memberships).values({ userId: reader.id, investigationId, role: now, since: world.now() })
          })
        }
      }
      for (const [r, reader] of readers.entries())
        await agrees(world, reader, cases, (id) =>
          role(
            r,
            cases.findIndex((c) => c.investigationId === id),
          ),
        )
    }),
    { numRuns },
  )
})

test('a token that may only read sees what its user sees; one that may not read sees nothing', async () => {
  await using t = await testWorld()
  const { world } = t
  const reader = await buildUser(world, 'Reader')
  const cases = await seed(world, [1, 1, 1])
  const [first] = cases
  const member = {
    userId: reader.id,
    investigationId: first?.investigationId ?? '',
    role: 'owner' as const,
    since: world.now(),
  }
  await world.transact((tx) => tx.insert(memberships).values(member))
  const token = { ...reader, via: 'token' as const }
  await agrees(world, { ...token, scopes: ['read'] }, cases, (id) => (id === first?.investigationId ? 'owner' : null))
  const writer = { ...token, scopes: ['write' as const] }
  await assert.rejects(searchEverything(world, writer, { q: 'secret', limit: 50 }), /token may not/)
  await assert.rejects(listFindings(world, writer, { limit: 50 }), /token may not/)
})
