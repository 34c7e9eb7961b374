import { z } from 'zod'
import { Unreadable } from '#lib/domain/document'
import type { FoundPage, FoundParts } from '#lib/domain/exhibit'
import type { Box } from '#lib/domain/page'
import type { Conversation } from '#lib/io/conversation'
import { type DrawnSource, drawSource, type Source, type SourcePage } from '#lib/io/draw-source'
import { footer, pictureHash } from '#lib/io/exhibit-pdf'
import type { Ocr } from '#lib/io/ocr'
import { ParseFailure } from '#lib/io/parse-failure'
import type { Prepare } from '#lib/io/prepare'
import { readStrips, type Strip } from '#lib/io/read-strips'
import type { Sandbox } from '#lib/io/sandbox'

/**
 * What is claimed of a page, and what it is held against: that page of the source, or a picture (PNG or JPEG of ours;
 * null for a white sheet) that was verified before.
 */
export type Claimed = { boxes: readonly Box[]; fills: readonly Box[] } & (
  | { page: number; picture?: undefined }
  | { page?: undefined; picture: (() => Promise<Buffer>) | null }
)
/** Below each page; as an index, on each page; and for whom it is, over every page. */
export type Printed = {
  stamps: readonly string[]
  says: readonly (readonly string[])[]
  mark: string | null
}
export type VerifyExhibit = (
  path: string,
  options: {
    /** What its pages were made from; left out where each is held against a picture. */
    source?: Source
    strings: readonly string[]
    /** What may be printed: reasons on boxes, and `RING-E2 · 1 of 3` below each page. */
    reasons: readonly string[]
    number: string
    /** Where a file is not that of one exhibit: what else stands on each of its pages. */
    printed?: Printed
    pages: readonly Claimed[]
    language: string
  },
) => AsyncGenerator<{ parts: FoundParts } | { page: FoundPage }>

const caps = { bytes: 32e6, text: 4e6, strip: 8000, strips: 100_000 }
const times = { silenceMs: 120_000, totalMs: 60 * 60_000 }
/** Pages that wait to be compared with their source: it is drawn meanwhile, by another child. */
const mostWaiting = 24

const count = z.int().min(0)
const text = z.string().max(caps.text)
const saidSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('parts'),
    problems: z.array(z.string().max(500)).max(1000),
    found: z.array(text).max(10_000),
    pages: count,
    /** Of each picture, a dot. */
    bits: z.array(count).max(100_000),
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
    over: count,
    annotations: z.int(),
  }),
  z.strictObject({
    kind: z.literal('compared'),
    page: count,
    outside: z.strictObject({ cells: count, of: count }),
  }),
  z.strictObject({
    kind: z.literal('strip'),
    key: z.string().regex(/^[0-9a-f]{64}$/),
    pages: z.array(count).max(100_000),
    width: count.max(caps.strip),
    height: count.max(caps.strip),
    bytes: count.max(caps.bytes),
  }),
])
type Said = z.infer<typeof saidSchema>
type Talk = Conversation<Said>

/** The file of an exhibit, attacked: what is in its bytes, then each page. @param temp a folder of ours. Throws Unreadable. */
export function createVerifyExhibit(io: { sandbox: Sandbox; prepare: Prepare; ocr: Ocr; temp: string }): VerifyExhibit {
  const { sandbox } = io
  return async function* verifyExhibit(path, { source, strings, reasons, number, printed, pages, language }) {
    const rules = { says: saidSchema, ...times, mostBytes: caps.bytes }
    const talk = await sandbox.open({ program: 'verify-exhibit', path, ...rules })
    let drawn: DrawnSource | undefined
    try {
      if (source) drawn = await drawSource(io, source)
      const stamps = pages.map((_, i) => `${number} · ${i + 1} of ${pages.length}`)
      const may = printed ?? { stamps, says: [], mark: null }
      const { bits, ...parts } = await partsOf(talk, { do: 'parts', strings, reasons, ...may })
      yield { parts }
      if (parts.problems.length > 0) return // what is no file of ours is not read page by page
      const wanted = pages.map(({ page }, i) => (page === undefined ? null : { page, twoTone: bits[i] === 1 }))
      const before = drawn?.draw(wanted)
      const found: FoundPage[] = []
      const waiting: { page: Looked; source: Promise<object> }[] = []
      const compareNext = async () => {
        const next = waiting.shift()
        if (next) found.push(await compared(talk, next.page, await next.source))
      }
      for (const [i, claimed] of pages.entries()) {
        const source = heldAgainst(claimed, i, before)
        source.catch(() => {}) // told where it is waited for
        waiting.push({ page: await lookAt(talk, i, claimed), source })
        if (waiting.length > mostWaiting) await compareNext()
      }
      while (waiting.length > 0) await compareNext()
      const seen = await readStrips(await stripsOf(talk), { ...io, languages: language.split('+') })
      for (const [i, page] of found.entries()) yield { page: { ...page, seen: seen.get(i + 1) ?? [] } }
    } catch (error) {
      throw error instanceof ParseFailure ? new Unreadable(error.code, error.detail) : error
    } finally {
      await Promise.all([drawn?.[Symbol.asyncDispose](), talk.close()])
    }
  }
}

/** A page of the source as it is drawn anew. */
type Before = ((place: number) => Promise<SourcePage>) | undefined

/** What the child needs to know of the source of a page. */
async function heldAgainst({ page, picture }: Claimed, place: number, before: Before) {
  if (page === undefined) return { sha256: pictureHash(picture ? await picture() : null) }
  if (!before) throw new Error('a page of a source has a source')
  const { cells, ...size } = await before(place)
  return { ...size, cells: cells.toString('base64') }
}

type Looked = Extract<Said, { kind: 'page' }>
async function lookAt(talk: Talk, i: number, { boxes, fills }: Claimed): Promise<Looked> {
  let found: Looked | undefined
  for await (const { message } of talk.ask({ do: 'page', page: i + 1, boxes, fills, footer }))
    if (message?.kind === 'page' && message.page === i + 1) found = message
  const wanted = [boxes.length, fills.length, fills.length]
  if (!found || [found.inside, found.bright, found.stored].some((some, k) => some.length !== wanted[k]))
    throw new ParseFailure('crashed')
  return found
}

async function compared(talk: Talk, page: Looked, source: object): Promise<FoundPage> {
  let outside: FoundPage['outside'] | undefined
  for await (const { message } of talk.ask({ do: 'compare', page: page.page, source }))
    if (message?.kind === 'compared' && message.page === page.page) outside = message.outside
  if (!outside) throw new ParseFailure('crashed')
  return { ...page, outside, seen: [] }
}

async function partsOf(talk: Talk, asked: Record<string, unknown>) {
  let found: Extract<Said, { kind: 'parts' }> | undefined
  for await (const { message } of talk.ask(asked)) if (message?.kind === 'parts') found = message
  if (!found) throw new ParseFailure('crashed')
  return found
}

async function stripsOf(talk: Talk): Promise<Strip[]> {
  const strips: { said: Extract<Said, { kind: 'strip' }>; dots: Buffer[] }[] = []
  for await (const { message, bytes } of talk.ask({ do: 'strips' }))
    if (message?.kind === 'strip') strips.push({ said: message, dots: [] })
    else if (bytes) strips.at(-1)?.dots.push(bytes)
  return strips.map(({ said: { key, pages, width, height, bytes }, dots: parts }) => {
    const dots = Buffer.concat(parts)
    if (dots.length !== bytes || bytes !== width * height) throw new ParseFailure('crashed')
    return { key, pages, width, height, dots }
  })
}
