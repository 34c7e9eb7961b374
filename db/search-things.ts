import type { Tx } from '#db/client'
import { type SearchKind, searchKinds } from '#db/search-ask'
import type { Lexicon } from '#db/search-lexicon'
import type { Entry } from '#db/search-segment'
import { joinedWords } from '#lib/domain/query'

/** What is found: a document with its pages, a communication, a request, a finding. */
export type Thing = {
  kind: SearchKind
  ref: string
  title: string
  text: string
  pages?: readonly { page: number; text: string }[]
}

export type Named = Omit<Thing, 'pages'> & { investigationId: string }

export async function thingOf(tx: Tx, investigationId: string, ref: string): Promise<number | null> {
  const [row] = await tx.raw<{ id: number }>('select id from search_things where ref = ? and investigation_id = ?', [
    ref,
    investigationId,
  ])
  return row?.id ?? null
}

export async function makeThing(tx: Tx, { investigationId, kind, ref, title, text }: Named): Promise<number> {
  const [row] = await tx.raw<{ id: number }>(
    'insert into search_things (investigation_id, kind, ref, title, body) values (?, ?, ?, ?, ?) returning id',
    [investigationId, kind, ref, clean(title), clean(text)],
  )
  if (!row) throw new Error('an insert returns its row')
  return row.id
}

export const entryOf = (
  lexicon: Lexicon,
  thing: number,
  { kind, title, text }: Pick<Thing, 'kind' | 'title' | 'text'>,
): Entry => ({
  thing,
  page: 0,
  kind: searchKinds.indexOf(kind),
  title: lexicon.numbersOf(clean(title)),
  text: lexicon.numbersOf(clean(text)),
})

export const pageEntries = (
  lexicon: Lexicon,
  thing: number,
  pages: readonly { page: number; text: string }[],
): Entry[] =>
  pages.flatMap(({ page, text }) => {
    const words = lexicon.numbersOf(clean([text, ...joinedWords(text)].join('\n')))
    return words.length > 0 ? [{ thing, page, kind: searchKinds.indexOf('document'), title: none, text: words }] : []
  })
const none = new Uint32Array(0)

export const clean = (text: string) => text.replaceAll('\0', ' ')

export type ThingRow = { kind: SearchKind; ref: string; investigationId: string; title: string; body: string }

export async function thingRows(tx: Tx, ids: readonly number[]): Promise<Map<number, ThingRow>> {
  const rows = new Map<number, ThingRow>()
  for (let at = 0; at < ids.length; at += 500) {
    type Row = Omit<ThingRow, 'investigationId'> & { id: number; investigation: string }
    const some = await tx.raw<Row>(
      `select id, kind, ref, investigation_id as investigation, title, body from search_things
       where id in (${ids.slice(at, at + 500).join(', ')})`,
    )
    for (const { id, investigation: investigationId, ...row } of some) rows.set(id, { ...row, investigationId })
  }
  return rows
}
