import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { z } from 'zod'
import { createDrawing } from '#lib/io/draw-pages'
import { createSandbox } from '#lib/io/sandbox'
import { drawLines, pdfOf, stream, textPdf } from '../fixtures/make-pdf.ts'

const rounds = Number(process.env.BENCH_ROUNDS ?? 5)
const thumbs = Array.from({ length: 40 }, (_, i) => i + 1)
const sandbox = createSandbox()
type Draw = (path: string, page: number, width: number) => Promise<unknown>

/**
 * The picture of a page as the viewer asks for it: the first one of a file, the next one, and a rail of 40 thumbnails,
 * one after the other as the viewer asks and all at once. Against one child for each page, the way it was, in the same
 * run; medians.
 */
export async function benchImages() {
  const folder = mkdtempSync(join(tmpdir(), 'unsealed-bench-images-'))
  try {
    const files = { '800 pages of text': textRelease(), '40 scans of 200 dpi': await scans() }
    console.log(`sandbox: ${await sandbox.level()}; median of ${rounds}\n`)
    console.log(
      '| file | way | first page, 1000 px, ms | next page, ms | 40 thumbnails in turn, s | all at once, s |\n|---|---|---|---|---|---|',
    )
    for (const [name, bytes] of Object.entries(files)) {
      const path = join(folder, 'file.pdf')
      writeFileSync(path, bytes)
      const [before, now]: number[][][] = [[], []]
      for (let i = 0; i < rounds; i++) {
        before?.push(await times(path, () => childPerPage))
        now?.push(await times(path, ours))
      }
      const [old = [], mine = []] = [before, now].map((all = []) => [0, 1, 2, 3].map((k) => median(all, k)))
      const row = (way: string, [first = 0, next = 0, rail = 0, all = 0]: number[]) =>
        console.log(`| ${name} | ${way} | ${Math.round(first)} | ${Math.round(next)} | ${s(rail)} | ${s(all)} |`)
      row('a child for each page', old)
      row('a child for each file', mine)
      const share = old.map((ms, k) => `${((mine[k] ?? 0) / ms).toFixed(2)}x`)
      console.log(`| ${name} | ratio | ${share.join(' | ')} |`)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const s = (ms: number) => (ms / 1000).toFixed(2)
const median = (all: number[][], k: number) =>
  all.map((times) => times[k] ?? 0).toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0

/** ms of: the first page, the next one, 40 thumbnails in turn, 40 at once; each rail begins with no child. */
async function times(path: string, make: () => Draw): Promise<number[]> {
  const took = async (work: () => Promise<unknown>) => {
    const began = performance.now()
    await work()
    return performance.now() - began
  }
  const [reading, turn, once] = [make(), make(), make()]
  const inTurn = async () => {
    for (const page of thumbs) await turn(path, page, 700)
  }
  return [
    await took(() => reading(path, 1, 1000)),
    await took(() => reading(path, 2, 1000)),
    await took(inTurn),
    await took(() => Promise.all(thumbs.map((page) => once(path, page, 700)))),
  ]
}

const ours = (): Draw => {
  const { draw } = createDrawing({ sandbox, idleMs: 500 })
  return (path, page, width) =>
    draw({ file: path, page, width, withInput: (use) => use({ path, mediaType: 'application/pdf' }) })
}

/** The way it was: every page starts a child, two at once. */
let running = 0
const queue: (() => void)[] = []
const childPerPage: Draw = async (path, page, width) => {
  if (running >= 2) await new Promise<void>((resolve) => queue.push(resolve))
  else running++
  const args = { do: 'render', mediaType: 'application/pdf', page, width, mostSide: 10_000, mostPixels: 100e6 }
  const limits = { silenceMs: 60_000, totalMs: 60_000, mostBytes: 64e6 }
  for await (const _ of sandbox.run({ program: 'pdf', path, args, says: z.unknown(), ...limits }));
  const next = queue.shift()
  if (next) next()
  else running--
}

function textRelease(): Buffer {
  const line = 'The city shall not disclose the locations of the cameras to any person, agency or vendor.'
  return textPdf(Array.from({ length: 800 }, (_, i) => Array.from({ length: 42 }, (_, k) => `${i + 1}.${k} ${line}`)))
}

/** Letter pages, each a grey JPEG of 1700 × 2200, as a scanner makes them. */
async function scans(): Promise<Buffer> {
  const page = textPdf([
    drawLines(Array.from({ length: 42 }, (_, k) => `${k} All records responsive to your request.`)),
  ])
  const mupdf = await import('mupdf')
  const seen = mupdf.Document.openDocument(page, 'application/pdf')
    .loadPage(0)
    .toPixmap(mupdf.Matrix.scale(200 / 72, 200 / 72), mupdf.ColorSpace.DeviceGray, false)
  const raw = { width: seen.getWidth(), height: seen.getHeight(), channels: 1 as const }
  const dirty = seen.getPixels().map((grey) => grey - Math.random() * 24)
  const jpeg = await sharp(new Uint8Array(dirty), { raw }).toColourspace('b-w').jpeg({ quality: 75 }).toBuffer()
  const facts = `/Type /XObject /Subtype /Image /Width ${raw.width} /Height ${raw.height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode `
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${thumbs.map((n) => `${2 + 2 * n} 0 R`).join(' ')}] /Count ${thumbs.length} >>`,
    stream('q 612 0 0 792 0 0 cm /I Do Q'),
    ...thumbs.flatMap((n) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /XObject << /I ${3 + 2 * n} 0 R >> >> /Contents 3 0 R >>`,
      stream(jpeg, facts),
    ]),
  ])
}
