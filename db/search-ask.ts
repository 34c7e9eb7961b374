import type { Tx } from '#db/client'
import { Clock, type Matches, Moved, match, readAllFacts } from '#db/search-match'
import { type Hit, rank } from '#db/search-rank'
import type { Facts } from '#db/search-read'
import type { Query, Term } from '#lib/domain/query'

export const searchKinds = ['document', 'communication', 'request', 'finding'] as const
export type SearchKind = (typeof searchKinds)[number]

export type FindIn = {
  query: Pick<Query, 'every' | 'none'>
  /** The investigations the reader may see; 'all' only for our own jobs and the operator. */
  investigations: readonly string[] | 'all'
  kinds?: readonly SearchKind[] | undefined
  /** Only within this one thing, such as a document. */
  ref?: string | undefined
  /** Only within these things. */
  refs?: readonly string[] | undefined
  /** Only entries of these pages; 0 is the thing itself. */
  onPage?: ((page: number) => boolean) | undefined
}

/** An answer that can be gone through more than once. */
export type Answer = { visit: (each: (hit: Hit) => void) => Promise<void> }
const nobody: Answer = { visit: async () => {} }

/** Puts the question to the index. Throws Refusal `unavailable` after five seconds. */
export async function ask(tx: Tx, where: FindIn): Promise<Answer> {
  const { investigations, kinds } = where
  if (where.query.every.length === 0 || investigations.length === 0 || kinds?.length === 0) return nobody
  const things = await thingsNamed(tx, where)
  if (things?.size === 0) return nobody
  const clock = new Clock(tx)
  const { query, terms } = eachOnce(where.query)
  const scored = terms.flatMap((term, t) => (query.every.some((any) => any.includes(term)) ? [t] : []))
  const together = asPhrase(query.every)
  if (together) scored.push(terms.push(together) - 1)
  const { matches, facts } = await steadily(tx, query, terms, investigations, clock)
  const { onPage } = where
  const through = (each: (hit: Hit) => void) => (onPage ? (hit: Hit) => onPage(hit.page) && each(hit) : each)
  return { visit: (each) => rank(matches, facts, scored, things, clock, through(each)) }
}

/** Another process may merge segments between two of our reads; then we begin again. */
async function steadily(
  tx: Tx,
  query: Pick<Query, 'every' | 'none'>,
  terms: readonly Term[],
  investigations: readonly string[] | 'all',
  clock: Clock,
): Promise<{ matches: Matches; facts: Map<number, Facts> }> {
  for (;;) {
    try {
      const matches = await match(tx, query, terms, investigations, clock)
      return { matches, facts: await readAllFacts(tx, matches.parts, clock) }
    } catch (error) {
      if (!(error instanceof Moved)) throw error
      await clock.tick() // which gives up in the end
    }
  }
}

/** The same question with each term once, however often it was typed. */
function eachOnce({ every, none }: Pick<Query, 'every' | 'none'>) {
  const known = new Map<string, Term>()
  const once = (term: Term) => {
    const key = `${term.prefix ? '*' : ''}${term.tokens.join(' ')}`
    const same = known.get(key) ?? term
    known.set(key, same)
    return same
  }
  const some = (any: readonly Term[]) => any.filter(({ tokens }) => tokens.length > 0).map(once)
  return { query: { every: every.map(some), none: some(none) }, terms: [...known.values()] }
}

/**
 * Plain words as they were typed, one behind the other: not asked for, but a page where they stand so counts more, for
 * who types data sharing means that and not a page about file sharing with some data on it.
 */
function asPhrase(every: Query['every']): Term | null {
  if (every.length < 2 || every.length > 4) return null
  const tokens = every.flatMap((any) => (any.length === 1 && !any[0]?.prefix ? [any[0]?.tokens ?? []] : []))
  return tokens.length === every.length ? { text: '', tokens: tokens.flat() } : null
}

async function thingsNamed(tx: Tx, { ref, refs }: FindIn): Promise<Set<number> | null> {
  if (ref === undefined && refs === undefined) return null
  const wanted = refs === undefined ? [ref] : ref === undefined ? refs : refs.filter((one) => one === ref)
  const ids = new Set<number>()
  for (let at = 0; at < wanted.length; at += 500) {
    const some = wanted.slice(at, at + 500)
    const which = some.map(() => '?').join(', ')
    for (const { id } of await tx.raw<{ id: number }>(`select id from search_things where ref in (${which})`, some))
      ids.add(id)
  }
  return ids
}
