import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import * as mupdf from 'mupdf'
import sharp from 'sharp'
import type { Box } from '#lib/domain/page'
import { readEnv } from '#lib/env'
import { files } from '#lib/world'
import { attack, makeExhibit } from '../fixtures/make-exhibit.ts'

const contract = 'eugene-flock/2025-03244_FLOCK_LPR_Software_Services_Contract_part_2_-_signed.pdf'
const corpus = resolve(process.env.UNSEALED_CORPUS ?? '../shared/corpus')

/** One box on each page, in both ways of counting. */
const box: Box = [0.2, 0.3, 0.6, 0.33]

/** An exhibit with its verification, against MuPDF's own redaction and against pictures of 200 dpi as JPEG. */
export async function benchRedact(): Promise<void> {
  const path = join(corpus, contract)
  if (!existsSync(path)) return console.log(`skipped: ${path} is not there (set UNSEALED_CORPUS)`)
  const bytes = readFileSync(path)
  const pages = mupdf.Document.openDocument(bytes, 'application/pdf').countPages()
  console.log(`${pages} pages, ${bytes.length.toLocaleString('en')} bytes, load average ${loadavg()[0]?.toFixed(1)}\n`)
  const rows: [string, number, number][] = []
  const time = async (name: string, work: () => Promise<number> | number) => {
    const began = performance.now()
    const size = await work()
    rows.push([name, (performance.now() - began) / 1000, size])
  }
  await time('MuPDF applyRedactions', () => applied(bytes))
  await time('200 dpi JPEG q80', () => rastered(bytes))
  const folder = mkdtempSync(join(tmpdir(), 'unsealed-bench-'))
  try {
    const secrets = { NEXTAUTH_SECRET: 'n'.repeat(43), APP_KEY: 'a'.repeat(43) }
    const world = await files(readEnv({ ...secrets, UNSEALED_DATA: folder, LOG_LEVEL: 'silent' }))
    const drawn = Array.from({ length: pages }, (_, i) => ({ page: i + 1, box }))
    let made: Awaited<ReturnType<typeof makeExhibit>> | undefined
    await time('an exhibit: read, filled, written', async () => {
      made = await makeExhibit(world, folder, bytes, { drawn })
      return made.file.length
    })
    await time('its verification', async () => {
      const checks = made ? await attack(world, folder, made) : []
      const failed = checks.filter(({ passed }) => !passed).map(({ name, detail }) => `${name} (${detail})`)
      console.log(`verified: ${failed.length === 0 ? 'all checks pass' : `failed: ${failed.join(', ')}`}\n`)
      return 0
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  console.log('| | s | pages/s | bytes |\n|---|---|---|---|')
  for (const [name, s, size] of rows)
    console.log(`| ${name} | ${s.toFixed(1)} | ${(pages / s).toFixed(1)} | ${size ? size.toLocaleString('en') : ''} |`)
}

function applied(bytes: Buffer): number {
  const doc = mupdf.Document.openDocument(bytes, 'application/pdf').asPDF()
  if (!doc) throw new Error('no PDF')
  for (let n = 0; n < doc.countPages(); n++) {
    const page = doc.loadPage(n) as mupdf.PDFPage // of a PDF
    const [x0, y0, x1, y1] = page.getBounds()
    const annot = page.createAnnotation('Redact')
    const [w, h] = [x1 - x0, y1 - y0]
    annot.setRect([x0 + box[0] * w, y0 + box[1] * h, x0 + box[2] * w, y0 + box[3] * h])
    page.applyRedactions(true, 2, 1, 0)
  }
  return doc.saveToBuffer('garbage=compact,compress').asUint8Array().length
}

async function rastered(bytes: Buffer): Promise<number> {
  const doc = mupdf.Document.openDocument(bytes, 'application/pdf')
  let size = 0
  for (let n = 0; n < doc.countPages(); n++) {
    const matrix = mupdf.Matrix.scale(200 / 72, 200 / 72)
    const pixmap = doc.loadPage(n).toPixmap(matrix, mupdf.ColorSpace.DeviceRGB, false, true)
    const raw = { width: pixmap.getWidth(), height: pixmap.getHeight(), channels: 3 as const }
    size += (await sharp(Buffer.from(pixmap.getPixels()), { raw }).jpeg({ quality: 80 }).toBuffer()).length
    pixmap.destroy()
  }
  return size
}
