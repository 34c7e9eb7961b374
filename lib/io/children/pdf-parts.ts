import { inflateSync, type Zlib } from 'node:zlib'
import { findStrings } from '#lib/io/children/find-strings'
import { nameIn, type Printed, printedOn } from '#lib/io/children/pdf-printed'

/** What the file of an exhibit is made of, told apart by its bytes alone; `problems` in words, empty where all is well. */
export type Parts = { problems: string[]; found: string[]; sheets: PartSheet[]; mark: string | null }
/** A page: its picture, and the words that are printed on it. `width` and `height` in points, with the footer. */
export type PartSheet = Printed & { width: number; height: number; image: Image }
export type Image = { kind: 'png' | 'jpeg'; data: Buffer; width: number; height: number; bits: number }
const n = String.raw`-?\d+(?:\.\d+)?`
/** Every object an exhibit may hold, letter by letter: whatever could act, name somebody or hide something is none of them. */
const shapes = {
  catalog: /^<<\/Type\/Catalog\/Pages 2 0 R>>$/,
  pages: /^<<\/Type\/Pages\/Count (\d+)\/Kids\[((?:\d+ 0 R ?)+)\]>>$/,
  info: /^<<\/Title <feff(?:[0-9a-f]{4})*>>>$/,
  label: /^<<\/Type\/Font\/Subtype\/Type1\/BaseFont\/Helvetica\/Encoding\/WinAnsiEncoding>>$/,
  letters:
    /^<<\/Type\/Font\/Subtype\/Type3\/FontMatrix\[\.001 0 0 \.001 0 0\]\/FontBBox\[0 -350 500 950\]\/CharProcs<<\/g 5 0 R>>\/Encoding<<\/Type\/Encoding\/Differences\[1 (?:\/g)+\]>>\/FirstChar 1\/LastChar \d+\/Widths\[[50 ]+\]\/Resources<<>>\/ToUnicode \d+ 0 R>>$/,
  page: new RegExp(
    String.raw`^<</Type/Page/Parent 2 0 R/MediaBox\[0 0 (${n}) (${n})\]/Resources<</XObject<</I (\d+) 0 R>>/Font<</L 4 0 R(?:/T\d+ \d+ 0 R)*>>(?:/ExtGState<</M<</BM/Multiply>>>>/Pattern<</W (\d+) 0 R>>)?>>/Contents (\d+) 0 R>>$`,
  ),
} as const
const packed = {
  /** One tile of a name that lies over every page. */
  mark: /^<<\/Type\/Pattern\/PatternType 1\/PaintType 1\/TilingType 1\/BBox\[0 0 (\d+) 64\]\/XStep \1\/YStep 64\/Matrix\[\.8829 \.4695 -\.4695 \.8829 0 0\]\/Resources<<\/Font<<\/L 4 0 R>>>>\/Length \d+>>$/,
  letter: /^<<\/Length \d+>>$/,
  text: /^<<\/Filter\/FlateDecode\/Length \d+>>$/,
  image:
    /^<<\/Type\/XObject\/Subtype\/Image\/Width (\d+)\/Height (\d+)\/ColorSpace\/DeviceGray\/BitsPerComponent ([18])\/Filter\/(?:DCTDecode|FlateDecode\/DecodeParms<<\/Predictor 15\/Colors 1\/BitsPerComponent [18]\/Columns \d+>>)\/Length \d+>>$/,
}
const toUnicode =
  /^\/CIDInit \/ProcSet findresource begin 12 dict begin begincmap \/CMapName \/U def \/CMapType 2 def\n1 begincodespacerange <00> <ff> endcodespacerange\n(?:\d+ beginbfchar\n(?:<[0-9a-f]{2}> <[0-9a-f]{4,8}>\n)+endbfchar\n)+endcmap CMapName currentdict \/CMap defineresource pop end end$/

type Stream = { head: string; data: Buffer }
const mostUnpacked = 256e6

