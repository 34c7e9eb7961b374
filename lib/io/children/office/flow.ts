import { cleanText } from '#lib/io/children/office/clean-text'

/** A text that flows, as XHTML of ours, and what its file says of itself. */
export type Flow = { xhtml: string; facts: Record<string, unknown> }

/** XHTML of ours, which the page-reading child lays out on paper. */
const style = [
  'body { font-family: serif; font-size: 11pt; line-height: 1.3; overflow-wrap: break-word }',
  'p { margin: 0 0 5pt }',
  'h1 { font-size: 17pt; margin: 10pt 0 6pt } h2 { font-size: 14pt; margin: 9pt 0 5pt }',
  'h3, h4, h5, h6 { font-size: 12pt; margin: 8pt 0 4pt }',
  'table { border-collapse: collapse; margin: 4pt 0 8pt } td, th { border: 0.5pt solid #999; padding: 2pt 4pt }',
  'td p, th p, li p { margin: 0 } th { text-align: left } pre { font-size: 9pt; white-space: pre-wrap }',
  'table.many { font-size: 8pt } table.crowd { font-size: 6pt }',
  'del { color: #a11d1d; text-decoration: line-through } ins { color: #1d6136; text-decoration: underline }',
  '.hidden { background-color: #fff1d6 } .edge { color: #57534a; font-size: 9pt; border-bottom: 0.5pt solid #ccc }',
  '.mark { color: #1f4e8c; font-size: 8pt; vertical-align: super } .say { color: #57534a; font-family: sans-serif; font-size: 9pt }',
  '.page { page-break-after: always }',
].join(' ')

export const xhtmlOf = (body: string): string =>
  `<html><head><meta charset="utf-8"/><style>${style}</style></head><body>${body}</body></html>`

/** Signs that XML knows not even escaped. */
const notXml = /(?![\t\n])[\p{Cs}\p{Cc}\ufffe\uffff]/gu

/**
 * Escapes, and in cells lets runs break that no cell could hold (a zero-width space, dropped again from the words).
 * @param most signs that stand side by side for certain; outside of tables any line breaks where it has to
 */
export function escaped(text: string, most = Number.POSITIVE_INFINITY): string {
  const clean = cleanText(text)
  const breakable = clean.length > most ? clean.replace(new RegExp(`\\S{${most}}(?=\\S)`, 'gu'), '$&\u200b') : clean
  return breakable.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(notXml, '')
}

/** Cells of a table as they are written, each with its place and its extent. */
export type FlowCell = { html: (most: number) => string; across?: number; down?: number; head?: boolean }

/** Signs without a space that a cell can hold for certain, side by side with all others of its row. */
export const roomIn = (columns: number): number =>
  Math.max(4, Math.floor((columns > 10 ? 140 : columns > 6 ? 112 : 84) / columns))

/**
 * A table; the more columns, the smaller its letters, so that none runs off the paper. One with more columns than paper
 * can hold is written as lines.
 */
export function tableOf(rows: FlowCell[][]): string {
  const columns = Math.max(1, ...rows.map((row) => row.reduce((sum, { across = 1 }) => sum + across, 0)))
  const most = roomIn(columns)
  if (columns > 18)
    return rows.map((row) => `<p>${row.map(({ html }) => html(Number.POSITIVE_INFINITY)).join(' | ')}</p>`).join('')
  const looks = columns > 10 ? ' class="crowd"' : columns > 6 ? ' class="many"' : ''
  const span = (name: string, n = 1) => (n > 1 ? ` ${name}="${n}"` : '')
  const cell = ({ html, across, down, head }: FlowCell) => {
    const tag = head ? 'th' : 'td'
    return `<${tag}${span('colspan', across)}${span('rowspan', down)}>${html(most)}</${tag}>`
  }
  return `<table${looks}>${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')}</table>`
}

const shown: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  jfif: 'image/jpeg',
  gif: 'image/gif',
  bmp: 'image/bmp',
}

/** Bytes of all pictures of one file, as these are held while it is laid out. */
const mostPictures = 120e6

/** Pictures of a document, each laid into the page where its kind is one that pages can show, else named. */
export function createPictures(read: (name: string) => Promise<Buffer>) {
  let bytes = 0
  let left = 0
  return {
    /** Pictures that are not shown. */
    left: () => left,
    /** @param width points, as the file says it */
    async show(name: string, alt: string, width?: number): Promise<string> {
      const type = shown[name.split('.').at(-1)?.toLowerCase() ?? '']
      const picture = type ? await read(name) : Buffer.alloc(0)
      const words = alt.trim() ? `: ${escaped(alt.trim().slice(0, 300))}` : ''
      if (!type || picture.length === 0 || bytes + picture.length > mostPictures) {
        left++
        return `<span class="say">[picture${words}]</span>`
      }
      bytes += picture.length
      const wide = width && width > 1 ? ` width="${Math.round(Math.min(500, width))}"` : ''
      return `<img${wide} src="data:${type};base64,${picture.toString('base64')}"/>`
    },
  }
}

/** Stands between two pages. */
export const pageBreak = '<div class="page"></div>'

export type Remark = { by: string; at: string; text: string; label?: string }

/** A page of its own with what people said in the margins, or did to the text. */
export function appendix(title: string, remarks: Remark[]): string {
  if (remarks.length === 0) return ''
  const rows = remarks.map(({ by, at, text, label }) => {
    const who = [label, by, at.slice(0, 16).replace('T', ' ')].filter(Boolean).map((one) => escaped(one ?? '', 30))
    return `<p><b>${who.join(', ') || 'Unnamed'}:</b> ${escaped(text)}</p>`
  })
  return `${pageBreak}<h2>${escaped(title)}</h2>${rows.join('')}`
}
