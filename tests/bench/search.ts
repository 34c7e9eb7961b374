import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { type Database, open, type Tx } from '#db/client'
import { dialect } from '#db/columns'
import { migrate } from '#db/migrate'
import * as s from '#db/schema'
import { indexThings } from '#db/search'
import type { Thing } from '#db/search-things'
import type { Actor } from '#lib/domain/actions'
import type { Refusal } from '#lib/domain/refusal'
import { searchEverything } from '#lib/services/search/search-everything'
import { plain, type World } from '#lib/world'
import { nextOf, pagesADocument, pageText, wordOf } from './search-corpus.ts'

const total = Number(process.env.BENCH_PAGES ?? 1_000_000)
const runs = Number(process.env.BENCH_RUNS ?? 200)
const investigations = 400
const { id } = plain()
const now = new Date()
const range = (n: number) => Array.from({ length: n }, (_, i) => i)

/**
 * `npm run bench -- search`: first 20 hits with snippets and true counts, through the service, for readers of 5 %,
 * 0.25 % and all of BENCH_PAGES pages (1,000,000) in 400 investigations; how fast the index is built and how large it
 * is. BENCH_DATA keeps the record between runs; DATABASE_URL=postgres://… measures there.
 */
export async function benchSearch() {
  const kept = process.env.BENCH_DATA
  const data = kept ?? mkdtempSync(join(tmpdir(), 'unsealed-bench-'))
  mkdirSync(data, { recursive: true })
  const url = dialect === 'postgres' ? (process.env.DATABASE_URL ?? '') : `file:${data}/search-${total}.db`
  await migrate(url)
  const database = await open(url)
  const done = join(data, `search-${dialect}-${total}.done`)
  console.log(`${total} pages, ${dialect}, load average ${loadavg().map((n) => n.toFixed(1))}`)
  try {
    if (!existsSync(done)) {
      await build(database)
      writeFileSync(done, '')
    }
    const readers = await readersOf(database)
    await ask({ ...database, ...plain() } as World, readers) // the search needs no more of the world
  } finally {
    await database.close()
    if (!kept) rmSync(data, { recursive: true, force: true })
  }
  console.log(
    `load average ${loadavg().map((n) => n.toFixed(1))}, ${Math.round(process.memoryUsage().rss / 1e6)} MB resident`,
  )
}

const shares = { '5 %': 20, '0.25 %': 1, all: investigations }
type Readers = Record<keyof typeof shares, Actor>

async function readersOf({ db }: Database): Promise<Readers> {
  const people = await db.select().from(s.users)
  const reader = (name: string): Actor => {
    const user = people.find((one) => one.name === name)
    if (!user) throw new Error(`no reader ${name}`)
    return { kind: 'user', id: user.id, house: 'member', via: 'cookie' }
  }
  return { '5 %': reader('5 %'), '0.25 %': reader('0.25 %'), all: reader('all') }
}

/** Straight into the tables; only the index is built as it is in earnest, and timed. */
async function build(database: Database) {
  const { db, transact } = database
  const homes = range(investigations).map(() => id('investigation'))
  await transact(async (tx) => {
    for (const [n, home] of homes.entries()) {
      const key = `B${String.fromCharCode(65 + (n % 26), 65 + Math.floor(n / 26))}`
      await tx.insert(s.investigations).values({ id: home, key, slug: key, title: key, reasons: [], createdAt: now })
    }
    for (const [name, share] of Object.entries(shares)) {
      const userId = id('user')
      const user = {
        id: userId,
        email: `${userId}@newsroom.example`,
        name,
        role: 'member' as const,
        recoveryHashes: [],
      }
      await tx.insert(s.users).values({ ...user, createdAt: now })
      const step = investigations / share
      for (let n = 0; n < share; n++) {
        const investigationId = homes[Math.floor(n * step)] ?? ''
        await tx.insert(s.memberships).values({ userId, investigationId, role: 'viewer', since: now })
      }
    }
  })
  const each = Math.ceil(total / investigations)
  for (const [n, investigationId] of homes.entries())
    for (let from = 0; from < each; from += pagesADocument * 100)
      await transact((tx) =>
        keepPapers(tx, investigationId, n * each + from, Math.min(pagesADocument * 100, each - from)),
      )
  const before = await bytesOf(database)
  let [indexing, working] = [0, 0]
  for (const [n, investigationId] of homes.entries()) {
    const of = eq(s.documents.investigationId, investigationId)
    const papers = await db.select({ ref: s.documents.id, title: s.documents.name }).from(s.documents).where(of)
    for (let from = 0; from < papers.length; from += 167) {
      const some = papers.slice(from, from + 167)
      const things: Thing[] = []
      for (const { ref, title } of some) {
        const pages = await db
          .select({ page: s.pages.page, text: s.pages.text })
          .from(s.pages)
          .where(eq(s.pages.documentId, ref))
        things.push({ kind: 'document' as const, ref, title, text: '', pages })
      }
      const [started, used] = [performance.now(), process.cpuUsage()]
      await transact((tx) => indexThings(tx, investigationId, things))
      indexing += performance.now() - started
      const { user, system } = process.cpuUsage(used)
      working += (user + system) / 1000
    }
    if (n % 40 === 39)
      console.log(`  ${n + 1} of ${investigations}: ${Math.round((each * (n + 1) * 1000) / indexing)} pages/s`)
  }
  const [wall, cpu] = [indexing, working].map((ms) => Math.round((total * 1000) / ms))
  console.log(`index: ${wall} pages/s (${cpu} per second of processor time), 2,004 pages a transaction`)
  console.log(`index: ${Math.round(((await bytesOf(database)) - before) / total)} bytes a page`)
}

