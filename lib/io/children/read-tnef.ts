import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import {
  dateOf,
  decoded,
  instantOf,
  nameOfCodepage,
  type Properties,
  readProperties,
  textOf,
} from '#lib/io/children/mapi-properties'
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

/** HTML is kept as bytes, in a code page of its own. */
function htmlOf(properties: Properties, codepage: string): string | undefined {
  const value = properties.get(tag.html)
  if (value === undefined || typeof value === 'number') return undefined
  if (value[0] === 0xff && value[1] === 0xfe) return textOf(value, codepage)
  const said = properties.get(tag.internetCodepage)
  const own = typeof said === 'number' ? nameOfCodepage(said) : undefined
  return decoded(value, own ?? (isUtf8(value) ? 'utf-8' : codepage))
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
