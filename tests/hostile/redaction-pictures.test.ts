import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Box } from '#lib/domain/page'
import { missing, recovered, renderings } from '../fixtures/extract.ts'
import { makeExhibit } from '../fixtures/make-exhibit.ts'
import { textPdf } from '../fixtures/make-pdf.ts'
import { codecs, outlined, picturePdf, scanned } from '../fixtures/make-picture-pdf.ts'
import { secretWord } from '../fixtures/make-secret-pdf.ts'
import { attackAll, type Case, folder, leaks, world } from './attacked.ts'

/** Secrets that are seen and not written: scans in each codec, outlines, printer dots, scans that an agency has read (modes 10, 12, 24 to 30, 53). */
const unread = missing('tesseract')

/** As a hand draws it: a little more than the word. */
const drawn = ([x0, y0, x1, y1]: Box) => [
  { page: 1, box: [x0 - 0.004, y0 - 0.002, x1 + 0.004, y1 + 0.002] satisfies Box },
]
const half = ([x0, y0, x1, y1]: Box): Box => [x0 / 2, 0.5 + y0 / 2, x1 / 2, 0.5 + y1 / 2]

const pictures = Object.keys(codecs).flatMap((codec, i): Case[] => {
  const secret = secretWord(7000 + i)
  const scan = scanned(secret)
  const once = { terms: [], drawn: drawn(scan.at) }
  const twice = { terms: [], drawn: [...drawn(scan.at), ...drawn(half(scan.at))] }
  return [
    { what: codec, secret, source: () => picturePdf(scan, codec), wanted: once },
    {
      what: `25 the same picture twice, ${codec}`,
      secret,
      source: () => picturePdf(scan, codec, { twice: true }),
      wanted: twice,
    },
  ]
})
attackAll('pictures', pictures, 8)

test('the words of each of these pictures can be read before they are marked', {
  skip: unread,
  timeout: 120_000,
}, async () => {
  for (const { what, source, secret } of pictures.filter((_, i) => i % 2 === 0)) {
    const path = join(folder, `${randomUUID()}.pdf`)
    await writeFile(path, await source())
    assert.deepEqual(await recovered(path, folder, secret, ['tesseract']), ['tesseract'], what)
  }
})

const shapes = (secret: string) =>
  textPdf([`BT /F1 12 Tf 72 740 Td (About this line) Tj ET ${outlined(secret, 30, 72, 600)}`])
attackAll(
  'outlines',
  [0, 1, 2].map((i): Case => {
    const secret = secretWord(7100 + i)
    const off = i * 3 // points by which the box is too small, above and below
    const box: Box = [66 / 612, (792 - 600 - 23 + off) / 792, 330 / 612, (792 - 600 + 2 - off) / 792]
    return {
      what: `10 outlines, ${off} pt more than the box`,
      secret,
      source: () => shapes(secret),
      wanted: { terms: [], drawn: [{ page: 1, box }] },
    }
  }),
)

test('yellow dots that a printer leaves to be known by are in no exhibit', { timeout: 60_000 }, async () => {
  const dots = Array.from(
    { length: 600 },
    (_, i) => `${72 + (i % 30) * 15.2} ${80 + Math.floor(i / 30) * 32.4} .36 .36 re f`,
  )
  const source = textPdf([`1 1 .1 rg ${dots.join(' ')} 0 g BT /F1 12 Tf 72 740 Td (Seen by Casey) Tj ET`])
  const seen = async (file: Buffer) => {
    const path = join(folder, `${randomUUID()}.pdf`)
    await writeFile(path, file)
    const { PDFium } = await renderings(path, folder, 300, ['PDFium'])
    const { pixels, width, height } = PDFium ?? assert.fail()
    let tinted = 0
    for (let y = Math.round(height * 0.12); y < height * 0.9; y++)
      for (let x = 0; x < width; x++) if ((pixels[y * width + x] ?? 255) < 255) tinted++
    return tinted
  }
  assert.ok((await seen(source)) > 600)
  const { file } = await makeExhibit(world, folder, source, { terms: ['Casey'] })
  assert.equal(await seen(file), 0)
})

/** What an agency's own reading of its scan says, so many points beside where it is seen: found and marked by its words. */
const shifts: [dx: number, dy: number][] = [
  [0, 0],
  [1.5, 1],
  [-2, -1.5],
  [3, 2.5],
  [-3, 3],
  [2, -4],
]
for (const codec of ['24 one bit a dot', '24 JPEG'])
  test(`a scan that an agency read leaves nothing of a marked word, its words lying beside their place: ${codec}`, {
    skip: unread,
    timeout: 200_000,
  }, async () => {
    for (const [i, [dx, dy]] of shifts.entries()) {
      const secret = secretWord(7200 + i)
      const layer = { text: `About ${secret} in this line`, dx, dy }
      const source = await picturePdf(scanned(secret), codec, { layer })
      const made = await makeExhibit(world, folder, source, { terms: [secret] })
      assert.deepEqual(await leaks(made, secret), [], `moved by ${dx}, ${dy}`)
    }
  })
