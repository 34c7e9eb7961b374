/**
 * The program that reads words off pictures of text: PDF pages and pictures. Runs alone, in the sandbox, on one file
 * (descriptor 3), which it opens at the first question; questions come as lines of JSON on standard input, answers go to
 * descriptor 4, and the first failure is its last word. It draws a page grey, cleans it, and reads it (`read`) or says
 * its pixels to a parent that has a faster reader (`draw`). Spawned by path, imported by nobody.
 */

import { fstatSync, readFileSync, readSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { gunzipSync } from 'node:zlib'
import * as mupdf from 'mupdf'
import { type Cleaned, cleanPage, isBlank } from '#lib/io/children/clean-page'
import { encoder } from '#lib/io/children/encode-page'
import { failureOf, GiveUp } from '#lib/io/children/give-up'
import type { Grey } from '#lib/io/children/grey'
import { inputFd, say, sayBytes, writeFrame } from '#lib/io/frames'

type Turn = 0 | 90 | 180 | 270
type Asked = {
  do: 'draw' | 'read'
  mediaType: string
  password?: string
  page: number
  /** Only what its pictures show: the rest of the page has text of its own. */
  beside: boolean
  /** Clockwise, before it is read. */
  turn: Turn
  segmentation: 3 | 6
  /** Drawn half as large again: its letters are very small. */
  finer: boolean
  languages: string[]
  mostPixels: number
}
type Document = InstanceType<typeof mupdf.Document>
type Page = ReturnType<Document['loadPage']>
type Drawn = Cleaned & { key: string; turn: Turn; dpi: number; pageWidth: number; pageHeight: number; blank: boolean }

async function main(): Promise<void> {
  let doc: Document | undefined
  let last: Drawn | undefined
  for await (const line of createInterface({ input: process.stdin })) {
    const asked = JSON.parse(line) as Asked // said by our own parent
    try {
      doc ??= await openFile(asked)
      last = last?.key === keyOf(asked) ? last : drawPage(doc, asked)
      const { width, height, slope, turn, dpi, pageWidth, pageHeight, blank, did } = last
      say({ kind: 'drawn', page: asked.page, width, height, slope, turn, dpi, pageWidth, pageHeight, blank, did })
      if (!blank && asked.do === 'draw') sayBytes(last.pixels)
      if (!blank && asked.do === 'read') say({ kind: 'table', page: asked.page, table: await readPage(last, asked) })
      writeFrame('end')
    } catch (error) {
      return writeFrame('fail', failureOf(error))
    }
  }
}

async function openFile({ mediaType, password }: Asked): Promise<Document> {
  const { size } = fstatSync(inputFd)
  const stream = new mupdf.Stream({
    fileSize: () => size,
    read: (memory: Uint8Array, offset: number, length: number, position: number) =>
      readSync(inputFd, memory, offset, length, position),
    close: () => {},
  })
  const doc =
    mediaType === 'image/webp'
      ? mupdf.Document.openDocument(await asPng(readFileSync(inputFd)), 'image/png')
      : mupdf.Document.openDocument(stream, mediaType)
  if (!doc.needsPassword()) return doc
  if (password === undefined) throw new GiveUp('encrypted')
  if (doc.authenticatePassword(password) === 0) throw new GiveUp('encrypted', 'That password does not open this file.')
  return doc
}

async function asPng(bytes: Uint8Array): Promise<Uint8Array> {
  const sharp = await encoder()
  return sharp(bytes, { limitInputPixels: 1e8, sequentialRead: true }).rotate().png({ compressionLevel: 1 }).toBuffer()
}

const keyOf = ({ page, beside, turn, finer }: Asked) => JSON.stringify([page, beside, turn, finer])

/** Dots per inch that letters are read best at: fewer lose their shape, more cost time. */
const fewest = 200
const most = 300

type Box = [x0: number, y0: number, x1: number, y1: number]

function drawPage(doc: Document, asked: Asked): Drawn {
  if (asked.page > doc.countPages()) throw new GiveUp('damaged', 'This file has no such page.')
  const page = doc.loadPage(asked.page - 1)
  try {
    const [left, top, right, bottom] = page.getBounds()
    const [pageWidth, pageHeight] = [right - left, bottom - top]
    if (!(pageWidth > 0 && pageHeight > 0 && pageWidth < 1e6 && pageHeight < 1e6))
      throw new Error('a page without a size')
    const pictures = picturesOn(page)
    // a picture that is the whole file says nothing of its size: it is taken for a letter
    const inch = asked.mediaType === 'application/pdf' ? 72 : Math.max(pageWidth, pageHeight) / 11
    const finest = pictures.reduce((finest, { perPoint }) => Math.max(finest, perPoint * inch), 0)
    const wanted = finest === 0 ? fewest : Math.min(most, Math.max(fewest, Math.min(finest, most)))
    const scale = Math.min(
      ((asked.finer ? 1.5 : 1) * wanted) / inch,
      Math.sqrt(asked.mostPixels / (pageWidth * pageHeight)),
    )
    const areas = asked.beside ? pictures.map(({ box }) => box) : null
    const drawn = grey(page, scale, asked.turn, areas)
    const blank = isBlank(drawn)
    const cleaned = blank ? { ...drawn, slope: 0, did: [] } : cleanPage(drawn)
    return {
      ...cleaned,
      key: keyOf(asked),
      turn: asked.turn,
      dpi: Math.round(scale * inch),
      pageWidth,
      pageHeight,
      blank,
    }
  } finally {
    page.destroy()
  }
}

/** The pictures on a page, in points of the page, and how fine they are, in pixels per point. */
function picturesOn(page: Page): { box: Box; perPoint: number }[] {
  const pictures: { box: Box; perPoint: number }[] = []
  const text = page.toStructuredText('preserve-images')
  text.walk({
    onImageBlock(box, [a, b], image) {
      const shown = Math.hypot(a, b)
      const [x0, y0, x1, y1] = box
      if (shown > 0 && x1 - x0 > 20 && y1 - y0 > 8)
        pictures.push({ box: [x0, y0, x1, y1], perPoint: image.getWidth() / shown })
      image.destroy()
    },
  })
  text.destroy()
  return pictures
}

/** The page in greys, turned clockwise; white outside the areas where there are any. */
function grey(page: Page, scale: number, turn: Turn, areas: Box[] | null): Grey {
  const matrix = mupdf.Matrix.concat(mupdf.Matrix.scale(scale, scale), mupdf.Matrix.rotate(turn))
  const pixmap = page.toPixmap(matrix, mupdf.ColorSpace.DeviceGray, false, true)
  const [width, height] = [pixmap.getWidth(), pixmap.getHeight()]
  const pixels = new Uint8Array(pixmap.getPixels()) // a copy: the original is memory that the next call may move
  const [x, y] = [pixmap.getX(), pixmap.getY()]
  pixmap.destroy()
  if (pixels.length !== width * height) throw new Error('a page in greys has one byte a pixel')
  if (!areas) return { pixels, width, height }
  const kept = new Uint8Array(pixels.length).fill(255)
  for (const area of areas) {
    const [x0, y0, x1, y1] = mupdf.Rect.transform(area, matrix)
    const [from, to] = [Math.max(0, Math.floor(x0 - x)), Math.min(width, Math.ceil(x1 - x))]
    for (let row = Math.max(0, Math.floor(y0 - y)); row < Math.min(height, Math.ceil(y1 - y)); row++)
      kept.set(pixels.subarray(row * width + from, row * width + Math.max(from, to)), row * width + from)
  }
  return { pixels: kept, width, height }
}

/** The few calls of Tesseract that we make; in WebAssembly, the same program as the native one. */
type Api = {
  Init(path: null, languages: string, engine: 1, config: string): number
  SetVariable(name: string, value: string): boolean
  SetImageFile(orientation: 1, radians: 0): number
  Recognize(monitor: null): number
  GetIterator(): Words
  Clear(): void
}
/** Levels: 2 is a line, 3 a word. */
type Words = {
  Begin(): void
  Next(level: 3): boolean
  Empty(level: 3): boolean
  IsAtBeginningOf(level: 2): boolean
  getBoundingBox(level: 3): { x0: number; y0: number; x1: number; y1: number }
  Confidence(level: 3): number
  GetUTF8Text(level: 3): string
}
type Core = {
  TessBaseAPI: new () => Api
  destroy(words: Words): void
  FS: { writeFile(path: string, bytes: Uint8Array | string): void }
}

let started: { core: Core; api: Api; languages: string } | undefined

async function startReader(languages: string[]): Promise<{ core: Core; api: Api }> {
  const wanted = languages.join('+')
  if (started?.languages === wanted) return started
  const require = createRequire(import.meta.url)
  const inside = createRequire(require.resolve('tesseract.js'))
  const core = started?.core ?? (await startCore(inside))
  for (const language of languages) {
    const data = require.resolve(`@tesseract.js-data/${language}/4.0.0_best_int/${language}.traineddata.gz`)
    core.FS.writeFile(`${language}.traineddata`, gunzipSync(readFileSync(data)))
  }
  core.FS.writeFile('/config', '')
  const api = new core.TessBaseAPI()
  if (api.Init(null, wanted, 1, '/config') !== 0) throw new Error('the reader did not start')
  started = { core, api, languages: wanted }
  return started
}

/** The fastest build that this machine can run. */
async function startCore(require: NodeJS.Require): Promise<Core> {
  let failure: unknown
  for (const build of ['-relaxedsimd-lstm', '-simd-lstm', '-lstm'])
    try {
      const make = require(`tesseract.js-core/tesseract-core${build}`) as (options: object) => Promise<Core> // as its package documents
      return await make({ print() {}, printErr() {} })
    } catch (error) {
      failure = error
    }
  throw failure
}

/** @returns words and where they stand in the drawing, as Tesseract's table. */
async function readPage({ pixels, width, height, dpi }: Drawn, { languages, segmentation }: Asked): Promise<string> {
  const { core, api } = await startReader(languages)
  core.FS.writeFile('/input', Buffer.concat([Buffer.from(`P5 ${width} ${height} 255\n`), pixels]))
  api.SetVariable('tessedit_pageseg_mode', String(segmentation))
  api.SetVariable('user_defined_dpi', String(dpi))
  if (api.SetImageFile(1, 0) === 1 || api.Recognize(null) !== 0) throw new Error('the drawing could not be read')
  const words = api.GetIterator()
  const table = tableOf(words)
  core.destroy(words)
  api.Clear()
  return table
}

/** As much of Tesseract's own table as is asked for, in a third of the time: that one looks at every letter again. */
function tableOf(words: Words): string {
  const rows: string[] = []
  let line = 0
  words.Begin()
  do {
    if (words.Empty(3)) continue
    if (words.IsAtBeginningOf(2)) line++
    const { x0, y0, x1, y1 } = words.getBoundingBox(3)
    rows.push([5, 1, 1, 1, line, 1, x0, y0, x1 - x0, y1 - y0, words.Confidence(3), words.GetUTF8Text(3)].join('\t'))
  } while (words.Next(3))
  return rows.join('\n')
}

await main()
process.exit(0)
