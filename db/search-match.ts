import type { Tx } from '#db/client'
import { bytesOf, Reader, type Spot, seekLeaf, seekWord, spotAt } from '#db/search-bytes'
import { findPhrase, type Places, placesOf, unitePlaces } from '#db/search-phrase'
import { type Facts, isGone, readEntries, readFacts, weightOf } from '#db/search-read'
import { leavesFrom } from '#db/search-store'
import type { Query, Term } from '#lib/domain/query'
import { Refusal } from '#lib/domain/refusal'

/** One segment's entries that a term stands in, in order, and how much it counts in each. */
export type Hits = { ordinals: Uint32Array; weights: Uint32Array }
export type Matched = {
  segment: { id: number; entries: number }
  /** 1 for each entry that the question finds. */
  found: Uint8Array
  hits: (Hits | null)[]
}
export type Matches = {
  parts: Matched[]
  /** Of the whole scope: entries, their words, and in how many of them each term stands. */
  entries: number
  length: number
  df: number[]
}

type SegmentRow = {
  id: number
  entries: number
  gone: number
  length: number
  gone_ones: Buffer | null
  directory: Buffer
}

/** How long a search may take, and how long it may hold up everything else, in ms. */
const patienceMs = 5_000
const stretchMs = 15
/** Leaves read at a time. */
const chunk = 256

export class Clock {
  private readonly end = performance.now() + patienceMs
  private rested = performance.now()
  private readonly tx: Tx
  constructor(tx: Tx) {
    this.tx = tx
  }

  /** Called between pieces of work. Throws Refusal `unavailable` where the search has taken too long. */
  async tick() {
    const now = performance.now()
    if (now > this.end) throw new Refusal('unavailable', 'This search took too long. Add a word that is rarer.')
    if (now - this.rested < stretchMs) return
    await this.tx.pause()
    this.rested = performance.now()
  }
}

/** The segments were merged by another writer while they were read: begin again. */
export class Moved extends Error {}

/** What a question finds in the investigations given; its words are looked up in no other. */
export async function match(
  tx: Tx,
  query: Pick<Query, 'every' | 'none'>,
  terms: readonly Term[],
  investigations: readonly string[] | 'all',
  clock: Clock,
): Promise<Matches> {
  const segments = await readSegments(tx, investigations)
  const matches: Matches = { parts: [], entries: 0, length: 0, df: terms.map(() => 0) }
  const wanted = terms.map(({ tokens }) => tokens.map(bytesOf))
  const groups = query.every.map((any) => any.map((term) => terms.indexOf(term)).filter((at) => at >= 0))
  for (let from = 0; from < segments.length; ) {
    const plans: { segment: SegmentRow; leaves: number[][][] }[] = []
    const ids = new Set<number>()
    for (; from < segments.length && ids.size < chunk; from++) {
      const segment = segments[from]
      if (!segment) break
      const leaves = terms.map((term, t) =>
        term.tokens.map((_, k) => leavesOf(segment, wanted[t]?.[k] ?? Buffer.alloc(0), isPrefix(term, k))),
      )
      for (const id of leaves.flat(2)) ids.add(id)
      plans.push({ segment, leaves })
    }
    const data = await readLeaves(tx, [...ids], clock)
    for (const { segment, leaves } of plans) {
      matches.entries += segment.entries - segment.gone
      matches.length += Number(segment.length)
      const hits = terms.map((term, t) => {
        const at = (k: number) => (leaves[t]?.[k] ?? []).map((id) => data.get(id) ?? fail())
        return hitsOf(term, wanted[t] ?? [], at, segment)
      })
      hits.forEach((one, t) => {
        matches.df[t] = (matches.df[t] ?? 0) + (one?.ordinals.length ?? 0)
      })
      const found = combine(segment.entries, groups, query.none.length === 0 ? [] : noneOf(query, terms), hits)
      if (found) matches.parts.push({ segment, found, hits })
      await clock.tick()
    }
  }
  return matches
}

const isPrefix = (term: Term, k: number) => term.prefix === true && k === term.tokens.length - 1
const noneOf = (query: Pick<Query, 'none'>, terms: readonly Term[]) => query.none.map((term) => terms.indexOf(term))
const fail = (): never => {
  throw new Moved()
}

async function readSegments(tx: Tx, investigations: readonly string[] | 'all'): Promise<SegmentRow[]> {
  const columns = 'id, entries, gone, length, gone_ones, directory'
  if (investigations === 'all') return tx.raw(`select ${columns} from search_segments order by id`)
  const rows: SegmentRow[] = []
  for (let at = 0; at < investigations.length; at += 500) {
    const some = investigations.slice(at, at + 500)
    const which = some.map(() => '?').join(', ')
    rows.push(
      ...(await tx.raw<SegmentRow>(
        `select ${columns} from search_segments where investigation_id in (${which}) order by id`,
        some,
      )),
    )
  }
  return rows
}

/** The ids of the leaves in which a word, or those that begin with it, may stand. */
function leavesOf({ id, directory }: SegmentRow, word: Buffer, prefix: boolean): number[] {
  if (directory.length === 0) return [] // its entries have no words at all
  const first = seekLeaf(directory, word)
  const last = prefix ? seekLeaf(directory, Buffer.concat([word, afterAll])) : first
  return Array.from({ length: last - first + 1 }, (_, i) => leavesFrom(id) + first + i)
}
const afterAll = Buffer.from([0xff])

