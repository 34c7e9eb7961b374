import { buffer } from 'node:stream/consumers'
import { inArray } from 'drizzle-orm'
import type { Tx } from '#db/client'
import { documents, exhibits } from '#db/schema'
import type { FrozenMark } from '#lib/domain/exhibit'
import type { ClaimedExhibit } from '#lib/domain/judge-exhibit'
import { printable } from '#lib/domain/printed-letters'
import { pagesOfExhibit, type Shared, type ShareRow } from '#lib/services/shares/find-share'
import type { World } from '#lib/world'

type Sheet = Parameters<World['exhibits']['pdf']>[1][number]
/** The file of a share as it is to be built, and what the verifier must find in it: the one as the other. */
export type ShareFile = {
  claimed: ClaimedExhibit
  sheets: (Sheet & { says: NonNullable<Sheet['says']>; image: (() => Promise<Buffer>) | null })[]
  mark: string | null
  /** Tesseract's names of the languages of its pages. */
  language: string
}

/**
 * Part: the pages of its exhibits as they were verified, stamped with its recipient, and as a packet numbered through
 * behind an index. No page is drawn anew, and no words are in it but the exhibits' own, the index and the stamps.
 */
export async function fileOfShare(world: World, share: ShareRow, its: readonly Shared[]): Promise<ShareFile> {
  const packet = its.length > 1
  const mark = share.recipient === null ? null : printable(share.recipient)
  const prepared = mark === null ? [] : [`Prepared for ${mark}`]
  const sheets: ShareFile['sheets'] = packet ? indexSheets(its, prepared) : []
  const pages: ClaimedExhibit['pages'][number][] = sheets.map((_, i) => ({ sourcePage: i + 1, ...nothing, text: '' }))
  const marks: FrozenMark[] = []
  const rows = await frozenOf(world.db, its)
  let n = 0
  for (const { id, number, pages: of } of its) {
    const row = rows.find((one) => one.id === id)
    const before = pages.length
    for (const page of await pagesOfExhibit(world.db, id)) {
      n++
      const image = async () => buffer(await world.blobs.open(page.image))
      const place = [...(packet ? [`P-${n}`] : []), number, `${page.page} of ${of}`]
      sheets.push({ ...page, image, says: [], stamp: [...prepared, ...place].join(' · ') })
      pages.push({ sourcePage: before + page.page, words: page.words, text: page.text, taken: page.taken })
    }
    for (const one of row?.marks ?? [])
      marks.push({ ...one, page: before + (row?.sourcePages.indexOf(one.page) ?? -1) + 1 })
  }
  const title = packet ? `Packet of ${its.length} exhibits` : (its[0]?.title ?? '')
  const claimed = { title, sourcePages: pages.map(({ sourcePage }) => sourcePage), marks, pages }
  const languages = new Set(rows.flatMap(({ language }) => (language ?? 'eng').split('+')))
  return { claimed, sheets, mark, language: [...languages].join('+') }
}

const nothing = { words: [], taken: [] }

async function frozenOf(db: Tx, its: readonly Shared[]) {
  const { id, marks, sourcePages, documentId } = exhibits
  const ids = its.map((one) => one.id)
  const rows = await db.select({ id, marks, sourcePages, documentId }).from(exhibits).where(inArray(id, ids))
  const sources = rows.map((row) => row.documentId)
  const said = await db
    .select({ id: documents.id, language: documents.language })
    .from(documents)
    .where(inArray(documents.id, sources))
  return rows.map((row) => ({ ...row, language: said.find((one) => one.id === row.documentId)?.language ?? null }))
}

const [left, top, line, perSheet] = [54, 72, 15, 12]

/** What is in a packet, in words on white sheets: from which page on, and the hash by which each can be checked. */
function indexSheets(its: readonly Shared[], prepared: readonly string[]): ShareFile['sheets'] {
  const starts = its.map((_, i) => 1 + its.slice(0, i).reduce((sum, { pages }) => sum + pages, 0))
  const count = Math.ceil(its.length / perSheet)
  return Array.from({ length: count }, (_, s) => {
    let y = top
    const says: { text: string; x: number; y: number; size: number }[] = []
    const say = (text: string, size: number) => {
      says.push({ text: printable(text), x: left, y, size })
      y += line
    }
    say(s === 0 ? 'Index' : 'Index, continued', 16)
    if (s === 0) for (const words of [`${its.length} exhibits`, ...prepared]) say(words, 10)
    y += line
    for (const [i, { number, version, title, pages, sha256 }] of its.entries()) {
      if (Math.floor(i / perSheet) !== s) continue
      const first = starts[i] ?? 1
      const range = pages === 1 ? `P-${first}` : `P-${first} to P-${first + pages - 1}`
      say(title.length > 80 ? `${title.slice(0, 79)}…` : title, 11)
      say(`${range} · ${number}, version ${version} · ${pages} ${pages === 1 ? 'page' : 'pages'}`, 9)
      say(`SHA-256 ${sha256}`, 7)
      y += 4
    }
    const stamp = [...prepared, count > 1 ? `Index ${s + 1} of ${count}` : 'Index'].join(' · ')
    return { width: 612, height: 792, image: null, ...nothing, says, stamp }
  })
}
