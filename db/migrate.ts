import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { dialect } from '#db/columns'

const folder = process.env.UNSEALED_MIGRATIONS ?? join(dirname(fileURLToPath(import.meta.url)), 'migrations', dialect)

/**
 * Brings the tables up to date, each migration once and whole. Safe to run beside a running server: a second
 * runner waits for the first. `url` is postgres://… or file:PATH, whose folder is made if it is missing.
 */
export async function migrate(url: string): Promise<void> {
  if (dialect === 'postgres') return migratePostgres(url)
  const { default: Sqlite } = await import('better-sqlite3')
  const { drizzle } = await import('drizzle-orm/better-sqlite3')
  const { migrate: apply } = await import('drizzle-orm/better-sqlite3/migrator')
  const path = url.replace(/^file:/, '')
  mkdirSync(dirname(path), { recursive: true })
  const handle = new Sqlite(path, { timeout: 30_000 }) // only start-up waits here, so it may stop the event loop
  try {
    handle.pragma('journal_mode=WAL')
    handle.pragma('synchronous=FULL')
    apply(drizzle(handle), { migrationsFolder: folder })
  } finally {
    handle.close()
  }
}

async function migratePostgres(url: string) {
  const { Client } = await import('pg')
  const { drizzle } = await import('drizzle-orm/node-postgres')
  const { migrate: apply } = await import('drizzle-orm/node-postgres/migrator')
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(7276554)')
    await apply(drizzle(client), { migrationsFolder: folder })
  } finally {
    await client.end()
  }
}
