import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import sharp from 'sharp'
import { failureCodes } from '#lib/domain/document'
import { Refusal } from '#lib/domain/refusal'
import { kindOf } from '#lib/io/sniff'
import {
  bombPdf,
  deepPdf,
  lockedPdf,
  longPdf,
  loopPdf,
  nestedPdf,
  pdfOf,
  stream,
  textPdf,
} from '../fixtures/make-pdf.ts'
import { filed, outcomeOf, reader, readWhole } from './setting.ts'

const named = (end: string) => end === 'done' || (failureCodes as readonly string[]).includes(end)
const short = textPdf([['Agreement between the city and the vendor'], ['Second page'], ['Third page']])

describe('a bad file ends in words a reporter understands', { concurrency: 2 }, () => {
  const cases: [what: string, bytes: () => Buffer | Promise<Buffer>, name: string, ends: string[]][] = [
    ['an empty file', () => Buffer.alloc(0), 'empty.pdf', ['damaged']],
    ['a file of one byte', () => Buffer.from('x'), 'one.pdf', ['done']],
    ['a file of one zero', () => Buffer.from([0]), 'zero.pdf', ['unsupported']],
    ['a PDF header and nothing more', () => Buffer.from('%PDF-1.7\n'), 'head.pdf', ['damaged']],
    [
      'a PDF header and zeros',
      () => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(100_000)]),
      'zeros.pdf',
      ['damaged'],
    ],
    [
      'a PDF without pages',
      () => pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>']),
      'none.pdf',
      ['damaged'],
    ],
    ['a page tree that is a circle', loopPdf, 'loop.pdf', ['damaged']],
    ['a page tree 20,000 levels deep', () => deepPdf(20_000), 'deep.pdf', ['damaged', 'done', 'too_big', 'crashed']],
    [
      'a table of parts that points at itself',
      () =>
        Buffer.from(
          '%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 /Prev 9 /Root 1 0 R >>\nstartxref\n9\n%%EOF',
        ),
      'prev.pdf',
      ['damaged'],
    ],
    ['a locked file without its password', () => lockedPdf('secret'), 'locked.pdf', ['encrypted']],
    ['a file of 10,001 pages', () => longPdf(10_001), 'long.pdf', ['too_big']],
    [
      'a picture cut in half',
      async () =>
        (
          await sharp({ create: { width: 400, height: 400, channels: 3, background: 'red' } })
            .png()
            .toBuffer()
        ).subarray(0, 200),
      'half.png',
      ['done', 'damaged'],
    ],
    [
      'a picture that claims 65,535 by 65,535 dots',
      () => pngHeader(65_535, 65_535),
      'bomb.png',
      ['done', 'damaged', 'too_big'],
    ],
    [
      'a workbook',
      () => Buffer.from('PK\x03\x04\x14\0\0\0\0\0[Content_Types].xml xl/workbook.xml', 'latin1'),
      'sheet.xlsx',
      ['damaged'],
    ],
    ['a program', () => Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0\0', 'latin1'), 'run.pdf', ['unsupported']],
    ['a web page', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 'page.html', ['done']],
  ]
  for (const [what, make, name, ends] of cases)
    test(what, async () => {
      const outcome = await readWhole(await make(), name)
      assert(ends.includes(outcome.end), `ended as ${outcome.end}: ${outcome.detail}`)
      if (outcome.end !== 'done') assert.match(outcome.detail, /^[A-Z].{20,}\.$/)
    })

  const inAHurry = { silenceMs: 2500, totalMs: 2500 }
  async function endInAHurry(bytes: Buffer): Promise<string> {
    const events = reader.readDocument(await filed(bytes), { mediaType: 'application/pdf', times: inAHurry })
    return (await outcomeOf(events)).end
  }

  test('a page that unpacks to half a gigabyte of drawing orders ends in a named state', async () => {
    const end = await endInAHurry(bombPdf(512))
    assert(named(end), end)
  })

  test('a drawing that contains itself twice, thirty times over, is stopped at its limit', async () => {
    assert.equal(await endInAHurry(nestedPdf(30)), 'timeout')
  })

  test('a file cut off at any place keeps what can be read, or says that it is damaged', {
    concurrency: 2,
  }, async (t) => {
    const cuts = Array.from({ length: 19 }, (_, i) => (i + 1) * 5)
    const tests = cuts.map((percent) =>
      t.test(`after ${percent} %`, async () => {
        const { end, pages } = await readWhole(short.subarray(0, Math.floor((short.length * percent) / 100)))
        assert(end === 'done' || end === 'damaged', end)
        if (end === 'done') assert(pages.length > 0)
      }),
    )
    await Promise.all(tests)
  })

  test('one broken page does not hide the others', async () => {
    const bytes = pdfOf([
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [4 0 R 99 0 R 4 0 R] /Count 3 >>',
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>',
      stream('BT /F1 12 Tf 72 700 Td (still here) Tj ET'),
    ])
    const { pages, end } = await readWhole(bytes)
    assert.equal(end, 'done')
    assert.deepEqual(pages.map((page) => page.text).filter(Boolean), ['still here', 'still here'])
  })

  test('a picture called .pdf is a picture, and a PDF called .png is a PDF', async () => {
    const png = await sharp({ create: { width: 30, height: 20, channels: 3, background: 'red' } })
      .png()
      .toBuffer()
    assert.deepEqual(kindOf(png, 'contract.pdf'), { kind: 'image', mediaType: 'image/png' })
    const read = await readWhole(png, 'contract.pdf')
    assert.deepEqual([read.end, read.warnings], ['done', ['no_text']])
    assert.equal((await readWhole(short, 'photo.png')).pages[0]?.text, 'Agreement between the city and the vendor')
  })

  test('a page of 200 inches and one of a hair’s breadth are drawn within the limits', async () => {
    for (const shape of [
      { width: 14_400, height: 14_400, userUnit: 10 },
      { width: 1, height: 14_400 },
      { width: 14_400, height: 1 },
    ]) {
      const path = await filed(textPdf([['x']], shape))
      const image = await reader.renderPage(path, { mediaType: 'application/pdf', page: 1, width: 2000 })
      assert(
        image.width >= 1 && image.height >= 1 && image.width <= 2000 && image.height <= 10_000,
        `${image.width} by ${image.height}`,
      )
    }
  })

  test('a page of a file that cannot be read is refused in its words', async () => {
    const inWords = (error: unknown) =>
      error instanceof Refusal && error.code === 'invalid' && error.message.includes('damaged')
    const path = await filed('%PDF-1.7\n')
    await assert.rejects(reader.renderPage(path, { mediaType: 'application/pdf', page: 1, width: 700 }), inWords)
  })

  test('text of control signs, halves of letters and other rubbish is read without them', async () => {
    const rubbish = Buffer.concat([
      Buffer.from('before \u202e\u200b\ufeff\u0007 after \x1b[31m'),
      Buffer.from([0xed, 0xa0, 0x80, 0xff]),
    ])
    const { pages, end } = await readWhole(rubbish, 'log.txt')
    assert.equal(end, 'done')
    const text = pages.map((page) => page.text).join('\n')
    assert(
      text.includes('before') &&
        text.includes('after') &&
        text.isWellFormed() &&
        !/\p{Cc}/u.test(text.replaceAll('\n', '')),
    )
  })

  test('an empty line of text is a page without text', async () => {
    const { pages, warnings } = await readWhole(Buffer.from('\n'), 'empty.txt')
    assert.deepEqual([pages.length, warnings], [1, ['no_text']])
  })
})

/** A PNG that says how large it is and has nothing to show for it. */
function pngHeader(width: number, height: number): Buffer {
  const head = Buffer.alloc(33)
  head.write('\x89PNG\r\n\x1a\n', 0, 'latin1')
  head.writeUInt32BE(13, 8)
  head.write('IHDR', 12, 'latin1')
  head.writeUInt32BE(width, 16)
  head.writeUInt32BE(height, 20)
  head.set([8, 2, 0, 0, 0], 24)
  return head
}
