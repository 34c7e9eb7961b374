import assert from 'node:assert/strict'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import type { ParsedPage } from '#lib/domain/page'
import type { World } from '#lib/world'
import { drawLines, pdfOf, stream, textPdf } from '../fixtures/make-pdf.ts'
import { type TestWorld, testWorld } from '../world.ts'

let t: TestWorld
let world: World
before(async () => {
  t = await testWorld()
  world = t.world
})
after(() => t[Symbol.asyncDispose]())

async function read(path: string): Promise<ParsedPage[]> {
  const pages: ParsedPage[] = []
  for await (const event of world.reader.readDocument(path, { mediaType: 'application/pdf' })) {
    if (event.kind === 'failed') throw new Error(`${path}: ${event.detail}`)
    if (event.kind === 'page') pages.push(event.page)
  }
  return pages
}

let n = 0
async function readBytes(bytes: Buffer): Promise<ParsedPage> {
  const path = join(world.env.UNSEALED_DATA, `hidden-${n++}.pdf`)
  writeFileSync(path, bytes)
  const [page] = await read(path)
  return page ?? assert.fail('no page')
}
const heldOn = (page: ParsedPage) => (page.held ?? []).map(({ word, place }) => `${word.text} ${place.kind}`)

/** One page with a font, a picture /Im of `grey` dots (8 × 8 of them) and what else is drawn. */
function pictured(content: string, grey: (x: number, y: number) => number, size = 8): Buffer {
  const dots = Buffer.alloc(size * size)
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) dots[y * size + x] = grey(x, y)
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [4 0 R] /Count 1 >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> /XObject << /Im 6 0 R >> >> /Contents 5 0 R >>',
    stream(content),
    stream(
      dots,
      `/Type /XObject /Subtype /Image /Width ${size} /Height ${size} /ColorSpace /DeviceGray /BitsPerComponent 8 `,
    ),
  ])
}
const lines = drawLines(['The invoice was approved by', 'Jane Roe', 'and paid in full'])
const seen = 'The invoice was approved by\nand paid in full'

/** [what, the page, what is held, what is read] */
const hides: [string, Buffer, string[], string][] = [
  [
    'a black box over words',
    textPdf([`${lines} 0 g 60 698 200 16 re f`]),
    ['Jane under_a_box', 'Roe under_a_box'],
    seen,
  ],
  [
    'a white box over words',
    textPdf([`${lines} 1 g 60 698 200 16 re f`]),
    ['Jane under_a_box', 'Roe under_a_box'],
    seen,
  ],
  [
    'a box drawn as a path of its own, not as a rectangle',
    textPdf([`${lines} 0.2 g 60 698 m 260 698 l 260 714 l 60 714 l h f`]),
    ['Jane under_a_box', 'Roe under_a_box'],
    seen,
  ],
  [
    'a thick black line',
    textPdf([`${lines} 16 w 60 706 m 260 706 l S`]),
    ['Jane under_a_box', 'Roe under_a_box'],
    seen,
  ],
  [
    'a hatched black box',
    textPdf([`${lines} 0 g 60 698 200 16 re f 0.5 G 0.5 w 60 698 m 76 714 l 100 698 m 116 714 l 76 698 m 60 714 l S`]),
    ['Jane under_a_box', 'Roe under_a_box'],
    seen,
  ],
  [
    'a black box with the word REDACTED on it',
    textPdf([`${lines} 0 g 60 698 200 16 re f 1 g BT /F1 6 Tf 74 703 Td (REDACTED) Tj ET`]),
    ['Jane under_a_box', 'Roe under_a_box'],
    `${seen}\nREDACTED`,
  ],
  [
    'white words on white',
    textPdf([`${drawLines(['Shown'])} 1 g ${drawLines(['not shown'], 72, 600)}`]),
    ['not same_colour', 'shown same_colour'],
    'Shown',
  ],
  [
    'black words on a black box drawn before them',
    textPdf([`0 g 60 590 200 30 re f ${drawLines(['Shown'])} ${drawLines(['not shown'], 72, 600)}`]),
    ['not under_a_box', 'shown under_a_box'],
    'Shown',
  ],
  [
    'a picture over words',
    pictured(`${lines} q 200 0 0 16 60 698 cm /Im Do Q`, () => 90),
    ['Jane under_a_box', 'Roe under_a_box'],
    seen,
  ],
  [
    'words that are written to be invisible, with nothing beneath them',
    textPdf([`${drawLines(['Shown'])} BT 3 Tr /F1 12 Tf 72 600 Td (never drawn) Tj ET`]),
    ['never invisible', 'drawn invisible'],
    'Shown',
  ],
  [
    'words read off a scan under a box that is painted into it',
    // the middle of the picture is black, the rest is striped as writing is
    pictured(
      `q 612 0 0 792 0 0 cm /Im Do Q BT 3 Tr /F1 12 Tf 72 700 Td (Read here) Tj 0 -304 Td (Jane Roe) Tj ET`,
      (_, y) => (y > 112 && y < 144 ? 0 : y % 3 === 0 ? 30 : 240),
      256,
    ),
    ['Jane under_a_box', 'Roe under_a_box'],
    'Read here',
  ],
  [
    'words outside the part of the page that is shown',
    textPdf([`${drawLines(['Shown'], 72, 500)} ${drawLines(['cut away'], 72, 700)}`], { crop: [0, 0, 612, 600] }),
    ['cut off_page', 'away off_page'],
    'Shown',
  ],
]
for (const [what, bytes, held, text] of hides)
  test(`${what}: held back, and everything else is read`, async () => {
    const page = await readBytes(bytes)
    assert.deepEqual(heldOn(page).toSorted(), held.toSorted())
    assert.equal(page.text, text)
    assert.equal(page.words.map((word) => word.text).join(' '), text.replaceAll('\n', ' '))
  })

