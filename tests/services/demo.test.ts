import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it, test } from 'node:test'
import { and, eq, getTableName, is, Table } from 'drizzle-orm'
import * as schema from '#db/schema'
import { anchors, communications, documents, findings, investigations, pages, requests, users } from '#db/schema'
import type { Actor } from '#lib/domain/actions'
import { findQuote } from '#lib/domain/anchor'
import { sayRemoved } from '#lib/domain/demo/counts'
import { demoDocuments } from '#lib/domain/demo/documents'
import { demoFindings } from '#lib/domain/demo/findings'
import { cellStates } from '#lib/domain/matrix'
import { setUpSchema } from '#lib/domain/person'
import { viewBoard } from '#lib/services/board/view-board'
import { uploadDocument } from '#lib/services/documents/upload-document'
import { viewDocument } from '#lib/services/documents/view-document'
import { viewPageImage } from '#lib/services/documents/view-page-image'
import { listExhibitNotes } from '#lib/services/exhibits/note-exhibit'
import { listExhibits } from '#lib/services/exhibits/view-exhibit'
import { addFinding } from '#lib/services/findings/add-finding'
import { deleteFinding } from '#lib/services/findings/delete-finding'
import { viewFinding } from '#lib/services/findings/view-finding'
import { listInvestigations } from '#lib/services/investigations/list-investigations'
import { openInvestigation } from '#lib/services/investigations/open-investigation'
import { viewInvestigation } from '#lib/services/investigations/view-investigation'
import { addPerson } from '#lib/services/people/add-person'
import { offerSetUp, setUp } from '#lib/services/people/set-up'
import { signIn } from '#lib/services/people/sign-in'
import { listToday } from '#lib/services/requests/list-today'
import { logRequest } from '#lib/services/requests/log-request'
import { viewRequest } from '#lib/services/requests/view-request'
import { searchEverything } from '#lib/services/search/search-everything'
import { listFigures } from '#lib/services/story/list-figures'
import { type LoadedDemo, loadDemo } from '#lib/services/upkeep/load-demo'
import { publishDemo } from '#lib/services/upkeep/publish-demo'
import { removeDemo } from '#lib/services/upkeep/remove-demo'
import { viewDemo } from '#lib/services/upkeep/view-demo'
import type { World } from '#lib/world'
import { anyone, buildTeam, buildUser, leavesNoRow, leavesOneRow, refuses, roleOf } from '../build.ts'
import { doAllWork } from '../fixtures/keep-file.ts'
import { type TestWorld, testWorld } from '../world.ts'

const operator: Actor = { kind: 'operator' }

