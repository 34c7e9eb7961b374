import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Box } from '#lib/domain/page'
import { footer } from '#lib/io/exhibit-pdf'
import { extractors, missing, recovered, renderings } from '../fixtures/extract.ts'
import { attack, type Made, makeExhibit, type Wanted } from '../fixtures/make-exhibit.ts'
import { testWorld } from '../world.ts'

export const nightly = process.env.UNSEALED_NIGHTLY === '1'
export const folder = mkdtempSync(join(tmpdir(), 'unsealed-redaction-'))
const t = await testWorld()
export const { world } = t
const done = { exhibits: 0, recovered: 0, tried: 0, refused: 0 }
after(async () => {
  await t[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
  console.log(
    `${done.exhibits} exhibits, ${done.tried} tries to recover a secret, ${done.recovered} recovered, of which ${done.refused} from exhibits that our own verifier refuses`,
  )
})

/** A source with a secret in it, and how it is marked: by default, every place where it can be read. */
export type Case = { what: string; source: () => Buffer | Promise<Buffer>; secret: string; wanted?: Wanted }

/**
 * Each of these is built, and taken apart by every tool there is; some (more at night) are attacked by our own verifier
 * too, and so is each of which a reader of pictures got words: that one must be refused, or it would be published.
 */
export function attackAll(title: string, cases: readonly Case[], chunk = 12): void {
  for (let from = 0; from < cases.length; from += chunk) {
    const some = cases.slice(from, from + chunk)
    const which = cases.length > chunk ? ` ${from + 1}–${from + some.length} of ${cases.length}` : ''
    const timeout = nightly ? 1_200_000 : 290_000
    test(`no secret comes out of exhibits: ${title}${which}`, { timeout }, async () => {
      const wrong: string[] = []
      for (const [i, one] of some.entries())
        wrong.push(...(await attacked(one, from + i)).map((found) => `${one.what}: ${found}`))
      assert.deepEqual(wrong, [])
    })
  }
}

/** At night there are so many that the slow tools, those that look at pictures, take every third, and our verifier every sixth. */
const every = nightly ? { eyes: 3, verifier: 6 } : { eyes: 1, verifier: 13 }

async function attacked({ source, secret, wanted }: Case, n: number): Promise<string[]> {
  const made = await makeExhibit(world, folder, await source(), wanted ?? { terms: [secret] })
  const found = await leaks(made, secret, n % every.eyes === 0)
  const verify = n % every.verifier === 0
  const onlySeen = found.length > 0 && found.every((tool) => tool === 'tesseract')
  if (!verify && !onlySeen) return found
  const failed = (await attack(world, folder, made)).filter(({ passed }) => !passed)
  if (onlySeen && failed.length > 0) {
    done.refused++
    return []
  }
  return [...found, ...failed.map(({ name, detail }) => `our own verifier: ${name}, ${detail}`)]
}

/** What gets the secret out of the file of an exhibit, and which renderer shows light in its boxes. */
export async function leaks(made: Made, secret: string, eyes = true): Promise<string[]> {
  assert.ok(made.claimed.marks.length > 0, 'the secret was found and marked')
  const path = join(folder, `${randomUUID()}.pdf`)
  await writeFile(path, made.file)
  const tools = extractors.filter((name) => eyes || name !== 'tesseract')
  const found = await recovered(path, folder, secret, tools)
  done.exhibits++
  done.tried += tools.filter((name) => !missing(name)).length
  done.recovered += found.length
  if (eyes) found.push(...(await lightIn(path, made)))
  rmSync(path)
  return found
}

/** Which renderers show a dot in a fill that is not black, besides where the reason is printed. */
async function lightIn(path: string, { claimed }: Made): Promise<string[]> {
  const fills = claimed.marks.filter(({ page }) => page === 1).flatMap((mark) => mark.fills)
  const boxes = claimed.marks.filter(({ page }) => page === 1).flatMap((mark) => mark.boxes)
  const bad: string[] = []
  for (const [name, { pixels, width, height, dpi }] of Object.entries(await renderings(path, folder, 150))) {
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
