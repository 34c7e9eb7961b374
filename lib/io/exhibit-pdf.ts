import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import type { Box, Word } from '#lib/domain/page'
import { fontQuotes, printable } from '#lib/domain/printed-letters'
import { redacted } from '#lib/domain/quote'

/** One sheet: its pixels as they were filled, and what may be read on it. `width` and `height` in points. */
export type Sheet = {
  width: number
  height: number
  /** PNG (grey, 1 or 4 bits, one IDAT, our own) or JPEG (grey); read when its turn comes. null: a white sheet. */
  image: (() => Promise<Uint8Array>) | null
  words: readonly Word[]
  taken: readonly { box: Box; reason: string }[]
  /** In the margin below the page, such as `RING-E2 · 3 of 7`. */
  stamp: string
  /** Printed words of our own, each from its place on, in points from the upper left corner. */
  says?: readonly { text: string; x: number; y: number; size: number }[]
}

/** Room below every page for its stamp, in points. */
export const footer = 18

/**
 * The file of an exhibit, in pieces, the same bytes for the same sheets: pictures, and the words that stay, invisible
 * above them. Nothing else is in it: no date, no producer, no font file, no object that a reader could act on.
 * `mark`: for whom it is, slanting over every page. It darkens what it lies on, so what is black stays as black; and
 * it is a pattern, so readers of text do not find it between the words.
 */
export async function* exhibitPdf(
  title: string,
  sheets: readonly Sheet[],
  mark: string | null = null,
): AsyncGenerator<Uint8Array> {
  const letters = lettersOf(sheets)
  const codes = codesOf(letters)
  const file = new Objects()
  yield file.head()
  const first = { catalog: 1, pages: 2, info: 3, label: 4, proc: 5 }
  const fonts = letters.map((_, i) => first.proc + 1 + 2 * i) // each with its map to Unicode behind it
  const firstSheet = first.proc + 1 + 2 * letters.length
  const pageIds = sheets.map((_, i) => firstSheet + 3 * i)
  const markId = firstSheet + 3 * sheets.length
  const marked = mark === null ? '' : `/ExtGState<</M<</BM/Multiply>>>>/Pattern<</W ${ref(markId)}>>`
  yield file.object(first.catalog, '<</Type/Catalog/Pages 2 0 R>>')
  yield file.object(first.pages, `<</Type/Pages/Count ${sheets.length}/Kids[${pageIds.map(ref).join(' ')}]>>`)
  yield file.object(first.info, `<</Title ${unicode(title)}>>`)
  yield file.object(first.label, '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>')
  yield file.stream(first.proc, '', Buffer.from('500 0 d0')) // a letter that draws nothing
  for (const [i, own] of letters.entries()) {
    const id = fonts[i] ?? 0
    const procs = `/FontMatrix[.001 0 0 .001 0 0]/FontBBox[0 -350 500 950]/CharProcs<</g ${ref(first.proc)}>>`
    const encoding = `/Encoding<</Type/Encoding/Differences[1 ${own.map(() => '/g').join('')}]>>`
    const widths = `/FirstChar 1/LastChar ${own.length}/Widths[${own.map(() => '500').join(' ')}]`
    yield file.object(
      id,
      `<</Type/Font/Subtype/Type3${procs}${encoding}${widths}/Resources<<>>/ToUnicode ${ref(id + 1)}>>`,
    )
    yield file.stream(id + 1, '/Filter/FlateDecode', deflateSync(Buffer.from(toUnicode(own))))
  }
  const named = fonts.map((id, i) => `/T${i} ${ref(id)}`).join('')
  for (const [i, sheet] of sheets.entries()) {
    const id = pageIds[i] ?? 0
    const box = `[0 0 ${round(sheet.width)} ${round(sheet.height + footer)}]`
    const uses = `/Resources<</XObject<</I ${ref(id + 2)}>>/Font<</L ${ref(first.label)}${named}>>${marked}>>`
    yield file.object(id, `<</Type/Page/Parent 2 0 R/MediaBox${box}${uses}/Contents ${ref(id + 1)}>>`)
    yield file.stream(
      id + 1,
      '/Filter/FlateDecode',
      deflateSync(Buffer.from(drawn(sheet, codes, mark !== null), 'latin1')),
    )
    const { head, data } = sheet.image ? imageOf(Buffer.from(await sheet.image())) : white
    yield file.stream(id + 2, head, data)
  }
  if (mark !== null) yield file.stream(markId, patternOf(mark), Buffer.from(tileOf(mark), 'latin1'))
  yield file.tail(first.catalog, first.info)
}

class Objects {
  private at = 0
  private readonly places: number[] = []
  private readonly hash = createHash('sha256')