/** Takes the file apart. `strings` are searched in every byte of it, as they stand and unpacked, in each way a PDF can say them. */
export function takeApart(file: Buffer, strings: readonly string[]): Parts {
  const problems = new Set<string>()
  const { heads, streams, places, end } = objectsOf(file, problems)
  const texts = new Map<number, Buffer>()
  for (const [id, { head, data }] of streams) {
    if (packed.text.test(head)) texts.set(id, unpacked(data, problems))
    else if (packed.image.test(head)) {
      if (head.includes('/DCTDecode') && !isPlainJpeg(data)) problems.add('a picture holds more than its dots')
    } else if (packed.mark.test(head)) continue
    else if (!packed.letter.test(head) || id !== 5 || data.toString('latin1') !== '500 0 d0')
      problems.add(`object ${id} is none that an exhibit has${namesIn(head)}`)
  }
  expectTable(file, places, end, problems)
  const marks = [...streams].filter(([, { head }]) => packed.mark.test(head))
  const mark = marks.length === 1 ? nameIn(marks[0]?.[1].data) : null
  if (mark === null && marks.length > 0) problems.add('what lies over its pages is no name')
  const sheets = sheetsOf(heads, streams, texts, problems)
  const clear = [...heads.values(), ...[...streams.values()].map(({ head }) => head)].map((head) =>
    Buffer.from(head, 'latin1'),
  )
  const said = marks.map(([, { data }]) => data)
  const found = findStrings({ texts: [...clear, ...texts.values(), ...said], packed: [file] }, strings)
  return { problems: [...problems], found, sheets, mark }
}

/** Objects one behind the other, from the head of the file to its table, and nothing between them. */
function objectsOf(file: Buffer, problems: Set<string>) {
  const text = file.toString('latin1')
  const start = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'
  if (!text.startsWith(start)) problems.add('something stands before its beginning')
  const [heads, streams, places] = [new Map<number, string>(), new Map<number, Stream>(), [] as number[]]
  let at = start.length
  for (const object = /(\d{1,7}) 0 obj\n/y; ; ) {
    object.lastIndex = at
    const [, number] = object.exec(text) ?? []
    if (number === undefined) break
    const id = places.length + 1
    if (Number(number) !== id) problems.add(`object ${number} stands out of order`)
    places.push(at)
    const body = object.lastIndex
    const [ends, begins] = [text.indexOf('\nendobj\n', body), text.indexOf('\nstream\n', body)]
    if (begins < 0 || ends < begins) {
      heads.set(id, text.slice(body, ends))
      at = ends < 0 ? text.length : ends + 8
      continue
    }
    const head = text.slice(body, begins)
    const length = Number(/\/Length (\d{1,9})>>$/.exec(head)?.[1] ?? -1)
    const after = begins + 8 + length
    if (length < 0 || text.slice(after, after + 18) !== '\nendstream\nendobj\n') {
      problems.add(`object ${id} does not end where it says`)
      break
    }
    streams.set(id, { head, data: file.subarray(begins + 8, after) })
    at = after + 18
  }
  return { heads, streams, places, end: at }
}