describe('the loaded demonstration', () => {
  let t: TestWorld
  let world: World
  let loaded: LoadedDemo
  let admin: Actor & { kind: 'user' }
  let member: Actor & { kind: 'user' }
  let late: Actor & { kind: 'user' }
  let id: string

  before(async () => {
    t = await testWorld()
    world = t.world
    loaded = await leavesOneRow(world, 'demo.load', operator, () => loadDemo(world, operator))
    const path = await offerSetUp(world)
    assert.ok(path, 'fictional colleagues do not close the set-up')
    const token = setUpSchema.shape.token.parse(readFileSync(path, 'utf8').split('\n')[0])
    const first = { name: 'Ada', email: 'ada@newsroom.example', password: 'a long and quiet river' }
    const { userId } = await setUp(world, anyone, { token, ...first })
    admin = { kind: 'user', id: userId, house: 'admin', via: 'cookie' }
    const { person } = await addPerson(world, admin, { email: 'mo@newsroom.example', name: 'Mo', role: 'member' })
    member = { kind: 'user', id: person.id, house: 'member', via: 'cookie' }
    late = await buildUser(world, 'Lee') // straight into the tables: a member of nothing
    id = loaded.investigation.id
  })
  after(() => t[Symbol.asyncDispose]())

  it('says what it holds, and is marked as a demonstration', async () => {
    assert.deepEqual(loaded.investigation.key, 'RING')
    assert.deepEqual(loaded.counts, (await viewDemo(world, admin))?.counts)
    assert.equal(loaded.counts.documents, demoDocuments.length)
    assert.equal(loaded.counts.findings, demoFindings.length)
    assert.equal((await viewInvestigation(world, admin, { id })).demo, true)
  })

  it('gives the numbers that the content counts on', async () => {
    const log = await viewRequest(world, member, { id: 'RING-12' })
    assert.equal(log.subject, 'Log of requests made through the video portal')
    assert.match((await viewDocument(world, member, { id: 'RING-D7' })).name, /Lakeland/)
    assert.deepEqual((await viewFinding(world, member, { id: 'RING-F3' })).values, {
      amount: 10,
      per: 'qualifying download',
    })
  })

  it('shows all seven states on the board', async () => {
    const { cells } = await viewBoard(world, member, { id })
    assert.deepEqual([...new Set(cells.map(({ state }) => state))].sort(), [...cellStates].sort())
  })

  it('has something overdue, something due soon and something that waits for us, today', async () => {
    const today = await listToday(world, member)
    for (const group of [today.overdue, today.dueThisWeek, today.needsYou]) assert.ok(group.length > 0)
    assert.ok(today.needsYou.some(({ needs }) => needs === 'fee_decision'))
    assert.ok(today.needsYou.some(({ stage }) => stage === 'draft'))
    const named = today.overdue.find(({ number }) => number === 'RING-12')
    assert.equal(named?.dueOverride?.reason, 'The agency named this day for the rest.')
  })

  it('has what was finished long ago as closed, without a day of filing, and no draft among it', async () => {
    const rows = await world.db.select().from(requests).where(eq(requests.outcome, 'fulfilled'))
    assert.equal(rows.length, 5)
    for (const row of rows) assert.deepEqual([row.stage, row.filedOn, row.dueOn], ['closed', null, null])
  })

  it('keeps released mails as documents of the communication that brought them, never as letters of ours', async () => {
    const rows = await world.db.select().from(communications)
    assert.equal(rows.length, loaded.counts.communications)
    assert.ok(rows.every(({ documentId }) => documentId === null))
    const mail = await viewDocument(world, member, { id: 'RING-D2' })
    assert.equal(mail.mediaType, 'message/rfc822')
    assert.equal(mail.communicationIds.length, 1)
    const sample = await viewDocument(world, member, { id: 'RING-D3' })
    assert.deepEqual([mail.attachments, sample.parents], [[sample.id], [mail.id]])
    assert.equal((await viewRequest(world, member, { id: mail.requestId ?? '' })).communications.length, 1)
  })

  it('finds every quote of every finding again on its page, at the very place that is kept', async () => {
    const kept = await world.db.select().from(anchors)
    assert.equal(kept.length, demoFindings.flatMap((one) => one.anchors).length)
    for (const anchor of kept) {
      const { documentId, layer, page, exact } = anchor
      const here = and(eq(pages.documentId, documentId), eq(pages.layer, layer), eq(pages.page, page))
      const [row] = await world.db.select().from(pages).where(here)
      const again = findQuote(row?.words ?? [], exact)
      assert.deepEqual(again?.boxes, anchor.boxes, exact)
      const [document] = await world.db.select().from(documents).where(eq(documents.id, documentId))
      assert.equal(document?.sha256, anchor.sha256)
    }
  })

  it('has findings checked by somebody else than their author, and four of no one agency', async () => {
    const rows = await world.db.select().from(findings)
    for (const { createdBy, decidedBy } of rows) assert.notEqual(createdBy, decidedBy)
    assert.equal(rows.filter(({ agencyId }) => agencyId === null).length, 4)
  })

  it('is searched like anything else, and its figures lead to the page they stand on', async () => {
    const { data } = await searchEverything(world, member, { q: '"qualifying download"', limit: 50 })
    assert.ok(data.some(({ documentId, page }) => documentId && page === 2))
    const figures = await listFigures(world, member, { investigationId: id, limit: 200 })
    assert.deepEqual(
      figures.data.flatMap(({ sources }) => sources.flatMap((source) => source.document ?? [])),
      ['RING-D13', 'RING-D16', 'RING-D18', 'RING-D7'],
    )
  })

  it('keeps every file under the hash that its row says', async () => {
    for (const { sha256, bytes } of await world.db.select().from(documents))
      assert.equal(await world.blobs.size(sha256), bytes)
  })

  it('was loaded before anybody had an account; who then gets one joins: admins own it, others work in it', async () => {
    assert.equal(loaded.members, 0)
    assert.equal(await roleOf(world, admin.id, id), 'owner')
    assert.equal(await roleOf(world, member.id, id), 'reporter')
  })

  it('is hidden from who is no member, as any investigation is', async () => {
    assert.deepEqual((await listInvestigations(world, late, { limit: 50 })).data, [])
    await refuses('not_found', viewBoard(world, late, { id }))
    await refuses('not_found', viewDocument(world, late, { id: 'RING-D7' }))
    assert.equal((await searchEverything(world, late, { q: 'Ring', limit: 50 })).total, 0)
    const { overdue, needsYou } = await listToday(world, late)
    assert.deepEqual([overdue, needsYou], [[], []])
  })

  it('has two fictional colleagues, with whose names nobody signs in', async () => {
    const fictional = await world.db.select().from(users).where(eq(users.demo, true))
    assert.equal(fictional.length, 2)
    for (const { email, passwordHash } of fictional) {
      assert.equal(passwordHash, null)
      const input = { by: 'password' as const, email, password: '', address: '127.0.0.1', userAgent: 'test' }
      await refuses('unauthenticated', signIn(world, anyone, input))
    }
  })

  it('lists things in the order of the content, none of them made in time to come', async () => {
    const rows = await world.db.select().from(findings)
    const newest = rows.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    assert.deepEqual(
      newest.map(({ number }) => number),
      demoFindings.map((_, i) => demoFindings.length - i),
    )
    assert.ok(newest.every(({ createdAt }) => createdAt <= world.now()))
  })

  it('is loaded once: a second loading, or one by who may not, is refused and leaves nothing', async () => {
    await leavesNoRow(world, async () => {
      const error = await refuses('conflict', loadDemo(world, admin))
      assert.match(error.message, /loaded already, as RING/)
      await refuses('forbidden', loadDemo(world, member))
      await refuses('forbidden', removeDemo(world, member))
      await refuses('forbidden', viewDemo(world, member))
      await refuses('unauthenticated', loadDemo(world, anyone))
      await refuses('unauthenticated', removeDemo(world, anyone))
    })
  })

  it('goes whole also where somebody added something and deleted it again', async () => {
    const { types } = await viewBoard(world, member, { id })
    const anchor = { documentId: 'RING-D7', page: 4, quote: 'Price to the public', role: 'supports' as const }
    const input = { investigationId: id, typeId: types[0]?.id ?? '', statement: 'Mine.', anchors: [anchor] }
    await deleteFinding(world, member, { id: (await addFinding(world, member, input)).id })
    assert.equal((await removeDemo(world, admin)).stayed, null)
    assert.deepEqual(await world.db.select().from(investigations), [])
    assert.deepEqual(await world.db.select().from(findings), [])
  })
})

