import { type Actor, can, type Role } from '#lib/domain/actions'
import type { ThreadEntry } from '#lib/domain/correspondence'
import type { DocumentView } from '#lib/domain/document'
import type { PageRun, PageView } from '#lib/domain/page-view'

/** A document that belongs to another one: what a mail carried, or the mail that carried it. */
export type RelatedDocument = {
  id: string
  number: string
  name: string
  pages: number
  mediaType: string
  status: string
}

/** All that the reading room needs of a document at once. `mail` is its body: HTML made safe, and text. */
export type Reading = {
  document: DocumentView
  investigation: { id: string; key: string; title: string; demo: boolean }
  request: { id: string; number: string; subject: string; agencyId: string; agency: string } | null
  messages: {
    id: string
    kind: string | null
    direction: 'in' | 'out'
    occurredOn: string
    subject: string
    from: string | null
  }[]
  /** Every message of the threads that it has part in, oldest first. */
  thread: ThreadEntry[]
  attachments: RelatedDocument[]
  parents: RelatedDocument[]
  mail: { html: string | null; text: string } | null
  sizes: PageRun[]
  may: { download: boolean; edit: boolean; find: boolean; redact: boolean; remove: boolean; retry: boolean }
  /** The reader; null for our own jobs. */
  userId: string | null
  /** The text of the pages that are shown at once. */
  first: PageView[]
  /** The text layer that is shown; null: each page as it is read now. */
  layer: number | null
  /** How sure the reading of pictures was, 0–1, and the pages to look at twice; null where there are none. */
  pictures: { pages: number; sure: number; doubtful: number[] } | null
  /** What pictures of text can be read in here, for whoever may have that done; three letters each. */
  languages: string[]
}

/** A page read from a picture with less than this is one to look at twice. */
export const doubtfulBelow = 0.7

/** A quote as it is pasted into a story: “…”, and where it stands: name, page, number, agency, day. */
export function quoteWithCitation(quote: string, reading: Omit<Reading, 'first'>, page: number): string {
  const { document, request, messages } = reading
  const on = document.email?.date ?? messages[0]?.occurredOn ?? document.createdAt
  const said = [document.name, `p. ${page}`, document.number, request?.agency, dayInWords(on.slice(0, 10))]
  return `“${quote}” — ${said.filter(Boolean).join(', ')}`
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
function dayInWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  const name = months[(month ?? 0) - 1]
  return name && date && year ? `${date} ${name} ${year}` : day
}

/** What the reader of a document may do with it, so that the rest need not be offered; the gates ask again. */
export const mayWith = (actor: Actor, role: Role | null): Reading['may'] => ({
  download: can(actor, 'document.download', role),
  edit: can(actor, 'document.edit', role),
  find: can(actor, 'finding.add', role),
  redact: can(actor, 'mark.add', role),
  remove: can(actor, 'document.delete', role),
  retry: can(actor, 'document.retry', role),
})

/** "1-3, 7" → [1, 2, 3, 7], each once, in order; null where that names no page or one there is not. */
export function pagesNamed(typed: string, of: number): number[] | null {
  const named = new Set<number>()
  for (const part of typed.split(/[,;]/)) {
    const match = /^\s*(\d{1,6})\s*(?:[-–]\s*(\d{1,6})\s*)?$/.exec(part)
    const [from, to] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])]
    if (!match || from < 1 || to < from || to > of) return null
    for (let page = from; page <= to; page++) named.add(page)
  }
  return [...named].sort((a, b) => a - b)
}

/** Where each page stands in one long column of sheets, in points of width 1 = `width` of its page; see layOut. */
export type Column = { tops: number[]; heights: number[]; total: number }

/**
 * Lays all pages of a document below each other. `width` of a sheet and the `gap` between two in CSS pixels; a page
 * that was not read yet has the shape of the one before it. `turned` by 90 or 270 degrees swaps its sides.
 */
export function layOut(
  sizes: readonly PageRun[],
  pages: number,
  sheet: { width: number; gap: number; turned: boolean },
): Column {
  const tops: number[] = []
  const heights: number[] = []
  let total = 0
  let run = 0
  let shape = 11 / 8.5
  for (let page = 1; page <= pages; page++) {
    while (run < sizes.length && (sizes[run]?.to ?? 0) < page) run++
    const size = sizes[run]
    if (size && size.from <= page) shape = size.height / size.width
    const height = Math.round(sheet.width * (sheet.turned ? 1 / shape : shape))
    tops.push(total)
    heights.push(height)
    total += height + sheet.gap
  }
  return { tops, heights, total }
}

/** The page (from 1) that stands at a height of the column. */
export function pageAt({ tops }: Column, y: number): number {
  let low = 0
  let high = Math.max(0, tops.length - 1)
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((tops[middle] ?? 0) <= y) low = middle
    else high = middle - 1
  }
  return low + 1
}
