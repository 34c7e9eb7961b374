/**
 * The program that tries to find in the file of an exhibit what should not be there. Runs alone, in the sandbox, on that
 * file (descriptor 3). It shares no engine with the one that built it: bytes are taken apart by hand, words and pages
 * are read by PDFium. Questions come as lines of JSON on standard input: first the strings, then each page; answers go
 * to descriptor 4. Spawned by path, imported by nobody.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { init } from '@embedpdf/pdfium'
import { encoder } from '#lib/io/children/encode-page'
import { type Box, brightIn, type Dots, dotsOf, meanOf, rectOf } from '#lib/io/children/exhibit-dots'
import { failureOf, GiveUp } from '#lib/io/children/give-up'
import { greyPng } from '#lib/io/children/grey-png'
import { type Label, type PartSheet, takeApart } from '#lib/io/children/pdf-parts'
import { inputFd, say, sayBytes, writeFrame } from '#lib/io/frames'

type Asked =
  | { do: 'parts'; strings: string[]; reasons: string[]; number: string }
  /** Boxes are fractions of the page without its footer, which is `footer` points high. */
  | { do: 'page'; page: number; boxes: Box[]; fills: Box[]; footer: number; width: number; small: string }

async function main(): Promise<void> {
  const file = readFileSync(inputFd)
  let engine: Engine | undefined
  let sheets: PartSheet[] = []
  for await (const line of createInterface({ input: process.stdin })) {
    const asked = JSON.parse(line) as Asked // said by our own parent
    try {
      if (asked.do === 'parts') {
        const parts = takeApart(file, asked.strings)
        sheets = parts.sheets
        const problems = [...parts.problems, ...printedWrong(sheets, asked)]
        engine = await openEngine(file)
        if (!engine) problems.push('the second engine cannot open it')
        else if (engine.pages !== sheets.length) problems.push('its pages do not agree')
        say({ kind: 'parts', problems: [...new Set(problems)], found: parts.found, pages: engine?.pages ?? 0 })
      } else if (engine) await sayPage(engine, sheets[asked.page - 1], asked)
      writeFrame('end')
    } catch (error) {
      return writeFrame('fail', failureOf(error))
    }
  }
}

type Engine = NonNullable<Awaited<ReturnType<typeof openEngine>>>

async function openEngine(file: Buffer) {
  const wasm = createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm')
  const pdfium = await init({ wasmBinary: new Uint8Array(readFileSync(wasm)).buffer })
  pdfium.PDFiumExt_Init()
  const memory = pdfium.pdfium as typeof pdfium.pdfium & { HEAPU8: Uint8Array; HEAPF64: Float64Array } // its types leave these out
  const at = memory.wasmExports.malloc(file.length)
  memory.HEAPU8.set(file, at)
  const doc = pdfium.FPDF_LoadMemDocument(at, file.length, '')
  if (!doc) return undefined
  return { pdfium, memory, doc, pages: pdfium.FPDF_GetPageCount(doc) }
}

/** Nothing may be printed but the reasons, and below each page its stamp. */
function printedWrong(sheets: readonly PartSheet[], { reasons, number }: { reasons: string[]; number: string }) {
  const shown = new Set(reasons.map(inWinAnsi))
  return sheets.flatMap(({ labels, stamp }, i) => [
    ...(labels.every(({ text }) => shown.has(inWinAnsi(text))) ? [] : ['it prints words that are no reason']),
    ...(stamp === `${number} \xb7 ${i + 1} of ${sheets.length}` ? [] : ['a page has another stamp']),
  ])
}
/** As far as it can be told whatever a letter outside of the font became. */
const inWinAnsi = (text: string) => text.normalize('NFKD').replace(/[^\x20-\x7e]/g, '')

async function sayPage(engine: Engine, sheet: PartSheet | undefined, asked: Extract<Asked, { do: 'page' }>) {
  if (!sheet) throw new GiveUp('damaged', 'A page has no picture.')
  const { pdfium, doc } = engine
  const { image } = sheet
  const page = pdfium.FPDF_LoadPage(doc, asked.page - 1)
  const size = { width: pdfium.FPDF_GetPageWidthF(page), height: pdfium.FPDF_GetPageHeightF(page) - asked.footer }
  const { text, inside } = lettersOf(engine, page, size, asked)
  const dots = await dotsOf(image)
  const printed = sheet.labels.map((label) => boxOf(label, size, asked.footer))
  const { bright, seen } = await drawn(engine, page, size, { ...asked, printed })
  const stored = asked.fills.map((fill) => brightIn({ ...image, dots }, fill, 0))
  const outside = await differs({ ...image, dots }, asked)
  const annotations = pdfium.FPDFPage_GetAnnotCount(page)
  pdfium.FPDF_ClosePage(page)
  const found = { text, inside, bright, stored, outside, annotations }
  say({ kind: 'page', page: asked.page, ...size, ...found, seen: seen.length })
  sayBytes(seen)
}

/** Where a reason is printed: its letters are narrower than high, and none hangs lower than a quarter. */
function boxOf({ text, x, y, size }: Label, page: Size, footer: number): Box {
  const top = page.height + footer - y
  return [
    x / page.width,
    (top - size) / page.height,
    (x + text.length * size) / page.width,
    (top + size * 0.3) / page.height,
  ]
}

