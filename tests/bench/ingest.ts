import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { and, asc, eq } from 'drizzle-orm'
import { claim } from '#db/queue'
import { documents, pages } from '#db/schema'
import { mostShared } from '#lib/io/shared-children'
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
    const long = shared.filter(({ leaves }) => leaves >= 10)
    if (long.length > 0) sets.push([`${long.length} real PDFs of ten pages and more`, long.map(({ file }) => file)])
    if (shared.length > 0) sets.push([`all ${shared.length} real PDFs with text`, shared.map(({ file }) => file)])
    console.log(`median of ${rounds} rounds, turn and turn about; load ${loadavg()[0]?.toFixed(1)} at the start\n`)
    console.log(
      '| files | pages | ours, pages/s | pdftotext -bbox, pages/s | ratio | waiting for the child | record and index | our processor time, ms a page |',
    )
    console.log('|---|---|---|---|---|---|---|---|')
    for (const [name, files] of sets) await compare(name, files)
    if (shared.length > 0) await agreement(shared.map(({ file }) => file))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function compare(name: string, files: string[]) {
  const runs: { pages: number; ms: number; theirs: number; writing: number; reading: number; cpu: number }[] = []
  for (let i = 0; i < rounds; i++) {
    const ours = await ingest(files)
    const began = performance.now()
    for (const file of files) spawnSync('pdftotext', ['-bbox', file, '/dev/null'], { stdio: 'ignore', timeout: 20_000 })
    runs.push({ ...ours, theirs: performance.now() - began })
  }
  const of = (key: 'ms' | 'theirs' | 'writing' | 'reading' | 'cpu') => median(runs.map((run) => run[key]))
  const [count = 0] = runs.map((run) => run.pages)
  const speed = (ms: number) => Math.round((count / ms) * 1000)
  const share = (ms: number) => `${Math.round((100 * ms) / (of('writing') + of('reading')))} %`
  const ratio = median(runs.map((run) => run.theirs / run.ms)).toFixed(2)
  console.log(
    `| ${name} | ${count} | ${speed(of('ms'))} | ${speed(of('theirs'))} | ${ratio} | ${share(of('reading'))} | ${share(of('writing'))} | ${(of('cpu') / count).toFixed(2)} |`,
  )
}

/**
 * Everything a document goes through until its text can be found; pictures of text are read later, by another job.
 * A while after another batch, so that the programs that read wait for their files (docs/decisions/0013).
 */
async function ingest(files: string[]) {
  await using t = await testWorld()
  const { investigation, reporter } = await buildTeam(t.world)
  await startAhead(t.world, files)
  const spent = stopwatch(t.world)
  const cpu = process.cpuUsage()
  const began = performance.now()
  let kept = false
  const lane = async () => {
    for (;;) {
      const job = await claim(t.world, t.world.now(), ['documents.split'])
      if (job) await runJob(t.world, job)
      else if (kept) return
      else await sleep(20)
    }
  }
  const lanes = [lane(), lane()]
  for (const file of files)
    await keepFile(t.world, reporter, readFileSync(file), { investigationId: investigation.id, name: file.slice(-100) })
  kept = true
  await Promise.all(lanes)
  const ms = performance.now() - began
  const { user, system } = process.cpuUsage(cpu)
  const count = (await t.world.db.select({ page: pages.page }).from(pages)).length
  return { pages: count, ms, cpu: (user + system) / 1000, ...spent }
}

async function startAhead(world: World, [file]: string[]) {
  const read = world.reader.readDocument(file ?? '', { mediaType: 'application/pdf', batch: 'an earlier one' })
  for await (const _ of read);
  await sleep(mostShared.idleMs + 2500)
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

/** Every PDF of the corpus in which pdftotext finds a word. */
function sharedPdfs(): { file: string; leaves: number }[] {
  let files: string[]
  try {
    files = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.pdf'))
  } catch {
    return []
  }
  return files
    .map((file) => join(corpus, file))
    .filter((file) => statSync(file).size > 0)
    .flatMap((file) => {
      const said = spawnSync('pdftotext', [file, '-'], { encoding: 'utf8', maxBuffer: 2 ** 28, timeout: 20_000 })
      const leaves = said.status === 0 ? said.stdout.split('\f').slice(0, -1) : []
      return leaves.some((leaf) => leaf.trim() !== '') ? [{ file, leaves: leaves.length }] : []
    })
}

async function agreement(files: string[]) {
  await using t = await testWorld()
  const { investigation, reporter } = await buildTeam(t.world)
  const scores: { file: string; f1: number; words: number }[] = []
  for (const file of files) {
    const at = { investigationId: investigation.id, name: file.slice(-100) }
    const { document } = await keepFile(t.world, reporter, readFileSync(file), at)
    for (let job: Awaited<ReturnType<typeof claim>>; ; await runJob(t.world, job)) {
      job = await claim(t.world, t.world.now(), ['documents.split']) // also of what was attached to it
      if (!job) break
    }
    const its = and(eq(documents.id, document.id), eq(pages.inUse, true))
    const rows = await t.world.db
      .select({ text: pages.text })
      .from(pages)
      .innerJoin(documents, eq(documents.id, pages.documentId))
      .where(its)
      .orderBy(asc(pages.page))
    const ours = rows.map((row) => row.text).join('\n')
    const theirs = execFileSync('pdftotext', [file, '-'], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const their = wordsOf(theirs)
    const f1 = f1Of(wordsOf(joined(ours)), their)
    scores.push({ file: file.slice(corpus.length + 1), f1, words: their.length })
  }
  scores.sort((a, b) => a.f1 - b.f1)
  console.log(
    `\nwords agree with pdftotext: F1 ${median(scores.map((s) => s.f1)).toFixed(4)} median over ${scores.length} files`,
  )
  const long = scores.filter(({ words }) => words >= 100)
  console.log(`of the ${long.length} with 100 words and more: ${median(long.map((s) => s.f1)).toFixed(4)}`)
  for (const { file, f1, words } of scores.filter((s) => s.f1 < 0.99))
    console.log(`  ${f1.toFixed(3)} ${file} (${words} words)`)
}

/** pdftotext puts a word together that is broken at the end of a line; we keep its two places on the page. */
const joined = (text: string) => text.replace(/(\p{L})[-\u00ad]\n(?=\p{L})/gu, '$1')

/** Both without the marks that tell a terminal which way to write, and without letters drawn as one sign. */
const wordsOf = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[\u00ad\u200e\u200f\u202a-\u202e]/g, '')
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
