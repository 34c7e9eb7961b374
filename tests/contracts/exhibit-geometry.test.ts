import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import sharp from 'sharp'
import { fillOf, wholeWords } from '#lib/domain/cover'
import type { Box, ParsedPage } from '#lib/domain/page'
import { lies, wordPdf } from '../fixtures/make-secret-pdf.ts'
import { dice } from '../fixtures/roll-dice.ts'
import { testWorld } from '../world.ts'

const folder = mkdtempSync(join(tmpdir(), 'unsealed-geometry-'))
const t = await testWorld()
const { world } = t
after(async () => {
  await t[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

const nightly = process.env.UNSEALED_NIGHTLY === '1'
const perLie = nightly ? 500 : 25
const fonts = ['Helvetica', 'Times-Italic', 'Courier-Bold', 'Times-Roman', 'Helvetica-Oblique']
const texts = ['Placeholder', 'fjord', 'Quigley-gypsy', 'WAVE', 'jif', 'Ag', '555-0142']

for (const [n, lie] of lies.entries())
  test(`a box on a word covers every dot of it: ${lie.boxes}, turned by ${lie.rotate}°`, {
    timeout: nightly ? 1_200_000 : 200_000,
  }, async () => {
    const roll = dice(n + 1)
    const pick = <T>(some: readonly T[]): T => some[Math.floor(roll() * some.length)] ?? (some[0] as T)
    const words = Array.from({ length: perLie }, () => {
      const size = 5 + Math.round(roll() ** 2 * 40)
      return { text: pick(texts), x: 20 + roll() * 250, y: 30 + roll() * 700, size, font: pick(fonts) }
    })
    const path = join(folder, randomUUID())
    await writeFile(path, wordPdf(words, lie))
    const read: ParsedPage[] = []
    for await (const event of world.reader.readDocument(path, { mediaType: 'application/pdf' }))
      if (event.kind === 'page') read.push(event.page)
    const pages = read.map((page) => {
      const [word] = page.words
      assert.ok(word, `page ${page.page} has its word`)
      return { page: page.page, fills: fillOf(wholeWords(page.words, [sloppy(word.box, roll)]), page, false) }
    })
    let done = 0
    for await (const { page, image } of world.exhibits.fill(path, { mediaType: 'application/pdf', pages })) {
      const { data, info } = await sharp(image.data).greyscale().raw().toBuffer({ resolveWithObject: true })
      const fills = pages[page - 1]?.fills ?? []
      assert.deepEqual(
        strays(data, info, fills),
        { shown: 0, open: 0 },
        `${JSON.stringify(words[page - 1])}, page ${page}`,
      )
      done++
    }
    assert.equal(done, perLie)
  })

/** As a hand draws it: less than the word or more, but most of it. */
function sloppy([x0, y0, x1, y1]: Box, roll: () => number): Box {
  const [w, h] = [x1 - x0, y1 - y0]
  const off = (most: number) => (roll() - 0.6) * most
  const within = (n: number) => Math.min(1, Math.max(0, n))
  return [within(x0 - off(w * 0.5)), within(y0 - off(h * 0.4)), within(x1 + off(w * 0.5)), within(y1 + off(h * 0.4))]
}

/** `shown`: ink outside the fills, which can only be of the word; `open`: dots inside them that are not black. */
function strays(dots: Buffer, { width, height }: { width: number; height: number }, fills: readonly Box[]) {
  let [shown, open] = [0, 0]
  const near = fills.map((fill) => rectOf(fill, width, height, 0))
  const far = fills.map((fill) => rectOf(fill, width, height, 1))
  for (const { left, top, right, bottom } of near)
    for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) if (dots[y * width + x] !== 0) open++
  const rest = Buffer.from(dots)
  for (const { left, top, right, bottom } of far)
    for (let y = top; y < bottom; y++) rest.fill(255, y * width + left, y * width + right)
  for (const tone of rest) if (tone < 255) shown++
  return { shown, open }
}
const rectOf = ([x0, y0, x1, y1]: Box, width: number, height: number, by: number) => ({
  left: Math.max(0, Math.floor(x0 * width) - by),
  top: Math.max(0, Math.floor(y0 * height) - by),
  right: Math.min(width, Math.ceil(x1 * width) + by),
  bottom: Math.min(height, Math.ceil(y1 * height) + by),
})
