import { createHash, randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { open } from '#db/client'
import { dialect } from '#db/columns'
import { migrate } from '#db/migrate'
import { prefixes } from '#lib/domain/ids'
import { readEnv } from '#lib/env'
import { files, guards, plain, type World } from '#lib/world'

const base = process.env.UNSEALED_TEST_DIR ?? mkdtempSync(join(tmpdir(), 'unsealed-test-'))
const secrets = { NEXTAUTH_SECRET: 'n'.repeat(43), APP_KEY: 'a'.repeat(43) }

export type TestWorld = { world: World; later: (ms: number) => void; [Symbol.asyncDispose]: () => Promise<void> }

/**
 * A world of its own for one test: a fresh record (a copy of a migrated template), a clock that stands until moved,
 * ids in the order they were made. Everything else is the real thing.
 */
export async function testWorld(at = '2026-11-02T15:00:00.000Z'): Promise<TestWorld> {
  const url = await freshUrl()
  const data = mkdtempSync(join(base, 'data-'))
  const env = readEnv({ ...secrets, UNSEALED_DATA: data, DATABASE_URL: url, LOG_LEVEL: 'silent', PORT: '3000' })
  let time = Date.parse(at)
  let n = 0
  const id: World['id'] = (named) => `${prefixes[named]}_${createHash('md5').update(`${url} ${n++}`).digest('hex')}`
  const world: World = {
    ...(await open(url)),
    env,
    ...plain(),
    ...guards(env),
    ...(await files(env)),
    id,
    now: () => new Date(time),
  }
  const later = (ms: number) => {
    time += ms
  }
  const dispose = async () => {
    await world.close()
    rmSync(data, { recursive: true, force: true })
  }
  return { world, later, [Symbol.asyncDispose]: dispose }
}

let template: Promise<string> | undefined

async function freshUrl(): Promise<string> {
  if (dialect === 'postgres') return freshPostgres()
  template ??= (async () => {
    const path = join(base, `template-${process.pid}.db`)
    if (!existsSync(path)) await migrate(`file:${path}`)
    return path
  })()
  const path = join(base, `${randomUUID()}.db`)
  copyFileSync(await template, path)
  return `file:${path}`
}

/** CREATE DATABASE … TEMPLATE copies the migrated one; the template must have no other session. */
async function freshPostgres(): Promise<string> {
  const { Client } = await import('pg')
  const server = (process.env.DATABASE_URL ?? '').replace(/\/[^/]*$/, '')
  const sql = async (text: string) => {
    const client = new Client({ connectionString: `${server}/postgres` })
    await client.connect()
    try {
      await client.query(text)
    } finally {
      await client.end()
    }
  }
  template ??= (async () => {
    const name = `template_${process.pid}_${randomUUID().slice(0, 8)}`
    await sql(`create database ${name}`)
    await migrate(`${server}/${name}`)
    return name
  })()
  const name = `t${randomUUID().replaceAll('-', '')}`
  await sql(`create database ${name} template ${await template}`)
  return `${server}/${name}`
}