/** The table and the trailer, which every reader begins with, say where those same objects are. */
function expectTable(file: Buffer, places: readonly number[], end: number, problems: Set<string>) {
  const rest = file.toString('latin1', end)
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  const size = places.length + 1
  const trailer = new RegExp(
    `^trailer\n<</Size ${size}/Root 1 0 R/Info 3 0 R/ID\\[<[0-9a-f]{32}><[0-9a-f]{32}>\\]>>\nstartxref\n${end}\n%%EOF\n$`,
  )
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${rows}`
  if (!rest.startsWith('xref\n')) problems.add('its objects do not follow one another')
  else if (!rest.startsWith(table) || !trailer.test(rest.slice(table.length)))
    problems.add('something stands behind its end, or it holds an earlier version')
}

function sheetsOf(
  heads: ReadonlyMap<number, string>,
  streams: ReadonlyMap<number, Stream>,
  texts: ReadonlyMap<number, Buffer>,
  problems: Set<string>,
): PartSheet[] {
  const sheets: PartSheet[] = []
  const kids = (shapes.pages.exec(heads.get(2) ?? '')?.[2] ?? '').split(' 0 R').map(Number).slice(0, -1)
  const once = (shape: keyof typeof shapes, id: number) => shapes[shape].test(heads.get(id) ?? '')
  const used = new Set<number>()
  for (const [id, head] of heads) {
    const [, width, height, image, mark, contents] = shapes.page.exec(head) ?? []
    if (width !== undefined) {
      const picture = imageOf(streams.get(Number(image)), problems)
      if (kids[sheets.length] !== id || used.has(Number(image)) || !picture) problems.add('its pages are not in order')
      used.add(Number(image)).add(Number(contents))
      if (mark) used.add(Number(mark))
      if (mark && !packed.mark.test(streams.get(Number(mark))?.head ?? '')) problems.add('its pages are not in order')
      const size = { width: Number(width), height: Number(height) }
      const printed = printedOn(texts.get(Number(contents)), size, mark !== undefined, problems)
      if (picture) sheets.push({ ...size, image: picture, ...printed })
    } else if (shapes.letters.test(head)) {
      const map = Number(/\/ToUnicode (\d+) 0 R>>$/.exec(head)?.[1])
      if (!toUnicode.test(texts.get(map)?.toString('latin1') ?? '')) problems.add('its letters say more than they may')
      used.add(map)
    } else if (!(id <= 4 && once((['catalog', 'pages', 'info', 'label'] as const)[id - 1] ?? 'page', id)))
      problems.add(`object ${id} is none that an exhibit has${namesIn(head)}`)
  }
  for (const id of streams.keys()) if (id !== 5 && !used.has(id)) problems.add(`nothing uses object ${id}`)
  if (kids.length !== sheets.length) problems.add('its pages do not agree')
  return sheets
}

function imageOf(stream: Stream | undefined, problems: Set<string>): Image | null {
  const [, width, height, bits] = packed.image.exec(stream?.head ?? '') ?? []
  if (!stream || width === undefined) return null
  const kind = stream.head.includes('/DCTDecode') ? 'jpeg' : 'png'
  const columns = /\/BitsPerComponent (\d)\/Columns (\d+)>>/.exec(stream.head)
  if (kind === 'jpeg' ? bits !== '8' : columns?.[1] !== bits || columns?.[2] !== width)
    problems.add('a picture says two things of its dots')
  return { kind, data: stream.data, width: Number(width), height: Number(height), bits: Number(bits) }
}

/** What is packed, if nothing lies behind it. */
function unpacked(data: Buffer, problems: Set<string>): Buffer {
  const { buffer, engine } = inflateSync(data, { maxOutputLength: mostUnpacked, info: true }) as unknown as {
    buffer: Buffer
    engine: Zlib & { bytesWritten: number }
  } // what `info` brings, which the types leave out
  if (engine.bytesWritten !== data.length) problems.add('something is packed behind the words of a page')
  return buffer
}

/** No comment, no camera's notes, no preview, no colour profile, one picture to its last byte: only how to decode its dots. */
function isPlainJpeg(data: Buffer): boolean {
  if (data.readUInt16BE(0) !== 0xffd8) return false
  for (let at = 2; at + 4 < data.length; at += 2 + data.readUInt16BE(at + 2)) {
    const marker = data.readUInt16BE(at)
    if (marker === 0xffda) return data.indexOf(Buffer.from([0xff, 0xd9]), at) === data.length - 2
    const plain = marker === 0xffe0 ? data.readUInt16BE(at + 2) <= 16 : marker < 0xffe1
    if (!plain || marker < 0xffc0) return false
  }
  return false
}

/** The first of its names that none of ours is, so that a person knows what it is about. */
function namesIn(head: string): string {
  const foreign = [...head.matchAll(/\/([A-Za-z]{2,40})/g)].map(([, name]) => name ?? '')
  const odd = foreign.find(
    (name) =>
      !/^(Type|Page|Pages|Font|XObject|Subtype|Length|Filter|FlateDecode|Parent|Resources|Contents|MediaBox|Catalog|Image|Title)$/.test(
        name,
      ),
  )
  return odd ? `: it holds /${odd}` : ''
}
