import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { missing, pgmOf, readLetters, renderings } from '../fixtures/extract.ts'
import { buildExhibit, makeExhibit, markUp } from '../fixtures/make-exhibit.ts'
import { pdfOf, stream } from '../fixtures/make-pdf.ts'
import { dice } from '../fixtures/roll-dice.ts'
import { folder, nightly, world } from './attacked.ts'

/** What remains visible beside a box: ends of letters, tips, shadows (modes 9, 49, 51). */
const fonts = ['Helvetica', 'Times-Roman', 'Times-Italic', 'Courier-Bold', 'Helvetica-BoldOblique', 'Times-BoldItalic']
const secrets = ['Quigley', 'jgpqyj', 'fjordjif', 'WAVELLY', 'Typpygf', 'illicit', 'Kjfjyk', 'AVATJQ']
const sizes = [7, 9, 11, 14, 24]

type Line = {
  font: string
  size: number
  leading: number
  slant: number
  underline: boolean
  turned: boolean
  secret: string
  x: number
}
const roll = dice(7)
const pick = <T>(some: readonly T[]): T => some[Math.floor(roll() * some.length)] ?? (some[0] as T) // never empty
const lines = Array.from({ length: nightly ? 600 : 60 }, (): Line => {
  const [font, size, leading] = [pick(fonts), pick(sizes), pick([1.05, 1.2, 1.5])]
  const slant = roll() < 0.2 ? 0.3 : 0
  const turned = roll() < 0.25
  return {
    font,
    size,
    leading,
    slant,
    underline: !turned && roll() < 0.2,
    turned,
    secret: pick(secrets),
    x: 40 + roll() * 60,
  }
})

/** Three lines of a page with the secret in the second; `shown`: or its place is empty, and all else as it is. */
function drawn({ font, size, leading, slant, underline, turned, secret, x }: Line, shown: boolean): string {
  const at = (row: number) =>
    turned
      ? `0 1 -1 ${slant} ${x + row * size * leading} 60 Tm`
      : `1 0 ${slant} 1 ${x} ${600 - row * size * leading} Tm`
  const secretly = `${shown ? 0 : 3} Tr (${secret}) Tj 0 Tr`
  const words = `BT /${font} ${size} Tf ${at(0)} (some more heron done) Tj ${at(1)} (warm on ) Tj ${secretly} ( has sworn) Tj ${at(2)} (and none so dumb) Tj ET`
  const rule = `.5 w ${x} ${600 - size * leading - 2} m ${x + 200} ${600 - size * leading - 2} l S`
  return underline ? `${words} ${rule}` : words
}
function pdf(shown: boolean): Buffer {
  const listed = fonts.map((font) => `/${font} << /Type /Font /Subtype /Type1 /BaseFont /${font} >>`).join(' ')
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${lines.map((_, i) => `${3 + 2 * i} 0 R`).join(' ')}] /Count ${lines.length} >>`,
    ...lines.flatMap((line, i) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 640] /Contents ${4 + 2 * i} 0 R /Resources << /Font << ${listed} >> >> >>`,
      stream(drawn(line, shown)),
    ]),
  ])
}

test('an exhibit does not depend on what was taken out: with the words or without them, it is the same to the last byte', {
  timeout: nightly ? 1_200_000 : 250_000,
}, async () => {
  const seen = await makeExhibit(world, folder, pdf(true), { terms: secrets })
  const without = await markUp(world, folder, pdf(false), {})
  const unseen = await buildExhibit(world, { ...without, marks: [...seen.claimed.marks] })
  assert.equal(seen.claimed.marks.length, lines.length)
  const differ = lines.filter((_, i) => !seen.images[i]?.equals(unseen.images[i] ?? Buffer.alloc(0)))
  assert.deepEqual(differ, [])
  assert.ok(seen.file.equals(unseen.file))
})

test('nobody reads letters of a marked word in what remains beside its box', {
  skip: missing('tesseract'),
  timeout: nightly ? 1_200_000 : 250_000,
}, async () => {
  const each = lines.map((line, i) => ({ line, i })).filter(({ i }) => nightly || i % 4 === 0)
  const { file } = await makeExhibit(world, folder, pdf(true), { terms: secrets })
  const path = join(folder, `${randomUUID()}.pdf`)
  await writeFile(path, file)
  for (const { line, i } of each) {
    const { PDFium } = await renderings(path, folder, 300, ['PDFium'], i + 1)
    const said = await readLetters(pgmOf(PDFium ?? assert.fail()), folder, 300)
    const kept = 'some more heron done warm on has sworn and none so dumb personal ring'
    const words = said
      .toLowerCase()
      .split(/[^a-z]+/)
      .filter((word) => !kept.includes(word))
    const secret = line.secret.toLowerCase()
    const parts = Array.from({ length: secret.length - 2 }, (_, k) => secret.slice(k, k + 3))
    assert.deepEqual(
      words.filter((word) => parts.some((part) => word.includes(part))),
      [],
      JSON.stringify(line),
    )
  }
})
