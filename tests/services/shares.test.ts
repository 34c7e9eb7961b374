import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import * as mupdf from 'mupdf'
import { auditLog, jobs, openings, shares } from '#db/schema'
import { addMarks } from '#lib/services/exhibits/add-marks'
import { prepareExhibit } from '#lib/services/exhibits/prepare-exhibit'
import { withdrawExhibit } from '#lib/services/exhibits/publish-exhibit'
import { createShare } from '#lib/services/shares/create-share'
import { enterShare } from '#lib/services/shares/enter-share'
import { listShares } from '#lib/services/shares/list-shares'
import { openSharedFile, openSharedImage, viewShare, viewSharedPages } from '#lib/services/shares/open-share'
import { revokeShare } from '#lib/services/shares/revoke-share'
import { anyone, buildTeam, leavesNoRow, leavesOneRow, refuses } from '../build.ts'
import { doAllWork } from '../fixtures/keep-file.ts'
import { address, sharedExhibits } from '../fixtures/make-share.ts'

const day = 86_400_000

test('an editor makes, lists and revokes links, nobody below; each leaves one row', { timeout: 120_000 }, async () => {
  await using d = await sharedExhibits()
  const { world, id, editor } = d
  const input = { exhibitId: id }
  for (const below of [d.reporter, d.viewer]) {
    await refuses('forbidden', createShare(world, below, input))
    await refuses('forbidden', listShares(world, below, input))
  }
  await refuses('not_found', createShare(world, d.stranger, input))
  await refuses('not_found', listShares(world, d.stranger, input))
  await refuses('unauthenticated', createShare(world, anyone, input))
  const made = await leavesOneRow(world, 'share.create', editor, () => createShare(world, editor, input))
  assert.equal(made.url, `${world.env.appUrl}/s/${made.id}#${made.token}`)
  assert.match(made.token, /^[\w-]{43}$/)
  for (const below of [d.reporter, d.viewer]) await refuses('forbidden', revokeShare(world, below, { id: made.id }))
  await refuses('not_found', revokeShare(world, d.stranger, { id: made.id }))
  const entered = await leavesOneRow(world, 'share.open', anyone, () => d.enter(made))
  assert.deepEqual(
    [entered.view.exhibit.title, entered.view.exhibit.number, entered.view.pages, entered.seconds],
    ['Exhibit number 0', 'RING-E1', 2, 1800],
  )
  await leavesOneRow(world, 'share.revoke', editor, () => revokeShare(world, editor, { id: made.id }))
  const [listed] = await listShares(world, editor, { exhibitId: 'RING-E1' })
  assert.deepEqual(
    [listed?.state, listed?.opens, listed?.lastOpenedAt, listed?.passcode],
    ['revoked', 1, world.now().toISOString(), false],
  )
})

test('only what is approved or published and has not changed can be shared, for at most 180 days', {
  timeout: 120_000,
}, async () => {
  await using d = await sharedExhibits()
  const { world, editor } = d
  const at = (ms: number) => ({ expiresAt: new Date(world.now().getTime() + ms).toISOString() })
  await refuses('invalid', d.share(at(0)))
  await refuses('invalid', d.share(at(181 * day)))
  await d.share(at(180 * day))
  await refuses('invalid', d.share({ exhibitIds: [d.id] })) // twice
  await refuses('invalid', d.share({ exhibitIds: ['exh_none'] }))
  const other = await buildTeam(world, 'Elsewhere', 'ELSE')
  await refuses('not_found', createShare(world, other.editor, { exhibitId: d.id }))
  const before = await d.share()
  await addMarks(world, d.reporter, {
    documentId: d.documents[0] ?? '',
    input: { find: 'nothing', reason: 'other' },
  })
  await refuses('conflict', d.share()) // its marks have changed since
  assert.equal((await d.enter(before)).view.pages, 2) // what was sent is frozen
  const made = await prepareExhibit(world, d.reporter, { documentId: d.documents[0] ?? '', input: { title: 'New' } })
  await refuses('conflict', createShare(world, editor, { exhibitId: made.id })) // not built, not approved
})

