import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import * as mupdf from 'mupdf'
import sharp from 'sharp'
import type { Box } from '#lib/domain/page'
import { readEnv } from '#lib/env'
import { files } from '#lib/world'
import { attack, buildExhibit, markUp, type Wanted } from '../fixtures/make-exhibit.ts'

const contract = 'eugene-flock/2025-03244_FLOCK_LPR_Software_Services_Contract_part_2_-_signed.pdf'
const corpus = resolve(process.env.UNSEALED_CORPUS ?? '../shared/corpus')

/** As a reporter redacts it: every telephone number, every e-mail address, and the four signatures, which are pictures. */
const wanted: Wanted = {
  patterns: ['phone', 'email'],
  drawn: [
    { page: 9, box: [0.24, 0.1, 0.33, 0.136] },
    { page: 9, box: [0.28, 0.389, 0.41, 0.437] },
    { page: 16, box: [0.178, 0.122, 0.31, 0.171] },
    { page: 16, box: [0.61, 0.136, 0.694, 0.168] },
  ],
}

type Row = { name: string; s: number; bytes: number }

/** An exhibit with its verification, against MuPDF's own redaction and against pictures of 200 dpi as JPEG. */
export async function benchRedact(): Promise<void> {
  const path = join(corpus, contract)
  if (!existsSync(path)) return console.log(`skipped: ${path} is not there (set UNSEALED_CORPUS)`)
  const bytes = readFileSync(path)
  const pages = mupdf.Document.openDocument(bytes, 'application/pdf').countPages()
  console.log(`${pages} pages, ${bytes.length.toLocaleString('en')} bytes, load average ${loadavg()[0]?.toFixed(1)}`)
  const rows: Row[] = []
  const time = async (name: string, work: () => Promise<number> | number) => {
    const began = performance.now()
    const size = await work()
    const row = { name, s: (performance.now() - began) / 1000, bytes: size }
    rows.push(row)
    return row
  }
  const folder = mkdtempSync(join(tmpdir(), 'unsealed-bench-'))
  try {
    const secrets = { NEXTAUTH_SECRET: 'n'.repeat(43), APP_KEY: 'a'.repeat(43) }
    const world = await files(readEnv({ ...secrets, UNSEALED_DATA: folder, LOG_LEVEL: 'silent' }))
    const marked = await markUp(world, folder, bytes, wanted) // read and marked long before, as it is in the product
    await new Promise((resolve) => setTimeout(resolve, 2000)) // children that wait for a file have started by then
    const boxes = marked.marks.flatMap(({ page, boxes: on }) => on.map((box) => ({ page, box })))
    console.log(`${boxes.length} boxes on ${new Set(boxes.map(({ page }) => page)).size} pages\n`)
    await time('(a) MuPDF applyRedactions, not verified', () => applied(bytes, boxes))
    const b = await time('(b) 200 dpi JPEG q80, not verified, not searchable', () => rastered(bytes))
    let made: Awaited<ReturnType<typeof buildExhibit>> | undefined
    const build = await time('an exhibit: filled, written', async () => {
      made = await buildExhibit(world, marked)
      return made.file.length
    })
    const verify = await time('its verification', async () => {
      const checks = made ? await attack(world, folder, made) : []
      const failed = checks.filter(({ passed }) => !passed).map(({ name, detail }) => `${name} (${detail})`)
      console.log(failed.length === 0 ? `all ${checks.length} checks pass` : `failed: ${failed.join(', ')}`)
      return 0
    })
    const both = { name: 'both', s: build.s + verify.s, bytes: build.bytes }
    console.log(
      `pages/s over both: ${(b.s / both.s).toFixed(2)} of (b) (goal 0.8); bytes: ${(both.bytes / b.bytes).toFixed(2)} of (b) (goal 0.6)\n`,
    )
    console.log('| | s | pages/s | bytes |\n|---|---|---|---|')
    for (const { name, s, bytes: size } of [...rows, both])
      console.log(
        `| ${name} | ${s.toFixed(2)} | ${(pages / s).toFixed(1)} | ${size ? size.toLocaleString('en') : ''} |`,
      )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function applied(bytes: Buffer, boxes: readonly { page: number; box: Box }[]): number {
  const doc = mupdf.Document.openDocument(bytes, 'application/pdf').asPDF()
  if (!doc) throw new Error('no PDF')
  for (let n = 0; n < doc.countPages(); n++) {
    const here = boxes.filter(({ page }) => page === n + 1)
    if (here.length === 0) continue
    const page = doc.loadPage(n) as mupdf.PDFPage // of a PDF
    const [x0, y0, x1, y1] = page.getBounds()
    const [w, h] = [x1 - x0, y1 - y0]
    for (const { box } of here)
      page.createAnnotation('Redact').setRect([x0 + box[0] * w, y0 + box[1] * h, x0 + box[2] * w, y0 + box[3] * h])
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
