import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import sharp from 'sharp'
import { type ParsedPage, textOf } from '#lib/domain/page'
import { Refusal } from '#lib/domain/refusal'
import { attached, html, mailOf, plain } from '../fixtures/make-mail.ts'
import {
  activePdf,
  columnsPdf,
  drawLines,
  formPdf,
  lockedPdf,
  longPdf,
  scannedPdf,
  textPdf,
} from '../fixtures/make-pdf.ts'
import { filed, reader, readWhole } from '../hostile/setting.ts'

const pdf = 'application/pdf'
const textsOf = (pages: ParsedPage[]) => pages.map((page) => page.text)

/** How dark the picture is within a box of the page: 0 is white. */
async function ink(image: Buffer, [x0, y0, x1, y1]: number[]): Promise<number> {
  const { width, height } = await sharp(image).metadata()
  const [left, top] = [Math.floor((x0 ?? 0) * width), Math.floor((y0 ?? 0) * height)]
  const area = {
    left,
    top,
    width: Math.max(1, Math.ceil((x1 ?? 0) * width) - left),
    height: Math.max(1, Math.ceil((y1 ?? 0) * height) - top),
  }
  const pixels = await sharp(image).extract(area).greyscale().raw().toBuffer()
  return 255 - pixels.reduce((sum, pixel) => sum + pixel, 0) / pixels.length
}

/** Every word of the page stands where the picture has ink, and the same box beside the text has none. */
async function wordsLieOnInk(bytes: Buffer, name: string, mediaType: string) {
  const { pages, end } = await readWhole(bytes, name)
  assert.equal(end, 'done')
  const [page] = pages
  assert(page && page.words.length > 2)
  const image = await reader.renderPage(await filed(bytes), { mediaType, page: 1, width: 1000 })
  for (const word of page.words) assert((await ink(image.bytes, word.box)) > 3, `there is ink under "${word.text}"`)
  assert((await ink(image.bytes, [0.9, 0.9, 0.99, 0.99])) < 2, 'the corner of the paper is white')
}

