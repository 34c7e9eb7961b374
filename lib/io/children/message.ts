import sanitizeHtml from 'sanitize-html'
import { say, sayBytes } from '#lib/io/frames'

/** Part of the programs that read mails: a message of any format as it was found, and how it is told. */
export type Who = { name: string; address: string }
export type Enclosed = {
  name: string | undefined
  mediaType: string
  inline: boolean
  contentId: string | undefined
  bytes: Uint8Array
}
export type Message = {
  /** Lower-case names, each value unfolded. */
  headers: readonly { key: string; value: string }[]
  from: Who | null
  to: Who[]
  cc: Who[]
  date: string | undefined
  subject: string | undefined
  messageId: string | undefined
  inReplyTo: string | undefined
  references: string | undefined
  text: string | undefined
  html: string | undefined
  enclosed: Enclosed[]
}
export type Warning = { code: string; count?: number }

export const mostText = 4_000_000
const mostEnclosed = 500
const mostAddresses = 1000

/** What is kept of a mail's headers: who, when, which thread, and whether a machine wrote it. */
const kept = new Set(
  'from to cc reply-to sender return-path date subject message-id in-reply-to references auto-submitted precedence x-autoreply x-autorespond x-auto-response-suppress x-failed-recipients list-id content-type content-language received authentication-results delivered-to x-original-to'.split(
    ' ',
  ),
)

/** Tells the message, then what it carries where that is wanted. */
export function sayMessage(message: Message, warnings: Warning[], withEnclosed: boolean): void {
  const enclosed = message.enclosed.slice(0, mostEnclosed)
  if (enclosed.length < message.enclosed.length)
    warnings.push({ code: 'attachments_cut', count: message.enclosed.length - enclosed.length })
  const told = { ...factsOf(message, warnings), ...bodyOf(message, warnings) }
  say({ kind: 'mail', ...told, warnings: warnings.slice(0, 20), attachments: enclosed.length })
  if (withEnclosed) enclosed.forEach(sayEnclosed)
}

function factsOf(message: Message, warnings: Warning[]) {
  const headers: Record<string, string[]> = {}
  for (const { key, value } of message.headers) {
    if (!kept.has(key)) continue
    const values = headers[key] ?? []
    if (values.length < 20) headers[key] = [...values, line(value)]
  }
  const from = message.from && clear(message.from)
  if (!from) warnings.push({ code: 'no_from' })
  const date = instantOf(message.date)
  if (!date) warnings.push({ code: 'no_date' })
  const [to, cc] = [message.to, message.cc]
  const extra = Math.max(0, to.length - mostAddresses) + Math.max(0, cc.length - mostAddresses)
  if (extra > 0) warnings.push({ code: 'addresses_cut', count: extra })
  return {
    headers,
    from,
    to: to.slice(0, mostAddresses).map(clear),
    cc: cc.slice(0, mostAddresses).map(clear),
    date,
    subject: line(message.subject ?? ''),
    messageId: idsIn(message.messageId)[0] ?? null,
    inReplyTo: idsIn(message.inReplyTo)[0] ?? null,
    references: idsIn(message.references).slice(-100),
  }
}

export const clean = (text: string) => text.toWellFormed().replace(/(?![\t\n\r])\p{Cc}/gu, '')
export const line = (text: string) => clean(text).replace(/\s+/gu, ' ').trim().slice(0, 2000).toWellFormed()
const clear = (who: Who): Who => ({ name: line(who.name), address: line(who.address) })
const idsIn = (value: string | undefined) =>
  (value ?? '').match(/<[^<>\s]{1,998}>/g)?.map(line) ?? (value?.trim() ? [line(value)] : [])

/** An instant between the first e-mail and the next century, else null. */
function instantOf(date: string | undefined): string | null {
  const at = new Date(date ?? '')
  const year = at.getUTCFullYear()
  return year >= 1971 && year < 2100 ? at.toISOString() : null
}

function bodyOf(message: Message, warnings: Warning[]): { text: string; html: string | null } {
  const html = message.html === undefined ? null : sanitizeHtml(message.html.slice(0, mostText), safe)
  const text = clean(message.text ?? (html === null ? '' : wordsOf(html))).replace(/\r\n?/g, '\n')
  if (text.length > mostText || (message.html?.length ?? 0) > mostText) warnings.push({ code: 'text_cut' })
  return { text: text.slice(0, mostText).toWellFormed(), html: html === null ? null : clean(html).slice(0, mostText) }
}

/** What may stand in a shown mail: words and their form. No style, script, form or frame; pictures only from the mail itself. */
const safe: sanitizeHtml.IOptions = {
  allowedTags:
    'p br hr div span b strong i em u s small sub sup h1 h2 h3 h4 h5 h6 blockquote pre code ul ol li dl dt dd table thead tbody tfoot tr th td caption a img'.split(
      ' ',
    ),
  allowedAttributes: {
    a: ['href', 'title'],
    img: ['src', 'alt', 'width', 'height'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan'],
    ol: ['start'],
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesByTag: { img: ['cid', 'data'] },
  allowProtocolRelative: false,
  nestingLimit: 200,
  exclusiveFilter: (frame) =>
    frame.tag === 'img' && !/^(cid:|data:image\/(png|jpeg|gif|webp);)/i.test(frame.attribs.src ?? ''),
  transformTags: { a: sanitizeHtml.simpleTransform('a', { rel: 'noreferrer noopener' }) },
}

/** The words of sanitised HTML, a line per block. */
function wordsOf(html: string): string {
  const lines = html
    .replace(/\s+/g, ' ')
    .replace(/<(br|hr|\/?(p|div|h\d|blockquote|pre|li|dt|dd|tr|table|ul|ol))\b[^>]*>/gi, '\n')
    .replace(/<\/t[dh]>/gi, '\t')
  const bare = sanitizeHtml(lines, { allowedTags: [], allowedAttributes: {} })
  const named: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }
  return bare
    .replace(/&(amp|lt|gt|quot);/g, (entity) => named[entity] ?? entity)
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function sayEnclosed(enclosed: Enclosed, index: number): void {
  const { bytes, inline } = enclosed
  const mediaType = /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(enclosed.mediaType)
    ? enclosed.mediaType
    : 'application/octet-stream'
  const contentId = enclosed.contentId === undefined ? null : line(enclosed.contentId)
  const fallback = `${mailLike.test(mediaType) ? 'message' : 'attachment'}-${index + 1}.${endings[mediaType] ?? 'bin'}`
  const name = nameWithin200(enclosed.name ?? '') || fallback
  say({ kind: 'attachment', name, mediaType, inline, contentId, bytes: bytes.length })
  sayBytes(bytes)
}

const mailLike = /^(message\/rfc822|application\/vnd\.ms-outlook)$/
const endings: Record<string, string> = {
  'message/rfc822': 'eml',
  'application/vnd.ms-outlook': 'msg',
  'text/plain': 'txt',
  'text/html': 'html',
  'text/calendar': 'ics',
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'message/delivery-status': 'txt',
}

/** The sender's own name for it, of at most 200 bytes, its ending kept; empty where there is none. */
export function nameWithin200(name: string): string {
  const given = clean(name)
    .replace(/[\r\n\t]+/g, ' ')
    .trim()
  if (Buffer.byteLength(given) <= 200) return given
  const tail = /\.[^.\s]{1,12}$/u.exec(given)?.[0] ?? ''
  let head = ''
  let left = 200 - Buffer.byteLength(tail)
  for (const sign of given) {
    left -= Buffer.byteLength(sign)
    if (left < 0) break
    head += sign
  }
  return head + tail
}
