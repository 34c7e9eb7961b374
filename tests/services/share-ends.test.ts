import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { auditLog, openings, shares } from '#db/schema'
import { limits } from '#lib/domain/limits'
import { shareDays } from '#lib/domain/share'
import { deleteDocument } from '#lib/services/documents/delete-document'
import { replaceDocument } from '#lib/services/documents/replace-document'
import { listShares } from '#lib/services/shares/list-shares'
import { openSharedFile, openSharedImage, viewShare } from '#lib/services/shares/open-share'
import { revokeShare } from '#lib/services/shares/revoke-share'
import { listAudit } from '#lib/services/upkeep/list-audit'
import { sweep } from '#lib/services/upkeep/sweep'
import type { World } from '#lib/world'
import { anyone, refuses, system } from '../build.ts'
import { textPdf } from '../fixtures/make-pdf.ts'
import { sharedExhibits } from '../fixtures/make-share.ts'

const day = 86_400_000

test('that a link was opened is told in its investigation, not in the house', { timeout: 120_000 }, async () => {
  await using d = await sharedExhibits()
  const { world, owner, stranger } = d
  const made = await d.share()
  await d.enter(made)
  const rows = await world.db.select().from(auditLog)
  const opened = rows.filter(({ action }) => action === 'share.open')
  assert.deepEqual(
    opened.map(({ subject, actor, investigationId }) => [subject, actor, investigationId]),
    [[made.id, 'anyone', d.investigation.id]],
  )
  const { data } = await listAudit(world, owner, { investigationId: d.investigation.id, limit: 50 })
  assert.equal(data.filter(({ action }) => action === 'share.open').length, 1)
  const house = await listAudit(world, d.admin, { limit: 200 })
  assert.equal(house.data.filter(({ action }) => action.startsWith('share.')).length, 0)
  await refuses('not_found', listAudit(world, stranger, { investigationId: d.investigation.id, limit: 50 }))
})

test('a link is over once the document behind one of its exhibits was replaced or deleted', {
  timeout: 120_000,
}, async () => {
  await using d = await sharedExhibits({ more: 1 })
  const { world, ids, documents } = d
  const [, more = ''] = ids
  const [first = '', second = ''] = documents
  const [alone, packet] = [await d.share(), await d.share({ exhibitIds: [more] })]
  const [one, both] = [
    { id: alone.id, key: (await d.enter(alone)).key },
    { id: packet.id, key: (await d.enter(packet)).key },
  ]
  await deleteDocument(world, d.reporter, { id: second })
  await refuses('gone', viewShare(world, anyone, both))
  assert.equal((await viewShare(world, anyone, one)).pages, 2) // the other goes on
  const bytes = (async function* () {
    yield Buffer.from(textPdf([['Another file altogether']]))
  })()
  await replaceDocument(world, d.reporter, { id: first, bytes, declared: null })
  const said = await refuses('gone', viewShare(world, anyone, one))
  assert.match(said.message, /withdrawn or replaced/)
  await refuses('gone', openSharedImage(world, anyone, { ...one, n: 1 }))
  await refuses('gone', d.enter(alone))
  assert.deepEqual(
    (await listShares(world, d.editor, { exhibitId: d.id })).map(({ state }) => state),
    ['replaced', 'replaced'],
  )
})

test('a download stops where its link ends', { timeout: 120_000 }, async () => {
  await using d = await sharedExhibits()
  const { world, editor } = d
  const made = await d.share()
  const visitor = { id: made.id, key: (await d.enter(made)).key, counted: true }
  const small = { ...world, blobs: { ...world.blobs, open: inPieces(world) } } // many pieces, as a large file has
  const file = await openSharedFile(small, anyone, visitor)
  const got: Uint8Array[] = []
  const all = (async () => {
    for await (const piece of await file.open()) {
      got.push(piece)
      if (got.length === 3) await revokeShare(world, editor, { id: made.id })
    }
  })()
  await refuses('gone', all)
  assert.equal(got.length, 3)
  assert.ok(Buffer.concat(got).length < file.bytes)
})

test('what is known of a passcode’s guesses keeps a hundred thousand of them out of any link’s life', {
  timeout: 120_000,
}, async () => {
  const { most, seconds } = limits['share.passcode-day']
  const tries = Math.ceil((shareDays.most * 86_400 + 3600) / seconds) * most
  assert.equal(tries, 3620) // of a million passcodes of six digits: 0.4 %, in half a year, with the link in hand
  assert.ok(tries < 100_000 / 25)
  await using d = await sharedExhibits()
  const made = await d.share({ passcode: '493027' })
  let [looked, refused] = [0, 0]
  for (let round = 0; round < 24; round++) {
    for (let i = 0; i < 6; i++) {
      const guess = d.enter(made, String(100_000 + 6 * round + i), `198.51.100.${round}`)
      const code = await guess.then(
        () => 'open',
        ({ code }: { code: string }) => code,
      )
      assert.notEqual(code, 'open')
      if (code === 'forbidden') looked++
      else refused++
    }
    d.later(15 * 60_000)
  }
  assert.deepEqual([looked, refused], [20, 124]) // in six hours, from 24 addresses
  await refuses('too_many', d.enter(made, '493027', '198.51.100.99'))
  d.later(86_400_000)
  assert.equal((await d.enter(made, '493027')).view.pages, 2)
})

test('a passcode is kept as argon2id', { timeout: 120_000 }, async () => {
  await using d = await sharedExhibits()
  await d.share({ passcode: 'open sesame' })
  const [row] = await d.world.db.select().from(shares)
  assert.match(row?.passcodeHash ?? '', /^\$argon2id\$v=19\$m=(\d{5,}),t=[2-9],p=1\$/)
})

test('visits are forgotten thirty days after their link has ended; how often it was opened stays', {
  timeout: 120_000,
}, async () => {
  await using d = await sharedExhibits()
  const { world, editor } = d
  const [lasting, revoked, short] = [
    await d.share({ expiresAt: new Date(world.now().getTime() + 100 * day).toISOString() }),
    await d.share({ expiresAt: new Date(world.now().getTime() + 100 * day).toISOString() }),
    await d.share({ expiresAt: new Date(world.now().getTime() + day).toISOString() }),
  ]
  for (const made of [lasting, revoked, short]) await d.enter(made)
  d.later(day)
  await revokeShare(world, editor, { id: revoked.id })
  const left = async () => (await world.db.select().from(openings)).map(({ shareId }) => shareId).sort()
  d.later(30 * day)
  await sweep(world, system)
  assert.equal((await left()).length, 3) // thirty days to the second: not yet
  d.later(1)
  await sweep(world, system)
  assert.deepEqual(await left(), [lasting.id])
  assert.deepEqual(
    (await listShares(world, editor, { exhibitId: d.id })).map(({ opens }) => opens),
    [1, 1, 1],
  )
})

const inPieces = (world: World) => async (sha256: string, range?: { start: number; end: number }) =>
  Readable.from(
    (async function* () {
      for await (const piece of await world.blobs.open(sha256, range))
        for (let at = 0; at < piece.length; at += 1000) yield piece.subarray(at, at + 1000)
    })(),
  )
