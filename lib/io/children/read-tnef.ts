import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import type { Enclosed, Message, Warning, Who } from '#lib/io/children/message'
import { readCompressedRtf } from '#lib/io/children/read-rtf'
import { isTnef } from '#lib/io/children/tnef'

/**
 * What Outlook sends as winmail.dat (TNEF, MS-OXTNEF): a list of attributes, some of which hold lists of MAPI
 * properties. Nothing of its lengths is believed; where it is cut off, what came before it is read.
 * null where there is nothing to read at all.
 */
export function readTnef(bytes: Buffer, warnings: Warning[]): Message | null {
  if (!isTnef(bytes)) return null
  const found: Found = {
    codepage: 'windows-1252',
    attributes: new Map(),
    properties: new Map(),
    to: [],
    cc: [],
    parts: [],
  }
  const whole = walk(bytes, found)
  if (found.attributes.size === 0 && found.properties.size === 0 && found.parts.length === 0) return null
  const enclosed = found.parts.flatMap((part) => enclosedOf(part, found.codepage) ?? [])
  const lost = found.parts.length - enclosed.length
  if (!whole || lost > 0) warnings.push({ code: 'parts_unreadable', count: Math.max(1, lost) })
  return messageOf(found, enclosed)
}

type Value = Buffer | number
type Properties = Map<number, Value>
type Part = { title?: string; data?: Buffer; properties: Properties }
type Found = {
  codepage: string
  attributes: Map<number, Buffer>
  properties: Properties
  to: Who[]
  cc: Who[]
  parts: Part[]
}

const attribute = {
  from: 0x8000,
  subject: 0x8004,
  dateSent: 0x8005,
  messageId: 0x8009,
  body: 0x800c,
  attachData: 0x800f,
  attachTitle: 0x8010,
  attachBegins: 0x9002,
  properties: 0x9003,
  recipients: 0x9004,
  attachProperties: 0x9005,
  codepage: 0x9007,
} as const

const mostParts = 1000

/** @returns whether it ends where it says. */
function walk(bytes: Buffer, found: Found): boolean {
  let at = 6
  while (at + 9 <= bytes.length) {
    const level = bytes.readUInt8(at)
    const id = bytes.readUInt16LE(at + 1)
    const length = bytes.readUInt32LE(at + 5)
    const data = bytes.subarray(at + 9, at + 9 + length)
    if (level !== 1 && level !== 2) return false
    if (level === 1) ofMessage(id, data, found)
    else ofPart(id, data, found)
    if (data.length < length) return false
    at += 9 + length + 2 // a checksum follows
  }
  return at >= bytes.length
}

function ofMessage(id: number, data: Buffer, found: Found): void {
  if (id === attribute.codepage && data.length >= 4)
    found.codepage = nameOfCodepage(data.readUInt32LE(0)) ?? found.codepage
  else if (id === attribute.properties) found.properties = readProperties(data, { at: 0 })
  else if (id === attribute.recipients) readRecipients(data, found)
  else if (!found.attributes.has(id)) found.attributes.set(id, data)
}

function ofPart(id: number, data: Buffer, found: Found): void {
  if (id === attribute.attachBegins && found.parts.length < mostParts) found.parts.push({ properties: new Map() })
  const part = found.parts.at(-1)
  if (!part) return
  if (id === attribute.attachTitle) part.title = decoded(data, found.codepage)
  if (id === attribute.attachData) part.data = data
  if (id === attribute.attachProperties) part.properties = readProperties(data, { at: 0 })
}

function readRecipients(data: Buffer, found: Found): void {
  const at = { at: 4 }
  const rows = data.length >= 4 ? data.readUInt32LE(0) : 0
  for (let i = 0; i < rows && at.at < data.length; i++) {
    const row = readProperties(data, at)
    const list = row.get(tag.recipientType) === 2 ? found.cc : found.to
    if (row.get(tag.recipientType) === 3) continue // blind copies are nobody's to see in the head of a mail
    const address = textOf(row.get(tag.smtp), found.codepage) ?? textOf(row.get(tag.address), found.codepage) ?? ''
    list.push({
      name: textOf(row.get(tag.displayName), found.codepage) ?? '',
      address: address.startsWith('/') ? '' : address,
    })
  }
}

