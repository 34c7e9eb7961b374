import type { Tx } from '#db/client'
import { dialect } from '#db/columns'
import type { Lexicon } from '#db/search-lexicon'
import { mergeSegments } from '#db/search-merge'
import { readFacts } from '#db/search-read'
import { buildSegment, type Entry, type Segment } from '#db/search-segment'

/**
 * Segments in the record. Each belongs to one investigation, so what a reader may not see is never read. New entries
 * make a new segment; eight of about the same size become one, in the same transaction, so that there are never many.
 */
const fanIn = 8
/** From here on a segment is left as it is: merging it would hold the writer for too long. */
const full = 512
/** Entries of one call that go into one segment. */
const batch = 2048

/** The ids of a segment's leaves count from here. */
export const leavesFrom = (segment: number) => segment * 2 ** 20

/** Entries into the index; every thing named must be in search_things. */
export async function addEntries(tx: Tx, investigationId: string, lexicon: Lexicon, entries: readonly Entry[]) {
  if (entries.length === 0) return
  for (let at = 0; at < entries.length; at += batch)
    await keep(tx, investigationId, buildSegment(lexicon, entries.slice(at, at + batch)))
  await mergeSmall(tx, investigationId)
}

/** On PostgreSQL writers of one investigation's index take turns; on SQLite they do anyway. */
export async function holdIndex(tx: Tx, investigationId: string) {
  if (dialect === 'postgres') await tx.raw('select pg_advisory_xact_lock(7276555, hashtext(?))', [investigationId])
}

async function keep(tx: Tx, investigationId: string, segment: Segment) {
  const { entries, length, least, most, directory, facts, leaves } = segment
  const [row] = await tx.raw<{ id: number }>(
    `insert into search_segments (investigation_id, entries, gone, length, least, most, directory, facts)
     values (?, ?, 0, ?, ?, ?, ?, ?) returning id`,
    [investigationId, entries, length, least, most, directory, facts],
  )
  if (!row) throw new Error('an insert returns its row')
  for (let at = 0; at < leaves.length; at += 32) {
    const some = leaves.slice(at, at + 32)
    const rows = some.map(() => '(?, ?)').join(', ')
    const values = some.flatMap((leaf, i) => [leavesFrom(row.id) + at + i, leaf])
    await tx.raw(`insert into search_leaves (id, data) values ${rows}`, values)
  }
}

async function mergeSmall(tx: Tx, investigationId: string) {
  const small = await tx.raw<{ id: number; entries: number; gone: number }>(
    'select id, entries, gone from search_segments where investigation_id = ? and entries < ? order by id',
    [investigationId, full],
  )
  const bySize = new Map<number, number[]>()
  for (const { id, entries, gone } of small) {
    const size = Math.floor(Math.log(Math.max(1, entries - gone)) / Math.log(fanIn))
    bySize.set(size, [...(bySize.get(size) ?? []), id])
  }
  for (const [, ids] of [...bySize].sort(([a], [b]) => a - b)) {
    if (ids.length < fanIn) continue
    await rewrite(tx, investigationId, ids)
    return mergeSmall(tx, investigationId)
  }
}

/** These segments become one, without what is gone from them. */
export async function rewrite(tx: Tx, investigationId: string, ids: readonly number[]) {
  type Row = { id: number; facts: Buffer; gone_ones: Buffer | null }
  const rows = await tx.raw<Row>(
    `select id, facts, gone_ones from search_segments where id in (${ids.map(Number).join(', ')}) order by id`,
  )
  const pieces = []
  for (const { id, facts, gone_ones } of rows) {
    const range = [leavesFrom(id), leavesFrom(id + 1)]
    const leaves = await tx.raw<{ data: Buffer }>(
      'select data from search_leaves where id >= ? and id < ? order by id',
      range,
    )
    pieces.push({ facts: readFacts(facts), gone: gone_ones, leaves: leaves.map(({ data }) => data) })
    await dropSegment(tx, id)
  }
  const merged = mergeSegments(pieces)
  if (merged) await keep(tx, investigationId, merged)
}

async function dropSegment(tx: Tx, id: number) {
  await tx.raw('delete from search_leaves where id >= ? and id < ?', [leavesFrom(id), leavesFrom(id + 1)])
  await tx.raw('delete from search_segments where id = ?', [id])
}

/** The entries of a thing are gone: all, or those of these pages. What is left of them goes with the next merge. */
export async function strike(tx: Tx, investigationId: string, thing: number, pages?: readonly number[]) {
  type Row = { id: number; entries: number; gone: number; length: number; gone_ones: Buffer | null; facts: Buffer }
  const rows = await tx.raw<Row>(
    `select id, entries, gone, length, gone_ones, facts from search_segments
     where investigation_id = ? and least <= ? and most >= ?`,
    [investigationId, thing, thing],
  )
  const which = pages && new Set(pages)
  for (const row of rows) {
    const { things, pages, lengths } = readFacts(row.facts)
    const marks = row.gone_ones ? Buffer.from(row.gone_ones) : Buffer.alloc(Math.ceil(things.length / 8))
    let [struck, words] = [0, 0]
    for (let i = things.indexOf(thing); i !== -1; i = things.indexOf(thing, i + 1)) {
      const mark = 1 << (i & 7)
      const byte = marks[i >> 3] ?? 0
      if (byte & mark || (which && !which.has((pages[i] ?? 0) >>> 2))) continue
      marks[i >> 3] = byte | mark
      struck++
      words += lengths[i] ?? 0
    }
    if (struck === 0) continue
    if (row.gone + struck === row.entries) await dropSegment(tx, row.id)
    else
      await tx.raw('update search_segments set gone = ?, length = ?, gone_ones = ? where id = ?', [
        row.gone + struck,
        Number(row.length) - words,
        marks,
        row.id,
      ])
  }
}