/** What PDFium reads on the page, and what of it stands in each box. */
function lettersOf(
  { pdfium, memory, doc: _ }: Engine,
  page: number,
  size: Size,
  { boxes, footer }: { boxes: Box[]; footer: number },
) {
  const all = pdfium.FPDFText_LoadPage(page)
  const count = pdfium.FPDFText_CountChars(all)
  const at = memory.wasmExports.malloc(32)
  const inside = boxes.map(() => '')
  let text = ''
  for (let i = 0; i < count; i++) {
    const code = pdfium.FPDFText_GetUnicode(all, i)
    const letter = code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
    text += letter
    if (letter.trim() === '' || !pdfium.FPDFText_GetCharBox(all, i, at, at + 8, at + 16, at + 24)) continue
    const [left = 0, right = 0, bottom = 0, top = 0] = memory.HEAPF64.subarray(at / 8, at / 8 + 4)
    const x = (left + right) / 2 / size.width
    const y = 1 - ((bottom + top) / 2 - footer) / size.height
    boxes.forEach((box, k) => {
      if (x > box[0] && x < box[2] && y > box[1] && y < box[3]) inside[k] += letter
    })
  }
  memory.wasmExports.free(at)
  pdfium.FPDFText_ClosePage(all)
  return { text, inside }
}
type Size = { width: number; height: number }

/** The page as PDFium draws it: how many dots of its boxes are not black, and the boxes one below the other as a picture. */
async function drawn(
  { pdfium, memory }: Engine,
  page: number,
  size: Size,
  { fills, footer, width, printed }: { fills: Box[]; footer: number; width: number; printed: Box[] },
) {
  const scale = width / size.width
  const [wide, high] = [Math.round(width), Math.round((size.height + footer) * scale)]
  const bitmap = pdfium.FPDFBitmap_CreateEx(wide, high, 1, 0, 0) // 1: a grey byte a dot
  pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, 0xffffffff)
  pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, wide, high, 0, 1) // 1: with annotations, had it any
  const stride = pdfium.FPDFBitmap_GetStride(bitmap)
  const from = pdfium.FPDFBitmap_GetBuffer(bitmap)
  const pixels = Buffer.alloc(wide * high)
  for (let y = 0; y < high; y++)
    pixels.set(memory.HEAPU8.subarray(from + y * stride, from + y * stride + wide), y * wide)
  pdfium.FPDFBitmap_Destroy(bitmap)
  const sheet = Math.round(size.height * scale)
  const drawn = { dots: pixels, width: wide, height: sheet }
  const bright = fills.map((fill) => brightIn(drawn, inset(fill, wide, sheet), 60, printed))
  return { bright, seen: strips(drawn, fills) }
}
/** Without the outermost dot, which the drawing shares with what lies beside it. */
const inset = ([x0, y0, x1, y1]: Box, width: number, height: number): Box => [
  x0 + 1.5 / width,
  y0 + 1.5 / height,
  x1 - 1.5 / width,
  y1 - 1.5 / height,
]

const cell = 8

/** How many cells of the page, outside its boxes, are not as in the small grey picture of the source; and of how many. */
async function differs(
  on: Dots,
  { small, fills }: { small: string; fills: Box[] },
): Promise<{ cells: number; of: number }> {
  const before = await smallDots(Buffer.from(small, 'base64'))
  const { width, height } = before
  const boxes = fills.map(
    ([x0, y0, x1, y1]): Box => [x0 - cell / width, y0 - cell / height, x1 + cell / width, y1 + cell / height],
  )
  let [cells, of] = [0, 0]
  for (let y = 0; y + cell <= height; y += cell)
    for (let x = 0; x + cell <= width; x += cell) {
      const box: Box = [x / width, y / height, (x + cell) / width, (y + cell) / height]
      if (boxes.some((one) => one[0] < box[2] && one[2] > box[0] && one[1] < box[3] && one[3] > box[1])) continue
      of++
      if (Math.abs(meanOf(on, box) - lightened(meanOf(before, box))) > 72) cells++
    }
  return { cells, of }
}
async function smallDots(image: Buffer): Promise<Dots> {
  const sharp = await encoder()
  const { data, info } = await sharp(image).greyscale().raw().toBuffer({ resolveWithObject: true })
  return { dots: data, width: info.width, height: info.height }
}

/** As the builder does: light tones are paper. */
const lightened = (tone: number) => Math.min(255, (tone * 255) / 208)

/** Rows of the sheet on which the boxes of a page are shown, at most. */
const mostRows = 8000
const gap = 12

/** The boxes of a page one below the other, as a grey PNG for a third engine to read; no bytes where there are none. */
function strips(on: Dots, fills: readonly Box[]): Buffer {
  const rects = fills
    .map((fill) => rectOf(fill, on))
    .filter(({ left, right, top, bottom }) => right > left && bottom > top)
  let rows = gap
  const shown = rects.filter(({ top, bottom }) => {
    rows += bottom - top + gap
    return rows <= mostRows
  })
  if (shown.length === 0) return Buffer.alloc(0)
  const height = gap + shown.reduce((sum, { top, bottom }) => sum + bottom - top + gap, 0)
  const sheet = Buffer.alloc(on.width * height, 255)
  let to = gap
  for (const { left, top, right, bottom } of shown) {
    for (let y = top; y < bottom; y++)
      sheet.set(
        on.dots.subarray(y * on.width + left, y * on.width + Math.min(right, left + on.width - gap)),
        (to + y - top) * on.width + gap,
      )
    to += bottom - top + gap
  }
  return greyPng(sheet, on.width, height, 4)
}

await main()
process.exit(0)