test('removing leaves record, search and files just as they were before loading', async () => {
  await using t = await testWorld()
  const { world } = t
  const { admin, owner, investigation } = await buildTeam(world) // whose key is RING too
  // one file of the demonstration lies in the newsroom's own investigation as well
  const [first] = demoDocuments
  assert.ok(first)
  const bytes = new Blob([new Uint8Array(await world.demoFile(first))]).stream()
  const upload = { investigationId: investigation.id, name: 'mine.eml', bytes, declared: null }
  const own = await uploadDocument(world, owner, upload)
  const was = await snapshot(world)

  const loaded = await loadDemo(world, operator)
  assert.equal(loaded.investigation.key, 'RINGB')
  await viewPageImage(world, admin, { id: 'RINGB-D7', page: 1, width: 700 })
  await viewPageImage(world, admin, { id: 'RINGB-D1', page: 1, width: 700 })
  assert.notDeepEqual(await snapshot(world), was)

  const { removed, stayed } = await leavesOneRow(world, 'demo.remove', admin, () => removeDemo(world, admin))
  assert.deepEqual(removed, loaded.counts)
  assert.equal(stayed, null)
  const images = (await snapshot(world)).images
  assert.ok(
    images.every((path) => path.includes(own.document.sha256)),
    'drawn pages of a file still in use may stay',
  )
  assert.deepEqual({ ...(await snapshot(world)), images: [] }, was)
  assert.ok(await world.blobs.has(own.document.sha256))
  await leavesNoRow(world, async () => void (await refuses('not_found', removeDemo(world, admin))))
})

test('its two exhibits are built, verified, approved by the second fictional colleague and published; they go with it', {
  timeout: 120_000,
}, async () => {
  await using t = await testWorld()
  const { world } = t
  const admin = await buildUser(world, 'Ada', 'admin')
  const was = await snapshot(world)
  const { investigation, counts } = await loadDemo(world, admin)
  assert.equal(counts.exhibits, 2)
  const investigationId = investigation.id
  const job: Actor = { kind: 'system', job: 'demo.publish' }
  await assert.rejects(publishDemo(world, job, { investigationId }), /still being built/)
  await refuses('forbidden', publishDemo(world, admin, { investigationId }))
  await doAllWork(world)
  const built = await listExhibits(world, admin, { investigationId, limit: 9 })
  assert.deepEqual(
    built.data.map(({ status, failure }) => [status, failure]),
    [
      ['verified', null],
      ['verified', null],
    ],
  )
  await leavesOneRow(world, 'demo.publish', job, () => publishDemo(world, job, { investigationId }))
  await leavesNoRow(world, () => publishDemo(world, job, { investigationId }))
  const { data } = await listExhibits(world, admin, { investigationId, limit: 9 })
  for (const { status, preparer, approver, slug, reviewed, reasons } of data) {
    assert.deepEqual([status, preparer, approver], ['published', 'Robin Example', 'Sasha Sample'])
    assert.ok(slug)
    assert.equal(
      reviewed.length,
      reasons.reduce((sum, { count }) => sum + count, 0),
    )
    assert.ok(reviewed.length > 0)
  }
  assert.deepEqual(data.map(({ updates }) => updates.map(({ at }) => at.slice(0, 10))).sort(), [[], ['2019-08-06']])
  const told = await Promise.all(data.map(({ id }) => listExhibitNotes(world, admin, { id })))
  assert.deepEqual(told.map((notes) => notes.map(({ quote }) => quote?.slice(0, 19) ?? null)).sort(), [
    [null, 'The app costs resid'],
    [null, 'What would bring mo', 'The departments tha'],
  ])
  assert.equal((await removeDemo(world, admin)).stayed, null)
  const left = await snapshot(world)
  assert.deepEqual({ ...left, images: [] }, { ...was, images: [] })
})

