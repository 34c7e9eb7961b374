import { open, type Tx } from '#db/client'
import { migrate } from '#db/migrate'
import * as s from '#db/schema'
import type { Box } from '#lib/domain/page'
import { plain } from '#lib/world'

const { id } = plain()
const now = new Date()
const range = (n: number) => Array.from({ length: n }, (_, i) => i)
const states = ['CA', 'CO', 'FL', 'IL', 'NJ', 'NM', 'NY', 'VA', 'WI', 'TX']
const day = (n: number) => `2026-${String((n % 12) + 1).padStart(2, '0')}-${String((n % 28) + 1).padStart(2, '0')}`

/**
 * A newsroom's record at its fullest: 100,000 requests to 60 agencies in one investigation; in another a board of
 * 60 × 12 with 120 requests, 360 findings and one document of 800 pages. Straight into the tables, because through
 * the services it would take minutes.
 */
export async function seed(data: string) {
  const { prepare } = await import('../../bin/commands/start.ts')
  process.env.UNSEALED_DATA = data
  prepare()
  const url = `file:${data}/unsealed.db`
  await migrate(url)
  const { hash } = await import('@node-rs/argon2')
  const email = 'bench@newsroom.example'
  const password = 'plates-and-doorbells-9'
  const passwordHash = await hash(password)
  const { transact, close } = await open(url)
  await transact(async (tx) => {
    const userId = id('user')
    const user = { id: userId, email, name: 'Bench', role: 'admin' as const, passwordHash, recoveryHashes: [] }
    await tx.insert(s.users).values({ ...user, createdAt: now })
    await tx.insert(s.settings).values({ key: 'setup_done', value: true })
    const offices = range(60).map((n) => ({
      id: id('agency'),
      name: `Town ${n} Police Department`,
      place: `Town ${n}`,
    }))
    const state = (n: number) => states[n % states.length] ?? 'NY'
    const more = (n: number) => ({ aliases: [], jurisdiction: state(n), createdAt: now })
    await tx.insert(s.agencies).values(offices.map((office, n) => ({ ...office, ...more(n) })))
    const agency = (n: number) => offices[n % offices.length]?.id ?? ''
    await seedRequests(tx, await investigation(tx, 'BENCH', userId, 100_000), userId, agency, 100_000)
    const board = await investigation(tx, 'BOARD', userId, 120)
    await seedRequests(tx, board, userId, agency, 120)
    await seedFindings(tx, board, userId, agency, await seedDocument(tx, board, userId))
  })
  await close()
  const paths = {
    'list of 50 of 100,000 requests': '/requests',
    'request page': '/requests/BENCH-12',
    'board of 60 × 12': '/board/board',
    'viewer of 800 pages': '/documents/BOARD-D1',
  }
  return { email, password, paths }
}

async function investigation(tx: Tx, key: string, userId: string, lastRequest: number) {
  const row = { id: id('investigation'), key, slug: key.toLowerCase(), title: key, reasons: ['other'], createdAt: now }
  await tx.insert(s.investigations).values({ ...row, lastRequest, lastDocument: 1, lastFinding: 360 })
  await tx.insert(s.memberships).values({ userId, investigationId: row.id, role: 'owner', since: now })
  return row.id
}

type Agency = (n: number) => string

async function seedRequests(tx: Tx, investigationId: string, userId: string, agency: Agency, count: number) {
  const filed = { filedOn: '2026-09-01', receivedOn: '2026-09-01', channel: 'email' as const, body: 'All agreements.' }
  const by = { ownerId: userId, createdBy: userId, createdAt: now, updatedAt: now, tags: [], deadlines: [] }
  const open_ = { stage: 'awaiting_response' as const, outcome: null }
  const done = { stage: 'closed' as const, outcome: 'fulfilled' as const }
  await inBatches(
    count,
    500,
    (n) => ({
      id: id('request'),
      investigationId,
      number: n + 1,
      agencyId: agency(n),
      subject: `Agreements about camera registries, batch ${n}`,
      trackingNumbers: [`24-${n}`],
      dueOn: day(n),
      ...filed,
      ...by,
      ...(n % 3 ? open_ : done),
    }),
    (rows) => tx.insert(s.requests).values(rows),
  )
}

async function seedDocument(tx: Tx, investigationId: string, createdBy: string) {
  const documentId = id('document')
  const sha256 = 'a'.repeat(64)
  const of = 800
  await tx.insert(s.blobs).values({ sha256, bytes: 1, createdAt: now })
  const read = { status: 'ready' as const, pages: of, done: of, phase: 'ready', layer: 1, warnings: [] }
  const file = { sha256, bytes: 1, name: 'log.pdf', kind: 'other', mediaType: 'application/pdf' }
  await tx
    .insert(s.documents)
    .values({ id: documentId, investigationId, number: 1, ...file, ...read, createdBy, createdAt: now })
  const box = (n: number): Box => [
    (n % 10) / 10,
    Math.floor(n / 10) / 42,
    (n % 10) / 10 + 0.08,
    Math.floor(n / 10) / 42 + 0.02,
  ]
  const words = range(400).map((n) => ({ text: `word${n}`, line: Math.floor(n / 10), box: box(n) }))
  const text = words.map((w) => w.text).join(' ')
  const shape = { documentId, investigationId, layer: 1, source: 'text' as const, width: 612, height: 792, madeAt: now }
  await inBatches(
    of,
    50,
    (n) => ({ ...shape, page: n + 1, text, words }),
    (rows) => tx.insert(s.pages).values(rows),
  )
  return { documentId, sha256 }
}

async function seedFindings(
  tx: Tx,
  investigationId: string,
  createdBy: string,
  agency: Agency,
  on: { documentId: string; sha256: string },
) {
  const types = range(12).map((n) => ({ id: id('findingType'), investigationId, name: `Clause ${n}`, position: n }))
  const values = [{ key: 'amount', label: 'Amount', type: 'usd' as const }]
  await tx.insert(s.findingTypes).values(types.map((type) => ({ ...type, values })))
  const quote = {
    page: 1,
    layer: 1,
    role: 'supports' as const,
    exact: 'word1 word2',
    prefix: 'word0',
    suffix: 'word3',
    boxes: [],
    position: 0,
  }
  await inBatches(
    360,
    60,
    (n) => ({
      id: id('finding'),
      investigationId,
      number: n + 1,
      typeId: types[n % types.length]?.id ?? '',
      agencyId: agency(n * 7),
      statement: `Finding ${n}`,
      status: n % 2 ? ('checked' as const) : ('proposed' as const),
      values: { amount: 10 },
      createdBy,
      createdAt: now,
    }),
    async (rows) => {
      await tx.insert(s.findings).values(rows)
      await tx
        .insert(s.anchors)
        .values(rows.map((row) => ({ id: id('anchor'), findingId: row.id, investigationId, ...on, ...quote })))
    },
  )
}

async function inBatches<T>(
  count: number,
  size: number,
  make: (n: number) => T,
  keep: (rows: T[]) => PromiseLike<unknown>,
) {
  for (let from = 0; from < count; from += size)
    await keep(range(Math.min(size, count - from)).map((i) => make(from + i)))
}