/** Documents of twelve pages, from the n-th page of all. */
async function keepPapers(tx: Tx, investigationId: string, n: number, many: number) {
  const file = { bytes: 1, kind: 'other', mediaType: 'application/pdf', createdBy: 'bench', createdAt: now }
  const read = { status: 'ready' as const, phase: 'done', layer: 1, warnings: [] }
  for (let from = 0; from < many; from += pagesADocument) {
    const documentId = id('document')
    const pages = Math.min(pagesADocument, many - from)
    const row = { id: documentId, investigationId, number: n + from, sha256: documentId, name: `file-${n + from}.pdf` }
    await tx.insert(s.documents).values({ ...row, pages, done: pages, ...file, ...read })
    const shape = { documentId, investigationId, layer: 1, source: 'text' as const, width: 612, height: 792 }
    const page = (i: number) => ({ ...shape, page: i + 1, text: pageText(n + from + i), words: [], madeAt: now })
    await tx.insert(s.pages).values(range(pages).map(page))
  }
}

/** What the record takes up, without what is free in it. */
async function bytesOf({ db }: Database): Promise<number> {
  const query =
    dialect === 'postgres'
      ? `select coalesce(sum(pg_total_relation_size(oid)), 0) as bytes from pg_class where relname ~ '^search_' and relkind = 'r'`
      : `select (page_count - freelist_count) * page_size as bytes
         from pragma_page_count, pragma_freelist_count, pragma_page_size`
  const [row] = await db.raw<{ bytes: number | string }>(query)
  return Number(row?.bytes ?? 0)
}

/** Words and pairs of every frequency, by how many of the pages have them. */
function classes(): Record<string, string[]> {
  const sample = 4_000
  const step = Math.max(1, Math.floor(total / sample))
  const df = new Map<string, number>()
  for (let n = 0; n < sample; n++)
    for (const word of new Set(
      pageText(n * step)
        .toLowerCase()
        .match(/[a-z]+/g),
    ))
      df.set(word, (df.get(word) ?? 0) + 1)
  const ranks = range(60_000)
  const share = (rank: number) => (df.get(wordOf(rank)) ?? 0) / sample
  const between = (low: number, high: number, many: number) => {
    const all = ranks.filter((rank) => share(rank) >= low && share(rank) < high)
    return range(many).map((i) => all[Math.floor((i * all.length) / many)] ?? 0)
  }
  const words = (list: number[]) => list.map(wordOf)
  const pairs = (list: number[]) => list.map((rank) => `${wordOf(rank)} ${wordOf(nextOf(rank))}`)
  const [rare, mid, common, very] = [
    between(0, 0.0005, 40),
    between(0.002, 0.01, 40),
    between(0.03, 0.12, 40),
    between(0.2, 2, 20),
  ]
  return {
    'one word, rare': words(rare),
    'one word, 0.2–1 % of pages': words(mid),
    'one word, 3–12 %': words(common),
    'one word, over 20 %': words(very),
    'two words, one of 0.2–1 %': pairs(mid),
    'two words, one of 3–12 %': pairs(common),
    'two words of over 20 %': very.map((rank, i) => `${wordOf(rank)} ${wordOf(very[(i + 7) % very.length] ?? 0)}`),
    phrase: [...mid, ...common].map((rank) => `"${wordOf(rank)} ${wordOf(nextOf(rank))}"`),
    'phrase of two of the commonest': very.map((rank) => `"${wordOf(rank)} ${wordOf(nextOf(rank) % 100)}"`),
    'beginning, 4 letters': [...mid, ...common].map((rank) => `${wordOf(rank).slice(0, 4).padEnd(4, 'a')}*`),
    'beginning, 3 letters': common.map((rank) => `${wordOf(rank).slice(0, 3)}*`),
    'one word, the commonest of all': [wordOf(0), wordOf(1), wordOf(2)],
  }
}

async function ask(world: World, readers: Readers) {
  console.log(
    '\n| question | reader | n | hits | p50 ms | p99 ms | processor time, mean ms | longest hold-up ms |\n|---|---|---|---|---|---|---|---|',
  )
  for (const [name, questions] of Object.entries(classes()))
    for (const [share, actor] of Object.entries(readers)) {
      const times: number[] = []
      let hits = 0
      let held = 0
      let last = performance.now()
      const pulse = setInterval(() => {
        held = Math.max(held, performance.now() - last - 1)
        last = performance.now()
      }, 1)
      const used = process.cpuUsage()
      const many = share === 'all' ? Math.min(runs, 40) : runs
      for (let i = 0; i < many; i++) {
        await new Promise((resolve) => setImmediate(resolve))
        last = performance.now()
        const started = performance.now()
        const q = questions[i % questions.length] ?? ''
        const answer = await searchEverything(world, actor, { q, limit: 20 }).catch((error: Refusal) => error.code)
        times.push(performance.now() - started)
        if (typeof answer === 'string') console.log(`${q}: ${answer}`)
        else hits += answer.total
      }
      clearInterval(pulse)
      const { user, system } = process.cpuUsage(used)
      const work = ((user + system) / 1000 / many).toFixed(1)
      times.sort((a, b) => a - b)
      const at = (q: number) => (times[Math.min(times.length - 1, Math.ceil(times.length * q) - 1)] ?? 0).toFixed(1)
      console.log(
        `| ${name} | ${share} | ${many} | ${Math.round(hits / many)} | ${at(0.5)} | ${at(0.99)} | ${work} | ${held.toFixed(0)} |`,
      )
    }
}