test('what people added stays with what it stands on, and is then an investigation of their own', async () => {
  await using t = await testWorld()
  const { world } = t
  const admin = await buildUser(world, 'Ada', 'admin')
  const ruth = await buildUser(world, 'Ruth')
  const { investigation } = await loadDemo(world, admin)
  const { id, slug } = investigation
  assert.equal(await roleOf(world, admin.id, id), 'owner')
  assert.equal(await roleOf(world, ruth.id, id), 'reporter')
  const lakeland = await viewDocument(world, ruth, { id: 'RING-D7' })
  const [type] = (await viewBoard(world, ruth, { id })).types
  const mine = await addFinding(world, ruth, {
    investigationId: id,
    typeId: type?.id ?? '',
    statement: 'Mine.',
    anchors: [{ documentId: lakeland.id, page: 4, quote: 'Price to the public', role: 'supports' }],
  })
  const elsewhere = await openInvestigation(world, ruth, { title: 'Elsewhere' })
  const hayward = (await viewBoard(world, ruth, { id })).agencies.find(({ name }) => name.startsWith('Hayward'))
  const asked = { agencyId: hayward?.id ?? '', subject: 'Drones', body: 'All of them.' }
  const request = await logRequest(world, ruth, { investigationId: elsewhere.id, ...asked })

  const gone = await removeDemo(world, admin)
  assert.deepEqual(gone.stayed?.investigation, { id, key: 'RING', slug, title: 'Ring partnerships' })
  assert.deepEqual([gone.stayed?.added.findings, gone.stayed?.beneath.documents], [1, 1])
  assert.match(sayRemoved(gone), /What was added stays: 1 finding, with what it stands on: 2 agencies, 1 request/)

  const finding = await viewFinding(world, ruth, { id: mine.id })
  assert.deepEqual([finding.type, finding.agency], [type?.name, 'Lakeland Police Department'])
  const document = await viewDocument(world, ruth, { id: lakeland.id })
  assert.ok(await world.blobs.has(document.sha256))
  const its = await viewRequest(world, ruth, { id: document.requestId ?? '' })
  assert.deepEqual([its.subject, its.communications.length], ['Agreement with Ring', 1])
  assert.equal((await viewInvestigation(world, ruth, { id })).demo, false)
  assert.equal((await viewRequest(world, ruth, { id: request.id })).agency, 'Hayward Police Department')
  const agencies = await world.db.select().from(schema.agencies)
  assert.deepEqual(agencies.map(({ name, demo }) => `${name} ${demo}`).sort(), [
    'Hayward Police Department false',
    'Lakeland Police Department false',
  ])
  const left = await world.db.select().from(documents)
  assert.deepEqual(
    left.map((row) => row.id),
    [lakeland.id],
  )
  assert.equal((await searchEverything(world, ruth, { q: 'Waynesboro', limit: 50 })).total, 0)
  assert.equal(await viewDemo(world, admin), null)

  // it can be loaded again beside that, and removed again without touching it
  const held = await snapshot(world)
  assert.equal((await loadDemo(world, admin)).investigation.key, 'RINGB')
  assert.equal((await removeDemo(world, admin)).stayed, null)
  assert.deepEqual(await snapshot(world), held)
})

/** Everything but the log of what was done: the rows of every table, the search's entries, the files, the drawn pages. */
async function snapshot(world: World) {
  const tables: Record<string, string[]> = {}
  const sorted = (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).sort()
  for (const table of Object.values(schema)) {
    const name = getTableName(table)
    if (is(table, Table) && !name.startsWith('audit_')) tables[name] = sorted(await world.db.select().from(table))
  }
  tables.things = sorted(await world.db.raw('select investigation_id, kind, ref, title, body from search_things'))
  const live = 'select investigation_id, sum(entries - gone) as live, sum(length) as words from search_segments'
  tables.index = sorted(await world.db.raw(`${live} group by investigation_id having sum(entries - gone) > 0`))
  const files: string[] = []
  for await (const { sha256 } of world.blobs.list()) files.push(sha256)
  const folder = join(world.env.data, 'page-images')
  const images = existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    : []
  return { tables, files: files.sort(), images: images.map((entry) => join(entry.parentPath, entry.name)) }
}
