import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { extractors, missing, recovered } from '../fixtures/extract.ts'
import { makeExhibit } from '../fixtures/make-exhibit.ts'
import { lies, secretPdf, secretStyles } from '../fixtures/make-secret-pdf.ts'
import { attackAll, folder, world } from './attacked.ts'
import { planted } from './planted.ts'

/**
 * Secrets beside the visible text of a page: under boxes, in invisible copies, behind letters (failure modes 1 to 23).
 * docs/redaction-proof.md says which test holds which of the seventy.
 */
for (const tool of [...extractors, 'pdftoppm'])
  test(`${tool} is there to attack exhibits with`, { skip: missing(tool) }, () => {})

/** A source from which each tool gets the secret: what finds nothing there would prove nothing. */
const plain = '1 text under a drawn box'
const controls: Record<string, string> = {
  'mutool show': '38 Info',
  exiftool: '38 Info',
  'mutool extract': '27 notes of the camera in a JPEG',
}
for (const tool of extractors)
  test(`${tool} recovers a secret from a source`, { skip: missing(tool) }, async () => {
    const style = secretStyles[controls[tool] ?? plain]
    assert.ok(style && lies[0])
    const path = join(folder, `${randomUUID()}.pdf`)
    await writeFile(path, secretPdf(style, 'KWXZBCDFGH', lies[0]))
    assert.deepEqual(await recovered(path, folder, 'KWXZBCDFGH', [tool]), [tool])
  })

attackAll(
  'text',
  planted((mode) => mode <= 23),
)

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
    assert.deepEqual(await recovered(path, folder, 'HIDDEN'), [], name)
  }
})
