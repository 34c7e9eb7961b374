import { inflateSync } from 'node:zlib'

/** What the file of an exhibit is made of, told apart by its bytes alone; `problems` in words, empty where all is well. */
export type Parts = { problems: string[]; found: string[]; images: Map<number, Image>; pages: number }
export type Image = { kind: 'png' | 'jpeg'; data: Buffer; width: number; height: number; bits: number }

/** All names an exhibit may hold: whatever could act, name somebody or hide something has others. */
const names = new Set(
  'Type Catalog Pages Count Kids Title Font Subtype Type1 BaseFont Helvetica Encoding WinAnsiEncoding Length Filter FlateDecode DCTDecode Type3 FontMatrix FontBBox CharProcs g Differences FirstChar LastChar Widths Resources ToUnicode Page Parent MediaBox XObject I L Contents Image Width Height ColorSpace DeviceGray BitsPerComponent DecodeParms Predictor Colors Columns Root Info ID Size'.split(
    ' ',
  ),
)
const allowed = (name: string) => names.has(name) || /^T\d{1,4}$/.test(name)

/** Takes the file apart. `strings` are searched in every byte of it, as they stand and unpacked, in each way a PDF can say them. */
export function takeApart(file: Buffer, strings: readonly string[]): Parts {
  const text = file.toString('latin1')
  const problems: string[] = []
  const images = new Map<number, Image>()
  const count = (what: RegExp) => text.match(what)?.length ?? 0
  if (!text.startsWith('%PDF-1.7\n')) problems.push('something stands before its beginning')
  if (!/startxref\n\d+\n%%EOF\n$/.test(text)) problems.push('something stands behind its end')
  const pieces: Buffer[] = []
  let [at, pages, id] = [text.indexOf('1 0 obj'), 0, 0]
  for (const object = /(\d{1,7}) 0 obj\n/y; ; at = object.lastIndex) {
    object.lastIndex = at
    const [, number] = object.exec(text) ?? []
    if (number === undefined) break
    if (Number(number) !== ++id) problems.push(`object ${number} stands out of order`)
    const body = object.lastIndex
    const [ends, streams] = [text.indexOf('\nendobj\n', body), text.indexOf('\nstream\n', body)]
    const packed = streams >= 0 && streams < ends
    const head = text.slice(body, packed ? streams : ends)
    for (const [, name = ''] of head.matchAll(/\/([^\s/<>[\]()]+)/g))
      if (!allowed(name)) problems.push(`it holds /${name}`)
    if (/\/Type\/Page\//.test(head)) pages++
    pieces.push(Buffer.from(head, 'latin1'))
    if (!packed) {
      object.lastIndex = ends + 8
      continue
    }
    const length = Number(/\/Length (\d{1,9})>>$/.exec(head)?.[1] ?? -1)
    const data = file.subarray(streams + 8, streams + 8 + length)
    if (length < 0 || text.slice(streams + 8 + length, streams + 26 + length) !== '\nendstream\nendobj\n') {
      problems.push(`object ${id} does not end where it says`)
      break
    }
    object.lastIndex = streams + 26 + length
    if (head.includes('/Subtype/Image')) images.set(id, imageOf(head, data))
    else if (head.includes('/FlateDecode')) pieces.push(inflateSync(data, { maxOutputLength: 256e6 }))
    else pieces.push(data)
    if (head.includes('/DCTDecode') && !isPlainJpeg(data)) problems.push('a picture holds more than its dots')
  }
  if (!text.startsWith('xref\n', at)) problems.push('its objects do not follow one another')
  if (count(/%%EOF/g) !== 1 || count(/startxref/g) !== 1) problems.push('it holds an earlier version')
  return { problems: [...new Set(problems)], found: findStrings([file, ...pieces], strings), images, pages }
}

function imageOf(head: string, data: Buffer): Image {
  const number = (name: string) => Number(new RegExp(`/${name} (\\d+)`).exec(head)?.[1] ?? 0)
  const kind = head.includes('/DCTDecode') ? 'jpeg' : 'png'
  return { kind, data, width: number('Width'), height: number('Height'), bits: number('BitsPerComponent') }
}

/** No comment, no camera's notes, no preview, no colour profile: segments that only say how to decode. */
function isPlainJpeg(data: Buffer): boolean {
  for (let at = 2; at + 4 < data.length; at += 2 + data.readUInt16BE(at + 2)) {
    const marker = data.readUInt16BE(at)
    if (marker === 0xffda) return true
    const plain = marker === 0xffe0 ? data.readUInt16BE(at + 2) <= 16 : marker < 0xffe1
    if (!plain || marker < 0xffc0) return false
  }
  return false
}

/** Which of them stand somewhere: as letters, in UTF-16 either way round, in hexadecimal, in octal, backwards; in any case. */
function findStrings(pieces: readonly Buffer[], strings: readonly string[]): string[] {
  const texts = pieces.map((piece) => piece.toString('latin1').toLowerCase())
  return strings.filter((string) => formsOf(string).some((form) => texts.some((text) => text.includes(form))))
}

function formsOf(string: string): string[] {
  const forms: string[] = []
  for (const one of [string, [...string].reverse().join('')]) {
    const little = Buffer.from(one, 'utf16le')
    const raw = [Buffer.from(one, 'latin1'), Buffer.from(one, 'utf8'), little, Buffer.from(little).swap16()]
    for (const bytes of raw) forms.push(bytes.toString('latin1').toLowerCase(), bytes.toString('hex'))
    forms.push([...Buffer.from(one, 'latin1')].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join(''))
  }
  return forms
}
