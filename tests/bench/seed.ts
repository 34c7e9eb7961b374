import { open, type Tx } from '#db/client'
import { migrate } from '#db/migrate'
import * as s from '#db/schema'
import { plain } from '#lib/world'

const requestCount = 100_000
const agencyCount = 60
const typeCount = 12
const pageCount = 800

/**
 * A newsroom's record at its fullest: 100,000 requests to 60 agencies, a board of 60 × 12 with 360 findings, one
 * document of 800 pages. Straight into the tables, because through the services it would take minutes.
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
  const { transact, close } = await open(url)
  const { id } = plain()
  const now = new Date()
  const userId = id('user')
  const investigationId = id('investigation')
  const passwordHash = await hash(password)
  const states = ['CA', 'CO', 'FL', 'IL', 'NJ', 'NM', 'NY', 'VA', 'WI', 'TX']
  const agencies = range(agencyCount).map((n) => ({
    id: id('agency'),
    name: `Town ${n} Police Department`,
    aliases: [],
    jurisdiction: states[n % states.length] ?? 'NY',
    place: `Town ${n}`,
    createdAt: now,
  }))
  const types = range(typeCount).map((n) => ({
    id: id('findingType'),
    investigationId,
    name: `Clause ${n}`,
    values: [{ key: 'amount', label: 'Amount', type: 'usd' as const }],
    position: n,
  }))
  const agency = (n: number) => agencies[n % agencyCount]?.id ?? ''
  await transact(async (tx) => {
    await tx
      .insert(s.users)
      .values({ id: userId, email, name: 'Bench', role: 'admin', passwordHash, recoveryHashes: [], createdAt: now })
    await tx.insert(s.settings).values({ key: 'setup_done', value: true })
    await tx.insert(s.investigations).values({
      id: investigationId,
      key: 'BENCH',
      slug: 'bench',
      title: 'Bench',
      reasons: ['other'],
      createdAt: now,
      lastRequest: requestCount,
      lastDocument: 1,
      lastFinding: 360,
    })
    await tx.insert(s.memberships).values({ userId, investigationId, role: 'owner', since: now })
    await tx.insert(s.agencies).values(agencies)
    await tx.insert(s.findingTypes).values(types)
    await inBatches(
      tx,
      requestCount,
      500,
      (n) => ({
        id: id('request'),
        investigationId,
        number: n + 1,
        agencyId: agency(n),
        subject: `Agreements about camera registries, batch ${n}`,
        body: 'All agreements.',
        stage: n % 3 ? ('awaiting_response' as const) : ('closed' as const),
        outcome: n % 3 ? null : ('fulfilled' as const),
        filedOn: '2026-09-01',
        receivedOn: '2026-09-01',
        channel: 'email' as const,
        trackingNumbers: [`24-${n}`],
        tags: [],
        ownerId: userId,
        deadlines: [],
        dueOn: day(n),
        createdBy: userId,
        createdAt: now,
        updatedAt: now,
      }),
      (tx, rows) => tx.insert(s.requests).values(rows),
    )
    const documentId = id('document')
    const sha256 = 'a'.repeat(64)
    await tx.insert(s.blobs).values({ sha256, bytes: 1, createdAt: now })
    await tx.insert(s.documents).values({
      id: documentId,
      investigationId,
      number: 1,
      sha256,
      bytes: 1,
      name: 'log.pdf',
      kind: 'other',
      mediaType: 'application/pdf',
      status: 'ready',
      pages: pageCount,
      done: pageCount,
      phase: 'ready',
      layer: 1,
      warnings: [],
      createdBy: userId,
      createdAt: now,
    })
    const words = range(400).map((n) => ({
      text: `word${n}`,
      line: Math.floor(n / 10),
      box: [(n % 10) / 10, Math.floor(n / 10) / 42, (n % 10) / 10 + 0.08, Math.floor(n / 10) / 42 + 0.02] as [
        number,
        number,
        number,
        number,
      ],
    }))
    const text = words.map((w) => w.text).join(' ')
    await inBatches(
      tx,
      pageCount,
      50,
      (n) => ({
        documentId,
        layer: 1,
        page: n + 1,
        investigationId,
        source: 'text' as const,
        width: 612,
        height: 792,
        text,
        words,
        madeAt: now,
      }),
      (tx, rows) => tx.insert(s.pages).values(rows),
    )
    await inBatches(
      tx,
      360,
      60,
      (n) => ({
        id: id('finding'),
        investigationId,
        number: n + 1,
        typeId: types[n % typeCount]?.id ?? '',
        agencyId: agency(n * 7),
        statement: `Finding ${n}`,
        status: n % 2 ? ('checked' as const) : ('proposed' as const),
        values: { amount: 10 },
        createdBy: userId,
        createdAt: now,
      }),
      async (tx, rows) => {
        await tx.insert(s.findings).values(rows)
        await tx.insert(s.anchors).values(
          rows.map((row) => ({
            id: id('anchor'),
            findingId: row.id,
            investigationId,
            documentId,
            page: 1,
            layer: 1,
            sha256,
            role: 'supports' as const,
            exact: 'word1 word2',
            prefix: 'word0',
            suffix: 'word3',
            boxes: [],
            position: 0,
          })),
        )
      },
    )
  })
  await close()
  const paths = {
    'list of 50 of 100,000 requests': '/requests',
    'request page': '/requests/BENCH-12',
    'board of 60 × 12': '/board/bench',
    'viewer of 800 pages': '/documents/BENCH-D1',
  }
  return { email, password, paths }
}

const range = (n: number) => Array.from({ length: n }, (_, i) => i)
const day = (n: number) => `2026-${String((n % 12) + 1).padStart(2, '0')}-${String((n % 28) + 1).padStart(2, '0')}`

async function inBatches<T>(
  tx: Tx,
  count: number,
  size: number,
  make: (n: number) => T,
  keep: (tx: Tx, rows: T[]) => PromiseLike<unknown>,
) {
  for (let from = 0; from < count; from += size)
    await keep(
      tx,
      range(Math.min(size, count - from)).map((i) => make(from + i)),
    )
}
