import type { Tx } from '#db/client'
import { ask, type FindIn, type SearchKind, searchKinds } from '#db/search-ask'
import { sharedLexicon } from '#db/search-lexicon'
import { Best, Groups, type Hit } from '#db/search-rank'
import type { Entry } from '#db/search-segment'
import { addEntries, holdIndex, strike } from '#db/search-store'
import {
  clean,
  entryOf,
  makeThing,
  type Named,
  pageEntries,
  type Thing,
  type ThingRow,
  thingOf,
  thingRows,
} from '#db/search-things'

/**
 * The index of words: our own, in plain tables, so that both databases find and order alike, and a hit is the same
 * hit where the browser lights it (docs/decisions/0008). Each investigation has its own pieces of it: who may see is
 * which pieces are read at all, and no count, no order and no time tells of what is hidden.
 *
 * For use inside the transaction that writes the thing itself:
 *   indexPages(tx, { investigationId, documentId, pages: [{ page, text }] })   replaces these pages' entries
 *   indexDocument(tx, { investigationId, documentId, name, more? })            its name; `more` e.g. a mail's headers
 *   indexCommunication(tx, { investigationId, communicationId, subject, text })
 *   indexRequest(tx, { investigationId, requestId, subject, text })            text: body, tracking numbers, tags
 *   indexFinding(tx, { investigationId, findingId, statement, text })          text: its quotes and text values
 *   indexThings(tx, investigationId, things)                                   many at once
 *   removeFromIndex(tx, kind, ref)                                             kind 'document' takes its pages too
 */
export async function indexPages(
  tx: Tx,
  input: { investigationId: string; documentId: string; pages: readonly { page: number; text: string }[] },
) {
  const { investigationId, documentId: ref, pages } = input
  await holdIndex(tx, investigationId)
  const there = await thingOf(tx, investigationId, ref)
  const thing = there ?? (await makeThing(tx, { investigationId, kind: 'document', ref, title: '', text: '' }))
  if (there !== null) {
    const numbers = pages.map(({ page }) => page)
    await strike(tx, investigationId, thing, numbers)
  }
  const lexicon = sharedLexicon()
  await addEntries(tx, investigationId, lexicon, pageEntries(lexicon, thing, pages))
}

export async function indexDocument(
  tx: Tx,
  input: { investigationId: string; documentId: string; name: string; more?: string },
) {
  const { investigationId, documentId: ref, name: title, more: text = '' } = input
  await replace(tx, { investigationId, kind: 'document', ref, title, text })
}

export async function indexCommunication(
  tx: Tx,
  input: { investigationId: string; communicationId: string; subject: string; text: string },
) {
  const { investigationId, communicationId: ref, subject: title, text } = input
  await replace(tx, { investigationId, kind: 'communication', ref, title, text })
}

export async function indexRequest(
  tx: Tx,
  input: { investigationId: string; requestId: string; subject: string; text: string },
) {
  const { investigationId, requestId: ref, subject: title, text } = input
  await replace(tx, { investigationId, kind: 'request', ref, title, text })
}

export async function indexFinding(
  tx: Tx,
  input: { investigationId: string; findingId: string; statement: string; text: string },
) {
  const { investigationId, findingId: ref, statement: title, text } = input
  await replace(tx, { investigationId, kind: 'finding', ref, title, text })
}

/** Many things with all their pages in one go: for what is made anew as a whole. */
export async function indexThings(tx: Tx, investigationId: string, things: readonly Thing[]) {
  await holdIndex(tx, investigationId)
  const lexicon = sharedLexicon()
  const entries: Entry[] = []
  for (const { pages = [], ...thing } of things) {
    await removeFromIndex(tx, thing.kind, thing.ref)
    const id = await makeThing(tx, { ...thing, investigationId })
    entries.push(entryOf(lexicon, id, thing), ...pageEntries(lexicon, id, pages))
  }
  await addEntries(tx, investigationId, lexicon, entries)
}

export async function removeFromIndex(tx: Tx, kind: SearchKind, ref: string) {
  const [row] = await tx.raw<{ id: number; investigation: string }>(
    'select id, investigation_id as investigation from search_things where ref = ? and kind = ?',
    [ref, kind],
  )
  if (!row) return
  await holdIndex(tx, row.investigation)
  await strike(tx, row.investigation, row.id)
  await tx.raw('delete from search_things where id = ?', [row.id])
}

/** What a thing itself says; its pages stay as they are. */
async function replace(tx: Tx, thing: Named) {
  const { investigationId, ref, title, text } = thing
  await holdIndex(tx, investigationId)
  const there = await thingOf(tx, investigationId, ref)
  if (there !== null) {
    await strike(tx, investigationId, there, [0])
    await tx.raw('update search_things set title = ?, body = ? where id = ?', [clean(title), clean(text), there])
  }
  const lexicon = sharedLexicon()
  const id = there ?? (await makeThing(tx, thing))
  await addEntries(tx, investigationId, lexicon, [entryOf(lexicon, id, thing)])
}

