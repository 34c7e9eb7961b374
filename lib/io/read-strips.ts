import { randomUUID } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Word } from '#lib/domain/page'
import type { Ocr } from '#lib/io/ocr'
import type { Grey } from '#lib/io/read-grey'

/** What shows in boxes that look the same: grey dots, and the pages they are on. */
export type Strip = { key: string; pages: number[]; width: number; height: number; dots: Buffer }

/** The boxes were drawn as fine as this (lib/io/children/look-at-page.ts), in dots per inch. */
const dpi = 200
/** Of a sheet, in dots: about each strip, between two, and how high it becomes. */
const [border, gap, mostHigh] = [6, 14, 3000]

/**
 * The words that a third engine reads in boxes, by page; all boxes on one sheet where they fit: starting it costs more
 * than they do.
 */
export async function readStrips(
  strips: readonly Strip[],
  io: { ocr: Ocr; temp: string; languages: readonly string[] },
): Promise<Map<number, string[]>> {
  const byPage = new Map<number, string[]>()
  for (const some of inSheets(strips)) {
    const { places, ...sheet } = stacked(some)
    for (const { text, box } of await wordsOn({ ...sheet, dpi }, io)) {
      const middle = ((box[1] + box[3]) / 2) * sheet.height
      const place = places.find(({ bottom }) => middle < bottom + gap / 2) ?? places.at(-1)
      for (const page of place?.strip.pages ?? []) byPage.set(page, [...(byPage.get(page) ?? []), text])
    }
  }
  return byPage
}

/** By the machine's own program; where there is none, as a page of a file. Throws ParseFailure, Unreadable. */
async function wordsOn(grey: Grey, { ocr, temp, languages }: { ocr: Ocr; temp: string; languages: readonly string[] }) {
  const read = await ocr.readGrey(grey, languages)
  if (read) return read
  await mkdir(temp, { recursive: true })
  const path = join(temp, `${randomUUID()}.pdf`)
  try {
    await writeFile(path, pageOf(grey), { mode: 0o600 })
    const asked = { mediaType: 'application/pdf', languages, pages: [{ page: 1, beside: false }] }
    const words: Word[] = []
    for await (const page of ocr.readPictures(path, asked)) words.push(...(page.words ?? []))
    return words
  } finally {
    await rm(path, { force: true })
  }
}

/** A PDF that is one picture; its readers find the objects themselves. */
function pageOf({ pixels, width, height, dpi }: Grey): Buffer {
  const [w, h] = [(width * 72) / dpi, (height * 72) / dpi].map((side) => side.toFixed(2))
  const image = `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceGray/BitsPerComponent 8`
  const drawn = `q ${w} 0 0 ${h} 0 0 cm /I Do Q`
  return Buffer.concat([
    Buffer.from(`%PDF-1.7
1 0 obj
<</Type/Catalog/Pages 2 0 R>>
endobj
2 0 obj
<</Type/Pages/Count 1/Kids[3 0 R]>>
endobj
3 0 obj
<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${w} ${h}]/Resources<</XObject<</I 5 0 R>>>>/Contents 4 0 R>>
endobj
4 0 obj
<</Length ${drawn.length}>>
stream
${drawn}
endstream
endobj
5 0 obj
<<${image}/Length ${pixels.length}>>
stream
`),
    pixels,
    Buffer.from('\nendstream\nendobj\ntrailer\n<</Size 6/Root 1 0 R>>\n%%EOF\n'),
  ])
}

function inSheets(strips: readonly Strip[]): Strip[][] {
  const sheets: Strip[][] = []
  let high = Infinity
  for (const strip of strips) {
    const room = strip.height + 2 * border + gap
    if (high + room > mostHigh) {
      sheets.push([])
      high = 0
    }
    sheets.at(-1)?.push(strip)
    high += room
  }
  return sheets
}

/** One below the other on white, each on black as it was. */
function stacked(strips: readonly Strip[]) {
  const width = Math.max(...strips.map((strip) => strip.width)) + 2 * (border + gap)
  const height = gap + strips.reduce((sum, strip) => sum + strip.height + 2 * border + gap, 0)
  const pixels = Buffer.alloc(width * height, 255)
  const places: { bottom: number; strip: Strip }[] = []
  let top = gap
  for (const strip of strips) {
    const bottom = top + strip.height + 2 * border
    for (let y = top; y < bottom; y++) pixels.fill(0, y * width + gap, y * width + gap + strip.width + 2 * border)
    for (let y = 0; y < strip.height; y++) {
      const row = strip.dots.subarray(y * strip.width, (y + 1) * strip.width)
      pixels.set(row, (top + border + y) * width + gap + border)
    }
    places.push({ bottom, strip })
    top = bottom + gap
  }
  return { pixels, width, height, places }
}