test('a link ends with its last second, on revocation and with its exhibit, for whoever reads just then', {
  timeout: 120_000,
}, async () => {
  await using d = await sharedExhibits()
  const { world, editor } = d
  const made = await d.share({ expiresAt: new Date(world.now().getTime() + 60_000).toISOString() })
  const { key, seconds } = await d.enter(made)
  assert.equal(seconds, 60) // a visit does not outlast its link
  const visitor = { id: made.id, key }
  d.later(59_000)
  assert.equal((await viewShare(world, anyone, visitor)).pages, 2)
  d.later(1000)
  await refuses('gone', viewShare(world, anyone, visitor))
  await refuses('gone', openSharedFile(world, anyone, { ...visitor, counted: true }))
  await refuses('gone', enterShare(world, anyone, { id: made.id, token: 'x', address })) // to everybody

  const second = await d.share()
  const reads = { id: second.id, key: (await d.enter(second)).key }
  await openSharedImage(world, anyone, { ...reads, n: 1 })
  await revokeShare(world, editor, { id: second.id })
  await refuses('gone', openSharedImage(world, anyone, { ...reads, n: 1 }))
  await refuses('gone', d.enter(second))

  const third = await d.share()
  const last = { id: third.id, key: (await d.enter(third)).key }
  await withdrawExhibit(world, editor, { id: d.id, reason: 'A name was missed.' })
  await refuses('gone', viewSharedPages(world, anyone, { ...last, from: 1, limit: 9 }))
  await refuses('gone', openSharedFile(world, anyone, { ...last, counted: true }))
  await refuses('gone', d.enter(third))
  await refuses('conflict', d.share())
  assert.deepEqual((await listShares(world, editor, { exhibitId: d.id })).map(({ state }) => state).sort(), [
    'expired',
    'revoked',
    'withdrawn',
  ])
})

test('no token but the right one opens a link, and a wrong one answers like a link that never was', {
  timeout: 120_000,
}, async () => {
  await using d = await sharedExhibits()
  const { world } = d
  const made = await d.share()
  const other = await d.share()
  const { token } = made
  const wrong = [
    '',
    'x',
    token.slice(0, -1),
    token.slice(1),
    `${token}A`,
    ` ${token}`,
    token.toLowerCase(),
    other.token,
  ]
  wrong.push(world.digest(token), `${token}\n`, '/', '%', '\u{1F512}', randomBytes(32).toString('base64url'))
  for (const [i, guess] of wrong.entries()) {
    const from = `203.0.113.${i}`
    const said = await refuses('not_found', enterShare(world, anyone, { id: made.id, token: guess, address: from }))
    const none = { id: 'shr_none', token: guess, address: from }
    assert.equal((await refuses('not_found', enterShare(world, anyone, none))).message, said.message)
  }
  await leavesNoRow(world, () => refuses('not_found', d.enter({ id: made.id, token: 'x' })))
  const visitor = { id: made.id, key: (await d.enter(made)).key }
  await refuses('unauthenticated', viewShare(world, anyone, { id: other.id, key: visitor.key })) // another link’s visit
  for (const key of [undefined, '', 'x', token])
    await refuses('unauthenticated', viewShare(world, anyone, { ...visitor, key }))
  await refuses('not_found', openSharedImage(world, anyone, { ...visitor, n: 3 }))
  d.later(30 * 60_000)
  await refuses('unauthenticated', viewShare(world, anyone, visitor)) // half an hour is over
})

test('an address opens twenty links a minute, and only the token gets five tries at the passcode, over a restart too', {
  timeout: 120_000,
}, async () => {
  await using d = await sharedExhibits()
  const { world } = d
  const made = await d.share({ passcode: 'open sesame' })
  const said = await refuses('forbidden', d.enter(made))
  assert.match(said.message, /asks for a passcode/)
  for (let i = 0; i < 7; i++) {
    const guess = { id: made.id, token: 'wrong', passcode: `guess ${i}`, address: '198.51.100.1' }
    await refuses('not_found', enterShare(world, anyone, guess))
  }
  for (let i = 0; i < 4; i++) await refuses('forbidden', d.enter(made, `guess ${i}`))
  assert.equal((await d.enter(made, 'open sesame')).view.pages, 2) // being right forgets them
  for (let i = 0; i < 5; i++) await refuses('forbidden', d.enter(made, `guess ${i}`, '198.51.100.2'))
  await refuses('too_many', d.enter(made, 'open sesame', '198.51.100.3'))
  const restarted = { ...world, memory: new Map() }
  const right = { id: made.id, token: made.token, passcode: 'open sesame', address: '198.51.100.4' }
  await refuses('too_many', enterShare(restarted, anyone, right))
  d.later(15 * 60_000)
  assert.equal((await enterShare(restarted, anyone, right)).view.pages, 2)
  for (let i = 0; i < 20; i++) await refuses('not_found', enterShare(world, anyone, { ...right, token: 'x', address }))
  await refuses('too_many', enterShare(world, anyone, { ...right, address }))
})

