import { extname } from 'node:path'
import type { Blobs } from '#lib/io/blobs'

/** What we can do with a file: `pack` holds other files, `other` is kept and can be downloaded, but not read here. */
export type FileKind = 'pdf' | 'image' | 'text' | 'mail' | 'office' | 'pack' | 'other'
export type Sniffed = { mediaType: string; kind: FileKind }

/** Bytes from the beginning of a file by which its kind is told. */
const headBytes = 4096

/**
 * The kind of a file by its content; the name decides only between kinds that look alike (CSV and text, the parts of
 * a ZIP), so a picture called .pdf is a picture. Looks at the first 4 KiB and parses nothing.
 */
export type Sniff = (sha256: string, name?: string) => Promise<Sniffed>

/** Refuses not_found where the hash is not kept. */
export const createSniff =
  (blobs: Blobs): Sniff =>
  async (sha256, name = '') => {
    if ((await blobs.size(sha256)) === 0) return kindOf(Buffer.alloc(0), name)
    const head = await blobs.open(sha256, { start: 0, end: headBytes - 1 })
    return kindOf(Buffer.concat(await head.toArray()), name)
  }

type Mark = [kind: FileKind, mediaType: string, at: number, bytes: string]
/** Signatures as latin-1 text. */
const marks: Mark[] = [
  ['image', 'image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image', 'image/jpeg', 0, '\xff\xd8\xff'],
  ['image', 'image/tiff', 0, 'II*\0'],
  ['image', 'image/tiff', 0, 'MM\0*'],
  ['image', 'image/gif', 0, 'GIF8'],
  ['image', 'image/webp', 8, 'WEBP'],
  ['image', 'image/jp2', 0, '\0\0\0\x0cjP  '],
  ['pack', 'application/vnd.ms-outlook-pst', 0, '!BDN'],
  ['pack', 'application/vnd.ms-tnef', 0, '\x78\x9f\x3e\x22'],
  ['office', 'application/rtf', 0, '{\\rtf'],
  ['office', 'application/vnd.wordperfect', 0, '\xffWPC'],
  ['image', 'image/heic', 4, 'ftyphei'],
  ['image', 'image/heic', 4, 'ftyphev'],
  ['image', 'image/heic', 4, 'ftypmif1'],
  ['image', 'image/avif', 4, 'ftypavif'],
  ['other', 'application/gzip', 0, '\x1f\x8b'],
  ['other', 'application/x-7z-compressed', 0, '7z\xbc\xaf\x27\x1c'],
  ['other', 'application/vnd.rar', 0, 'Rar!\x1a\x07'],
  ['other', 'video/mp4', 4, 'ftyp'],
  ['other', 'audio/mpeg', 0, 'ID3'],
  ['other', 'audio/wav', 8, 'WAVE'],
  ['other', 'application/postscript', 0, '%!PS'],
]

