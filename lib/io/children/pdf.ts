/**
 * The program that reads files that have pages: PDF, pictures, plain text, our own XHTML of a mail. Runs alone, in the
 * sandbox, on one file (descriptor 3), which it opens at the first question, or on several of one batch, each with a
 * question that says how long it is: between them the engine's memory is put back (docs/decisions/0013). Questions come
 * as lines of JSON on standard input, answers go to descriptor 4, and the first failure is its last word. Spawned by
 * path, imported by nobody; longer than 200 lines because a program of the sandbox brings along nothing of ours but the
 * frames.
 */

import { fstatSync, readFileSync, readSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { encodePage, encoder } from '#lib/io/children/encode-page'
import { type FillWanted, fillPage } from '#lib/io/children/fill-page'
import { failureOf, GiveUp, isMemory } from '#lib/io/children/give-up'
import { type Document, mupdf, rememberMemory } from '#lib/io/children/mupdf'
import { annotationsOn, factsOf } from '#lib/io/children/pdf-facts'
import { clean, paper, pictureShare, readPage, sizeOf } from '#lib/io/children/pdf-text'
import { type CellsWanted, sayCells } from '#lib/io/children/source-cells'
import { inputFd, say, sayBytes, writeFrame } from '#lib/io/frames'

type Args = { bytes?: number } & (
  | { do: 'read'; mediaType: string; password?: string; mostPages: number }
  | ({ do: 'fill'; mediaType: string; password?: string } & FillWanted)
  | ({ do: 'cells'; mediaType: string; password?: string } & CellsWanted)
  | {
      do: 'render'
      mediaType: string
      password?: string
      page: number
      width: number
      mostSide: number
      mostPixels: number
    }
)

async function main(): Promise<void> {
  if (!fstatSync(inputFd).isFile() && process.argv[2] !== 'now') warmUp()
  let putBack: (() => void) | undefined
  let doc: Document | undefined
  for await (const line of createInterface({ input: process.stdin })) {
    const args = JSON.parse(line) as Args // said by our own parent
    try {
      if (args.bytes !== undefined) {
        putBack ??= rememberMemory()
        doc = undefined
      }
      doc ??= await openInput(args)
      if (args.do === 'read') readPages(doc, args.mostPages)
      else if (args.do === 'fill') await fillPage(doc, args)
      else if (args.do === 'cells') sayCells(doc, args)
      else await renderPage(doc, args)
      writeFrame('end')
      putBack?.()
    } catch (error) {
      return writeFrame('fail', failureOf(error))
    }
  }
}

/**
 * Pages of our own, read and drawn while there is nothing to do: what is compiled then need not be later. As many as it
 * takes until the engine's commonest parts are compiled well; less often where it goes slowly, so that a file may come.
 */
function warmUp(): void {
  const until = performance.now() + 1000
  const work = process.cpuUsage()
  const spent = () => process.cpuUsage(work).user / 1000
  const text = laidOut(wrapped('one two three\n\nfour'), 'text/plain')
  readPage(text, 0)
  const page = text.loadPage(0)
  page.toPixmap(mupdf.Matrix.scale(0.2, 0.2), mupdf.ColorSpace.DeviceRGB, false, true).destroy()
  page.destroy()
  text.destroy()
  const bytes = practice()
  for (let i = 0; i < 100 && spent() < 350 && performance.now() < until; i++) {
    const doc = mupdf.Document.openDocument(bytes, 'application/pdf')
    JSON.stringify(readPage(doc, 0))
    const pdf = doc.asPDF()
    if (pdf) annotationsOn(pdf, 0)
    if (pdf && i === 0) factsOf(pdf)
    doc.destroy()
  }
}

/** A page of letters in fonts named and fonts brought along, packed as PDFs are. */
function practice(): Uint8Array {
  const pdf = new mupdf.PDFDocument()
  try {
    const fonts = pdf.newDictionary()
    const lines: string[] = []
    for (const [n, name] of ['Times-Roman', 'Helvetica', 'Courier'].entries()) {
      const font = new mupdf.Font(name)
      fonts.put(`Named${n}`, pdf.addSimpleFont(font))
      fonts.put(`Brought${n}`, pdf.addFont(font))
      const words = `the quick brown fox of agency ${n} jumps over lazy dogs, 12 times and more`
      const coded = [...words].map((sign) => font.encodeCharacter(sign).toString(16).padStart(4, '0')).join('')
      const at = (line: number) => `1 0 0 1 72 ${740 - (n + 3 * line) * 15} Tm`
      for (let line = 0; line < 14; line++)
        lines.push(
          `BT ${line % 2 ? `/Named${n} 10 Tf ${at(line)} (${words}) Tj` : `/Brought${n} 10 Tf ${at(line)} <${coded}> Tj`} ET`,
        )
      font.destroy()
    }
    pdf.insertPage(-1, pdf.addPage([0, 0, 612, 792], 0, { Font: fonts }, lines.join('\n')))
    return pdf.saveToBuffer('compress').asUint8Array().slice()
  } finally {
    pdf.destroy()
  }
}

async function openInput({ mediaType, password, bytes }: Args): Promise<Document> {
  const doc = await openFile(mediaType, bytes === undefined ? null : taken(bytes))
  unlock(doc, password)
  return doc
}

async function openFile(mediaType: string, one: Uint8Array | null): Promise<Document> {
  const given = fstatSync(inputFd)
  // a child that was started ahead is given its file through a pipe
  const whole = one ?? (given.isFile() ? null : readFileSync(inputFd))
  const size = whole?.length ?? given.size
  const all = () => whole ?? readFileSync(inputFd)
  if (size === 0) throw new GiveUp('damaged', 'This file is empty: it has no bytes at all.')
  if (mediaType === 'text/plain') return laidOut(wrapped(decoded(all())), mediaType)
  if (mediaType === 'application/xhtml+xml') return laidOut(all(), mediaType)
  if (mediaType === 'image/webp') return mupdf.Document.openDocument(await asPng(all()), 'image/png')
  if (whole) return mupdf.Document.openDocument(whole, mediaType)
  const stream = new mupdf.Stream({
    fileSize: () => size,
    read: (memory: Uint8Array, offset: number, length: number, position: number) =>
      readSync(inputFd, memory, offset, length, position),
    close: () => {},
  })
  return mupdf.Document.openDocument(stream, mediaType)
}

/** A file among several on the same pipe. */
function taken(length: number): Uint8Array {
  const whole = Buffer.allocUnsafeSlow(length)
  for (let at = 0; at < length; ) {
    const read = readSync(inputFd, whole, at, length - at, null)
    if (read === 0) throw new Error('the file ends before its end')
    at += read
  }
  return whole
}

function unlock(doc: Document, password: string | undefined): void {
  if (!doc.needsPassword()) return
  if (password === undefined) throw new GiveUp('encrypted')
  if (doc.authenticatePassword(password) === 0) throw new GiveUp('encrypted', 'That password does not open this file.')
}

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
  const lines = clean(text.replace(/\r\n?|[\f\v\u0085\u2028\u2029]/g, '\n')).replace(/\t/g, '    ')
  const broken = lines.replace(new RegExp(`\\S{${columns}}(?=\\S)`, 'gu'), '$&\n')
  return Buffer.from(`\ufeff${broken || ' '}`) // with the mark mupdf need not guess the encoding
}