  head() {
    return this.said(Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'))
  }
  object(id: number, body: string) {
    this.places[id] = this.at
    return this.said(Buffer.from(`${id} 0 obj\n${body}\nendobj\n`, 'latin1'))
  }
  stream(id: number, head: string, data: Uint8Array) {
    this.places[id] = this.at
    const begin = Buffer.from(`${id} 0 obj\n<<${head}/Length ${data.length}>>\nstream\n`, 'latin1')
    return this.said(Buffer.concat([begin, data, Buffer.from('\nendstream\nendobj\n')]))
  }
  tail(root: number, info: number) {
    const rows = this.places.slice(1).map((place) => `${String(place).padStart(10, '0')} 00000 n \n`)
    const id = this.hash.copy().digest('hex').slice(0, 32)
    const size = this.places.length
    const table = `xref\n0 ${size}\n0000000000 65535 f \n${rows.join('')}`
    const trailer = `trailer\n<</Size ${size}/Root ${ref(root)}/Info ${ref(info)}/ID[<${id}><${id}>]>>`
    return this.said(Buffer.from(`${table}${trailer}\nstartxref\n${this.at}\n%%EOF\n`, 'latin1'))
  }
  private said(bytes: Buffer) {
    this.at += bytes.length
    this.hash.update(bytes)
    return bytes
  }
}
const ref = (id: number) => `${id} 0 R`
const round = (n: number) => String(Math.round(n * 1000) / 1000)

/** Our letters that draw nothing, in parts of their size: what readers take such letters to measure where they cannot see them. */
const [wide, tall, below] = [0.5, 1.3, 0.35]

/** The picture, and the words above it. PDF counts from the lower left corner; the footer lies below the picture. */
function drawn({ width, height, words, taken, stamp, says = [] }: Sheet, codes: Codes, marked: boolean): string {
  const say = (text: string, box: Box) => {
    const [x0, y0, x1, y1] = [box[0] * width, (1 - box[1]) * height, box[2] * width, (1 - box[3]) * height]
    const size = Math.max(1, (y0 - y1) / tall)
    const chars = [...text]
    const stretch = (100 * (x1 - x0)) / (size * wide * chars.length)
    const runs = runsOf(chars, codes)
    return `BT ${round(stretch)} Tz 1 0 0 1 ${round(x0)} ${round(y1 + footer + below * size)} Tm ${runs.map(({ font, hex }) => `/T${font} ${round(size)} Tf<${hex}>Tj`).join(' ')} ET`
  }
  return [
    `q ${round(width)} 0 0 ${round(height)} 0 ${footer} cm /I Do Q`,
    ...(marked ? [`q /M gs /Pattern cs /W scn 0 ${footer} ${round(width)} ${round(height)} re f Q`] : []),
    '3 Tr',
    ...words.map(({ text, box }) => say(text, box)),
    ...taken.map(({ reason, box }) => say(redacted(reason), box)),
    '0 Tr 1 g',
    ...taken.flatMap(({ reason, box }) => label(reason, box, width, height)),
    ...says.map(({ text, x, y, size }) => printed(text, x, height + footer - y, size)),
    `BT 0.35 g 100 Tz /L 7 Tf 1 0 0 1 ${round(Math.max(6, width - 6 - 3.6 * stamp.length))} 6 Tm ${ascii(stamp)} Tj ET`,
  ].join('\n')
}

const printed = (text: string, x: number, y: number, size: number) =>
  `BT 0 g 100 Tz /L ${round(size)} Tf 1 0 0 1 ${round(x)} ${round(y)} Tm ${ascii(text)} Tj ET`

/** The reason in white on its box, where there is room for it. */
function label(reason: string, [x0, y0, x1, y1]: Box, width: number, height: number): string[] {
  const size = Math.min(7, (y1 - y0) * height * 0.7)
  const room = (x1 - x0) * width - 4
  if (size < 4 || room < reason.length * size * 0.55) return []
  const x = round(x0 * width + 2)
  const y = round((1 - (y0 + y1) / 2) * height + footer - size * 0.35)
  return [`BT 100 Tz /L ${round(size)} Tf 1 0 0 1 ${x} ${y} Tm ${ascii(reason)} Tj ET`]
}

/** One tile of the name, whole, so that no reader draws its parts beside one another. */
const tile = { high: 64, size: 16, slant: '.8829 .4695 -.4695 .8829' }
const tileWidth = (mark: string) => Math.max(150, Math.round(mark.length * tile.size * 0.56 + 50))
const patternOf = (mark: string) =>
  `/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 ${tileWidth(mark)} ${tile.high}]/XStep ${tileWidth(mark)}/YStep ${tile.high}/Matrix[${tile.slant} 0 0]/Resources<</Font<</L 4 0 R>>>>`
const tileOf = (mark: string) => `BT 1 .8 .78 rg /L ${tile.size} Tf 1 0 0 1 10 24 Tm ${ascii(mark)} Tj ET`

/** Letters of one font after another, as their codes in it. */
function runsOf(chars: readonly string[], codes: Codes) {
  const runs: { font: number; hex: string }[] = []
  for (const char of chars) {
    const { font, hex } = codes.get(char) ?? { font: 0, hex: '00' }
    const last = runs.at(-1)
    if (last?.font === font) last.hex += hex
    else runs.push({ font, hex })
  }
  return runs
}

/** Which font a letter is in, and as what. */
type Codes = ReadonlyMap<string, { font: number; hex: string }>
const codesOf = (letters: readonly (readonly string[])[]): Codes =>
  new Map(letters.flatMap((own, font) => own.map((char, i) => [char, { font, hex: hex2(i + 1) }])))
const hex2 = (code: number) => code.toString(16).padStart(2, '0')

/** All letters of an exhibit, 255 to a font, in an order that does not depend on where they stand. */
function lettersOf(sheets: readonly Sheet[]): string[][] {
  const all = new Set<string>()
  for (const { words, taken } of sheets) {
    for (const { text } of words) for (const char of text) all.add(char)
    for (const { reason } of taken) for (const char of redacted(reason)) all.add(char)
  }
  const sorted = [...all].sort((a, b) => (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0))
  return Array.from({ length: Math.ceil(sorted.length / 255) }, (_, i) => sorted.slice(i * 255, (i + 1) * 255))
}

function toUnicode(letters: readonly string[]): string {
  const rows = letters.map((char, i) => `<${hex2(i + 1)}> <${utf16(char)}>`)
  const blocks = Array.from({ length: Math.ceil(rows.length / 100) }, (_, i) => rows.slice(i * 100, (i + 1) * 100))
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def',
    '1 begincodespacerange <00> <ff> endcodespacerange',
    ...blocks.map((block) => `${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`),
    'endcmap CMapName currentdict /CMap defineresource pop end end',
  ].join('\n')
}
const utf16 = (text: string) => Buffer.from(text, 'utf16le').swap16().toString('hex')
const unicode = (text: string) => `<feff${utf16(text)}>`
/** As a PDF says the letters of the one font we print with. */
const ascii = (text: string) => `(${[...printable(text)].map(winAnsi).join('')})`
function winAnsi(char: string): string {
  if (/[()\\]/.test(char)) return `\\${char}`
  if (/[\x20-\x7e]/.test(char)) return char
  const quote = quoteCodes[fontQuotes.indexOf(char)]
  return `\\${(quote ?? char.charCodeAt(0)).toString(8)}`
}
const quoteCodes = [0x85, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97]

