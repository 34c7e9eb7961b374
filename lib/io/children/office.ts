/**
 * The program that reads office files and tables. Runs alone, in the sandbox, on one file (descriptor 3), answers on
 * descriptor 4: what the file says of itself, for a table its pages one by one, and at the end the laid-out form that
 * pages are drawn from (a PDF for tables, XHTML for everything that flows).
 */

import { fstatSync, readFileSync, readSync } from 'node:fs'
import { failureOf, GiveUp } from '#lib/io/children/give-up'
import { openCompound } from '#lib/io/children/office/compound'
import { openCsv } from '#lib/io/children/office/csv'
import { readDoc } from '#lib/io/children/office/doc'
import { readDocx } from '#lib/io/children/office/docx'
import type { Flow } from '#lib/io/children/office/flow'
import { readHtml } from '#lib/io/children/office/html'
import { layOutTables } from '#lib/io/children/office/lay-out-tables'
import { readOdf } from '#lib/io/children/office/odf-text'
import { openOds } from '#lib/io/children/office/ods'
import { createPen } from '#lib/io/children/office/pen'
import { readPpt } from '#lib/io/children/office/ppt'
import { readPptx } from '#lib/io/children/office/pptx'
import { readRtf } from '#lib/io/children/office/rtf'
import type { Book } from '#lib/io/children/office/table'
import { unlock } from '#lib/io/children/office/unlock'
import { openXls } from '#lib/io/children/office/xls'
import { openXlsx } from '#lib/io/children/office/xlsx'
import { openParts, type Parts } from '#lib/io/children/office/zip-parts'
import { inputFd, say, sayBytes, writeFrame } from '#lib/io/frames'

type Args = { mediaType: string; password?: string }

const [ooxml, odf] = ['application/vnd.openxmlformats-officedocument', 'application/vnd.oasis.opendocument']
const caps = { old: 300e6, text: 60e6 }

/** Parts of the file that are damaged, whatever else of it can be read. */
let broken: string[] = []

async function main(): Promise<void> {
  const args = JSON.parse(readFileSync(0, 'utf8')) as Args // said by our own parent
  if (fstatSync(inputFd).size === 0) throw new GiveUp('damaged', 'This file is empty: it has no bytes at all.')
  const read = await readAs(args)
  if ('tables' in read) await sayTables(read)
  else {
    const hasWords = /[^\s]/.test(read.xhtml.replace(/^.*<body>|<[^>]*>|&#160;/gs, '')) || read.xhtml.includes('<img')
    if (!hasWords && broken.length > 0) throw new GiveUp('damaged')
    sayForm('application/xhtml+xml', Buffer.from(read.xhtml), read.facts)
  }
}

/** By what the file is, whatever it is called: old and locked files are compound files. */
async function readAs({ mediaType, password }: Args): Promise<Book | Flow> {
  const head = Buffer.alloc(8)
  readSync(inputFd, head, 0, 8, 0)
  if (mediaType === 'text/csv' || mediaType === 'text/tab-separated-values') return openCsv(inputFd, mediaType)
  if (mediaType === 'application/rtf' || head.toString('latin1').startsWith('{\\rtf'))
    return readRtf(whole(caps.text * 5))
  if (mediaType === 'text/html') return readHtml(whole(caps.text))
  if (mediaType === 'application/vnd.wordperfect') throw new GiveUp('unsupported')
  if (head.readUInt32BE(0) !== 0xd0cf11e0) return readParts(await openParts(inputFd), mediaType)
  const bytes = whole(caps.old)
  const file = openCompound(bytes)
  if (file.names.includes('EncryptionInfo') || file.names.includes('EncryptedPackage'))
    return readParts(await openParts(await unlock(file, password)), mediaType)
  if (file.names.includes('WordDocument')) return readDoc(bytes, file)
  if (file.names.includes('Workbook') || file.names.includes('Book')) return openXls(file)
  if (file.names.includes('PowerPoint Document')) return readPpt(file)
  throw new GiveUp('unsupported')
}

async function readParts(parts: Parts, mediaType: string): Promise<Book | Flow> {
  broken = parts.broken
  if (mediaType.startsWith(odf)) return mediaType.endsWith('.spreadsheet') ? openOds(parts) : readOdf(parts)
  const holds = (pattern: RegExp) => parts.names.some((name) => pattern.test(name))
  if (mediaType === `${ooxml}.spreadsheetml.sheet` || holds(/^xl\//i)) return openXlsx(parts)
  if (mediaType === `${ooxml}.presentationml.presentation` || holds(/^ppt\//i)) return readPptx(parts)
  return readDocx(parts)
}

function whole(most: number): Buffer {
  if (fstatSync(inputFd).size > most) throw new GiveUp('too_big')
  return readFileSync(inputFd)
}

async function sayTables(book: Book): Promise<void> {
  const pen = await createPen()
  let words = 0
  const laid = await layOutTables(book, pen, (page) => {
    words += page.words.length
    say({ kind: 'page', ...page })
  })
  const facts = await book.facts()
  if (words === 0 && broken.length > 0) throw new GiveUp('damaged')
  const counted = Object.entries(laid).filter(([, count]) => typeof count === 'number' && count > 0)
  const sheets = book.tables.some(({ name }) => name !== '') ? { sheets: laid.sheets.slice(0, 500) } : {}
  sayForm('application/pdf', pen.finish(), { ...facts, ...Object.fromEntries(counted), ...sheets })
}

function sayForm(mediaType: string, bytes: Uint8Array, facts: Record<string, unknown>): void {
  const damaged: [string, string][] =
    broken.length > 0 ? [['Damaged parts, shown as far as they can be read', broken.join(', ').slice(0, 500)]] : []
  const extra = [...(Array.isArray(facts.extra) ? facts.extra : []), ...damaged]
  const cut = broken.some((name) => !/(^|\/)(media|docProps|theme|Pictures)\//.test(name))
  say({ kind: 'form', mediaType, bytes: bytes.length, facts: { ...facts, extra }, ...(cut ? { cut } : {}) })
  sayBytes(bytes)
}

try {
  await main()
  writeFrame('end')
} catch (error) {
  writeFrame('fail', failureOf(error))
}
process.exit(0)
