import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import * as mupdf from 'mupdf'
import sharp from 'sharp'
import type { Conversation } from '#lib/io/conversation'
import { createDrawing, type PageImage, type Wanted } from '#lib/io/draw-pages'
import { ParseFailure } from '#lib/io/parse-failure'
import type { Sandbox } from '#lib/io/sandbox'
import { drawLines, lockedPdf, longPdf, scannedPdf, textPdf } from '../fixtures/make-pdf.ts'
import { filed, sandbox } from '../hostile/setting.ts'

const pdf = 'application/pdf'
type Opened = { path: string; others: number; talk: Pick<Conversation<unknown>, 'open' | 'close'> }

/** Drawing with the real sandbox, which writes down each child it starts and how many others lived then. */
function watched(idleMs?: number) {
  const opened: Opened[] = []
  const watching: Sandbox = {
    ...sandbox,
    async open(start) {
      const others = opened.filter(({ talk }) => talk.open()).length
      const talk = await sandbox.open(start)
      opened.push({ path: start.path, others, talk })
      return talk
    },
  }
  const { draw } = createDrawing({ sandbox: watching, ...(idleMs ? { idleMs } : {}) })
  const page = (path: string, page: number, width = 700, more: Partial<Wanted> = {}) =>
    draw({ file: path, page, width, withInput: (use) => use({ path, mediaType: pdf }), ...more })
  return { page, opened }
}

describe('drawing pages', { concurrency: 2 }, () => {
  test('forty thumbnails of an 800-page release cost one child', async () => {
    const { page, opened } = watched()
    const path = await filed(longPdf(800))
    const images = await Promise.all(Array.from({ length: 40 }, (_, i) => page(path, i * 20 + 1)))
    assert.equal(opened.length, 1)
    assert.equal(new Set(images.map(({ bytes }) => bytes.toString('base64'))).size, 40, 'each page is its own')
  })

  test('the page somebody reads goes before the thumbnails that wait', async () => {
    const { page } = watched()
    const path = await filed(longPdf(20))
    const done: string[] = []
    const wanted: [page: number, width: number][] = [
      [1, 700],
      [2, 700],
      [3, 700],
      [4, 700],
      [9, 1000],
      [5, 2000],
    ]
    await Promise.all(wanted.map(([n, width]) => page(path, n, width).then(() => done.push(`${n}/${width}`))))
    assert.deepEqual(done, ['1/700', '9/1000', '5/2000', '2/700', '3/700', '4/700'])
  })

  test('an error ends the child, and the next page is drawn by a new one', async () => {
    const { page, opened } = watched()
    const path = await filed(longPdf(3))
    await page(path, 1)
    await assert.rejects(page(path, 4), ParseFailure)
    assert.equal(opened[0]?.talk.open(), false)
    assert.equal((await page(path, 2)).width, 700)
    assert.equal(opened.length, 2)
  })

  test('a page is drawn though the child died while it waited', async () => {
    const { page, opened } = watched()
    const path = await filed(longPdf(3))
    await page(path, 1)
    await opened[0]?.talk.close()
    assert.equal((await page(path, 2)).width, 700)
    assert.equal(opened.length, 2)
  })

  test('a child with nothing to do is gone after its limit', async () => {
    const { page, opened } = watched(300)
    const path = await filed(longPdf(3))
    await page(path, 1)
    await page(path, 2)
    assert.deepEqual(
      opened.map(({ talk }) => talk.open()),
      [true],
    )
    await pause(600)
    assert.deepEqual(
      opened.map(({ talk }) => talk.open()),
      [false],
    )
    await page(path, 3)
    assert.equal(opened.length, 2)
  })

  test('two files never share a child, and no more than two children live at once', async () => {
    const { page, opened } = watched()
    const paths = await Promise.all(Array.from({ length: 4 }, () => filed(longPdf(3))))
    await Promise.all([1, 2, 3].flatMap((n) => paths.map((path) => page(path, n))))
    assert.deepEqual(opened.map(({ path }) => path).toSorted(), paths.toSorted(), 'one child for each file')
    assert(opened.every(({ others }) => others <= 1))
  })

  test('a locked file needs its password, whoever has just opened it', async () => {
    const { page } = watched()
    const path = await filed(lockedPdf('hunter2'))
    await page(path, 1, 700, { file: 'with the password', password: 'hunter2' })
    await assert.rejects(page(path, 1, 700, { file: 'without' }), (error) => error instanceof ParseFailure)
  })

  test('a file that cannot be had is an error for that page alone', async () => {
    const { page } = watched()
    const path = await filed(longPdf(2))
    const gone = async () => Promise.reject(new Error('the store is away'))
    await assert.rejects(page(path, 1, 700, { withInput: gone }), /the store is away/)
    assert.equal((await page(path, 1)).width, 700)
  })
})