async function readLeaves(tx: Tx, ids: readonly number[], clock: Clock): Promise<Map<number, Buffer>> {
  const data = new Map<number, Buffer>()
  for (let at = 0; at < ids.length; at += chunk) {
    const some = ids.slice(at, at + chunk) // numbers of our own making, so they may stand in the text
    const rows = await tx.raw<{ id: number | string; data: Buffer }>(
      `select id, data from search_leaves where id in (${some.join(', ')})`,
    )
    for (const row of rows) data.set(Number(row.id), row.data)
    await clock.tick()
  }
  return data
}

function hitsOf(term: Term, wanted: readonly Buffer[], at: (k: number) => Buffer[], segment: SegmentRow): Hits | null {
  const spots = wanted.map((word, k) =>
    isPrefix(term, k) ? spotsBeginning(at(k), term.tokens[k] ?? '') : [seekWord(at(k)[0] ?? Buffer.alloc(0), word)],
  )
  const there = spots.map((some) => some.filter((spot): spot is Spot => spot !== null))
  if (there.some((some) => some.length === 0)) return null
  const [only] = there
  if (only && there.length === 1) {
    const [spot] = only
    return only.length === 1 && spot ? hitsAt(spot, segment.gone_ones) : unite(only, segment)
  }
  const places = there.map((some): Places => {
    const [spot] = some
    return some.length === 1 && spot ? placesOf(spot) : unitePlaces(some, segment.entries)
  })
  return findPhrase(places, segment.gone_ones)
}

function hitsAt(spot: Spot, gone: Buffer | null): Hits | null {
  const { ordinals, times, inTitle } = readEntries(spot)
  if (inTitle) for (let i = 0; i < times.length; i++) times[i] = weightOf(times[i] ?? 0, inTitle[i] ?? 0)
  if (!gone) return { ordinals, weights: times }
  let n = 0
  for (let i = 0; i < ordinals.length; i++) {
    const ordinal = ordinals[i] ?? 0
    if (isGone(gone, ordinal)) continue
    ordinals[n] = ordinal
    times[n++] = times[i] ?? 0
  }
  return n === 0 ? null : { ordinals: ordinals.subarray(0, n), weights: times.subarray(0, n) }
}

/** All words of these leaves that begin so. */
function spotsBeginning(leaves: readonly Buffer[], beginning: string): Spot[] {
  const spots: Spot[] = []
  for (const leaf of leaves)
    for (const reader = new Reader(leaf); reader.more(); ) {
      const word = reader.nextWord()
      const spot = spotAt(reader)
      if (word.startsWith(beginning)) spots.push(spot)
      else if (word > beginning) return spots
    }
  return spots
}

function unite(spots: readonly Spot[], segment: SegmentRow): Hits | null {
  const sum = new Uint32Array(segment.entries)
  for (const spot of spots) {
    const hits = hitsAt(spot, segment.gone_ones)
    if (hits)
      for (let i = 0; i < hits.ordinals.length; i++) {
        const at = hits.ordinals[i] ?? 0
        sum[at] = (sum[at] ?? 0) + (hits.weights[i] ?? 0)
      }
  }
  const ordinals = new Uint32Array(segment.entries)
  let n = 0
  for (let i = 0; i < sum.length; i++) if (sum[i]) ordinals[n++] = i
  if (n === 0) return null
  const weights = new Uint32Array(n)
  for (let i = 0; i < n; i++) weights[i] = sum[ordinals[i] ?? 0] ?? 0
  return { ordinals: ordinals.subarray(0, n), weights }
}

/** Which entries hold one of each group and none of `none`; null where there is none at all. */
function combine(
  entries: number,
  groups: readonly (readonly number[])[],
  none: readonly number[],
  hits: readonly (Hits | null)[],
): Uint8Array | null {
  if (groups.some((any) => any.every((t) => !hits[t]))) return null
  const stage = new Uint8Array(entries)
  groups.forEach((any, g) => {
    for (const t of any) {
      const ordinals = hits[t]?.ordinals ?? nothing
      for (let i = 0; i < ordinals.length; i++) {
        const at = ordinals[i] ?? 0
        if (stage[at] === g) stage[at] = g + 1
      }
    }
  })
  for (const t of none) for (const at of hits[t]?.ordinals ?? nothing) stage[at] = 0
  let some = false
  for (let i = 0; i < entries; i++) {
    const all = stage[i] === groups.length
    stage[i] = all ? 1 : 0
    if (all) some = true
  }
  return some ? stage : null
}
const nothing = new Uint32Array(0)

/** The facts of the segments that were found in, by segment. */
export async function readAllFacts(tx: Tx, parts: readonly Matched[], clock: Clock): Promise<Map<number, Facts>> {
  const facts = new Map<number, Facts>()
  for (let at = 0; at < parts.length; at += chunk) {
    const ids = parts.slice(at, at + chunk).map(({ segment }) => segment.id)
    const rows = await tx.raw<{ id: number; facts: Buffer }>(
      `select id, facts from search_segments where id in (${ids.join(', ')})`,
    )
    if (rows.length < ids.length) throw new Moved()
    for (const row of rows) facts.set(row.id, readFacts(row.facts))
    await clock.tick()
  }
  return facts
}
