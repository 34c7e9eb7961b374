import { randomUUID } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Unreadable } from '#lib/domain/document'
import type { FoundPage, FoundParts } from '#lib/domain/exhibit'
import type { Box } from '#lib/domain/page'
import { exhibitPdf, footer } from '#lib/io/exhibit-pdf'
import type { Ocr } from '#lib/io/ocr'
import { ParseFailure } from '#lib/io/parse-failure'
import type { Sandbox } from '#lib/io/sandbox'

/** What is claimed of a page, and a small picture (PNG or JPEG) of the page it was made from. */
export type Claimed = { boxes: readonly Box[]; fills: readonly Box[]; small: () => Promise<Buffer> }
export type VerifyExhibit = (
  path: string,
  options: {
    strings: readonly string[]
    /** What may be printed: reasons on boxes, and `RING-E2 · 1 of 3` below each page. */
    reasons: readonly string[]
    number: string
    pages: readonly Claimed[]
    language: string
  },
) => AsyncGenerator<{ parts: FoundParts } | { page: FoundPage }>

const caps = { bytes: 32e6, text: 4e6 }
const times = { silenceMs: 120_000, totalMs: 60 * 60_000 }
/** How wide the second engine draws a page, in dots: about 130 an inch. */
const drawnWidth = 1100

const count = z.int().min(0)
const text = z.string().max(caps.text)
const saidSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('parts'),
    problems: z.array(z.string().max(500)).max(1000),
    found: z.array(text).max(10_000),
    pages: count,
  }),
  z.strictObject({
    kind: z.literal('page'),
    page: count,
    width: z.number(),
    height: z.number(),
    text,
    inside: z.array(text),
    bright: z.array(count),
    stored: z.array(count),
    outside: z.strictObject({ cells: count, of: count }),
    annotations: z.int(),
    seen: count.max(caps.bytes),
  }),
])

/** The file of an exhibit, attacked: what is in its bytes, then each page. @param temp a folder of ours. Throws Unreadable. */
export function createVerifyExhibit({
  sandbox,
  ocr,
  temp,
}: {
  sandbox: Sandbox
  ocr: Ocr
  temp: string
}): VerifyExhibit {
  return async function* verifyExhibit(path, { strings, reasons, number, pages, language }) {
    const rules = { says: saidSchema, ...times, mostBytes: caps.bytes }
    const talk = await sandbox.open({ program: 'verify-exhibit', path, ...rules })
    try {
      let whole = false
      for await (const { message } of talk.ask({ do: 'parts', strings, reasons, number })) {
        if (message?.kind !== 'parts') continue
        whole = message.problems.length === 0
        yield { parts: message }
      }
      if (!whole) return // what is no file of ours is not read page by page
      const found: FoundPage[] = []
      const sheets = new Map<number, Buffer>()
      for (const [i, { boxes, fills, small }] of pages.entries()) {
        const asked = { do: 'page', page: i + 1, boxes, fills, footer, width: drawnWidth }
        const pieces: Buffer[] = []
        let said: Extract<z.infer<typeof saidSchema>, { kind: 'page' }> | undefined
        for await (const { message, bytes } of talk.ask({ ...asked, small: (await small()).toString('base64') }))
          if (!message) pieces.push(bytes)
          else if (message.kind === 'page' && message.page === i + 1) said = message
        const sheet = Buffer.concat(pieces)
        const counts = said && [
          said.inside.length - boxes.length,
          said.bright.length - fills.length,
          said.stored.length - fills.length,
        ]
        if (!said || sheet.length !== said.seen || counts?.some((n) => n !== 0)) throw new ParseFailure('crashed')
        if (sheet.length > 0) sheets.set(i, sheet)
        found.push({ ...said, seen: [] })
      }
      const seen = await read([...sheets.values()], language)
      const places = [...sheets.keys()]
      for (const [i, page] of found.entries()) yield { page: { ...page, seen: seen[places.indexOf(i)] ?? [] } }
    } catch (error) {
      throw error instanceof ParseFailure ? new Unreadable(error.code, error.detail) : error
    } finally {
      await talk.close()
    }
  }

  /** The words a third engine reads on each of these pictures, all in one reading: starting it costs more than they do. */
  async function read(sheets: readonly Buffer[], language: string): Promise<string[][]> {
    if (sheets.length === 0) return []
    await mkdir(temp, { recursive: true })
    const path = join(temp, `${randomUUID()}.pdf`)
    const pages = sheets.map((sheet) => ({
      width: (sheet.readUInt32BE(16) * 72) / sheetDpi,
      height: (sheet.readUInt32BE(20) * 72) / sheetDpi,
      image: async () => sheet,
      words: [],
      taken: [],
      stamp: '',
    }))
    try {
      await writeFile(path, exhibitPdf('', pages), { mode: 0o600 })
      const wanted = sheets.map((_, i) => ({ page: i + 1, beside: false }))
      const asked = { mediaType: 'application/pdf', languages: language.split('+'), pages: wanted }
      const words = sheets.map((): string[] => [])
      for await (const page of ocr.readPictures(path, asked))
        words[page.page - 1] = (page.words ?? []).map((word) => word.text)
      return words
    } finally {
      await rm(path, { force: true })
    }
  }
}
/** What the boxes are drawn at, so that they are read at their own size. */
const sheetDpi = 130