const hidesNothing: [string, Buffer][] = [
  ['white words on a coloured band', textPdf([`0.1 0.3 0.5 rg 60 690 400 40 re f 1 g ${lines}`])],
  [
    'a table with grey rows, drawn cell by cell',
    textPdf([
      [720, 704, 688]
        .map(
          (y) =>
            `0.85 g 70 ${y - 4} 150 16 re f 0 g ${drawLines(['cell one'], 72, y)} 0.6 g 220 ${y - 4} 150 16 re f 0 g ${drawLines(['two'], 230, y)}`,
        )
        .join(' '),
    ]),
  ],
  ['a border drawn around words after them', textPdf([`${lines} 2 w 60 660 300 80 re S`])],
  [
    'a highlighter over words, through which they are seen',
    pdfOf([
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [4 0 R] /Count 1 >>',
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> /ExtGState << /G << /BM /Multiply >> >> >> /Contents 5 0 R >>',
      stream(`${lines} /G gs 1 1 0 rg 60 698 200 16 re f`),
    ]),
  ],
  ['a picture beside words', pictured(`${lines} q 200 0 0 200 60 100 cm /Im Do Q`, (x, y) => (x * y * 4) % 255)],
  ['underlined and struck words', textPdf([`${lines} 0 g 72 702 50 0.7 re f 72 708 50 0.7 re f`])],
  [
    'words read off a scan that stand a little beside what they name',
    pictured(
      `q 612 0 0 792 0 0 cm /Im Do Q BT 3 Tr /F1 12 Tf 72 700 Td (every word of it) Tj 0 -40 Td (is misplaced) Tj ET`,
      () => 255,
    ),
  ],
  ['dots, dashes and lines of them', textPdf([['Name .......... ', '----------', '_____']])],
]
for (const [what, bytes] of hidesNothing)
  test(`${what}: nothing is held back`, async () => {
    assert.deepEqual(heldOn(await readBytes(bytes)), [])
  })

const corpus = process.env.UNSEALED_CORPUS ?? resolve(import.meta.dirname, '../../../shared/corpus')
const skip = existsSync(corpus) ? false : 'there is no corpus of real files here (UNSEALED_CORPUS)'

test('the failed redactions of real filings are found, and none where there are none', { skip }, async () => {
  const folder = join(corpus, 'x-ray')
  const found: Record<string, number> = {}
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.pdf'))) {
    const held = (await read(join(folder, name))).flatMap(heldOn)
    if (held.length > 0) found[name] = held.length
  }
  // the last is a field of an e-signature in white on white: no redaction, and not seen all the same
  assert.deepEqual(found, {
    'bad_cross_hatched_redactions.pdf': 90,
    'rectangles_yes.pdf': 11,
    'unfilled_rect.pdf': 1,
  })
})

test('real records of an agency have no words held back but the marks of a signing service', { skip }, async () => {
  const folder = join(corpus, 'eugene-flock')
  const held: string[] = []
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.pdf')))
    for (const page of await read(join(folder, name))) held.push(...heldOn(page))
  assert.deepEqual(held, ['\\FSTitle1\\ same_colour'])
})