async function asPng(bytes: Uint8Array): Promise<Uint8Array> {
  const sharp = await encoder()
  return sharp(bytes, { limitInputPixels: 1e8, sequentialRead: true }).rotate().png({ compressionLevel: 1 }).toBuffer()
}

function readPages(doc: Document, mostPages: number): void {
  const pages = doc.countPages()
  if (pages < 1) throw new GiveUp('damaged')
  if (pages > mostPages)
    throw new GiveUp(
      'too_big',
      `This file has more than ${mostPages.toLocaleString('en')} pages. The original is kept.`,
    )
  say({ kind: 'opened', pages })
  let broken = 0
  const on = { notes: 0, files: 0 }
  const pdf = doc.asPDF()
  for (let n = 1; n <= pages; n++) {
    try {
      const { notes, files, drawn } = pdf ? annotationsOn(pdf, n - 1) : { notes: 0, files: 0, drawn: false }
      on.notes += notes
      on.files += files
      say({ kind: 'page', page: n, ...readPage(doc, n - 1, drawn) })
    } catch (error) {
      if (isMemory(error)) throw error
      broken++
      say({ kind: 'page', page: n, width: paper.width, height: paper.height, text: '', boxes: [], broken: true })
    }
  }
  if (broken === pages) throw new GiveUp('damaged')
  if (!pdf) return
  const facts = factsOf(pdf)
  const attachments = Number(facts.attachments ?? 0) + on.files
  if (attachments > 0) facts.attachments = attachments
  if (on.notes > 0) facts.annotations = on.notes
  say({ kind: 'facts', facts })
}

async function renderPage(doc: Document, wanted: Extract<Args, { do: 'render' }>): Promise<void> {
  if (wanted.page > doc.countPages()) throw new GiveUp('damaged', 'This file has no such page.')
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

await main()
process.exit(0)
