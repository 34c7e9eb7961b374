import type { Tx } from '#db/client'
import { dialect } from '#db/columns'
import { type Query, type Term, tokensOf } from '#lib/domain/query'

/**
 * FTS5 or tsvector behind one call. Words are cut and stemmed by lib/domain/query.ts on both, so that a hit is the
 * same hit everywhere, also when the browser lights it. Each entry carries tokens of its investigation, its kind and
 * its own id: who may see it is part of the very question put to the index, so no count can tell of what is hidden.
 *
 * For use inside the transaction that writes the thing itself:
 *   indexPages(tx, { investigationId, documentId, pages: [{ page, text }] })   replaces these pages' entries
 *   indexDocument(tx, { investigationId, documentId, name, more? })            its name; `more` e.g. a mail's headers
 *   indexCommunication(tx, { investigationId, communicationId, subject, text })
 *   indexRequest(tx, { investigationId, requestId, subject, text })            text: body, tracking numbers, tags
 *   indexFinding(tx, { investigationId, findingId, statement, text })          text: its quotes and text values
 *   removeFromIndex(tx, kind, ref)                                             kind 'document' takes its pages too
 */
export const searchKinds = ['document', 'communication', 'request', 'finding'] as const
export type SearchKind = (typeof searchKinds)[number]

/** A document's own entry has page 0. */
type Entry = { investigationId: string; kind: SearchKind; ref: string; page: number; title: string; text: string }

export async function indexPages(
  tx: Tx,
  input: { investigationId: string; documentId: string; pages: readonly { page: number; text: string }[] },
) {
  const { investigationId, documentId: ref } = input
  for (const { page, text } of input.pages) {
    await remove(tx, 'document', ref, page)
    if (text.trim() !== '') await insert(tx, { investigationId, kind: 'document', ref, page, title: '', text })
  }
}

export async function indexDocument(
  tx: Tx,
  input: { investigationId: string; documentId: string; name: string; more?: string },
) {
  const { investigationId, documentId: ref, name: title, more: text = '' } = input
  await remove(tx, 'document', ref, 0)
  await insert(tx, { investigationId, kind: 'document', ref, page: 0, title, text })
}

export async function indexCommunication(
  tx: Tx,
  input: { investigationId: string; communicationId: string; subject: string; text: string },
) {
  await replace(tx, { kind: 'communication', ref: input.communicationId, title: input.subject, ...input })
}

export async function indexRequest(
  tx: Tx,
  input: { investigationId: string; requestId: string; subject: string; text: string },
) {
  await replace(tx, { kind: 'request', ref: input.requestId, title: input.subject, ...input })
}

export async function indexFinding(
  tx: Tx,
  input: { investigationId: string; findingId: string; statement: string; text: string },
) {
  await replace(tx, { kind: 'finding', ref: input.findingId, title: input.statement, ...input })
}

export async function removeFromIndex(tx: Tx, kind: SearchKind, ref: string) {
  await remove(tx, kind, ref)
}

async function replace(tx: Tx, { investigationId, kind, ref, title, text }: Omit<Entry, 'page'>) {
  await remove(tx, kind, ref)
  await insert(tx, { investigationId, kind, ref, page: 0, title, text })
}

/** Tokens that say what an entry is and whose: made of characters that no word has, so no word reaches them. */
const aclOf = (id: string) => `x${id.replace(/[^a-z0-9]/gi, '').toLowerCase()}`
const aclsOf = (entry: Pick<Entry, 'investigationId' | 'kind' | 'ref'>) =>
  [entry.investigationId, `kind ${entry.kind}`, entry.ref].map(aclOf)

async function insert(tx: Tx, entry: Entry) {
  const { investigationId, kind, ref, page, title } = entry
  const text = clean(entry.text)
  const words = { title: tokensOf(title), text: tokensOf(text) }
  const kept = kind === 'document' && page > 0 ? null : text // a page's text stands in its own table already
  const columns = 'investigation_id, kind, ref, page, title, body'
  const values = [investigationId, kind, ref, page, clean(title), kept]
  if (dialect === 'postgres') {
    const lexemes = vectorOf(words.title, words.text, aclsOf(entry))
    const insertion = `insert into search_entries (${columns}, lexemes) values (?, ?, ?, ?, ?, ?, ?::tsvector)`
    await tx.raw(insertion, [...values, lexemes])
    return
  }
  const insertion = `insert into search_entries (${columns}) values (?, ?, ?, ?, ?, ?) returning id`
  const [row] = await tx.raw<{ id: number }>(insertion, values)
  await tx.raw('insert into search_index (rowid, title, body, acl) values (?, ?, ?, ?)', [
    row?.id,
    words.title.join(' '),
    words.text.join(' '),
    aclsOf(entry).join(' '),
  ])
}

