/**
 * The program that reads one mail. Runs alone, in the sandbox, on one file (descriptor 3), answers on descriptor 4.
 * Spawned by path, imported by nobody; longer than 200 lines because a program of the sandbox brings along nothing of
 * ours but the frames.
 */
import { readFileSync } from 'node:fs'
import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime'
import sanitizeHtml from 'sanitize-html'
import { inputFd, say, sayBytes, writeFrame } from '#lib/io/frames'

type Warning = { code: string; count?: number }

/** Bytes of headers that are read, of a mail or of any part in it; what comes after is left out. */
const mostHeaders = 1024 ** 2
const mostText = 4_000_000
const mostAttachments = 500
const mostAddresses = 1000

/** What is kept of a mail's headers: who, when, which thread, and whether a machine wrote it. */
const kept = new Set(
  'from to cc reply-to sender return-path date subject message-id in-reply-to references auto-submitted precedence x-autoreply x-autorespond x-auto-response-suppress x-failed-recipients list-id content-type content-language received authentication-results delivered-to x-original-to'.split(
    ' ',
  ),
)

async function main(): Promise<void> {
  const args = JSON.parse(readFileSync(0, 'utf8')) as { attachments: boolean } // said by our own parent
  const warnings: Warning[] = []
  const raw = withShortHeaders(withoutMboxLine(readFileSync(inputFd)), warnings)
  const mail = await parsed(raw, warnings)
  if (!mail.headers.some(({ key }) => /^[!-9;-~]+$/.test(key)))
    return fail('damaged', 'This is no e-mail: it has none of the lines an e-mail begins with.')
  const attachments = mail.attachments.slice(0, mostAttachments)
  if (attachments.length < mail.attachments.length)
    warnings.push({ code: 'attachments_cut', count: mail.attachments.length - attachments.length })
  say({
    kind: 'mail',
    ...factsOf(mail, warnings),
    ...bodyOf(mail, warnings),
    warnings,
    attachments: attachments.length,
  })
  if (args.attachments) attachments.forEach(sayAttachment)
  writeFrame('end')
}

function fail(code: string, detail?: string): void {
  writeFrame('fail', Buffer.from(JSON.stringify({ code, detail })))
}

/** Mail programs that save as .eml sometimes leave the line of the mailbox file above it. */
function withoutMboxLine(raw: Buffer): Buffer {
  return /^>?From [^\r\n]{0,500}\r?\n/.test(raw.subarray(0, 600).toString('latin1'))
    ? raw.subarray(raw.indexOf(10) + 1)
    : raw
}

/** Cuts the headers of the whole down to their cap, at the end of a line; the body stays. */
function withShortHeaders(raw: Buffer, warnings: Warning[]): Buffer {
  const end = endOfHeaders(raw)
  if (end <= mostHeaders) return raw
  warnings.push({ code: 'headers_cut' })
  const cut = raw.lastIndexOf(10, mostHeaders)
  return Buffer.concat([
    raw.subarray(0, cut > 0 ? cut + 1 : mostHeaders),
    Buffer.from(cut > 0 ? '\r\n' : '\r\n\r\n'),
    raw.subarray(end),
  ])
}

function endOfHeaders(raw: Buffer): number {
  for (let at = raw.indexOf(10); at !== -1; at = raw.indexOf(10, at + 1)) {
    if (raw[at + 1] === 10) return at + 2
    if (raw[at + 1] === 13 && raw[at + 2] === 10) return at + 3
  }
  return raw.length
}

/** The whole mail; where its parts are nested or headed beyond reason, its headers and its raw body as text. */
async function parsed(raw: Buffer, warnings: Warning[]): Promise<Email> {
  const limits = { forceRfc822Attachments: true, maxNestingDepth: 100, maxHeadersSize: 2 * mostHeaders }
  try {
    return await new PostalMime(limits).parse(raw)
  } catch {
    warnings.push({ code: 'parts_unreadable' })
    const end = endOfHeaders(raw)
    const mail = await new PostalMime(limits).parse(plainHeaders(raw.subarray(0, end)))
    return { ...mail, html: undefined, attachments: [], text: raw.subarray(end, end + mostText).toString('utf8') }
  }
}

/** The headers without what they say of parts. */
const plainHeaders = (headers: Buffer) =>
  headers.toString('latin1').replace(/^(content-[^:\r\n]{1,80}):/gim, 'x-was-$1:')

