import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Box } from '#lib/domain/page'
import { footer } from '#lib/io/exhibit-pdf'
import { extractors, missing, recovered, renderings } from '../fixtures/extract.ts'
import { attack, type Made, makeExhibit } from '../fixtures/make-exhibit.ts'
import { lies, secretPdf, secretStyles, secretWord } from '../fixtures/make-secret-pdf.ts'
import { testWorld } from '../world.ts'
import { corpus, noCorpus } from './setting.ts'

const nightly = process.env.UNSEALED_NIGHTLY === '1'
const folder = mkdtempSync(join(tmpdir(), 'unsealed-redaction-'))
const t = await testWorld()
const { world } = t
after(async () => {
  await t[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

for (const tool of [...extractors, 'pdftoppm', 'tesseract'])
  test(`${tool} is there to attack exhibits with`, { skip: missing(tool) }, () => {})
test('pdf.js is there to attack exhibits with', {
  skip: existsSync('node_modules/pdfjs-dist') ? false : 'pdfjs-dist is none of our packages',
}, () => {})

const styles = Object.entries(secretStyles)
/** Each style on three kinds of page; at night on all twenty. */
const exhibits = styles.flatMap(([name, style], i) =>
  lies
    .filter((_, k) => nightly || [0, (i % 19) + 1, ((i + 7) % 19) + 1].includes(k))
    .map((lie, k) => ({ name, style, lie, secret: secretWord(i * 20 + k) })),
)

/** The page must say the secret, else nothing was proved; what comes out must not. */
async function leaks(made: Made, secret: string): Promise<string[]> {
  assert.ok(made.claimed.marks.length > 0, 'the secret was found and marked')
  const path = join(folder, randomUUID())
  await writeFile(path, made.file)
  const found = await recovered(path, folder, secret)
  found.push(...(await lightIn(path, made)))
  rmSync(path)
  return found
}

/** Which renderers show a dot in a fill that is not black, besides where the reason is printed. */
async function lightIn(path: string, { claimed }: Made, dpi = 150): Promise<string[]> {
  const fills = claimed.marks.filter(({ page }) => page === 1).flatMap((mark) => mark.fills)
  const boxes = claimed.marks.filter(({ page }) => page === 1).flatMap((mark) => mark.boxes)
  const bad: string[] = []
  for (const [name, { pixels, width, height }] of Object.entries(await renderings(path, folder, dpi))) {
    const high = height - (footer * dpi) / 72
    const light = fills.some((fill) => {
      for (let y = Math.ceil(fill[1] * high) + 2; y < Math.floor(fill[3] * high) - 2; y++)
        for (let x = Math.ceil(fill[0] * width) + 2; x < Math.floor(fill[2] * width) - 2; x++)
          if (
            (pixels[y * width + x] ?? 255) > 40 &&
            !boxes.some((box) => inLabel(box, x / width, y / high, (width * 72) / dpi, (high * 72) / dpi))
          )
            return true
      return false
    })
    if (light) bad.push(`${name} draws light in a box`)
  }
  return bad
}
/** The reason, 7 points high at most, stands in the middle of its box, at its left; the page in points. */
const inLabel = ([x0, y0, , y1]: Box, x: number, y: number, wide: number, high: number) =>
  x > x0 && (x - x0) * wide < 48 && Math.abs(y - (y0 + y1) / 2) * high < 6

const chunk = 12
for (let from = 0; from < exhibits.length; from += chunk) {
  const some = exhibits.slice(from, from + chunk)
  test(`no secret comes out of exhibits ${from + 1}–${from + some.length} of ${exhibits.length}`, {
    timeout: 300_000,
  }, async () => {
    for (const { name, style, lie, secret } of some) {
      const what = `${name}, ${lie.boxes} ${lie.rotate}°`
      const source = secretPdf(style, secret, lie)
      const made = await makeExhibit(world, folder, source, { terms: [secret] }).catch((error: Error) => {
        throw new Error(`${what}: ${error.message}`)
      })
      assert.deepEqual(await leaks(made, secret), [], what)
      if (nightly)
        assert.deepEqual(
          (await attack(world, folder, made)).filter(({ passed }) => !passed),
          [],
          what,
        )
    }
  })
}

test('the verifier passes what it should, whatever the page', { timeout: 300_000 }, async () => {
  for (const [i, { name, style, lie, secret }] of exhibits.filter((_, k) => k % 17 === 0).entries()) {
    const made = await makeExhibit(world, folder, secretPdf(style, secret, lie), { terms: [secret] })
    const failed = (await attack(world, folder, made)).filter(({ passed }) => !passed)
    assert.deepEqual(failed, [], `${i} ${name}, ${lie.boxes} ${lie.rotate}°`)
  }
})

test('what cannot be seen on a page is not said by its exhibit either, marked or not', {
  timeout: 120_000,
}, async () => {
  for (const name of ['1 text under a drawn box', '4 text under an image', '6 white on white', '14 render mode 3']) {
    const style = secretStyles[name]
    assert.ok(style && lies[0])
    const hidden = (secret: string) => ({ draw: style(secret).draw ?? '', ...style(secret) })
    const source = secretPdf((seen) => hidden(`HIDDEN${seen}`), 'SEENWORD', lies[0])
    const { claimed, file } = await makeExhibit(world, folder, source, {})
    assert.match(claimed.pages[0]?.text ?? '', /About SEENWORD in this line/, name)
    const path = join(folder, `${randomUUID()}.pdf`)
    await writeFile(path, file)
    assert.deepEqual(await recovered(path, folder, 'HIDDENSEENWORD'), [], name)
  }
})

test('a secret really is in the sources', async () => {
  const style = secretStyles['38 Info']
  assert.ok(style && lies[0])
  const path = join(folder, 'source.pdf')
  await writeFile(path, secretPdf(style, 'KWXZBCDFGH', lies[0]))
  assert.ok((await recovered(path, folder, 'KWXZBCDFGH')).length >= 1)
})

for (const set of ['redaction-cases', 'x-ray']) {
  const at = join(corpus, set)
  const files = existsSync(at) ? readdirSync(at).filter((name) => name.endsWith('.pdf')) : []
  test(`no secret comes out of exhibits of ${set}`, {
    skip: noCorpus || (files.length > 0 ? false : `no ${set} in the collection`),
    timeout: 300_000,
  }, async () => {
    for (const name of files) {
      const terms = set === 'redaction-cases' ? ['SECRETNAME'] : []
      const drawn = [
        { page: 1, box: (set === 'redaction-cases' ? [0.22, 0.17, 0.81, 0.4] : [0.1, 0.1, 0.9, 0.6]) as Box },
      ]
      const made = await makeExhibit(world, folder, readFileSync(join(at, name)), { terms, drawn })
      const words =
        set === 'redaction-cases'
          ? ['SECRETNAME']
          : made.claimed.marks.flatMap(({ words: said }) => said.split(/\s+/)).filter((word) => word.length > 9)
      for (const word of words.slice(0, 3)) {
        const kept = made.claimed.pages.some(({ text }) => text.toLowerCase().includes(word.toLowerCase()))
        if (!kept) assert.deepEqual(await leaks(made, word), [], `${name}: ${word}`)
        else if (set === 'redaction-cases') assert.fail(`${name}: still in its text`)
      }
    }
  })
}
