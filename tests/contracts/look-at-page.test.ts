import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { deflateSync, inflateSync } from 'node:zlib'
import { coversOn } from '#lib/domain/judge-exhibit'
import { cellsOf } from '#lib/io/children/cells'
import { dotsOf } from '#lib/io/children/exhibit-dots'
import { lookAtPage } from '#lib/io/children/look-at-page'
import { type PartSheet, takeApart } from '#lib/io/children/pdf-parts'
import { openedBy, startEngine } from '#lib/io/children/second-engine'
import { createStrips } from '#lib/io/children/strips'
import { footer } from '#lib/io/exhibit-pdf'
import { makeExhibit } from '../fixtures/make-exhibit.ts'
import { textPdf } from '../fixtures/make-pdf.ts'
import { testWorld } from '../world.ts'

/**
 * What the verifier sees of a page itself, should the form of its file once tell it nothing: each of these would be
 * refused for its form alone.
 */
const folder = mkdtempSync(join(tmpdir(), 'unsealed-look-'))
const t = await testWorld()
after(async () => {
  await t[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})
const lines = [
  'Notes for Casey Placeholder',
  'and a line that stays',
  ...Array.from({ length: 30 }, (_, i) => `Line ${i} of it`),
]
const exhibit = await makeExhibit(t.world, folder, textPdf([lines]), { terms: ['Casey Placeholder'] })
const covers = coversOn(exhibit.claimed.marks, 1)
const [sheet] = takeApart(exhibit.file, []).sheets
assert.ok(sheet)
const whole: PartSheet = sheet
const picture = await dotsOf(whole.image)
const rowOf = (row: number) => {
  const { dots, from = 0, stride = 0, width } = picture
  return dots.subarray(from + row * stride, from + row * stride + width)
}
const own = {
  width: whole.image.width,
  height: whole.image.height,
  cells: Buffer.from(cellsOf(picture)).toString('base64'),
}

/** What is seen of the page when its contents are changed, or when its picture is taken for another. */
async function seen(change: { contents?: (text: string) => string; sheet?: PartSheet; source?: typeof own } = {}) {
  const engine = openedBy(await startEngine(), drawing(change.contents ?? ((text) => text)))
  assert.ok(engine)
  const strips = createStrips()
  const asked = { do: 'page' as const, page: 1, ...covers, footer }
  const { found, compare } = await lookAtPage(engine, change.sheet ?? whole, asked, strips)
  return { ...found, outside: compare(change.source ?? own), strips: strips.all().length }
}
/** The file with the contents of its page changed; its table is mended by whoever reads it. */
function drawing(change: (text: string) => string): Buffer {
  const text = exhibit.file.toString('latin1')
  const id = /\/Contents (\d+) 0 R/.exec(text)?.[1]
  const from = text.indexOf(`${id} 0 obj\n`)
  const [begin, end] = [text.indexOf('\nstream\n', from) + 8, text.indexOf('\nendstream', from)]
  const data = deflateSync(
    Buffer.from(change(inflateSync(exhibit.file.subarray(begin, end)).toString('latin1')), 'latin1'),
  )
  const head = Buffer.from(`${id} 0 obj\n<</Filter/FlateDecode/Length ${data.length}>>\nstream\n`)
  return Buffer.concat([exhibit.file.subarray(0, from), head, data, exhibit.file.subarray(end)])
}
const onTop = (what: string) => (text: string) => text.replace('\n0 Tr 1 g\n', `\n${what}\n0 Tr 1 g\n`)
const nothing = { bright: 0, stored: 0, other: 0, over: 0, strips: 0 }
const summed = ({ bright, stored, outside, over, strips }: Awaited<ReturnType<typeof seen>>) => ({
  bright: Math.sign(Math.max(...bright)),
  stored: Math.sign(Math.max(...stored)),
  other: Math.sign(outside.cells),
  over: Math.sign(over),
  strips,
})

test('of a page as it was built nothing is wrong', async () => {
  const found = await seen()
  assert.deepEqual(summed(found), nothing)
  assert.ok(found.outside.of > 50_000 && covers.fills.length === 1)
})

const [box = [0, 0, 0, 0]] = covers.fills
const [x, y] = [box[0] * 612, (1 - box[3]) * 792 + footer]

test('a shape drawn over a box is seen as light in it', async () => {
  const found = await seen({ contents: onTop(`1 g ${x + 70} ${y + 4} 4 4 re f 0 g`) })
  assert.deepEqual(summed(found), { ...nothing, bright: 1, strips: 1, over: 1 })
})

test('a letter drawn in a box beside its printed reason is seen as light in it', async () => {
  const found = await seen({
    contents: onTop(`0 Tr 1 g BT 100 Tz /L 7 Tf 1 0 0 1 ${x + 60} ${y + 5} Tm (K) Tj ET 3 Tr 0 g`),
  })
  assert.deepEqual(summed(found), { ...nothing, bright: 1, strips: 1, over: 1 })
})

test('a thin line, a letter and a light wash drawn outside of boxes are seen to lie over the picture', async () => {
  for (const what of [
    '0 G .3 w 300 90 m 300 140 l S',
    '0 Tr 0 g BT 100 Tz /L 9 Tf 1 0 0 1 400 80 Tm (i) Tj ET 3 Tr',
    '.92 g 100 60 40 40 re f',
    '1 g 70 400 60 60 re f',
  ])
    assert.deepEqual(summed(await seen({ contents: onTop(`${what} 0 g`) })), { ...nothing, over: 1 }, what)
})

test('a picture that is drawn smaller, elsewhere or not at all is none that the file holds', async () => {
  const [place = ''] = /^q .* cm \/I Do Q/.exec(inflatedContents()) ?? []
  assert.ok(place)
  for (const other of ['q 609 0 0 789 0 18 cm /I Do Q', 'q 612 0 0 792 2 18 cm /I Do Q', '0 g'])
    assert.equal(summed(await seen({ contents: (text) => text.replace(place, other) })).over, 1, other)
})
function inflatedContents(): string {
  let contents = ''
  drawing((text) => {
    contents = text
    return text
  })
  return contents
}

test('a picture other than the one that is drawn is seen, and so is a light dot in its box', async () => {
  const [px, py] = [Math.round((box[0] + 0.01) * own.width), Math.round(((box[1] + box[3]) / 2) * own.height)]
  const spoilt = (place: number) => {
    const rows = Buffer.alloc((own.width + 1) * own.height)
    for (let row = 0; row < own.height; row++) rows.set(rowOf(row), row * (own.width + 1) + 1)
    for (let dy = 0; dy < 4; dy++) rows.fill(0x77, place + dy * (own.width + 1), place + dy * (own.width + 1) + 4)
    return { ...whole, image: { ...whole.image, data: deflateSync(rows) } }
  }
  const inBox = await seen({ sheet: spoilt(py * (own.width + 1) + 1 + px) })
  assert.deepEqual({ ...summed(inBox), over: 0 }, { ...nothing, stored: 1 })
  const beside = await seen({ sheet: spoilt(Math.round(own.height * 0.9) * (own.width + 1) + 400) })
  assert.deepEqual(summed(beside), { ...nothing, other: 1, over: 1 })
})

test('a source of another size, or one that was not drawn whole, is another source', async () => {
  for (const source of [
    { ...own, width: own.width - 4 },
    { ...own, cells: own.cells.slice(0, -8) },
    { ...own, cells: '' },
  ]) {
    const { outside } = await seen({ source })
    assert.ok(outside.cells === outside.of && outside.of > 0)
  }
})