/** `head`: the first 4 KiB, or all where there are fewer. */
export function kindOf(head: Buffer, name = ''): Sniffed {
  const text = head.toString('latin1')
  if (/%PDF-\d/.test(text.slice(0, 1024))) return { kind: 'pdf', mediaType: 'application/pdf' }
  for (const [kind, mediaType, at, bytes] of marks) if (text.startsWith(bytes, at)) return { kind, mediaType }
  if (text.startsWith('BM') && text.slice(6, 10) === '\0\0\0\0') return { kind: 'image', mediaType: 'image/bmp' }
  if (text.startsWith('PK\x03\x04') || text.startsWith('PK\x05\x06')) return zipKind(text, name)
  if (text.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return compoundKind(text, name)
  return looksLikeText(head)
    ? textKind(text, extname(name).toLowerCase())
    : { kind: 'other', mediaType: 'application/octet-stream' }
}

const office = 'application/vnd.openxmlformats-officedocument'
const openDocument = 'application/vnd.oasis.opendocument'
const officeTypes: Record<string, string> = {
  '.xlsx': `${office}.spreadsheetml.sheet`,
  '.docx': `${office}.wordprocessingml.document`,
  '.pptx': `${office}.presentationml.presentation`,
  '.doc': 'application/msword',
  '.xls': 'application/vnd.ms-excel',
  '.ppt': 'application/vnd.ms-powerpoint',
}

/** Office files are ZIPs that name their parts near the beginning. */
function zipKind(text: string, name: string): Sniffed {
  const open = /mimetypeapplication\/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation|graphics)/.exec(text)?.[1]
  if (open) return { kind: 'office', mediaType: `${openDocument}.${open}` }
  const ending = extname(name).toLowerCase()
  const told = text.includes('xl/')
    ? '.xlsx'
    : text.includes('word/')
      ? '.docx'
      : text.includes('ppt/')
        ? '.pptx'
        : ending
  const mediaType = officeTypes[told]
  if (mediaType && /\[Content_Types\]\.xml|_rels\/|docProps\//.test(text)) return { kind: 'office', mediaType }
  return { kind: 'pack', mediaType: 'application/zip' }
}

/** Compound files all begin alike; what they hold is named in UTF-16, often further back than we look. */
function compoundKind(text: string, name: string): Sniffed {
  const holds = (part: string) => text.includes([...part].join('\0'))
  const outlook: Sniffed = { kind: 'mail', mediaType: 'application/vnd.ms-outlook' }
  const ending = extname(name).toLowerCase()
  if (holds('__substg1.0_') || holds('__properties_version') || ending === '.msg') return outlook
  const told = holds('WordDocument') ? '.doc' : holds('Workbook') ? '.xls' : holds('PowerPoint') ? '.ppt' : ending
  const mediaType = officeTypes[told] // one that ends in x is locked with a password
  return mediaType ? { kind: 'office', mediaType } : { kind: 'other', mediaType: 'application/x-ole-storage' }
}

function looksLikeText(head: Buffer): boolean {
  if (head.length === 0) return true
  const mark = head.length > 1 ? head.readUInt16BE(0) : 0
  if (mark === 0xfffe || mark === 0xfeff) return true // UTF-16 says so first
  return !head.some((byte) => byte < 32 && !(byte >= 7 && byte <= 13) && byte !== 27)
}

/** The line that parts the mails of a mailbox file, with its whole date: From ana@example.org Mon Jun 01 10:00:00 2009. */
const mailboxLine = /^From \S+ +\w{3} \w{3} +\d{1,2} \d\d:\d\d(:\d\d)?( \S+)? \d{4}( [+-]\d{4})?\r?\n/

function textKind(text: string, ending: string): Sniffed {
  if (looksLikeMail(text)) return { kind: 'mail', mediaType: 'message/rfc822' }
  const rest = text.slice(text.indexOf('\n') + 1)
  if (/^\s*\d{1,12}\s*\n/.test(text) && looksLikeMail(rest)) return { kind: 'mail', mediaType: 'message/x-emlx' }
  if (mailboxLine.test(text) || (/^From (\S+.*\d\d:\d\d.*)?\r?\n/.test(text) && looksLikeMail(rest)))
    return ending === '.eml'
      ? { kind: 'mail', mediaType: 'message/rfc822' }
      : { kind: 'pack', mediaType: 'application/mbox' }
  if (ending === '.eml' && /^[!-9;-~]+:/m.test(text)) return { kind: 'mail', mediaType: 'message/rfc822' }
  if (/^(\xef\xbb\xbf)?\s*<(!doctype html|html|head|body|meta|table)\b/i.test(text))
    return { kind: 'text', mediaType: 'text/html' }
  if (/^\s*(<\?xml|<svg)/i.test(text))
    return { kind: 'other', mediaType: text.includes('<svg') ? 'image/svg+xml' : 'application/xml' }
  const closer: Record<string, string> = {
    '.csv': 'text/csv',
    '.md': 'text/markdown',
    '.tsv': 'text/tab-separated-values',
  }
  return { kind: 'text', mediaType: closer[ending] ?? 'text/plain' }
}

const known =
  /^(from|to|cc|subject|date|received|return-path|message-id|mime-version|delivered-to|x-[\w-]+|content-type|dkim-signature|authentication-results|reply-to|sender|arc-[\w-]+|in-reply-to|references):/i
const telling = /^(from|subject|date|received|return-path|message-id|mime-version|delivered-to):/i

/** The first lines are headers, two of them known ones, one of those only a mail has. */
function looksLikeMail(text: string): boolean {
  const lines = text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  const blank = lines.indexOf('')
  const headers = blank === -1 ? lines.slice(0, -1) : lines.slice(0, blank)
  const good = headers.filter((line) => /^[!-9;-~]+:/.test(line))
  if (good.length === 0 || good[0] !== headers[0] || good.length < headers.length * 0.8) return false
  return good.filter((line) => known.test(line)).length >= 2 && good.some((line) => telling.test(line))
}