test('neither token nor passcode nor key is kept anywhere, and what a visitor gets does not name the original', {
  timeout: 120_000,
}, async () => {
  await using d = await sharedExhibits()
  const { world } = d
  const written: string[] = []
  const [out, err] = [process.stdout.write, process.stderr.write]
  const keep = (chunk: string | Uint8Array) => written.push(String(chunk)) > 0
  const made = await d.share({ passcode: 'open sesame', recipient: 'Zoë (counsel)' })
  process.stdout.write = keep
  process.stderr.write = keep
  const { key, view } = await d.enter(made, 'open sesame').finally(() => {
    process.stdout.write = out
    process.stderr.write = err
  })
  await doAllWork(world)
  const rows = [shares, openings, auditLog, jobs].map((table) => world.db.select().from(table))
  const kept = JSON.stringify([
    await Promise.all(rows),
    written,
    await listShares(world, d.editor, { exhibitId: d.id }),
  ])
  for (const secret of [made.token, key, 'open sesame']) assert.equal(kept.includes(secret), false)
  assert.equal(kept.includes(world.digest(made.token)), true) // it is looked for where it would be
  const visitor = { id: made.id, key }
  const pages = await viewSharedPages(world, anyone, { ...visitor, from: 1, limit: 9 })
  const file = await openSharedFile(world, anyone, { ...visitor, counted: true })
  const told = JSON.stringify([view, pages, file.name])
  for (const inside of ['secret-source', 'doc_', 'Placeholder', 'exh_', 'mrk_', 'inv_'])
    assert.equal(told.includes(inside), false, inside)
  assert.deepEqual(
    pages.map(({ n, page, of, words }) => [n, page, of, words.map(({ text }) => text).join(' ')]),
    [
      [1, 1, 2, 'Notes 0 for and nothing else'],
      [2, 2, 2, 'Second sheet'],
    ],
  )
})

test('a packet is one file behind an index, numbered through and stamped for its recipient; reading is counted', {
  timeout: 120_000,
}, async () => {
  await using d = await sharedExhibits({ more: 1 })
  const { world, editor, ids } = d
  const [, more = ''] = ids
  const made = await d.share({ exhibitIds: [more], recipient: 'Zoë Šimić (counsel)' })
  const { key, view } = await d.enter(made)
  assert.deepEqual([view.exhibits.map(({ number }) => number), view.pages], [['RING-E1', 'RING-E2'], 3])
  const visitor = { id: made.id, key }
  await refuses('unavailable', openSharedFile(world, anyone, { ...visitor, counted: true }))
  const pages = await viewSharedPages(world, anyone, { ...visitor, from: 2, limit: 2 })
  assert.deepEqual(
    pages.map(({ n, number, page }) => [n, number, page]),
    [
      [2, 'RING-E1', 2],
      [3, 'RING-E2', 1],
    ],
  )
  const image = await openSharedImage(world, anyone, { ...visitor, n: 3 })
  assert.equal((await buffer(await image.open())).length, image.bytes)
  await leavesOneRow(world, 'share.build', { kind: 'system', job: 'shares.build' }, () => doAllWork(world))
  const file = await openSharedFile(world, anyone, { ...visitor, counted: true })
  const bytes = await buffer(await file.open())
  assert.equal(bytes.length, file.bytes)
  const sheets = textOf(bytes)
  const text = sheets.join('\n')
  assert.deepEqual([sheets.length, text.includes('Placeholder')], [4, false])
  assert.match(text, /Prepared for Zoë Simic \(counsel\) · P-3 · RING-E2 · 1 of 1/)
  assert.match(text, /P-1 to P-2 · RING-E1, version 1/)
  assert.match(text, /Prepared for Zoë Simic \(counsel\) · Index/)
  const [listed] = await listShares(world, editor, { exhibitId: more })
  assert.deepEqual([listed?.built, listed?.pagesRead, listed?.downloads], [true, 1, 1])
  await withdrawExhibit(world, editor, { id: more, reason: 'It was the wrong one.' })
  await refuses('gone', openSharedFile(world, anyone, { ...visitor, counted: false })) // one of them is enough
})

test('a link to one exhibit without a recipient gives the very file that was verified', {
  timeout: 120_000,
}, async () => {
  await using d = await sharedExhibits()
  const made = await d.share()
  const { key, view } = await d.enter(made)
  const file = await openSharedFile(d.world, anyone, { id: made.id, key, counted: true })
  assert.equal(
    createHash('sha256')
      .update(await buffer(await file.open()))
      .digest('hex'),
    view.exhibit.sha256,
  )
})

/** What stands on each page, as another engine reads it. */
function textOf(bytes: Uint8Array): string[] {
  const file = mupdf.Document.openDocument(bytes, 'application/pdf')
  return Array.from({ length: file.countPages() }, (_, i) => file.loadPage(i).toStructuredText('').asText())
}