/** One dot of white, as large as the sheet. */
const white = {
  head: `/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors 1/BitsPerComponent 1/Columns 1>>`,
  data: deflateSync(Buffer.from([0, 0x80])),
}

/** Of the picture of a page as its file holds it: PNG or JPEG of ours, null for a white sheet. */
export const pictureHash = (file: Buffer | null): string =>
  createHash('sha256')
    .update(file ? imageOf(file).data : white.data)
    .digest('hex')

/** What a PNG of ours compresses, PDF reads as it stands: only the frame about it is left out. Throws on any other file. */
function imageOf(file: Buffer): { head: string; data: Buffer } {
  const said = (width: number, height: number, bits: number) =>
    `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceGray/BitsPerComponent ${bits}`
  if (file.readUInt16BE(0) === 0xffd8) {
    const { width, height } = jpegSize(file)
    return { head: `${said(width, height, 8)}/Filter/DCTDecode`, data: file }
  }
  const [width, height, bits] = [file.readUInt32BE(16), file.readUInt32BE(20), file[24] ?? 0]
  const params = `/DecodeParms<</Predictor 15/Colors 1/BitsPerComponent ${bits}/Columns ${width}>>`
  for (let at = 8; at + 12 <= file.length; ) {
    const length = file.readUInt32BE(at)
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT')
      return {
        head: `${said(width, height, bits)}/Filter/FlateDecode${params}`,
        data: file.subarray(at + 8, at + 8 + length),
      }
    at += 12 + length
  }
  throw new Error('a picture without pixels')
}

/** From the frame header, whichever segments stand before it. */
function jpegSize(file: Buffer): { width: number; height: number } {
  for (let at = 2; at + 9 < file.length; at += 2 + file.readUInt16BE(at + 2)) {
    const marker = file.readUInt16BE(at)
    if (marker >= 0xffc0 && marker <= 0xffc2)
      return { height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7) }
    if (marker < 0xffc0) break
  }
  throw new Error('a JPEG without a size')
}
