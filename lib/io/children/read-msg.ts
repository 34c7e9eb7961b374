import MsgReader, { type FieldsData } from '@kenjiuno/msgreader'
import iconv from 'iconv-lite'
import { GiveUp } from '#lib/io/children/give-up'
import { nameOfCodepage } from '#lib/io/children/mapi-properties'
import type { Enclosed, Message, Warning, Who } from '#lib/io/children/message'
import { readHeaders } from '#lib/io/children/read-eml'
import { readCompressedRtf } from '#lib/io/children/read-rtf'

/** What Outlook saves as .msg. A message in it comes out as a .msg of its own. Throws GiveUp. */
export async function readMsg(bytes: Buffer, warnings: Warning[]): Promise<Message> {
  let { reader, fields } = opened(bytes)
  const codepage = nameOfCodepage(fields.messageCodepage ?? fields.internetCodepage)
  if (codepage && codepage !== 'ascii') ({ reader, fields } = opened(bytes, codepage))
  if (fields.dataType !== 'msg' || fields.error) throw new GiveUp('damaged')
  const online = fields.headers ? await readHeaders(fields.headers) : null
  const enclosed: Enclosed[] = []
  let lost = 0
  for (const attachment of fields.attachments ?? []) {
    const part = partOf(reader, attachment)
    if (part) enclosed.push(part)
    else lost++
  }
  if (lost > 0) warnings.push({ code: 'parts_unreadable', count: lost })
  const to = recipients(fields, 'to')
  const cc = recipients(fields, 'cc')
  return {
    headers: online?.headers ?? [],
    from: online?.from ?? senderOf(fields),
    to: to.length > 0 ? to : (online?.to ?? []),
    cc: cc.length > 0 ? cc : (online?.cc ?? []),
    date:
      online?.date ??
      fields.clientSubmitTime ??
      fields.messageDeliveryTime ??
      fields.apptStartWhole ??
      fields.creationTime,
    subject: fields.subject ?? online?.subject,
    messageId: fields.messageId ?? online?.messageId,
    inReplyTo: online?.inReplyTo,
    references: online?.references,
    ...bodyOf(fields),
    enclosed,
  }
}

function opened(bytes: Buffer, ansiEncoding?: string): { reader: MsgReader; fields: FieldsData } {
  const Reader = 'default' in MsgReader ? (MsgReader.default as typeof MsgReader) : MsgReader // as Node sees CommonJS
  const reader = new Reader(new DataView(bytes.buffer, bytes.byteOffset, bytes.length))
  if (ansiEncoding) reader.parserConfig = { ansiEncoding }
  return { reader, fields: reader.getFileData() }
}

/** Addresses inside an Exchange house are no addresses to anybody else. */
const outside = (address: string | undefined) => (address && !address.startsWith('/') ? address : undefined)

function senderOf(fields: FieldsData): Who | null {
  const { senderName: name = '', senderSmtpAddress, sentRepresentingSmtpAddress, senderEmail } = fields
  const address =
    outside(senderSmtpAddress) ??
    outside(senderEmail) ??
    outside(sentRepresentingSmtpAddress) ??
    outside(fields.creatorSMTPAddress) ??
    ''
  return name || address ? { name: name === address ? '' : name, address } : null
}

const recipients = (fields: FieldsData, type: 'to' | 'cc'): Who[] =>
  (fields.recipients ?? [])
    .filter((each) => (each.recipType ?? 'to') === type)
    .map(({ name = '', smtpAddress, email }) => {
      const address = outside(smtpAddress) ?? outside(email) ?? ''
      return { name: name === address ? '' : name, address }
    })
    .filter((who) => who.name !== '' || who.address !== '')

function bodyOf(fields: FieldsData): { text: string | undefined; html: string | undefined } {
  const packed = readCompressedRtf(fields.compressedRtf)
  const bytes = fields.html && Buffer.from(fields.html)
  const html = bytes ? iconv.decode(bytes, nameOfCodepage(fields.internetCodepage) ?? 'utf-8') : fields.bodyHtml
  const text = [fields.body ?? packed?.text, ...about(fields)].filter(Boolean).join('\n\n')
  return { text: text || undefined, html: html ?? packed?.html }
}

/** What an appointment or a contact is, in lines: it has no head of a mail that would say so. */
function about(fields: FieldsData): string[] {
  const rows: [string, string | undefined][] = [
    ['Begins', fields.apptStartWhole],
    ['Ends', fields.apptEndWhole],
    ['Place', fields.apptLocation ?? fields.location],
    ['Company', fields.companyName],
    ['Telephone', fields.businessTelephoneNumber ?? fields.mobileTelephoneNumber],
    ['E-mail', fields.email1EmailAddress],
    ['Address', fields.workAddress ?? fields.postalAddress],
  ]
  const lines = rows.flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []))
  return lines.length > 0 ? [lines.join('\n')] : []
}

/** null where there is nothing in it that can be taken out, such as a link to a file elsewhere. */
function partOf(reader: MsgReader, attachment: FieldsData): Enclosed | null {
  try {
    const { content } = reader.getAttachment(attachment)
    const inner = attachment.innerMsgContent === true
    const { fileName, fileNameShort, name } = attachment
    if (!content || (content.length === 0 && attachment.dataId === undefined)) return null
    return {
      name: inner
        ? `${name || attachment.innerMsgContentFields?.subject || 'message'}.msg`
        : (fileName ?? fileNameShort ?? name),
      mediaType: inner ? 'application/vnd.ms-outlook' : (attachment.attachMimeTag ?? 'application/octet-stream'),
      inline: attachment.attachmentHidden === true,
      contentId: attachment.pidContentId,
      bytes: new Uint8Array(content),
    }
  } catch {
    return null
  }
}
