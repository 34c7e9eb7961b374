import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate as pause, setTimeout as sleep } from 'node:timers/promises'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { dialect } from '#db/columns'
import { Refusal } from '#lib/domain/refusal'

/**
 * The only file that knows which driver is underneath. Everyone else writes to the intersection of both
 * dialects: awaited select, insert, update, delete; never .run(), .get() or .all().
 */
export type Tx = Pick<BetterSQLite3Database, 'select' | 'selectDistinct' | 'insert' | 'update' | 'delete'> & {
  /** Raw SQL → rows. For db/search.ts, db/copy.ts and db/migrate.ts only: everyone else uses the builder. */
  raw: <T>(query: string, values?: readonly unknown[]) => Promise<T[]>
  /** Lets other work of this process go on for a moment; inside a transaction it does nothing. */
  pause: () => Promise<void>
}
export type Database = {
  db: Tx // for reading
  /** All of it or nothing. Await nothing but `tx` inside: bytes, mail and clocks come before or after. */
  transact: <T>(body: (tx: Tx) => Promise<T>) => Promise<T>
  close: () => Promise<void>
}

const patienceMs = 5_000 // how long a write waits for another process's lock
const inside = new AsyncLocalStorage<true>()
const busy = () => new Refusal('unavailable', 'The record is busy right now. Nothing was changed; please try again.')

/** Opens the record; its tables must be up to date (db/migrate.ts). `url` is postgres://… or file:PATH. */
export async function open(url: string): Promise<Database> {
  const { transact, ...rest } = dialect === 'postgres' ? await openPostgres(url) : await openSqlite(url)
  const outermost: Database['transact'] = async (body) => {
    if (inside.getStore()) throw new Error('transact() inside transact(): pass tx down instead')
    return inside.run(true, () => transact(body))
  }
  return { ...rest, transact: outermost }
}

/** Set on every handle, because each is the connection's own; why each: docs/decisions/0001. */
const pragmas = [
  'journal_mode=WAL',
  'synchronous=FULL',
  'busy_timeout=0',
  'secure_delete=ON',
  'temp_store=MEMORY',
  'trusted_schema=OFF',
  'cell_size_check=ON',
  'journal_size_limit=67108864',
  'cache_size=-65536',
]

/**
 * better-sqlite3 is synchronous, so an awaited query on it only ever yields to microtasks. One writer handle
 * behind a promise queue therefore gives async transactions that cannot interleave, and a tripwire fails any
 * body that awaits something else. (process.nextTick: setImmediate misses a body that resumes earlier in the
 * same turn of the loop.) Waiting for another process is ours too: SQLite's busy_timeout stops the event loop.
 */
async function openSqlite(url: string): Promise<Database> {
  const { default: Sqlite } = await import('better-sqlite3')
  const { drizzle } = await import('drizzle-orm/better-sqlite3')
  type Handle = InstanceType<typeof Sqlite>
  const handle = (...more: string[]) => {
    const h = new Sqlite(url.replace(/^file:/, ''))
    for (const p of [...pragmas, ...more]) h.pragma(p)
    return h
  }
  const raw =
    (h: Handle): Tx['raw'] =>
    async (query, values = []) => {
      const statement = h.prepare(query)
      if (statement.reader) return statement.all(...values) as never[] // the caller says what the rows are
      statement.run(...values)
      return []
    }
  const writer = handle('foreign_keys=ON')
  const reader = handle('query_only=ON')
  const tx: Tx = Object.assign(drizzle(writer), { raw: raw(writer), pause: async () => {} })

  async function begin() {
    for (const until = performance.now() + patienceMs; ; await sleep(5 + Math.random() * 20)) {
      try {
        return writer.exec('begin immediate')
      } catch (error) {
        if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error // only the driver's errors have a code
        if (performance.now() > until) throw busy()
      }
    }
  }
  let last: Promise<unknown> = Promise.resolve()
  const transact: Database['transact'] = (body) => {
    const turn = last.then(async () => {
      await begin()
      let strayed = false
      process.nextTick(() => {
        strayed = true // runs as soon as no microtask is left
      })
      try {
        const value = await body(tx)
        if (strayed) throw new Error('the transaction awaited something other than the database')
        writer.exec('commit')
        return value
      } catch (error) {
        if (writer.inTransaction) writer.exec('rollback')
        throw error
      }
    })
    last = turn.catch(() => {})
    return turn
  }
  const db: Tx = Object.assign(drizzle(reader), { raw: raw(reader), pause })
  return { db, transact, close: async () => void [await last, writer.close(), reader.close()] }
}

/** PostgreSQL at its default isolation; where two bodies could race, guard the UPDATE as db/queue.ts does. */
async function openPostgres(url: string): Promise<Database> {
  const { Pool } = await import('pg')
  const { drizzle } = await import('drizzle-orm/node-postgres')
  const pool = new Pool({ connectionString: url, max: 8 })
  pool.on('error', () => {}) // an idle connection that breaks is replaced on its next use
  type Client = { query: (query: string, values: unknown[]) => Promise<{ rows: unknown[] }> }
  const raw =
    (on: Client): Tx['raw'] =>
    async (query, values = []) =>
      (await on.query(numbered(query), [...values])).rows as never[] // the caller says what the rows are
  const as = (on: object, client: Client) => Object.assign(on, { raw: raw(client), pause }) as unknown as Tx // columns.ts says why
  const transact: Database['transact'] = async (body) => {
    const client = await pool.connect()
    try {
      await client.query('begin')
      const value = await body(as(drizzle(client), client))
      await client.query('commit')
      return value
    } catch (error) {
      await client.query('rollback').catch(() => {})
      throw error
    } finally {
      client.release()
    }
  }
  return { db: as(drizzle(pool), pool), transact, close: () => pool.end() }
}

/** `?` placeholders → PostgreSQL's `$1`; our raw SQL holds no other question mark. */
function numbered(query: string) {
  let n = 0
  return query.replace(/\?/g, () => `$${++n}`)
}