const tag = {
  subject: 0x0037,
  submitted: 0x0039,
  sentByName: 0x0042,
  sentByAddress: 0x0065,
  recipientType: 0x0c15,
  senderName: 0x0c1a,
  senderAddress: 0x0c1f,
  delivered: 0x0e06,
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  messageId: 0x1035,
  inReplyTo: 0x1042,
  references: 0x1039,
  displayName: 0x3001,
  address: 0x3003,
  data: 0x3701,
  fileName: 0x3704,
  longFileName: 0x3707,
  mimeType: 0x370e,
  contentId: 0x3712,
  smtp: 0x39fe,
  senderSmtp: 0x5d01,
  internetCodepage: 0x3fde,
} as const

/** Fixed sizes by type; in the list each value fills whole words of four. */
const sizes: Record<number, number> = { 2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16 }
const counted = new Set([0xd, 0x1e, 0x1f, 0x102])
const unicode = 0x1f

/** As many as can be read. Named properties and all but the first of several values are passed over. */
function readProperties(data: Buffer, place: { at: number }): Properties {
  const properties: Properties = new Map()
  try {
    const count = data.readUInt32LE(place.at)
    place.at += 4
    for (let i = 0; i < count; i++) readProperty(data, place, properties)
  } catch {
    place.at = data.length // it ends in the middle
  }
  return properties
}

function readProperty(data: Buffer, place: { at: number }, into: Properties): void {
  const number = (): number => {
    place.at += 4
    return data.readUInt32LE(place.at - 4)
  }
  const padded = (length: number): Buffer => {
    if (place.at + length > data.length) throw new RangeError('cut off')
    place.at += Math.ceil(length / 4) * 4
    return data.subarray(place.at - Math.ceil(length / 4) * 4, place.at - Math.ceil(length / 4) * 4 + length)
  }
  const said = number()
  const [id, kind] = [said >>> 16, said & 0xffff]
  if (id >= 0x8000) {
    padded(16)
    if (number() === 0) number()
    else padded(number())
  }
  const [several, type] = [(kind & 0x1000) !== 0, kind & 0xfff]
  const size = sizes[type]
  if (size === undefined && !counted.has(type)) throw new RangeError('a type that nobody knows the size of')
  const values = several || size === undefined ? number() : 1
  for (let n = 0; n < values; n++) {
    const raw = padded(size ?? number())
    if (n > 0 || id >= 0x8000) continue
    if (type === unicode) into.set(id, Buffer.concat([Buffer.from([0xff, 0xfe]), raw]))
    else into.set(id, type === 3 ? raw.readInt32LE(0) : type === 2 || type === 0xb ? raw.readInt16LE(0) : raw)
  }
}

/** Text properties that were UTF-16 are marked as such; the others are in the sender's code page. */
function textOf(value: Value | undefined, codepage: string): string | undefined {
  if (value === undefined || typeof value === 'number') return undefined
  return value[0] === 0xff && value[1] === 0xfe
    ? value.subarray(2).toString('utf16le').replace(/\0+$/, '')
    : decoded(value, codepage)
}

/** HTML is kept as bytes, in a code page of its own. */
function htmlOf(properties: Properties, codepage: string): string | undefined {
  const value = properties.get(tag.html)
  if (value === undefined || typeof value === 'number') return undefined
  if (value[0] === 0xff && value[1] === 0xfe) return textOf(value, codepage)
  const said = properties.get(tag.internetCodepage)
  const own = typeof said === 'number' ? nameOfCodepage(said) : undefined
  return decoded(value, own ?? (isUtf8(value) ? 'utf-8' : codepage))
}

const decoded = (bytes: Buffer, codepage: string) => iconv.decode(bytes, codepage).split('\0', 1)[0] ?? ''

/** The encoding that a Windows code page is; undefined where there is none such. */
export function nameOfCodepage(number: number | undefined): string | undefined {
  const name = number === 65001 ? 'utf-8' : number === 20127 ? 'ascii' : number === 1200 ? 'utf-16le' : `cp${number}`
  const iso = number !== undefined && number > 28590 && number < 28606 ? `iso-8859-${number - 28590}` : name
  return iconv.encodingExists(iso) ? iso : undefined
}