export type Found = {
  kind: SearchKind
  ref: string
  /** null: the thing itself, such as a document by its name. */
  page: number | null
  investigationId: string
  title: string
  /** null for a page: its text stands with the page. */
  body: string | null
}
export type Counts = Record<SearchKind, number>
export type Group = {
  kind: SearchKind
  ref: string
  investigationId: string
  title: string
  /** How many of its entries were found: its name, its pages. */
  total: number
  /** How many of them are pages. */
  pages: number
  /** Best first. */
  best: Found[]
}

/** Best first. Nothing to look for, or nowhere to look, finds nothing. Refuses unavailable (it took too long). */
export const find = async (tx: Tx, where: FindIn, paging: { limit: number; offset: number }): Promise<Found[]> =>
  (await findAndCount(tx, where, paging)).found

/** How many entries find() would give in all. */
export async function count(tx: Tx, where: FindIn): Promise<number> {
  const counts = await countByKind(tx, where)
  return (where.kinds ?? searchKinds).reduce((sum, kind) => sum + counts[kind], 0)
}

/** How many entries of each kind there are, also of those not asked for by `kinds`. */
export const countByKind = async (tx: Tx, where: FindIn): Promise<Counts> =>
  (await findAndCount(tx, where, { limit: 0, offset: 0 })).counts

/** find() and countByKind() in one. */
export async function findAndCount(
  tx: Tx,
  where: FindIn,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ found: Found[]; counts: Counts }> {
  const best = new Best(limit === 0 ? 0 : offset + limit)
  const tally = new Tally(where)
  const answer = await ask(tx, where)
  await answer.visit((hit) => {
    if (tally.take(hit)) best.offer(hit)
  })
  return { found: await foundOf(tx, best.list().slice(offset)), counts: tally.counts() }
}

/** Things, best first, each with its best entries and how many there are. */
export const findGrouped = async (
  tx: Tx,
  where: FindIn,
  paging: { limit: number; offset: number; perGroup: number },
): Promise<Group[]> => (await findGroupedAndCount(tx, where, paging)).groups

/** The same, with how many things there are in all, and how many entries of each kind. */
export async function findGroupedAndCount(
  tx: Tx,
  where: FindIn,
  { limit, offset, perGroup }: { limit: number; offset: number; perGroup: number },
): Promise<{ groups: Group[]; things: number; counts: Counts }> {
  const groups = new Groups()
  const tally = new Tally(where)
  const answer = await ask(tx, where)
  await answer.visit((hit) => {
    if (tally.take(hit)) groups.offer(hit)
  })
  const chosen = groups.list(offset, offset + limit)
  const best = new Map(chosen.map(({ thing }) => [thing, new Best(perGroup)]))
  const again = new Tally(where)
  await answer.visit((hit) => {
    if (again.take(hit)) best.get(hit.thing)?.offer(hit)
  })
  const rows = await thingRows(
    tx,
    chosen.map(({ thing }) => thing),
  )
  const list = chosen.flatMap(({ thing, total, pages }): Group[] => {
    const row = rows.get(thing)
    if (!row) return []
    const { kind, ref, investigationId, title } = row
    const entries = (best.get(thing)?.list() ?? []).map((hit) => foundIn(hit, row))
    return [{ kind, ref, investigationId, title, total, pages, best: entries }]
  })
  return { groups: list, things: groups.count, counts: tally.counts() }
}

/** Counts all kinds and lets through those that are asked for. */
class Tally {
  private readonly numbers = searchKinds.map(() => 0)
  private readonly wanted: boolean[]
  constructor({ kinds }: FindIn) {
    this.wanted = searchKinds.map((kind) => kinds?.includes(kind) ?? true)
  }
  take({ kind }: Hit): boolean {
    this.numbers[kind] = (this.numbers[kind] ?? 0) + 1
    return this.wanted[kind] ?? false
  }
  counts(): Counts {
    const [document = 0, communication = 0, request = 0, finding = 0] = this.numbers
    return { document, communication, request, finding }
  }
}

async function foundOf(tx: Tx, hits: readonly Hit[]): Promise<Found[]> {
  const rows = await thingRows(
    tx,
    hits.map(({ thing }) => thing),
  )
  return hits.flatMap((hit) => {
    const row = rows.get(hit.thing)
    return row ? [foundIn(hit, row)] : []
  })
}

const foundIn = ({ page }: Hit, { kind, ref, investigationId, title, body }: ThingRow): Found => ({
  kind,
  ref,
  page: page || null,
  investigationId,
  title,
  body: page === 0 ? body : null,
})
