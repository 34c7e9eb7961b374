import { type PSTAttachment, PSTFile, PSTFolder, PSTMessage } from 'pst-extractor'
import { PSTAppointment } from 'pst-extractor/dist/PSTAppointment.class.js'
import { PSTContact } from 'pst-extractor/dist/PSTContact.class.js'
import { PSTUtil } from 'pst-extractor/dist/PSTUtil.class.js'
import { GiveUp } from '#lib/io/children/give-up'
import type { Who } from '#lib/io/children/message'
import { anew, quietly, readFromInput } from '#lib/io/children/pst-input'
import { readRtfText } from '#lib/io/children/read-rtf'
import { asName } from '#lib/io/children/split-mbox'
import type { Teller } from '#lib/io/children/tell-entries'
import { emlOf, type Written } from '#lib/io/children/write-eml'
import { say } from '#lib/io/frames'

/**
 * Outlook's data file (.pst, .ost), message by message, each written as a mail of its own; its path is that of its
 * folder, so that what was deleted is told as such. Messages that no folder lists any more come last. Throws GiveUp, Stop.
 */
export async function readPst(tell: Teller, mostEntries: number): Promise<void> {
  readFromInput()
  const file = opened()
  const folders = [...foldersOf(file)]
  const expected = folders.reduce((sum, { folder }) => sum + Math.max(0, quietly(() => folder.contentCount) ?? 0), 0)
  say({ kind: 'opened', entries: Math.min(expected, mostEntries) })
  const told = new Set<number>()
  let number = 0
  for (const { folder, path } of folders)
    for (const message of messagesIn(folder)) {
      const id = quietly(() => message.descriptorNodeId.toNumber())
      if (id !== undefined) told.add(id)
      await tellMessage(tell, message, path, ++number)
    }
  for (const message of strays(file, told)) await tellMessage(tell, message, 'In no folder', ++number)
}

async function tellMessage(tell: Teller, message: PSTMessage, folder: string, number: number): Promise<void> {
  const subject = asName(quietly(() => message.subject) ?? '') || 'no subject'
  const path = `${folder}/${String(number).padStart(4, '0')} ${subject}.eml`
  const modifiedAt = quietly(() => message.clientSubmitTime ?? message.messageDeliveryTime) ?? null
  await tell.entry({ path, modifiedAt, bytes: pieces(message) })
}

/** Made only when it is asked for, so that one that cannot be read fails as an entry. */
function* pieces(message: PSTMessage): Generator<Buffer> {
  yield* emlOf(writtenOf(message, 0))
}

function opened(): PSTFile {
  try {
    return new PSTFile(Buffer.alloc(0))
  } catch (error) {
    const locked = error instanceof Error && /is encrypted/.test(error.message)
    throw locked
      ? new GiveUp(
          'unsupported',
          'This Outlook file is encrypted by Windows for one account; it must be decrypted there first.',
        )
      : new GiveUp('damaged')
  }
}

const mostFolders = 20_000
const mostDepth = 60

function* foldersOf(file: PSTFile): Generator<{ folder: PSTFolder; path: string }> {
  const seen = new Set<number>()
  const waiting = [{ folder: file.getRootFolder(), path: '', depth: 0 }]
  for (let next = waiting.pop(); next && seen.size < mostFolders; next = waiting.pop()) {
    const { folder, path, depth } = next
    const id = quietly(() => folder.descriptorNodeId.toNumber())
    if (id === undefined || seen.has(id)) continue
    seen.add(id)
    yield { folder, path: path || 'Outlook data file' }
    if (depth >= mostDepth) continue
    const below = quietly(() => (folder.hasSubfolders ? folder.getSubFolders() : [])) ?? []
    for (const child of below.toReversed()) {
      if (!(child instanceof PSTFolder)) continue
      const name = (quietly(() => child.displayName) ?? '').replaceAll('/', ' ') || 'folder'
      waiting.push({ folder: child, path: path ? `${path}/${name}` : name, depth: depth + 1 })
    }
  }
}

/** One that cannot be read is passed over; many in a row mean that the count is a lie. */
function* messagesIn(folder: PSTFolder): Generator<PSTMessage> {
  const count = quietly(() => folder.contentCount) ?? 0
  let failed = 0
  for (let i = 0; i < count && failed < 200; i++) {
    const message = quietly((): unknown => {
      folder.moveChildCursorTo(i)
      return folder.getNextChild()
    })
    if (message instanceof PSTMessage) {
      failed = 0
      yield message
    } else failed++
  }
}

