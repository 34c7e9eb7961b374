/**
 * The program that reads files that have pages: PDF, pictures, plain text, our own XHTML of a mail. Runs alone, in the
 * sandbox, on one file (descriptor 3), which it opens at the first question; questions come as lines of JSON on standard
 * input, answers go to descriptor 4, and the first failure is its last word. Spawned by path, imported by nobody; longer
 * than 200 lines because a program of the sandbox brings along nothing of ours but the frames.
 */
import { fstatSync, readFileSync, readSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { encodePage, encoder } from '#lib/io/children/encode-page'
import { inputFd, say, sayBytes, writeFrame } from '#lib/io/frames'

type Args =
  | { do: 'read'; mediaType: string; password?: string; mostPages: number }
  | {
      do: 'render'
      mediaType: string
      password?: string
      page: number
      width: number
      mostSide: number
      mostPixels: number
    }

class Gives extends Error {
  readonly code: string
  constructor(code: string, detail?: string) {
    super(detail)
    this.code = code
  }
}

// mupdf takes this object for its WebAssembly module, which lets the walker below call it without a wrapper per glyph
const wasm = {} as Wasm // filled by mupdf while it is imported
Object.assign(globalThis, { $libmupdf_wasm_Module: wasm })
const mupdf = await import('mupdf')
type Document = InstanceType<typeof mupdf.Document>
type Page = ReturnType<Document['loadPage']>

/** The few calls of mupdf's own that its wrapper makes slow (a Font per letter) or wrong (letters beyond U+FFFF). */
type Wasm = Record<
  '_wasm_stext_page_get_first_block' | '_wasm_stext_block_get_type' | '_wasm_stext_block_get_next',
  (at: number) => number
> &
  Record<
    '_wasm_stext_block_get_bbox' | '_wasm_stext_block_get_first_line' | '_wasm_stext_line_get_next',
    (at: number) => number
  > &
  Record<'_wasm_stext_line_get_first_char' | '_wasm_stext_char_get_next', (at: number) => number> &
  Record<'_wasm_stext_char_get_c' | '_wasm_stext_char_get_quad', (at: number) => number> & { HEAPF32: Float32Array }

/** What no text of ours holds: control signs, soft hyphens, invisible joints, halves of letters. */
const unwanted = /(?![\t\n])[\p{Cs}\p{Cc}\u00ad\u200b\u2060\ufeff\ufffe\uffff]/gu

async function main(): Promise<void> {
  let doc: Document | undefined
  for await (const line of createInterface({ input: process.stdin })) {
    const args = JSON.parse(line) as Args // said by our own parent
    try {
      doc ??= await openInput(args)
      if (args.do === 'read') readPages(doc, args.mostPages)
      else await renderPage(doc, args)
      writeFrame('end')
    } catch (error) {
      const { code, message } =
        error instanceof Gives ? error : { code: isMemory(error) ? 'too_big' : 'damaged', message: '' }
      return writeFrame('fail', Buffer.from(JSON.stringify({ code, ...(message ? { detail: message } : {}) })))
    }
  }
}

async function openInput({ mediaType, password }: Args): Promise<Document> {
  const doc = await openFile(mediaType)
  unlock(doc, password)
  return doc
}

async function openFile(mediaType: string): Promise<Document> {
  const { size } = fstatSync(inputFd)
  if (size === 0) throw new Gives('damaged', 'This file is empty: it has no bytes at all.')
  if (mediaType === 'text/plain') return laidOut(wrapped(decoded(readFileSync(inputFd))), mediaType)
  if (mediaType === 'application/xhtml+xml') return laidOut(readFileSync(inputFd), mediaType)
  if (mediaType === 'image/webp') return mupdf.Document.openDocument(await asPng(readFileSync(inputFd)), 'image/png')
  const stream = new mupdf.Stream({
    fileSize: () => size,
    read: (memory: Uint8Array, offset: number, length: number, position: number) =>
      readSync(inputFd, memory, offset, length, position),
    close: () => {},
  })
  return mupdf.Document.openDocument(stream, mediaType)
}

function unlock(doc: Document, password: string | undefined): void {
  if (!doc.needsPassword()) return
  if (password === undefined) throw new Gives('encrypted')
  if (doc.authenticatePassword(password) === 0) throw new Gives('encrypted', 'That password does not open this file.')
}

/** Letter paper in points, one inch of margin at the sides; what plain text and mails are laid out on. */
const paper = { width: 612, height: 792, em: 10 }
/** Signs that fit on a line of plain text (its letters are 0.6 em wide). */
const columns = 84

function laidOut(text: Uint8Array, mediaType: string): Document {
  const doc = mupdf.Document.openDocument(text, mediaType)
  doc.style(true, '@page { margin: 54pt } pre { font-size: 10pt; line-height: 1.3 }')
  doc.layout(paper.width, paper.height, paper.em)
  return doc
}

function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Breaks runs that no line could hold: what runs off the paper is neither seen nor found. */
function wrapped(text: string): Uint8Array {
  const clean = text
    .replace(/\r\n?|[\f\v\u0085\u2028\u2029]/g, '\n')
    .replace(unwanted, '')
    .replace(/\t/g, '    ')
  const broken = clean.replace(new RegExp(`\\S{${columns}}(?=\\S)`, 'gu'), '$&\n')
  return Buffer.from(`\ufeff${broken || ' '}`) // with the mark mupdf need not guess the encoding
}

async function asPng(bytes: Uint8Array): Promise<Uint8Array> {
  const sharp = await encoder()
  return sharp(bytes, { limitInputPixels: 1e8, sequentialRead: true }).rotate().png({ compressionLevel: 1 }).toBuffer()
}

function readPages(doc: Document, mostPages: number): void {
  const pages = doc.countPages()
  if (pages < 1) throw new Gives('damaged')
  if (pages > mostPages)
    throw new Gives('too_big', `This file has more than ${mostPages.toLocaleString('en')} pages. The original is kept.`)
  say({ kind: 'opened', pages })
  let broken = 0
  for (let n = 1; n <= pages; n++) {
    try {
      say({ kind: 'page', page: n, ...readPage(doc, n - 1) })
    } catch (error) {
      if (isMemory(error)) throw error
      broken++
      say({ kind: 'page', page: n, width: paper.width, height: paper.height, words: [], broken: true })
    }
  }
  if (broken === pages) throw new Gives('damaged')
  const attached = attachedTo(doc)
  if (attached > 0) say({ kind: 'attached', count: Math.min(attached, 1e6) })
}

/** How many files are inside; none where their list is broken, which costs no page. */
function attachedTo(doc: Document): number {
  try {
    return Object.keys(doc.asPDF()?.getEmbeddedFiles() ?? {}).length
  } catch {
    return 0
  }
}

type SaidWord = [text: string, x0: number, y0: number, x1: number, y1: number, line: number]
const mostWords = 50_000
const mostSigns = 1_000_000

function readPage(doc: Document, index: number): { width: number; height: number; words: SaidWord[]; cut?: true } {
  const page = doc.loadPage(index)
  const text = page.toStructuredText('')
  try {
    const size = sizeOf(page)
    const words = wordsOf(text.pointer, size)
    const fit = words.slice(0, mostWords)
    for (let signs = fit.reduce((sum, [word]) => sum + word.length, 0); signs > mostSigns; )
      signs -= fit.pop()?.[0].length ?? signs
    return {
      width: size.width,
      height: size.height,
      words: fit,
      ...(fit.length < words.length ? { cut: true as const } : {}),
    }
  } finally {
    text.destroy()
    page.destroy()
  }
}

type Size = { left: number; top: number; width: number; height: number }

/** The page as seen: cropped and turned, in points. */
function sizeOf(page: Page): Size {
  const [left, top, right, bottom] = page.getBounds()
  const [width, height] = [right - left, bottom - top]
  if (!(width > 0 && height > 0 && width < 1e6 && height < 1e6)) throw new Error('a page without a size')
  return { left, top, width, height }
}

/** Words in the order of the page's text; a word ends at white space, at the end of its line, nowhere else. */
function wordsOf(stext: number, size: Size): SaidWord[] {
  const words: SaidWord[] = []
  let line = -1
  for (
    let block = wasm._wasm_stext_page_get_first_block(stext);
    block;
    block = wasm._wasm_stext_block_get_next(block)
  ) {
    if (wasm._wasm_stext_block_get_type(block) !== 0) continue
    for (let at = wasm._wasm_stext_block_get_first_line(block); at; at = wasm._wasm_stext_line_get_next(at)) {
      const found = wordsOfLine(at, size)
      if (found.length > 0) line++
      for (const word of found) words.push([word.text, ...word.box, line])
    }
  }
  return words
}

function wordsOfLine(at: number, size: Size) {
  const words: { text: string; box: [number, number, number, number] }[] = []
  let text = ''
  let edge = [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number]
  const close = () => {
    const box = fractions(edge, size)
    const shown = text.normalize('NFC').replace(unwanted, '').trim()
    if (box && !/^\ufffd*$/.test(shown)) words.push({ text: shown, box })
    text = ''
    edge = [Infinity, Infinity, -Infinity, -Infinity]
  }
  for (let ch = wasm._wasm_stext_line_get_first_char(at); ch; ch = wasm._wasm_stext_char_get_next(ch)) {
    const code = wasm._wasm_stext_char_get_c(ch)
    const letter = code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
    if (/\s/u.test(letter)) {
      close()
      continue
    }
    text += letter
    const quad = wasm._wasm_stext_char_get_quad(ch) >> 2
    for (let i = 0; i < 8; i += 2) {
      const [x, y] = [wasm.HEAPF32[quad + i] ?? Number.NaN, wasm.HEAPF32[quad + i + 1] ?? Number.NaN]
      if (!Number.isFinite(x) || !Number.isFinite(y)) continue
      edge = [Math.min(edge[0], x), Math.min(edge[1], y), Math.max(edge[2], x), Math.max(edge[3], y)]
    }
  }
  close()
  return words
}

/** Points → fractions of the page as seen, to a hundred-thousandth; null for what lies outside it. */
function fractions(
  [x0, y0, x1, y1]: [number, number, number, number],
  size: Size,
): [number, number, number, number] | null {
  if (!(x0 <= x1 && y0 <= y1)) return null
  const part = (value: number, from: number, whole: number) =>
    Math.round(Math.min(1, Math.max(0, (value - from) / whole)) * 1e5) / 1e5
  const box = [
    part(x0, size.left, size.width),
    part(y0, size.top, size.height),
    part(x1, size.left, size.width),
    part(y1, size.top, size.height),
  ]
  const [a = 0, b = 0, c = 0, d = 0] = box
  return a < c && b < d ? [a, b, c, d] : null
}

async function renderPage(doc: Document, wanted: Extract<Args, { do: 'render' }>): Promise<void> {
  if (wanted.page > doc.countPages()) throw new Gives('damaged', 'This file has no such page.')
  const page = doc.loadPage(wanted.page - 1)
  const size = sizeOf(page)
  const scale = Math.min(
    wanted.width / size.width,
    wanted.mostSide / size.height,
    Math.sqrt(wanted.mostPixels / (size.width * size.height)),
  )
  const scanned = pictureShare(page, size) > 0.1
  const pixmap = page.toPixmap(mupdf.Matrix.scale(scale, scale), mupdf.ColorSpace.DeviceRGB, false, true)
  const [width, height] = [pixmap.getWidth(), pixmap.getHeight()]
  const pixels = new Uint8Array(pixmap.getPixels()) // a copy: the original is memory that the next call may move
  pixmap.destroy()
  page.destroy()
  const { bytes, mediaType } = await encodePage({ pixels, width, height }, scanned)
  say({ kind: 'image', page: wanted.page, mediaType, width, height, bytes: bytes.length })
  sayBytes(bytes)
}

/** How much of the page pictures cover, as a sum: 1 for a scan. */
function pictureShare(page: Page, size: Size): number {
  const text = page.toStructuredText('preserve-images')
  let share = 0
  for (
    let block = wasm._wasm_stext_page_get_first_block(text.pointer);
    block;
    block = wasm._wasm_stext_block_get_next(block)
  ) {
    if (wasm._wasm_stext_block_get_type(block) !== 1) continue
    const at = wasm._wasm_stext_block_get_bbox(block) >> 2
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = wasm.HEAPF32.subarray(at, at + 4)
    share += (Math.max(0, x1 - x0) * Math.max(0, y1 - y0)) / (size.width * size.height)
  }
  text.destroy()
  return share
}

function isMemory(error: unknown): boolean {
  return (
    error instanceof RangeError ||
    (error instanceof Error && /malloc|calloc|realloc|memory|out of bounds|too large/i.test(error.message))
  )
}

await main()
process.exit(0)
