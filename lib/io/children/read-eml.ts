import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime'
import { GiveUp } from '#lib/io/children/give-up'
import { type Enclosed, type Message, mostText, type Warning, type Who } from '#lib/io/children/message'
import { isTnef } from '#lib/io/children/tnef'

/** Bytes of headers that are read, of a mail or of any part in it; what comes after is left out. */
const mostHeaders = 1024 ** 2

/** A mail as it is sent (RFC 5322), also with the line of a mailbox file above it. Throws GiveUp. */
export async function readEml(bytes: Buffer, warnings: Warning[]): Promise<Message> {
  const raw = withShortHeaders(withoutMboxLine(bytes), warnings)
  const mail = await parsed(raw, warnings)
  if (!mail.headers.some(({ key }) => /^[!-9;-~]+$/.test(key)))
    throw new GiveUp('damaged', 'This is no e-mail: it has none of the lines an e-mail begins with.')
  return withOutlookParts(messageOf(mail), warnings)
}

/** Apple Mail's own file: a line with a number, the mail in that many bytes, a property list. Throws GiveUp. */
export async function readEmlx(bytes: Buffer, warnings: Warning[]): Promise<Message> {
  const first = bytes.indexOf(10)
  const said = /^\s*(\d{1,12})\s*$/.exec(bytes.toString('latin1', 0, Math.max(0, Math.min(first, 40))))?.[1]
  if (said === undefined) throw new GiveUp('damaged', 'This mail of Apple Mail does not begin as one.')
  const end = first + 1 + Number(said)
  if (end > bytes.length) warnings.push({ code: 'mail_cut' })
  return readEml(bytes.subarray(first + 1, end), warnings)
}

/** Headers alone, such as those that Outlook keeps beside a mail that came by the internet. */
export async function readHeaders(headers: string): Promise<Message> {
  const lines = plainHeaders(Buffer.from(headers.slice(0, mostHeaders), 'utf8')).replace(/[\r\n]*$/, '\r\n\r\n')
  return messageOf(await new PostalMime(limits).parse(Buffer.from(lines, 'latin1')))
}

const limits = { forceRfc822Attachments: true, maxNestingDepth: 100, maxHeadersSize: 2 * mostHeaders }

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

const messageOf = (mail: Email): Message => ({
  headers: mail.headers,
  from: mailboxes(mail.from ? [mail.from] : [])[0] ?? null,
  to: mailboxes(mail.to ?? []),
  cc: mailboxes(mail.cc ?? []),
  date: mail.date,
  subject: mail.subject,
  messageId: mail.messageId,
  inReplyTo: mail.inReplyTo,
  references: mail.references,
  text: mail.text,
  html: mail.html,
  enclosed: mail.attachments.map(enclosedOf),
})

const mailboxes = (addresses: Address[]): Who[] =>
  addresses
    .flatMap((each) => each.group ?? [{ name: each.name, address: each.address ?? '' }])
    .filter((each) => each.address !== '' || each.name !== '')

function enclosedOf({ content, filename, mimeType, disposition, related, contentId }: Attachment): Enclosed {
  return {
    name: filename ?? undefined,
    mediaType: mimeType,
    inline: disposition === 'inline' || related === true,
    contentId,
    bytes: typeof content === 'string' ? Buffer.from(content, 'utf8') : new Uint8Array(content),
  }
}

/** What Outlook wrapped into a winmail.dat is attached to the mail itself; the wrapping is kept too. */
async function withOutlookParts(message: Message, warnings: Warning[]): Promise<Message> {
  const enclosed = [...message.enclosed]
  let { text, html } = message
  for (const { bytes } of message.enclosed) {
    if (!isTnef(bytes)) continue
    const { readTnef } = await import('#lib/io/children/read-tnef')
    const said: Warning[] = []
    const inner = readTnef(Buffer.from(bytes), said)
    if (!inner || said.length > 0) warnings.push({ code: 'parts_unreadable', count: 1 })
    if (!inner) continue
    enclosed.push(...inner.enclosed)
    if (html !== undefined || text?.trim()) continue
    ;[text, html] = [inner.text, inner.html]
  }
  return { ...message, text, html, enclosed }
}
