import assert from 'node:assert/strict'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import * as mupdf from 'mupdf'
import { auditLog, jobs, shares } from '#db/schema'
import { openExhibits } from '#lib/services/shares/find-share'
import { listShares } from '#lib/services/shares/list-shares'
import { openSharedFile, openSharedImage, viewShare } from '#lib/services/shares/open-share'
import { retryShare } from '#lib/services/shares/retry-share'
import { revokeShare } from '#lib/services/shares/revoke-share'
import { fileOfShare } from '#lib/services/shares/share-file'
import type { World } from '#lib/world'
import { anyone, leavesOneRow, refuses } from '../build.ts'
import { doAllWork } from '../fixtures/keep-file.ts'
import { sharedExhibits } from '../fixtures/make-share.ts'

type Pdf = World['exhibits']['pdf']
/** The World whose builder of files does something that it should not. */
const withPdf = (world: World, pdf: Pdf): World => ({ ...world, exhibits: { ...world.exhibits, pdf } })
const failureOf = async (world: World) => (await world.db.select().from(shares)).map(({ failure }) => failure)

test('a name lies over every page of its file and over its index; every box is as black as before', {
  timeout: 240_000,
}, async () => {
  await using d = await sharedExhibits({ more: 1 })
  const { world, ids } = d
  const made = await d.share({ exhibitIds: ids.slice(1), recipient: 'Łukasz Šimić (counsel)' })
  const { key } = await d.enter(made)
  await doAllWork(world)
  assert.deepEqual(await failureOf(world), [null])
  const file = await openSharedFile(world, anyone, { id: made.id, key, counted: true })
  const pages = drawn(await buffer(await file.open()))
  assert.equal(pages.length, 4)
  for (const [i, { red, boxes }] of pages.entries()) {
    assert.ok(red > 2000, `the name lies over page ${i + 1}: ${red} dots`)
    assert.equal(boxes.count, i === 1 || i === 3 ? 1 : 0)
    assert.equal(boxes.tinted, 0, `in the box of page ${i + 1}`)
  }
})

test('a file is never there before the verifier has passed it, and a worker that is stopped leaves none', {
  timeout: 240_000,
}, async () => {
  await using d = await sharedExhibits({ more: 1 })
  const { world, ids } = d
  const made = await d.share({ exhibitIds: ids.slice(1) })
  const visitor = { id: made.id, key: (await d.enter(made)).key, counted: true }
  let asked = 0
  const watched: World = {
    ...world,
    exhibits: {
      ...world.exhibits,
      async *verify(...of: Parameters<World['exhibits']['verify']>) {
        asked++
        await refuses('unavailable', openSharedFile(world, anyone, visitor))
        yield* world.exhibits.verify(...of)
        await refuses('unavailable', openSharedFile(world, anyone, visitor))
      },
    },
  }
  await doAllWork(watched)
  assert.equal(asked, 1)
  assert.match((await openSharedFile(world, anyone, visitor)).name, /^packet-RING-E1-and-1-more\.pdf$/)
})

