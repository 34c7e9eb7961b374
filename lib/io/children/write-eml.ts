import { createHash } from 'node:crypto'
import type { Who } from '#lib/io/children/message'

/** A message that is in no file of its own, to be written as one (.eml). */
export type Written = {
  /** The headers it came with by the internet, raw; what they lack is added. */
  headers: string
  from: Who | null
  to: Who[]
  cc: Who[]
  date: Date | null
  subject: string
  messageId: string
  inReplyTo: string
  text: string
  html: string
  enclosed: { name: string; mediaType: string; contentId: string; bytes: () => Iterable<Uint8Array> }[]
}

/** The same message is the same bytes every time. Attachments are read only as they are written. */
export function* emlOf(message: Written): Generator<Buffer> {
  const head = headOf(message)
  const seed = `${head}\n${message.text}\n${message.html}\n${message.enclosed.map(({ name }) => name).join('\n')}`
  const boundary = `=_${createHash('sha256').update(seed).digest('hex').slice(0, 32)}`
  yield lines(head, 'MIME-Version: 1.0', `Content-Type: multipart/mixed; boundary="${boundary}"`, '')
  yield lines(`--${boundary}`)
  yield* bodyOf(message, boundary)
  for (const { name, mediaType, contentId, bytes } of message.enclosed) {
    const whole = mediaType === 'message/rfc822'
    const file = name.replace(/[\r\n]+/g, ' ')
    yield lines(
      `--${boundary}`,
      `Content-Type: ${mediaType}`,
      `Content-Disposition: attachment; filename*=UTF-8''${encodeURIComponent(file.toWellFormed())}`,
      ...(contentId ? [`Content-ID: <${contentId.replace(/[<>\r\n]/g, '')}>`] : []),
      `Content-Transfer-Encoding: ${whole ? '8bit' : 'base64'}`,
      '',
    )
    if (whole) for (const piece of bytes()) yield Buffer.from(piece)
    else yield* base64(bytes())
  }
  yield lines(`--${boundary}--`)
}

const lines = (...each: string[]) => Buffer.from(each.map((line) => `${line}\r\n`).join(''))

function* bodyOf({ text, html }: Written, boundary: string): Generator<Buffer> {
  if (text && html) {
    const inner = `${boundary}_body`
    yield lines(`Content-Type: multipart/alternative; boundary="${inner}"`, '', `--${inner}`)
    yield* textPart('plain', text)
    yield lines(`--${inner}`)
    yield* textPart('html', html)
    yield lines(`--${inner}--`)
  } else yield* html ? textPart('html', html) : textPart('plain', text)
}

function* textPart(kind: 'plain' | 'html', content: string): Generator<Buffer> {
  yield lines(`Content-Type: text/${kind}; charset=utf-8`, 'Content-Transfer-Encoding: base64', '')
  yield* base64([Buffer.from(content.toWellFormed())])
}

/** Lines of 76 signs, whatever the pieces. */
function* base64(pieces: Iterable<Uint8Array>): Generator<Buffer> {
  const line = 57
  let rest: Buffer = Buffer.alloc(0)
  for (const piece of pieces) {
    const all = rest.length > 0 ? Buffer.concat([rest, piece]) : Buffer.from(piece)
    const whole = all.length - (all.length % line)
    if (whole > 0) yield in76(all.subarray(0, whole))
    rest = all.subarray(whole)
  }
  yield in76(rest)
}
const in76 = (bytes: Buffer) => Buffer.from(bytes.toString('base64').replace(/.{1,76}/g, '$&\r\n'))

/** What they say of parts no longer holds: the parts are written anew. */
function headOf(message: Written): string {
  const given = message.headers
    .replace(/\r\n|\r|\n/g, '\n')
    .split(/\n(?![ \t])/)
    .filter((header) => /^[!-9;-~]+:/.test(header) && !/^(content-|mime-version:)/i.test(header))
  const has = (name: string) => given.some((header) => header.toLowerCase().startsWith(`${name.toLowerCase()}:`))
  const people = (list: Who[]) => list.map(mailbox).filter(Boolean).join(',\r\n ')
  const own: [string, string][] = [
    ['From', message.from ? mailbox(message.from) : ''],
    ['To', people(message.to)],
    ['Cc', people(message.cc)],
    ['Subject', encoded(message.subject)],
    ['Date', message.date ? message.date.toUTCString().replace('GMT', '+0000') : ''],
    ['Message-ID', message.messageId],
    ['In-Reply-To', message.inReplyTo],
  ]
  const added = own.filter(([name, value]) => value !== '' && !has(name)).map(([name, value]) => `${name}: ${value}`)
  return [...given.map((header) => header.replace(/\n/g, '\r\n')), ...added].join('\r\n')
}

function mailbox({ name, address }: Who): string {
  const shown = name && name !== address ? encoded(name) : ''
  const where = /^[^\s<>,;"\p{Cc}]+@[^\s<>,;"\p{Cc}]+$/u.test(address) ? `<${address}>` : ''
  return [shown, where].filter(Boolean).join(' ')
}

/** Words of a header: plain where they are, else in pieces of whole letters. */
function encoded(text: string): string {
  const clean = text
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
  if (/^[\w .'!?()+*/#-]*$/.test(clean) && clean.length < 70) return clean
  const words: string[] = []
  let word = ''
  for (const sign of clean) {
    if (Buffer.byteLength(word + sign) > 42) {
      words.push(word)
      word = ''
    }
    word += sign
  }
  return [...words, word].map((part) => `=?utf-8?B?${Buffer.from(part).toString('base64')}?=`).join('\r\n ')
}
