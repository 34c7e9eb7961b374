import * as pg from 'drizzle-orm/pg-core'
import * as lite from 'drizzle-orm/sqlite-core'
import { packWords, unpackWords } from '#db/packed-words'
import type { Word } from '#lib/domain/page'

/**
 * One vocabulary of columns for both dialects. Tables are typed as SQLite; PostgreSQL is cast to that type
 * once, in the last line, because each word below yields the same TypeScript value in both.
 * Tables are built at import time, so this is the one file that reads DATABASE_URL by itself.
 */
export const dialect = /^postgres(ql)?:/.test(process.env.DATABASE_URL ?? '') ? 'postgres' : 'sqlite'
type Words = readonly [string, ...string[]]

const sqlite = {
  table: lite.sqliteTable,
  index: lite.index,
  unique: lite.uniqueIndex,
  key: lite.primaryKey,
  id: (name: string) => lite.text(name).primaryKey(), // made by us, never recycled
  text: (name: string) => lite.text(name),
  word: <const W extends Words>(name: string, words: W) => lite.text(name, { enum: words as unknown as W }),
  int: (name: string) => lite.integer(name),
  big: (name: string) => lite.integer(name), // beyond 2³¹: bytes of a file, numbers of the audit
  real: (name: string) => lite.real(name),
  bool: (name: string) => lite.integer(name, { mode: 'boolean' }),
  date: (name: string) => lite.text(name), // a LocalDate, 'YYYY-MM-DD'
  instant: (name: string) => lite.integer(name, { mode: 'timestamp_ms' }), // a Date, to the millisecond
  json: <T>(name: string) => lite.text(name, { mode: 'json' }).$type<T>(),
  words: lite.customType<{ data: Word[] }>({ dataType: () => 'text', toDriver: packWords, fromDriver: unpackWords }),
}

const postgres = {
  table: pg.pgTable,
  index: pg.index,
  unique: pg.uniqueIndex,
  key: pg.primaryKey,
  id: (name: string) => pg.text(name).primaryKey(),
  text: (name: string) => pg.text(name),
  word: (name: string, words: Words) => pg.text(name, { enum: words as [string, ...string[]] }),
  int: (name: string) => pg.integer(name),
  big: (name: string) => pg.bigint(name, { mode: 'number' }),
  real: (name: string) => pg.doublePrecision(name),
  bool: (name: string) => pg.boolean(name),
  date: (name: string) => pg.text(name),
  instant: (name: string) => pg.timestamp(name, { withTimezone: true, precision: 3, mode: 'date' }),
  json: (name: string) => pg.json(name), // not jsonb, so that both dialects keep what was written, to the letter
  words: pg.customType<{ data: Word[] }>({ dataType: () => 'json', toDriver: packWords, fromDriver: unpackWords }),
}

export const c = dialect === 'postgres' ? (postgres as unknown as typeof sqlite) : sqlite