async function remove(tx: Tx, kind: SearchKind, ref: string, page?: number) {
  const which = `kind = ? and ref = ?${page === undefined ? '' : ' and page = ?'}`
  const values = page === undefined ? [kind, ref] : [kind, ref, page]
  if (dialect === 'sqlite')
    await tx.raw(`delete from search_index where rowid in (select id from search_entries where ${which})`, values)
  await tx.raw(`delete from search_entries where ${which}`, values)
}

const clean = (text: string) => text.replaceAll('\0', ' ')

/** 16,383 is the highest position a tsvector knows. */
function vectorOf(title: string[], text: string[], acl: string[]): string {
  const places = new Map<string, string[]>()
  const put = (word: string, place: string) => {
    const before = places.get(word)
    if (before) before.push(place)
    else places.set(word, [place])
  }
  title.forEach((word, i) => {
    put(word, `${Math.min(i + 1, 16_383)}A`)
  })
  text.forEach((word, i) => {
    put(word, `${Math.min(title.length + i + 2, 16_383)}D`) // + 2: no phrase runs from the title into the text
  })
  const words = [...places].map(([word, at]) => `'${word}':${at.slice(0, 255).join(',')}`)
  return [...words, ...acl.map((token) => `'@${token}'`)].join(' ')
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
export type FindIn = {
  query: Query
  /** The investigations the reader may see; 'all' only for our own jobs and the operator. */
  investigations: readonly string[] | 'all'
  kinds?: readonly SearchKind[] | undefined
  /** Only within this one thing, such as a document. */
  ref?: string | undefined
}

/** Best first. Nothing to look for, or nowhere to look, finds nothing. */
export async function find(tx: Tx, where: FindIn, paging: { limit: number; offset: number }): Promise<Found[]> {
  const question = questionOf(where)
  if (question === null) return []
  const columns = 'e.kind, e.ref, e.page, e.investigation_id as investigation, e.title, e.body'
  const query =
    dialect === 'postgres'
      ? `select ${columns} from search_entries e, (select ?::tsquery as q) as question where e.lexemes @@ q
         order by ts_rank_cd(e.lexemes, q) desc, e.id limit ? offset ?`
      : `select ${columns} from search_index join search_entries e on e.id = search_index.rowid
         where search_index match ? order by bm25(search_index, 4.0, 1.0, 0.0), e.id limit ? offset ?`
  type Row = Omit<Found, 'investigationId' | 'page'> & { investigation: string; page: number }
  const rows = await tx.raw<Row>(query, [question, paging.limit, paging.offset])
  return rows.map(({ investigation: investigationId, page, ...row }) => ({
    ...row,
    page: page || null,
    investigationId,
  }))
}

/** How many entries find() would give in all. */
export async function count(tx: Tx, where: FindIn): Promise<number> {
  const question = questionOf(where)
  if (question === null) return 0
  const query =
    dialect === 'postgres'
      ? 'select count(*) as n from search_entries where lexemes @@ ?::tsquery'
      : 'select count(*) as n from search_index where search_index match ?'
  const [row] = await tx.raw<{ n: number | string }>(query, [question])
  return Number(row?.n ?? 0)
}

/** The question in the index's own language, every word quoted; null where nothing can be found. */
function questionOf({ query, investigations, kinds, ref }: FindIn): string | null {
  if (query.every.length === 0 || investigations.length === 0 || kinds?.length === 0) return null
  const limits = [
    investigations === 'all' ? [] : investigations,
    kinds?.map((kind) => `kind ${kind}`) ?? [],
    ref === undefined ? [] : [ref],
  ].filter((any) => any.length > 0)
  return dialect === 'postgres' ? tsquery(query, limits) : match(query, limits)
}

const quote = (word: string) => `"${word.replaceAll('"', '""').replaceAll('\0', ' ')}"`

function match(query: Query, limits: readonly (readonly string[])[]) {
  const term = ({ tokens }: Term) => quote(tokens.join(' '))
  const every = query.every.map((any) => `(${any.map(term).join(' OR ')})`).join(' AND ')
  const none = query.none.length === 0 ? '' : ` NOT (${query.none.map(term).join(' OR ')})`
  const within = limits.map((any) => ` AND acl : (${any.map((id) => quote(aclOf(id))).join(' OR ')})`)
  return `({title body} : ((${every})${none}))${within.join('')}`
}

function tsquery(query: Query, limits: readonly (readonly string[])[]) {
  const word = (text: string) => `'${text.replaceAll("'", "''").replaceAll('\\', '\\\\').replaceAll('\0', ' ')}'`
  const term = ({ tokens }: Term) => `(${tokens.map(word).join(' <-> ')})`
  const every = query.every.map((any) => `(${any.map(term).join(' | ')})`)
  const none = query.none.map((any) => `!${term(any)}`)
  const within = limits.map((any) => `(${any.map((id) => word(`@${aclOf(id)}`)).join(' | ')})`)
  return [...every, ...none, ...within].join(' & ')
}