test('what the verifier finds in a file is kept in words, nobody gets the file, and an editor can have it made again', {
  timeout: 300_000,
}, async () => {
  await using d = await sharedExhibits({ more: 1 })
  const { world, editor, ids } = d
  const made = await d.share({ exhibitIds: ids.slice(1), recipient: 'Mx. Reader' })
  const visitor = { id: made.id, key: (await d.enter(made)).key }
  const bad: Record<string, [Pdf, RegExp]> = {
    'a word under a box': [
      (title, sheets, mark) => {
        const said = sheets.map((sheet) => ({
          ...sheet,
          words: [...sheet.words, ...sheet.taken.map(({ box }) => ({ text: 'Placeholder', box, line: 0 }))],
        }))
        return world.exhibits.pdf(title, said, mark)
      },
      /touches a mark/,
    ],
    'another name': [(title, sheets) => world.exhibits.pdf(title, sheets, 'Somebody Else'), /another name lies over/],
    'no name': [(title, sheets) => world.exhibits.pdf(title, sheets), /name lies over some of its pages only/],
    'another stamp': [
      (title, sheets, mark) =>
        world.exhibits.pdf(
          title,
          sheets.map((sheet) => ({ ...sheet, stamp: 'P-1' })),
          mark,
        ),
      /another stamp/,
    ],
    'an index that says more': [
      (title, sheets, mark) =>
        world.exhibits.pdf(
          title,
          sheets.map((sheet) => ({ ...sheet, says: [...(sheet.says ?? []), { text: 'x', x: 9, y: 9, size: 9 }] })),
          mark,
        ),
      /says something besides/,
    ],
    'pages in another order': [
      (title, [index, one, two, three], mark) =>
        world.exhibits.pdf(
          title,
          [index, two, one, three].flatMap((sheet) => sheet ?? []),
          mark,
        ),
      /another stamp/,
    ],
    'an index that is a picture': [
      (title, [index, ...rest], mark) =>
        world.exhibits.pdf(title, [...(index ? [{ ...index, image: rest[0]?.image ?? null }] : []), ...rest], mark),
      /Outside the boxes/,
    ],
    'a page missing': [
      (title, sheets, mark) => world.exhibits.pdf(title, sheets.slice(0, -1), mark),
      /not the file that was meant|Pages rebuilt/,
    ],
  }
  for (const [what, [pdf, said]] of Object.entries(bad)) {
    await leavesOneRow(world, 'share.fail', { kind: 'system', job: 'shares.build' }, () =>
      doAllWork(withPdf(world, pdf)),
    )
    const [failure] = await failureOf(world)
    assert.match(failure ?? '', said, what)
    const refused = await refuses('conflict', openSharedFile(world, anyone, { ...visitor, counted: true }))
    assert.doesNotMatch(refused.message, /touch|stamp|verifier/) // why is the team’s business
    assert.equal((await viewShare(world, anyone, visitor)).failed, true)
    await openSharedImage(world, anyone, { ...visitor, n: 1 })
    const [listed] = await listShares(world, editor, { exhibitId: d.id })
    assert.deepEqual([listed?.built, listed?.failure], [false, failure])
    await leavesOneRow(world, 'share.retry', editor, () => retryShare(world, editor, { id: made.id }))
    assert.deepEqual(await failureOf(world), [null])
  }
  for (const below of [d.reporter, d.viewer]) await refuses('forbidden', retryShare(world, below, { id: made.id }))
  await refuses('not_found', retryShare(world, d.stranger, { id: made.id }))
  await refuses('unauthenticated', retryShare(world, anyone, { id: made.id }))
  await refuses('conflict', retryShare(world, editor, { id: made.id })) // it is being made
  await doAllWork(world)
  assert.equal((await listShares(world, editor, { exhibitId: d.id }))[0]?.built, true)
  await refuses('conflict', retryShare(world, editor, { id: made.id }))
  const kept = JSON.stringify(await world.db.select().from(auditLog))
  assert.equal(kept.includes('Casey Placeholder'), false)
})

test('a file that breaks down every time says so, and a link that ended gets none', {
  timeout: 240_000,
}, async () => {
  await using d = await sharedExhibits()
  const { world } = d
  const made = await d.share({ recipient: 'Mx. Reader' })
  const broken = withPdf(world, () => {
    throw new Error('no room')
  })
  for (let i = 0; i < 3; i++) {
    await doAllWork(broken)
    d.later(3_600_000)
  }
  assert.match((await failureOf(world))[0] ?? '', /broke down several times/)
  await retryShare(world, d.editor, { id: made.id })
  await revokeShare(world, d.editor, { id: made.id })
  await doAllWork(world)
  const [row] = await world.db.select().from(shares)
  assert.deepEqual([row?.packet, row?.failure], [null, null])
  assert.deepEqual(new Set((await world.db.select().from(jobs)).map(({ status }) => status)), new Set(['done', 'dead']))
})

