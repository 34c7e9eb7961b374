/**
 * The program that reads office files and tables. Runs alone, in the sandbox, on one file (descriptor 3), answers on
 * descriptor 4: what the file says of itself, for a table its pages one by one, and at the end the laid-out form that
 * pages are drawn from (a PDF for tables, XHTML for everything that flows).
 */
import { fstatSync, readFileSync } from 'node:fs'
import { openCsv } from '#lib/io/children/office/csv'
import { GiveUp } from '#lib/io/children/office/give-up'
import { layOutTables } from '#lib/io/children/office/lay-out-tables'
import { openOds } from '#lib/io/children/office/ods'
import { createPen } from '#lib/io/children/office/pen'
import type { Book } from '#lib/io/children/office/table'
import { openXlsx } from '#lib/io/children/office/xlsx'
import { openParts } from '#lib/io/children/office/zip-parts'
import { inputFd, say, sayBytes, writeFrame } from '#lib/io/frames'

type Args = { mediaType: string; password?: string }

const [ooxml, odf] = ['application/vnd.openxmlformats-officedocument', 'application/vnd.oasis.opendocument']

async function main(): Promise<void> {
  const args = JSON.parse(readFileSync(0, 'utf8')) as Args // said by our own parent
  if (fstatSync(inputFd).size === 0) throw new GiveUp('damaged', 'This file is empty: it has no bytes at all.')
  const book = await bookOf(args)
  if (book) return sayTables(book)
  throw new GiveUp('unsupported')
}

async function bookOf({ mediaType }: Args): Promise<Book | null> {
  if (mediaType === 'text/csv' || mediaType === 'text/tab-separated-values') return openCsv(inputFd, mediaType)
  if (mediaType === `${ooxml}.spreadsheetml.sheet`) return openXlsx(await openParts(inputFd))
  if (mediaType === `${odf}.spreadsheet`) return openOds(await openParts(inputFd))
  return null
}

async function sayTables(book: Book): Promise<void> {
  const pen = await createPen()
  const laid = await layOutTables(book, pen, (page) => say({ kind: 'page', ...page }))
  const counted = Object.entries(laid).filter(([, count]) => typeof count === 'number' && count > 0)
  const sheets = book.tables.some(({ name }) => name !== '') ? { sheets: laid.sheets.slice(0, 500) } : {}
  sayForm('application/pdf', pen.finish(), { ...(await book.facts()), ...Object.fromEntries(counted), ...sheets })
}

function sayForm(mediaType: string, bytes: Uint8Array, facts: Record<string, unknown>): void {
  say({ kind: 'form', mediaType, bytes: bytes.length, facts })
  sayBytes(bytes)
}

function failureOf(error: unknown): { code: string; detail?: string } {
  if (error instanceof GiveUp) return { code: error.code, ...(error.message ? { detail: error.message } : {}) }
  const full =
    error instanceof RangeError ||
    (error instanceof Error && /memory|malloc|too large|out of bounds/i.test(error.message))
  return { code: full ? 'too_big' : 'damaged' }
}

try {
  await main()
  writeFrame('end')
} catch (error) {
  writeFrame('fail', Buffer.from(JSON.stringify(failureOf(error))))
}
process.exit(0)
