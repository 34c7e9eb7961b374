import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import sharp from 'sharp'
import writeXlsxFile from 'write-excel-file/node'
import { failureCodes } from '#lib/domain/document'
import { attached, mailOf, plain } from '../fixtures/make-mail.ts'
import { docxOf, odfOf, pptxOf } from '../fixtures/make-office.ts'
import { lockedPdf, scannedPdf, textPdf } from '../fixtures/make-pdf.ts'
import { xlsOf } from '../fixtures/make-xls.ts'
import { readWhole } from './setting.ts'

/** Flips of one byte over all kinds of files; `npm run nightly` does 10,000. */
const flips = process.env.UNSEALED_NIGHTLY ? 10_000 : 220
const seed = Number(process.env.UNSEALED_SEED ?? Date.now() % 1e9)
/** What a named end is given beyond its own limit, in ms. */
const grace = 20_000

const square = () => sharp({ create: { width: 200, height: 120, channels: 3, background: 'teal' } })
const letter = () => textPdf([['Agreement between the city and the vendor'], ['Second page, ten dollars a download']])
const kinds: Record<string, () => Promise<Buffer> | Buffer> = {
  'text.pdf': letter,
  'scan.pdf': () => scannedPdf(),
  'locked.pdf': () => lockedPdf('secret'),
  'picture.png': () => square().png().toBuffer(),
  'picture.jpg': () => square().jpeg().toBuffer(),
  'picture.tif': () => square().tiff().toBuffer(),
  'picture.webp': () => square().webp().toBuffer(),
  'letter.eml': () => mailOf([plain('Please find attached.'), attached('letter.pdf', 'application/pdf', letter())]),
  'sheet.xlsx': async () => {
    const rows = Array.from({ length: 30 }, (_, i) => [{ value: `officer ${i}` }, { value: i * 7 }])
    return writeXlsxFile(rows).toBuffer()
  },
  'old.xls': () =>
    xlsOf([
      {
        name: 'Log',
        rows: [
          ['Officer', 'On'],
          ['Smith', 45_786],
          [true, { formula: 'sum' }],
        ],
      },
    ]),
  'letter.docx': () =>
    docxOf('<w:p><w:r><w:t>Dear records unit</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>'),
  'slides.pptx': () => pptxOf([{ shapes: '', notes: 'Do not mention cost' }]),
  'letter.odt': () => odfOf('text', '<text:h>Title</text:h><text:p>Words</text:p>'),
  'letter.rtf': () =>
    Buffer.from(String.raw`{\rtf1\ansi{\fonttbl\f0 Arial;}\f0 Caf\'e9 \u8364? {\b bold}\par\trowd A\cell B\cell\row}`),
  'log.csv': () =>
    Buffer.from(Array.from({ length: 50 }, (_, i) => `${i};"plate ${i}";2026-10-${i % 30}`).join('\r\n')),
  'notice.html': () =>
    Buffer.from('<!doctype html><title>Notice</title><h1>Notice</h1><p>All <b>requests</b> end.</p>'),
}

describe(`a file in which one byte is another (seed ${seed})`, { concurrency: 2 }, () => {
  for (const [name, make] of Object.entries(kinds))
    test(`${name} is read, or fails in words, and soon`, async () => {
      const whole = await make()
      const ends = new Map<string, number>()
      for (let n = 0; n < Math.ceil(flips / Object.keys(kinds).length); n++) {
        const bytes = Buffer.from(whole)
        const at = random(`${name} ${n}`, bytes.length)
        bytes[at] = ((bytes[at] ?? 0) + 1 + random(`to ${name} ${n}`, 255)) & 255
        const began = performance.now()
        const { end, detail, pages } = await readWhole(bytes, name)
        assert(end === 'done' || (failureCodes as readonly string[]).includes(end), `byte ${at}: ${end}`)
        if (end === 'done') assert(pages.length > 0, `byte ${at}: nothing to read and no word about it`)
        else assert.match(detail, /^[A-Z].{15,}[.!]$/, `byte ${at}`)
        assert(end === 'timeout' || performance.now() - began < grace, `byte ${at}: took too long`)
        ends.set(end, (ends.get(end) ?? 0) + 1)
      }
      assert.equal(ends.get('crashed') ?? 0, 0, `a reader broke down: ${JSON.stringify([...ends])}`)
    })
})

/** The same number for the same words and seed, below `most`. */
function random(words: string, most: number): number {
  let hash = seed
  for (const sign of words) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return (Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> 0) % most
}
