import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { dotsOf } from '#lib/io/children/exhibit-dots'
import { takeApart } from '#lib/io/children/pdf-parts'
import { readStrips, type Strip } from '#lib/io/read-strips'
import { makeExhibit } from '../fixtures/make-exhibit.ts'
import { textPdf } from '../fixtures/make-pdf.ts'
import { testWorld } from '../world.ts'

const folder = mkdtempSync(join(tmpdir(), 'unsealed-strips-'))
const t = await testWorld()
after(async () => {
  await t[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})
const { ocr } = t.world

/** What shows in a box that was not filled: a line of a page. */
async function stripOf(line: string, key: string, pages: number[]): Promise<Strip> {
  const { file, claimed } = await makeExhibit(t.world, folder, textPdf([[line]]), {})
  const [sheet] = takeApart(file, []).sheets
  assert.ok(sheet)
  const { dots, width, height, from = 0, stride = width } = await dotsOf(sheet.image)
  const boxes = claimed.pages[0]?.words.map(({ box }) => box) ?? []
  const [top, bottom] = [Math.min(...boxes.map((box) => box[1])), Math.max(...boxes.map((box) => box[3]))]
  const [y0, y1] = [Math.floor(top * height) - 4, Math.ceil(bottom * height) + 4]
  const shown = Buffer.alloc(width * (y1 - y0))
  for (let y = y0; y < y1; y++) shown.set(dots.subarray(from + y * stride, from + y * stride + width), (y - y0) * width)
  return { key, pages, width, height: y1 - y0, dots: shown }
}
const strips = [
  await stripOf('signed by Casey Placeholder', 'a', [1, 4]),
  await stripOf('telephone number of a witness', 'b', [2]),
]

const ways = { 'the program of the machine': ocr, 'what our packages bring': { ...ocr, readGrey: async () => null } }
for (const [what, reader] of Object.entries(ways))
  test(`what shows in boxes is read by ${what}, and told by page`, { timeout: 120_000 }, async () => {
    const seen = await readStrips(strips, { ocr: reader, temp: folder, languages: ['eng'] })
    assert.match(seen.get(1)?.join(' ') ?? '', /Casey.*Placeholder/)
    assert.deepEqual(seen.get(4), seen.get(1))
    assert.match(seen.get(2)?.join(' ') ?? '', /telephone.*witness/)
    assert.deepEqual([...seen.keys()].sort(), [1, 2, 4])
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.endsWith('.pdf')),
      [],
    )
  })

test('more than fits on one sheet is read on several', { timeout: 120_000 }, async () => {
  const many = Array.from({ length: 60 }, (_, i) => ({ ...(strips[i % 2] ?? strips[0]), pages: [i + 1] }) as Strip)
  const heights: number[] = []
  const reader = {
    ...ocr,
    readGrey: async ({ height }: { height: number }) => {
      heights.push(height)
      return []
    },
  }
  await readStrips(many, { ocr: reader, temp: folder, languages: ['eng'] })
  assert.ok(heights.length > 1 && heights.every((height) => height < 3100), heights.join())
})

test('where nothing shows nothing is read', async () => {
  const never = { ...ocr, readGrey: () => assert.fail('it was read') }
  assert.equal((await readStrips([], { ocr: never, temp: folder, languages: ['eng'] })).size, 0)
})