/** Messages in the file that stand in no folder: what was deleted and not yet overwritten. */
function* strays(file: PSTFile, told: Set<number>): Generator<PSTMessage> {
  const tree = quietly(() => file.getChildDescriptorTree())
  for (const nodes of tree?.values() ?? [])
    for (const node of nodes) {
      const id = node.descriptorIdentifier
      if ((id & 0x1f) !== PSTUtil.NID_TYPE_NORMAL_MESSAGE || told.has(id)) continue
      told.add(id)
      const message = quietly((): unknown => PSTUtil.detectAndLoadPSTObject(file, node))
      if (message instanceof PSTMessage) yield message
    }
}

function writtenOf(message: PSTMessage, depth: number): Written {
  const said = (ask: () => string) => quietly(ask) ?? ''
  const packed = said(() => message.bodyRTF)
  const plain = said(() => message.body)
  const rich = said(() => message.bodyHTML)
  const made = plain || rich || packed === '' ? null : readRtfText(packed)
  const enclosed: Written['enclosed'] = []
  const count = quietly(() => message.numberOfAttachments) ?? 0
  for (let i = 0; i < Math.min(count, 500); i++) {
    const attachment = quietly(() => message.getAttachment(i))
    const part = attachment && quietly(() => enclosedOf(attachment, depth, i))
    if (part) enclosed.push(part)
  }
  return {
    headers: said(() => message.transportMessageHeaders),
    from: whoOf(
      said(() => message.senderName),
      said(() => message.senderEmailAddress),
    ),
    to: recipients(message, 1),
    cc: recipients(message, 2),
    date: quietly(() => message.clientSubmitTime ?? message.messageDeliveryTime ?? message.creationTime) ?? null,
    subject: said(() => message.subject),
    messageId: said(() => message.internetMessageId),
    inReplyTo: said(() => message.inReplyToId),
    text: [plain || made?.text, ...about(message)].filter(Boolean).join('\n\n'),
    html: rich || made?.html || '',
    enclosed,
  }
}

/** Addresses inside an Exchange house are no addresses to anybody else. */
function whoOf(name: string, address: string): Who | null {
  const outside = address.startsWith('/') ? '' : address
  return name || outside ? { name, address: outside } : null
}

function recipients(message: PSTMessage, type: 1 | 2): Who[] {
  const count = quietly(() => message.numberOfRecipients) ?? 0
  return Array.from({ length: Math.min(count, 1000) }, (_, i) => quietly(() => message.getRecipient(i)))
    .filter((each) => each && quietly(() => each.recipientType) === type)
    .flatMap((each) => {
      const [name, smtp, address] = [each?.displayName, each?.smtpAddress, each?.emailAddress]
      return whoOf(name ?? '', smtp || address || '') ?? []
    })
}

/** What an appointment or a contact is, in lines: it has no head of a mail that would say so. */
function about(message: PSTMessage): string[] {
  const rows: [string, string | undefined][] =
    message instanceof PSTAppointment
      ? [
          ['Begins', quietly(() => message.startTime?.toISOString())],
          ['Ends', quietly(() => message.endTime?.toISOString())],
          ['Place', quietly(() => message.location)],
          ['With', quietly(() => message.allAttendees)],
        ]
      : message instanceof PSTContact
        ? [
            ['Name', quietly(() => message.displayName)],
            ['Company', quietly(() => message.companyName)],
            ['Title', quietly(() => message.title)],
            ['E-mail', quietly(() => message.email1EmailAddress)],
            ['Telephone', quietly(() => message.businessTelephoneNumber || message.mobileTelephoneNumber)],
            ['Address', quietly(() => message.postalAddress)],
          ]
        : []
  const lines = rows.flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []))
  return lines.length > 0 ? [lines.join('\n')] : []
}

function enclosedOf(attachment: PSTAttachment, depth: number, index: number): Written['enclosed'][number] | null {
  const name = attachment.longFilename || attachment.filename || attachment.displayName
  const inner = depth < 20 ? quietly(() => attachment.embeddedPSTMessage) : null
  if (inner) {
    const bytes = () => emlOf(writtenOf(inner, depth + 1))
    const subject = asName(quietly(() => inner.subject) ?? '')
    return { name: `${subject || `message-${index + 1}`}.eml`, mediaType: 'message/rfc822', contentId: '', bytes }
  }
  const stream = attachment.fileInputStream
  if (!stream) return null
  const said = attachment.mimeTag
  const mediaType =
    /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(said) && !/^(multipart|message)\//i.test(said)
      ? said
      : 'application/octet-stream'
  return {
    name: name || `attachment-${index + 1}`,
    mediaType,
    contentId: attachment.contentId,
    bytes: () => bytesOf(stream),
  }
}

/** The stream does not know its own end; its length does. */
function* bytesOf(stream: NonNullable<PSTAttachment['fileInputStream']>): Generator<Buffer> {
  let left = stream.length.toNumber()
  while (left > 0) {
    const piece = Buffer.alloc(Math.min(left, 1024 ** 2))
    anew()
    const read = stream.readBlock(piece)
    yield piece.subarray(0, read)
    left -= read
  }
}