/** How far the image is from the page as the engine draws it, of 255: on average, and at its worst place. */
async function errorOf(image: PageImage, bytes: Buffer): Promise<{ mean: number; worst: number }> {
  const page = mupdf.Document.openDocument(bytes, pdf).loadPage(0)
  const scale = image.width / (page.getBounds()[2] - page.getBounds()[0])
  const truth = page.toPixmap(mupdf.Matrix.scale(scale, scale), mupdf.ColorSpace.DeviceRGB, false, true).getPixels()
  const shown = await sharp(image.bytes).removeAlpha().toColourspace('srgb').raw().toBuffer()
  assert.equal(shown.length, truth.length)
  let [sum, worst] = [0, 0]
  for (let i = 0; i < truth.length; i++) {
    const off = Math.abs((truth[i] ?? 0) - (shown[i] ?? 0))
    sum += off
    worst = Math.max(worst, off)
  }
  return { mean: sum / truth.length, worst }
}

/** Boxes side by side all over the page, the colour of each given. */
const boxes = (across: number, down: number, colour: (x: number, y: number) => number[]) =>
  Array.from({ length: across * down }, (_, i) => {
    const [x, y] = [i % across, Math.floor(i / across)]
    const [wide, high] = [500 / across, 600 / down]
    return `${colour(x / across, y / down).join(' ')} rg ${56 + x * wide} ${96 + y * high} ${wide} ${high} re f`
  }).join('\n')
const prose = Array.from({ length: 40 }, (_, i) => `${i}. The city shall not disclose the locations of the cameras.`)

describe('the picture of a page', { concurrency: 2 }, () => {
  const drawnOf = async (bytes: Buffer, width = 700) => watched().page(await filed(bytes), 1, width)

  test('black letters on white are a small PNG, true to a shade nobody sees', async () => {
    const bytes = textPdf([prose])
    const image = await drawnOf(bytes)
    const { worst } = await errorOf(image, bytes)
    assert.deepEqual([image.mediaType, worst <= 2], ['image/png', true], `${worst}`)
    assert(image.bytes.length < 60_000, `${image.bytes.length} bytes`)
  })

  test('coloured letters on flat colours keep their colours, without fringes', async () => {
    const areas = '0.93 0.96 0.85 rg 0 0 612 792 re f 0.1 0.2 0.5 rg 40 600 532 160 re f 0.8 0.1 0.2 rg'
    const bytes = textPdf([`${areas} ${drawLines(prose.slice(0, 8))} 0 0.4 0.2 rg ${drawLines(prose, 72, 580)}`])
    const image = await drawnOf(bytes)
    const { mean, worst } = await errorOf(image, bytes)
    assert.deepEqual([image.mediaType, mean < 1, worst <= 24], ['image/png', true, true], `${mean}, ${worst}`)
    assert(image.bytes.length < 80_000, `${image.bytes.length} bytes`)
  })

  test('a page of many colours keeps them', async () => {
    const bytes = textPdf([boxes(50, 60, (x, y) => [x, y, (1 - x) * y])])
    const image = await drawnOf(bytes)
    const { mean } = await errorOf(image, bytes)
    assert.deepEqual([image.mediaType, mean < 2], ['image/jpeg', true], `${mean}`)
  })

  test('a soft blend from one colour to another shows no steps', async () => {
    const bytes = textPdf([boxes(250, 1, (x) => [0.5 + x / 2, 0.7 + 0.3 * x, 1])])
    assert((await errorOf(await drawnOf(bytes), bytes)).mean < 1)
  })

  test('a grey scan is a grey JPEG', async () => {
    const image = await drawnOf(scannedPdf(), 1000)
    assert.deepEqual([image.mediaType, (await sharp(image.bytes).metadata()).channels], ['image/jpeg', 1])
  })
})