test('what one exhibit takes out must not stand in another of the same packet, nor in the name on its pages', {
  timeout: 240_000,
}, async () => {
  await using d = await sharedExhibits({ more: 1, firstOnly: '(555) 555-0142' })
  const [, more = ''] = d.ids
  const said = await refuses('invalid', d.share({ exhibitIds: [more] }))
  assert.match(said.message, /“Exhibit number 1”, page 1, says what “Exhibit number 0” takes out/)
  assert.doesNotMatch(said.message, /Placeholder/)
  await d.share() // each by a link of its own
  await d.share({ exhibitIds: [] })
  for (const recipient of ['Casey Placeholder', 'the office of casey  PLACEHOLDER'])
    assert.match((await refuses('invalid', d.share({ recipient }))).message, /taken out/)
})

test('an index of a large packet goes on over sheets, and numbers go through', { timeout: 240_000 }, async () => {
  await using d = await sharedExhibits()
  const { world } = d
  await d.share({ recipient: 'Zoë' })
  const row = (await world.db.select().from(shares))[0] ?? assert.fail()
  const [one = assert.fail()] = await openExhibits(world.db, row, world.now())
  const its = Array.from({ length: 50 }, (_, i) => ({ ...one, title: `Exhibit ${i}: ${'long '.repeat(30)}` }))
  const { sheets, claimed, mark } = await fileOfShare(world, { ...row, exhibitIds: its.map(({ id }) => id) }, its)
  assert.deepEqual([mark, sheets.length, claimed.pages.length, claimed.marks.length], ['Zoë', 105, 105, 50])
  const index = sheets.filter(({ says }) => says.length > 0)
  assert.deepEqual([index.length, index[4]?.stamp], [5, 'Prepared for Zoë · Index 5 of 5'])
  for (const { says, height } of index) for (const { y } of says) assert.ok(y < height - 20, `${y}`)
  const lines = index.flatMap(({ says }) => says.map(({ text }) => text))
  assert.equal(lines.filter((text) => /^P-\d+ to P-\d+ · RING-E1, version 1 · 2 pages$/.test(text)).length, 50)
  assert.equal(sheets.at(-1)?.stamp, 'Prepared for Zoë · P-100 · RING-E1 · 2 of 2')
  assert.deepEqual([...new Set(claimed.marks.map(({ page }) => page))].length, 50)
})

/** So long a black line is in no letter. */
const run = Array.from({ length: 30 }, (_, i) => 4 * i)

/** Each page as another engine draws it: dots that are red, and dark boxes with dots in them that are not black. */
function drawn(bytes: Uint8Array) {
  const file = mupdf.Document.openDocument(bytes, 'application/pdf')
  return Array.from({ length: file.countPages() }, (_, i) => {
    const page = file.loadPage(i).toPixmap([2, 0, 0, 2, 0, 0], mupdf.ColorSpace.DeviceRGB, false)
    const [wide, high, dots] = [page.getWidth(), page.getHeight(), page.getPixels()]
    const at = (x: number, y: number) => [0, 1, 2].map((k) => dots[(y * wide + x) * 3 + k] ?? 0)
    let red = 0
    let [left, right, top, bottom] = [wide, 0, high, 0]
    for (let y = 0; y < high; y++)
      for (let x = 0; x < wide; x++) {
        const [r = 0, g = 0, b = 0] = at(x, y)
        if (r - g > 20 && r - b > 20) red++
        if (y < high / 2 && run.every((far) => (at(x + far, y)[0] ?? 255) < 8)) {
          ;[left, right] = [Math.min(left, x), Math.max(right, x)]
          ;[top, bottom] = [Math.min(top, y), Math.max(bottom, y)]
        }
      }
    return { red, boxes: boxIn({ left, right, top, bottom }, at) }
  })
}

function boxIn(
  { left, right, top, bottom }: { left: number; right: number; top: number; bottom: number },
  at: (x: number, y: number) => number[],
) {
  if (right <= left || bottom - top < 20) return { count: 0, tinted: 0 }
  let tinted = 0
  for (let y = top + 2; y < bottom - 2; y++)
    for (let x = left + 2; x < right - 2; x++) {
      const [r = 0, g = 0, b = 0] = at(x, y)
      if (r !== g || g !== b) tinted++ // the reason is white, and grey at its edges
    }
  return { count: 1, tinted }
}