describe('reading a file', { concurrency: 2 }, () => {
  test('a PDF gives its words in reading order, line by line', async () => {
    const { pages, warnings, end } = await readWhole(
      textPdf([['The police department', 'shall not disclose'], ['Second page']]),
    )
    assert.deepEqual(textsOf(pages), ['The police department\nshall not disclose', 'Second page'])
    assert.deepEqual([warnings, end], [[], 'done'])
    for (const page of pages) assert.equal(page.text, textOf(page.words))
    assert.deepEqual(
      pages.map((page) => [page.page, page.width, page.height, page.source]),
      [
        [1, 612, 792, 'text'],
        [2, 612, 792, 'text'],
      ],
    )
  })

  test('what is filled into a form or stamped upon a page is read where it is seen', async () => {
    const { pages, warnings } = await readWhole(formPdf('Jane Roe', 'RECEIVED 12 MAY'))
    assert.deepEqual(textsOf(pages).join('\n').split('\n'), ['Requester:', 'RECEIVED 12 MAY', 'Jane Roe'])
    assert.deepEqual(warnings, [])
    await wordsLieOnInk(formPdf('Jane Roe', 'RECEIVED 12 MAY'), 'form.pdf', pdf)
  })

  test('columns are read one after the other', async () => {
    const { pages } = await readWhole(columnsPdf())
    assert.equal(
      textsOf(pages).join(' ').replaceAll('\n', ' '),
      'left one left two left three right one right two right three',
    )
  })

  test('boxes are fractions of the page as it is seen, top left first', async () => {
    const { pages } = await readWhole(textPdf([['Corner']]))
    const [x0, y0, x1, y1] = pages[0]?.words[0]?.box ?? []
    assert(x0 !== undefined && y0 !== undefined && x1 !== undefined && y1 !== undefined)
    assert(Math.abs(x0 - 72 / 612) < 0.005, `left edge at one inch, not ${x0}`)
    assert(y0 < 72 / 792 && y1 > 72 / 792 - 0.001 && y1 - y0 < 0.03, `one line high, at one inch: ${y0}–${y1}`)
    assert(x1 > x0 && x1 < 0.25)
  })

  for (const rotate of [90, 180, 270] as const)
    test(`on a page turned by ${rotate} degrees the boxes lie on the letters as seen`, async () => {
      const bytes = textPdf([['turned around words']], { rotate })
      const { pages } = await readWhole(bytes)
      assert.deepEqual([pages[0]?.width, pages[0]?.height], rotate === 180 ? [612, 792] : [792, 612])
      assert.equal(pages[0]?.text.replaceAll('\n', ' '), 'turned around words')
      await wordsLieOnInk(bytes, 'turned.pdf', pdf)
    })

  test('on a cropped page the boxes belong to what is left of it, and what was cut away is not read', async () => {
    const draw = `${drawLines(['inside the crop box'], 150, 500)} ${drawLines(['outside'], 10, 20)}`
    const bytes = textPdf([draw], { crop: [100, 300, 500, 600] })
    const { pages } = await readWhole(bytes)
    assert.deepEqual([pages[0]?.width, pages[0]?.height, pages[0]?.text], [400, 300, 'inside the crop box'])
    await wordsLieOnInk(bytes, 'cropped.pdf', pdf)
  })

  test('a page without text says so, and its picture is a JPEG', async () => {
    const { pages, warnings, end } = await readWhole(scannedPdf())
    assert.deepEqual([pages[0]?.words, warnings, end], [[], ['no_text'], 'done'])
    const image = await reader.renderPage(await filed(scannedPdf()), { mediaType: pdf, page: 1, width: 700 })
    assert.deepEqual([image.mediaType, image.width], ['image/jpeg', 700])
  })

  test('a born-digital page is drawn as PNG, as wide as asked', async () => {
    const path = await filed(textPdf([['some words']]))
    for (const width of [700, 1000, 2000]) {
      const image = await reader.renderPage(path, { mediaType: pdf, page: 1, width })
      const facts = await sharp(image.bytes).metadata()
      assert.deepEqual(
        [image.mediaType, facts.format, facts.width, facts.height],
        ['image/png', 'png', image.width, image.height],
      )
      assert.equal(image.width, width)
    }
  })

  test('a page that is not there is not found', async () => {
    const path = await filed(textPdf([['one page']]))
    const missing = (error: unknown) => error instanceof Refusal && error.code === 'not_found'
    await assert.rejects(reader.renderPage(path, { mediaType: pdf, page: 2, width: 700 }), missing)
  })

  test('800 pages are read in their order', async () => {
    const { pages, end } = await readWhole(longPdf(800))
    assert.deepEqual([pages.length, end], [800, 'done'])
    for (const [i, page] of pages.entries()) assert(page.page === i + 1 && page.text.includes(`zebra${i + 1}`))
  })

  test('a locked PDF opens with its password and with no other', async () => {
    const bytes = lockedPdf('hunter2')
    assert.equal((await readWhole(bytes)).end, 'encrypted')
    const wrong = await readWhole(bytes, 'locked.pdf', 'hunter3')
    assert.deepEqual([wrong.end, wrong.detail], ['encrypted', 'That password does not open this file.'])
    const right = await readWhole(bytes, 'locked.pdf', 'hunter2')
    assert.deepEqual([right.end, right.pages[0]?.text], ['done', 'Behind the password'])
    const image = await reader.renderPage(await filed(bytes), {
      mediaType: pdf,
      page: 1,
      width: 700,
      password: 'hunter2',
    })
    assert.equal(image.width, 700)
  })

  test('a file inside a PDF is counted, not opened', async () => {
    const { pages, warnings } = await readWhole(activePdf())
    assert.deepEqual([pages[0]?.text, warnings], ['Read me', ['attached_files']])
  })

  for (const format of ['png', 'jpeg', 'tiff', 'gif', 'webp'] as const)
    test(`a ${format} picture is a document of one page without text`, async () => {
      const bytes = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#888' } })
        .toFormat(format)
        .toBuffer()
      const { pages, warnings, end } = await readWhole(bytes, `photo.${format}`)
      assert.deepEqual([pages.length, warnings, end], [1, ['no_text'], 'done'])
      const image = await reader.renderPage(await filed(bytes), { mediaType: `image/${format}`, page: 1, width: 600 })
      assert.deepEqual([image.width, image.height], [600, 400])
    })

  test('a photograph taken upright is seen upright', async () => {
    const sideways = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#888' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const { pages } = await readWhole(sideways, 'photo.jpg')
    const [page] = pages
    assert(page && page.height > page.width)
  })

  test('plain text becomes pages whose words lie where they are drawn', async () => {
    const bytes = Buffer.from('Minutes of the meeting\r\n\r\nChief Ortega:\tno comment, “for now” — 漢字\n')
    const { pages } = await readWhole(bytes, 'minutes.txt')
    assert.equal(pages[0]?.text, 'Minutes of the meeting\nChief Ortega: no comment, “for now” — 漢字')
    await wordsLieOnInk(bytes, 'minutes.txt', 'text/plain')
  })

  test('a long text has pages like any other document, and loses no word', async () => {
    const lines = Array.from({ length: 3000 }, (_, i) => `row${i + 1}, ${'x'.repeat(i % 200)}`)
    const { pages } = await readWhole(Buffer.from(lines.join('\n')), 'log.txt')
    assert(pages.length > 40)
    const text = textsOf(pages).join('\n')
    for (let i = 1; i <= 3000; i++) assert(text.includes(`row${i},`), `row ${i} is there`)
    assert.equal(
      (text.match(/x/g) ?? []).length,
      (lines.join('').match(/x/g) ?? []).length,
      'nothing runs off the paper',
    )
  })

  test('old encodings of text are understood', async () => {
    const latin = await readWhole(Buffer.from('caf\xe9 r\xe9sum\xe9', 'latin1'), 'a.txt')
    const wide = await readWhole(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('größer', 'utf16le')]), 'b.txt')
    assert.deepEqual([latin.pages[0]?.text, wide.pages[0]?.text], ['café résumé', 'größer'])
  })

  test('a mail is read as pages: who, when, about what, and what it says', async () => {
    const bytes = mailOf([
      plain(`Dear Ms. Lee,\r\n\r\nPlease find enclosed\r\n${'a'.repeat(300)}\r\n`),
      attached('MOU.pdf', 'application/pdf', textPdf([['x']])),
    ])
    const { pages, end } = await readWhole(bytes, 'reply.eml')
    const text = pages[0]?.text ?? ''
    for (const part of [
      'Response to your request RING-12',
      'From: Records Unit <records@pd.example.gov>',
      '2026-11-02 18:15 UTC',
      'Dear Ms. Lee,',
      'Please find enclosed',
    ])
      assert(text.includes(part), `"${part}" is on the page`)
    assert.equal((text.match(/a{2,}/g) ?? []).join('').length, 300, 'a run longer than a line is whole')
    assert.deepEqual([pages[0]?.source, end], ['mail', 'done'])
    await wordsLieOnInk(bytes, 'reply.eml', 'message/rfc822')
  })

  test('a mail that is only HTML is read by its words', async () => {
    const bytes = mailOf([
      html('<p>First &amp; foremost</p><script>alert(1)</script><table><tr><td>a</td><td>b</td></tr></table>'),
    ])
    const { pages } = await readWhole(bytes, 'reply.eml')
    assert(pages[0]?.text.includes('First & foremost'))
    assert(!pages[0]?.text.includes('alert'))
  })
})
