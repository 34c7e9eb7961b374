import { and, desc, eq, isNull, type SQL } from 'drizzle-orm'
import type { Tx } from '#db/client'
import * as s from '#db/schema'
import { parseNumber } from '#lib/domain/ids'
import { isKeepable } from '#lib/domain/keepable'

/** The nouns that live in an investigation and have an address of their own. */
export type Noun =
  | 'investigation'
  | 'request'
  | 'communication'
  | 'document'
  | 'deleted document'
  | 'finding'
  | 'finding type'
  | 'figure'
  | 'mark'
  | 'exhibit'
  | 'export'
  | 'share'
export type Home = { id: string; investigationId: string }

/**
 * In which investigation a thing lives: by its id, or by the number that people cite (RING-12, RING-D7, RING-F3;
 * an investigation also by its key or slug). @returns undefined where there is none.
 */
export async function homeOf(tx: Tx, noun: Noun, name: string): Promise<Home | undefined> {
  if (!isKeepable(name)) return undefined // PostgreSQL cannot even be asked for it
  const cited = parseNumber(name)
  switch (noun) {
    case 'investigation': {
      const { id, key, slug } = s.investigations
      const by = name.startsWith('inv_') ? eq(id, name) : /^[A-Z]{2,8}$/.test(name) ? eq(key, name) : eq(slug, name)
      const [row] = await tx.select({ id }).from(s.investigations).where(by)
      return row && { id: row.id, investigationId: row.id }
    }
    case 'request':
      return numbered(tx, s.requests, name, cited?.letter === '' ? cited : null)
    case 'document':
      return numbered(tx, s.documents, name, cited?.letter === 'D' ? cited : null)
    case 'deleted document':
      return numbered(tx, s.documents, name, cited?.letter === 'D' ? cited : null, 'any')
    case 'finding':
      return numbered(tx, s.findings, name, cited?.letter === 'F' ? cited : null)
    case 'communication':
      return byId(tx, s.communications, name)
    case 'finding type':
      return byId(tx, s.findingTypes, name)
    case 'figure':
      return byId(tx, s.figures, name)
    case 'mark':
      return byId(tx, s.marks, name)
    case 'export':
      return byId(tx, s.exports, name)
    case 'share':
      return byId(tx, s.shares, name)
    case 'exhibit':
      return numbered(tx, s.exhibits, name, cited?.letter === 'E' ? cited : null)
  }
}

type Scoped =
  | typeof s.communications
  | typeof s.findingTypes
  | typeof s.figures
  | typeof s.marks
  | typeof s.exports
  | typeof s.shares
  | Numbered
type Numbered = typeof s.requests | typeof s.documents | typeof s.findings | typeof s.exhibits

/** `any`: also what was deleted and is still kept. */
type State = 'there' | 'any'

async function byId(tx: Tx, table: Scoped, id: string, state: State = 'there'): Promise<Home | undefined> {
  const columns = { id: table.id, investigationId: table.investigationId }
  const [row] = await tx
    .select(columns)
    .from(table)
    .where(and(eq(table.id, id), inState(table, state)))
  return row
}

function inState(table: Scoped, state: State): SQL | undefined {
  return 'deletedAt' in table && state === 'there' ? isNull(table.deletedAt) : undefined
}

type Cited = { key: string; number: number } | null
async function numbered(tx: Tx, table: Numbered, name: string, cited: Cited, state: State = 'there') {
  if (!cited) return byId(tx, table, name, state)
  const columns = { id: table.id, investigationId: table.investigationId }
  const [row] = await tx
    .select(columns)
    .from(table)
    .innerJoin(s.investigations, eq(s.investigations.id, table.investigationId))
    .where(and(eq(s.investigations.key, cited.key), eq(table.number, cited.number), inState(table, state)))
    .orderBy(...('sourceSha256' in table ? [desc(table.version)] : [])) // of an exhibit the newest version
    .limit(1)
  return row
}
