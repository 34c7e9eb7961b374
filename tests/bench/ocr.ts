import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { and, asc, eq } from 'drizzle-orm'
import { documents, pages } from '#db/schema'
import { createNative } from '#lib/io/native'
import { createOcr } from '#lib/io/ocr'
import type { Engine } from '#lib/io/ocr-languages'
import { createPrepare } from '#lib/io/prepare'
import { createSandbox } from '#lib/io/sandbox'
import { buildTeam } from '../build.ts'
import { doAllWork, keepFile } from '../fixtures/keep-file.ts'
import { testWorld } from '../world.ts'
import { noisyLetters, scanned } from './noisy-letters.ts'

const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const corpus = process.env.UNSEALED_CORPUS ?? resolve(import.meta.dirname, '../../../shared/corpus')
const sandbox = createSandbox()
const native = createNative({ sandbox })

type Run = { ms: number; texts: string[] }
type Reader = { name: string; read: (path: string) => Promise<Run> }

/**
 * Scans from the file to stored text with boxes, searchable, against `ocrmypdf --force-ocr -j2` on the same file, turn
 * and turn about: pages/s, and how many letters are wrong where the truth is known. OCRmyPDF also writes a PDF; we write
 * words, boxes and an index.
 */
export async function benchOcr() {
  if (spawnSync('ocrmypdf', ['--version']).error)
    return console.log('ocrmypdf is not installed: nothing to compare with')
  const folder = mkdtempSync(join(tmpdir(), 'unsealed-bench-ocr-'))
  const readers: Reader[] = [{ name: 'ocrmypdf --force-ocr -j2', read: async (path) => ocrmypdf(folder, path) }]
  if (await native.find('tesseract'))
    readers.push({ name: 'ours, native tesseract', read: (path) => ours('native', path) })
  readers.push({ name: 'ours, npm packages alone', read: (path) => ours('npm', path) })
  try {
    const letters = await noisyLetters()
    const noisy = join(folder, 'noisy.pdf')
    writeFileSync(noisy, scanned(letters))
    console.log(`median of ${rounds} rounds, turn and turn about; load ${load()} at the start\n`)
    console.log(
      '| pages | way | s | pages/s | times as fast | wrong letters, % | share of its wrong letters | by severity 0–3, % |',
    )
    console.log('|---|---|---|---|---|---|---|---|')
    await compare(
      '16 worn letters',
      noisy,
      readers,
      letters.map(({ text }) => text),
    )
    for (const name of [
      'eugene-flock/DOC102825-10282025103848.pdf',
      'eugene-flock/Flock_Safety_INV-61152-Redacted.pdf',
      'ocrmypdf/skew.pdf',
    ]) {
      const path = join(corpus, name)
      if (existsSync(path)) await compare(name.split('/').at(-1) ?? name, path, readers)
    }
    console.log(`\nload ${load()} at the end`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const load = () => loadavg()[0]?.toFixed(1)

async function compare(name: string, path: string, readers: Reader[], truth?: string[]) {
  const all = readers.map(() => [] as Run[])
  for (let i = 0; i < rounds; i++) for (const [k, reader] of readers.entries()) all[k]?.push(await reader.read(path))
  const [peer = []] = all
  const wrongOfPeer = truth && wrong(truth, peer[0]?.texts ?? []).all
  for (const [k, reader] of readers.entries()) {
    const runs = all[k] ?? []
    const count = Math.max(...all.flat().map(({ texts }) => texts.length))
    const ms = median(runs.map((run) => run.ms))
    const times = median(runs.map((run, i) => (peer[i]?.ms ?? 0) / run.ms)).toFixed(2)
    const mine = truth && wrong(truth, runs[0]?.texts ?? [])
    const share = mine && wrongOfPeer ? (mine.all / wrongOfPeer).toFixed(2) : '–'
    const letters = mine ? `${percent(mine.all)} | ${share} | ${mine.bySeverity.map(percent).join(', ')}` : '– | – | –'
    console.log(
      `| ${name}: ${count} | ${reader.name} | ${(ms / 1000).toFixed(1)} | ${((1000 * count) / ms).toFixed(2)} | ${times} | ${letters} |`,
    )
  }
}

const percent = (share: number) => (100 * share).toFixed(2)
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

function ocrmypdf(folder: string, path: string): Run {
  const [out, text] = [join(folder, 'out.pdf'), join(folder, 'out.txt')]
  const began = performance.now()
  const ended = spawnSync('ocrmypdf', ['--force-ocr', '-j2', '--quiet', '--sidecar', text, path, out], {
    stdio: 'ignore',
  })
  if (ended.status !== 0) throw new Error(`ocrmypdf ended with ${ended.status}`)
  return { ms: performance.now() - began, texts: readFileSync(text, 'utf8').split('\f').slice(0, -1) }
}

/** From a file that was just uploaded to a document that is ready: both jobs, its words, boxes and index in the record. */
async function ours(engine: Engine, path: string): Promise<Run> {
  await using t = await testWorld()
  const prepare = createPrepare({ mails: t.world.mails, sandbox, temp: join(t.world.env.data, 'temp') })
  const world = { ...t.world, ocr: createOcr({ sandbox, native, prepare, engine }) }
  const { investigation, reporter } = await buildTeam(world)
  const at = { investigationId: investigation.id, name: 'scan.pdf' }
  const { document } = await keepFile(world, reporter, readFileSync(path), at)
  const began = performance.now()
  await doAllWork(world)
  const ms = performance.now() - began
  const shown = and(eq(pages.documentId, document.id), eq(pages.inUse, true))
  const rows = await world.db.select({ text: pages.text }).from(pages).where(shown).orderBy(asc(pages.page))
  const [kept] = await world.db.select().from(documents).where(eq(documents.id, document.id))
  if (kept?.status !== 'ready') throw new Error(`the scan is ${kept?.status}`)
  return { ms, texts: rows.map(({ text }) => text) }
}

/** Letters wrong (added, left out, another one) per letter of the truth, white space as one space. */
function wrong(truth: string[], read: string[]): { all: number; bySeverity: number[] } {
  const rows = truth.map((text, i) => {
    const [a, b] = [oneSpaced(text), oneSpaced(read[i] ?? '')]
    return { letters: a.length, wrong: distance(a, b) }
  })
  const share = (of: typeof rows) => of.reduce((n, row) => n + row.wrong, 0) / of.reduce((n, row) => n + row.letters, 0)
  const quarter = truth.length / 4
  return { all: share(rows), bySeverity: [0, 1, 2, 3].map((k) => share(rows.slice(k * quarter, (k + 1) * quarter))) }
}

const oneSpaced = (text: string) => text.replace(/\s+/g, ' ').trim()

/** Levenshtein's. */
function distance(a: string, b: string): number {
  let before = Uint16Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const now = new Uint16Array(b.length + 1)
    now[0] = i
    for (let j = 1; j <= b.length; j++) {
      const other = (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      now[j] = Math.min(other, (before[j] ?? 0) + 1, (now[j - 1] ?? 0) + 1)
    }
    before = now
  }
  return before[b.length] ?? 0
}
