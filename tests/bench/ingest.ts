import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { and, asc, eq } from 'drizzle-orm'
import { claim } from '#db/queue'
import { documents, pages } from '#db/schema'
import { runJob } from '#lib/worker'
import type { World } from '#lib/world'
import { buildTeam } from '../build.ts'
import { keepFile } from '../fixtures/keep-file.ts'
import { textPdf } from '../fixtures/make-pdf.ts'
import { testWorld } from '../world.ts'
import { letterText } from './letter-text.ts'

const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const corpus = process.env.UNSEALED_CORPUS ?? resolve(import.meta.dirname, '../../../shared/corpus')

/**
 * Text PDFs from files to searchable (hashed and kept, text, boxes, index, all in the record), two at a time, against
 * `pdftotext -bbox` alone over the same files in the same run. And how far the words agree with those of pdftotext.
 */
export async function benchIngest() {
  if (spawnSync('pdftotext', ['-v']).error) return console.log('pdftotext is not installed: nothing to compare with')
  const folder = mkdtempSync(join(tmpdir(), 'unsealed-bench-ingest-'))
  try {
    const made = madeFiles(folder)
    const sets: [string, string[]][] = [['22 made files of 30 pages', made]]
    const shared = sharedPdfs()
    if (shared.length > 0) sets.push([`${shared.length} real PDFs with text`, shared])
    console.log(`median of ${rounds} rounds, one after the other; load ${loadavg()[0]?.toFixed(1)} at the start\n`)
    console.log(
      '| files | pages | ours, pages/s | pdftotext -bbox, pages/s | ratio | child and pipe | record and index |',
    )
    console.log('|---|---|---|---|---|---|---|')
    for (const [name, files] of sets) await compare(name, files)
    if (shared.length > 0) await agreement(shared)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function compare(name: string, files: string[]) {
  const runs: { pages: number; ms: number; theirs: number; writing: number; reading: number }[] = []
  for (let i = 0; i < rounds; i++) {
    const ours = await ingest(files)
    const began = performance.now()
    for (const file of files) spawnSync('pdftotext', ['-bbox', file, '/dev/null'], { stdio: 'ignore' })
    runs.push({ ...ours, theirs: performance.now() - began })
  }
  const of = (key: 'ms' | 'theirs' | 'writing' | 'reading') => median(runs.map((run) => run[key]))
  const [count = 0] = runs.map((run) => run.pages)
  const speed = (ms: number) => Math.round((count / ms) * 1000)
  const share = (ms: number) => `${Math.round((100 * ms) / (of('writing') + of('reading')))} %`
  const ratio = median(runs.map((run) => run.theirs / run.ms)).toFixed(2)
  console.log(
    `| ${name} | ${count} | ${speed(of('ms'))} | ${speed(of('theirs'))} | ${ratio} | ${share(of('reading'))} | ${share(of('writing'))} |`,
  )
}

/** Everything a document goes through until its text can be found; pictures of text are read later, by another job. */
async function ingest(files: string[]) {
  await using t = await testWorld()
  const { investigation, reporter } = await buildTeam(t.world)
  const spent = stopwatch(t.world)
  const began = performance.now()
  for (const file of files)
    await keepFile(t.world, reporter, readFileSync(file), { investigationId: investigation.id, name: file.slice(-100) })
  const lane = async () => {
    for (;;) {
      const job = await claim(t.world, t.world.now(), ['documents.split'])
      if (!job) return
      await runJob(t.world, job)
    }
  }
  await Promise.all([lane(), lane()])
  const ms = performance.now() - began
  const count = (await t.world.db.select({ page: pages.page }).from(pages)).length
  return { pages: count, ms, ...spent }
}

/** How long the lanes waited for the reading child, and for the record. */
function stopwatch(world: World) {
  const spent = { reading: 0, writing: 0 }
  const { transact } = world
  const { readDocument } = world.reader
  world.transact = async (body) => {
    const began = performance.now()
    return transact(body).finally(() => {
      spent.writing += performance.now() - began
    })
  }
  world.reader.readDocument = async function* (...asked) {
    const said = readDocument(...asked)
    for (;;) {
      const began = performance.now()
      const next = await said.next()
      spent.reading += performance.now() - began
      if (next.done) return
      yield next.value
    }
  }
  return spent
}

function madeFiles(folder: string) {
  return Array.from({ length: 22 }, (_, n) => {
    const path = join(folder, `made-${n}.pdf`)
    writeFileSync(path, textPdf(Array.from({ length: 30 }, (_, p) => letterText(n * 30 + p))))
    return path
  })
}

/** Those of at least ten pages of which at least nine in ten have text, as a release mostly is. */
function sharedPdfs(): string[] {
  let files: string[]
  try {
    files = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.pdf'))
  } catch {
    return []
  }
  return files
    .map((file) => join(corpus, file))
    .filter((file) => statSync(file).size > 0)
    .filter((file) => {
      const said = spawnSync('pdftotext', [file, '-'], { encoding: 'utf8', maxBuffer: 2 ** 28, timeout: 20_000 })
      const leaves = said.status === 0 ? said.stdout.split('\f').slice(0, -1) : []
      return leaves.length >= 10 && leaves.filter((leaf) => leaf.trim().length > 100).length >= 0.9 * leaves.length
    })
}

async function agreement(files: string[]) {
  await using t = await testWorld()
  const { investigation, reporter } = await buildTeam(t.world)
  const scores: { file: string; f1: number }[] = []
  for (const file of files) {
    const at = { investigationId: investigation.id, name: file.slice(-100) }
    const { document } = await keepFile(t.world, reporter, readFileSync(file), at)
    const job = await claim(t.world, t.world.now(), ['documents.split'])
    if (job) await runJob(t.world, job)
    const its = and(eq(documents.id, document.id), eq(pages.inUse, true))
    const rows = await t.world.db
      .select({ text: pages.text })
      .from(pages)
      .innerJoin(documents, eq(documents.id, pages.documentId))
      .where(its)
      .orderBy(asc(pages.page))
    const ours = rows.map((row) => row.text).join('\n')
    const theirs = execFileSync('pdftotext', [file, '-'], { encoding: 'utf8', maxBuffer: 2 ** 28 })
    scores.push({ file: file.slice(corpus.length + 1), f1: f1Of(wordsOf(ours), wordsOf(theirs)) })
  }
  scores.sort((a, b) => a.f1 - b.f1)
  console.log(
    `\nwords agree with pdftotext: F1 ${median(scores.map((s) => s.f1)).toFixed(4)} median over ${scores.length} files`,
  )
  for (const { file, f1 } of scores.slice(0, 3)) console.log(`  least: ${f1.toFixed(3)} ${file}`)
}

const wordsOf = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/\u00ad/g, '')
    .split(/\s+/)
    .filter(Boolean)

function f1Of(a: string[], b: string[]): number {
  const left = new Map<string, number>()
  for (const word of b) left.set(word, (left.get(word) ?? 0) + 1)
  let both = 0
  for (const word of a) {
    const n = left.get(word) ?? 0
    if (n > 0) both++
    left.set(word, n - 1)
  }
  return a.length + b.length === 0 ? 1 : (2 * both) / (a.length + b.length)
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