/** A FILETIME (tenths of microseconds since 1601) as ISO 8601. */
function instantOf(value: Value | undefined): string | undefined {
  if (value === undefined || typeof value === 'number' || value.length < 8) return undefined
  const at = new Date(Number(value.readBigUInt64LE(0) / 10_000n) - 11_644_473_600_000)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

/** Seven words: year, month, day, hour, minute, second, day of the week. */
function dateOf(data: Buffer | undefined): string | undefined {
  if (!data || data.length < 12) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = [0, 2, 4, 6, 8, 10].map((at) =>
    data.readUInt16LE(at),
  )
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

function messageOf({ attributes, properties, codepage, to, cc }: Found, enclosed: Enclosed[]): Message {
  const said = (which: number) => textOf(properties.get(which), codepage)
  const attr = (which: number) => {
    const data = attributes.get(which)
    return data && decoded(data, codepage)
  }
  const rtf = properties.get(tag.rtf)
  const packed = typeof rtf === 'number' ? null : readCompressedRtf(rtf)
  const [submitted, delivered] = [instantOf(properties.get(tag.submitted)), instantOf(properties.get(tag.delivered))]
  return {
    headers: [],
    from: senderOf(said) ?? oldSender(attributes.get(attribute.from), codepage),
    to,
    cc,
    date: submitted ?? dateOf(attributes.get(attribute.dateSent)) ?? delivered,
    subject: said(tag.subject) ?? attr(attribute.subject),
    messageId: said(tag.messageId) ?? attr(attribute.messageId),
    inReplyTo: said(tag.inReplyTo),
    references: said(tag.references),
    text: said(tag.body) ?? attr(attribute.body) ?? packed?.text,
    html: htmlOf(properties, codepage) ?? packed?.html,
    enclosed,
  }
}

function senderOf(said: (which: number) => string | undefined): Who | null {
  const name = said(tag.senderName) ?? said(tag.sentByName) ?? ''
  const address = said(tag.senderSmtp) ?? said(tag.senderAddress) ?? said(tag.sentByAddress) ?? ''
  const plain = address.startsWith('/') ? '' : address
  return name || plain ? { name, address: plain } : null
}

/** How it was said before there were properties: eight bytes of lengths, the name, `SMTP:` and the address. */
function oldSender(data: Buffer | undefined, codepage: string): Who | null {
  if (!data || data.length < 8) return null
  const [name = '', address = ''] = iconv.decode(data.subarray(8), codepage).split('\0')
  return name || address ? { name, address: address.replace(/^\w+:/, '') } : null
}

const messageClass = Buffer.from('0703020000000000c000000000000046', 'hex')

/** null where it holds nothing, such as a link to a file elsewhere. */
function enclosedOf({ title, data, properties }: Part, codepage: string): Enclosed | null {
  const value = properties.get(tag.data)
  const object = typeof value === 'number' ? undefined : value
  const [bytes, inner] = unwrapped(data, object)
  if (!bytes) return null
  const said = (which: number) => textOf(properties.get(which), codepage) || undefined
  const name = said(tag.longFileName) ?? (title || undefined) ?? said(tag.fileName) ?? said(tag.displayName)
  const mediaType = inner ? 'application/vnd.ms-tnef' : (said(tag.mimeType) ?? 'application/octet-stream')
  const contentId = said(tag.contentId)
  return {
    name: inner ? `${said(tag.displayName) ?? 'message'}.dat` : name,
    mediaType,
    inline: false,
    contentId,
    bytes,
  }
}

/** An object begins with the class of what it is: a message is TNEF again. */
function unwrapped(data: Buffer | undefined, object: Buffer | undefined): [Buffer | undefined, boolean] {
  if (object && object.length > 16) {
    const inside = object.subarray(16)
    if (isTnef(inside)) return [inside, true]
    if (object.subarray(0, 16).equals(messageClass)) return [undefined, true]
  }
  return [data ?? object, false]
}