function factsOf(mail: Email, warnings: Warning[]) {
  const headers: Record<string, string[]> = {}
  for (const { key, value } of mail.headers) {
    if (!kept.has(key)) continue
    const values = headers[key] ?? []
    if (values.length < 20) headers[key] = [...values, line(value)]
  }
  const from = mailboxes(mail.from ? [mail.from] : [])[0] ?? null
  if (!from) warnings.push({ code: 'no_from' })
  const date = instantOf(mail.date)
  if (!date) warnings.push({ code: 'no_date' })
  const [to, cc] = [mailboxes(mail.to ?? []), mailboxes(mail.cc ?? [])]
  const extra = Math.max(0, to.length - mostAddresses) + Math.max(0, cc.length - mostAddresses)
  if (extra > 0) warnings.push({ code: 'addresses_cut', count: extra })
  return {
    headers,
    from,
    to: to.slice(0, mostAddresses),
    cc: cc.slice(0, mostAddresses),
    date,
    subject: line(mail.subject ?? ''),
    messageId: idsIn(mail.messageId)[0] ?? null,
    inReplyTo: idsIn(mail.inReplyTo)[0] ?? null,
    references: idsIn(mail.references).slice(-100),
  }
}

const clean = (text: string) => text.toWellFormed().replace(/(?![\t\n\r])\p{Cc}/gu, '')
const line = (text: string) => clean(text).replace(/\s+/gu, ' ').trim().slice(0, 2000).toWellFormed()
const idsIn = (value: string | undefined) =>
  (value ?? '').match(/<[^<>\s]{1,998}>/g)?.map(line) ?? (value?.trim() ? [line(value)] : [])

function mailboxes(addresses: Address[]): { name: string; address: string }[] {
  return addresses
    .flatMap((each) => each.group ?? [{ name: each.name, address: each.address ?? '' }])
    .filter((each) => each.address !== '' || each.name !== '')
    .map((each) => ({ name: line(each.name), address: line(each.address) }))
}

/** An instant between the first e-mail and the next century, else null. */
function instantOf(date: string | undefined): string | null {
  const at = new Date(date ?? '')
  const year = at.getUTCFullYear()
  return year >= 1971 && year < 2100 ? at.toISOString() : null
}

function bodyOf(mail: Email, warnings: Warning[]): { text: string; html: string | null } {
  const html = mail.html === undefined ? null : sanitizeHtml(mail.html.slice(0, mostText), safe)
  const text = clean(mail.text ?? (html === null ? '' : textOf(html))).replace(/\r\n?/g, '\n')
  if (text.length > mostText || (mail.html?.length ?? 0) > mostText) warnings.push({ code: 'text_cut' })
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
function textOf(html: string): string {
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

function sayAttachment(attachment: Attachment, index: number): void {
  const { content } = attachment
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : new Uint8Array(content)
  const mediaType = /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(attachment.mimeType)
    ? attachment.mimeType
    : 'application/octet-stream'
  const inline = attachment.disposition === 'inline' || attachment.related === true
  const contentId = attachment.contentId === undefined ? null : line(attachment.contentId)
  say({
    kind: 'attachment',
    name: nameOf(attachment, mediaType, index),
    mediaType,
    inline,
    contentId,
    bytes: bytes.length,
  })
  sayBytes(bytes)
}

const endings: Record<string, string> = {
  'message/rfc822': 'eml',
  'text/plain': 'txt',
  'text/html': 'html',
  'text/calendar': 'ics',
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'message/delivery-status': 'txt',
}

/** The sender's own name for it, of at most 200 bytes, its ending kept; one of ours where there is none. */
function nameOf(attachment: Attachment, mediaType: string, index: number): string {
  const given = clean(attachment.filename ?? '')
    .replace(/[\r\n\t]+/g, ' ')
    .trim()
  if (given === '')
    return `${mediaType === 'message/rfc822' ? 'message' : 'attachment'}-${index + 1}.${endings[mediaType] ?? 'bin'}`
  const signs = Array.from(given)
  const tail = /\.[^.\s]{1,12}$/u.exec(given)?.[0] ?? ''
  const bytes = (text: string) => Buffer.byteLength(text)
  if (bytes(given) <= 200) return given
  let head = ''
  for (const sign of signs) {
    if (bytes(head + sign) + bytes(tail) > 200) break
    head += sign
  }
  return head + tail
}

try {
  await main()
} catch (error) {
  fail(error instanceof RangeError ? 'too_big' : 'damaged')
}
process.exit(0)
