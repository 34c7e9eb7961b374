import { z } from 'zod'
import { Unreadable } from '#lib/domain/document'
import {
  likelyRight,
  type PictureRead,
  type PictureWanted,
  sureOf,
  type Turn,
  turns,
  wordsOfTable,
} from '#lib/domain/ocr'
import type { Word } from '#lib/domain/page'
import type { Conversation } from '#lib/io/conversation'
import type { Native } from '#lib/io/native'
import { type Engine, knownLanguages } from '#lib/io/ocr-languages'
import { ParseFailure } from '#lib/io/parse-failure'
import type { Prepare } from '#lib/io/prepare'
import { type Grey, readGrey, tableOfGrey } from '#lib/io/read-grey'
import type { Sandbox } from '#lib/io/sandbox'

export type Ocr = {
  /** Which languages there is data for, and who can read them: `{ eng: ['npm', 'native'] }`. */
  languages(): Promise<Map<string, Engine[]>>
  /**
   * Reads pages of a file off their pictures, two at once, in no order. `languages` are among those there are. Throws
   * Unreadable where the file cannot be opened or one page after the other breaks down.
   */
  readPictures(path: string, wanted: Wanted): AsyncGenerator<PictureRead>
  /** Reads a picture of our own as it stands; null where no program of the machine knows the languages. Throws ParseFailure. */
  readGrey(grey: Grey, languages: readonly string[]): Promise<Word[] | null>
}
type Wanted = { mediaType: string; password?: string; languages: readonly string[]; pages: readonly PictureWanted[] }

type Asked = { mediaType: string; password?: string | undefined; languages: readonly string[]; engine: Engine }
/** `drawnHeight` in pixels. */
type Attempt = { words: Word[]; turn: Turn; blank: boolean; drawnHeight: number; width: number; height: number }

const caps = { pixels: 16e6, side: 20_000, tableBytes: 4e6 }
const times = { silenceMs: 180_000, totalMs: 30 * 60_000 }
const atOnce = 2
/** What a child draws before it is replaced: what mupdf once took it never gives back. */
const worn = 60
/** Pages in a row that may break down before the whole does. */
const mostBroken = 5
/** A reading surer than this is kept at once; below it the page is tried another way. */
const sureEnough = 0.7

const side = z.int().min(1).max(caps.side)
const points = z.number().positive().max(1e6)
const saidSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('drawn'),
    page: z.int().min(1),
    width: side,
    height: side,
    slope: z.number().min(-0.2).max(0.2),
    turn: z.literal(turns),
    dpi: z.int().min(1).max(10_000),
    pageWidth: points,
    pageHeight: points,
    blank: z.boolean(),
    did: z.array(z.string().max(20)).max(5),
  }),
  z.strictObject({ kind: z.literal('table'), page: z.int().min(1), table: z.string().max(caps.tableBytes) }),
])
type Said = z.infer<typeof saidSchema>

/** @param engine one of them instead of the best for each language */
export function createOcr({
  sandbox,
  native,
  prepare,
  engine,
}: {
  sandbox: Sandbox
  native: Native
  prepare: Prepare
  engine?: Engine
}): Ocr {
  let known: Promise<Map<string, Engine[]>> | undefined
  const languages = () => {
    known ??= knownLanguages(native, engine)
    return known
  }
  /** Who knows more of these languages, and which of them that one knows. */
  async function engineFor(wanted: readonly string[]) {
    const by = await languages()
    const having = (one: Engine) => wanted.filter((language) => by.get(language)?.includes(one))
    const [natively, packed] = [having('native'), having('npm')]
    const mine: Engine = natively.length >= packed.length ? 'native' : 'npm'
    return { engine: mine, languages: mine === 'native' ? natively : packed }
  }
  return {
    languages,
    async readGrey(grey, wanted) {
      const by = await engineFor(wanted)
      return by.engine === 'native' ? readGrey(native, grey, by.languages) : null
    },
    async *readPictures(path, wanted) {
      try {
        yield* read(path, wanted)
      } catch (error) {
        throw error instanceof ParseFailure ? new Unreadable(error.code, error.detail) : error
      }
    },
  }

  async function* read(path: string, wanted: Wanted): AsyncGenerator<PictureRead> {
    const by = await engineFor(wanted.languages)
    await using input = await prepare(path, wanted.mediaType, wanted.password)
    const asked = { ...wanted, mediaType: input.mediaType, ...by }
    const queue = [...wanted.pages]
    const lanes = queue.slice(0, atOnce).map(() => createLane(sandbox, native, input.path, asked))
    const busy = new Map<Lane, Promise<{ lane: Lane; read: PictureRead | ParseFailure; page: number }>>()
    const send = (lane: Lane) => {
      const next = queue.shift()
      if (!next) return
      const reading = lane.read(next).then((read) => ({ lane, read, page: next.page }))
      reading.catch(() => {}) // told where it is waited for, if it still is
      busy.set(lane, reading)
    }
    try {
      lanes.forEach(send)
      let broken = 0
      while (busy.size > 0) {
        const { lane, read, page } = await Promise.race(busy.values())
        busy.delete(lane)
        send(lane)
        if (!(read instanceof ParseFailure)) broken = 0
        else if (read.code === 'encrypted' || ++broken >= mostBroken) throw read
        yield read instanceof ParseFailure ? { page, words: null, sure: null, width: 612, height: 792 } : read
      }
    } finally {
      await Promise.all(lanes.map((lane) => lane.close()))
      await Promise.allSettled(busy.values())
    }
  }
}

type Lane = { read(wanted: PictureWanted): Promise<PictureRead | ParseFailure>; close(): Promise<void> }

/** One page after the other, in a child of its own. */
function createLane(sandbox: Sandbox, native: Native, path: string, asked: Asked): Lane {
  let child: Conversation<Said> | undefined
  let drawn = 0
  const stopped = new AbortController()
  const open = async () => {
    if (child?.open() && drawn < worn) return child
    await child?.close()
    drawn = 0
    const mostBytes = 2 * (caps.pixels + caps.tableBytes)
    child = await sandbox.open({ program: 'read-picture', path, says: saidSchema, ...times, mostBytes })
    return child
  }

  /** The page drawn, cleaned and read once. */
  async function attempt(wanted: PictureWanted, how: How): Promise<Attempt & Size> {
    const { engine, languages, mediaType, password } = asked
    const talk = await open()
    const question = { mediaType, password, languages, mostPixels: caps.pixels, ...wanted, ...how }
    let page: Extract<Said, { kind: 'drawn' }> | undefined
    let table: string | undefined
    const parts: Buffer[] = []
    for await (const { message, bytes } of talk.ask({ do: engine === 'native' ? 'draw' : 'read', ...question })) {
      if (bytes) parts.push(bytes)
      else if (message.page !== wanted.page || (message.kind === 'drawn') !== (page === undefined))
        throw new ParseFailure('crashed')
      else if (message.kind === 'drawn') page = message
      else table = message.table
    }
    drawn++
    if (!page) throw new ParseFailure('crashed')
    if (engine === 'native' && !page.blank) table = await readNative(Buffer.concat(parts), page, how.segmentation)
    const words = page.blank ? [] : wordsOfTable(table ?? '', page)
    const { turn, blank, height: drawnHeight, pageWidth: width, pageHeight: height } = page
    return { words, turn, blank, drawnHeight, width, height }
  }

  async function readNative(pixels: Buffer, page: Extract<Said, { kind: 'drawn' }>, segmentation: 3 | 6) {
    if (pixels.length !== page.width * page.height) throw new ParseFailure('crashed')
    const how = { languages: asked.languages, segmentation, signal: stopped.signal }
    return tableOfGrey(native, { ...page, pixels }, how)
  }

  return {
    async read(wanted) {
      try {
        const { words, width, height } = await best(wanted, attempt)
        return { page: wanted.page, words, sure: sureOf(words), width, height }
      } catch (error) {
        if (!(error instanceof ParseFailure)) throw error
        return error
      }
    },
    async close() {
      stopped.abort(new ParseFailure('crashed'))
      await child?.close()
    },
  }
}

type Size = { width: number; height: number }
type Try = (wanted: PictureWanted, how: How) => Promise<Attempt>
/** `turn`: clockwise, before it is read. `segmentation`: 3 finds columns and blocks, 6 takes it all for one. `finer`: drawn larger. */
type How = { turn: Turn; segmentation: 3 | 6; finer: boolean }

/** Lines that run up or down are found by the reader itself, those that stand on their heads are not. */
const others = [
  { turn: 180, segmentation: 3, finer: false },
  { turn: 0, segmentation: 6, finer: false },
] as const

/** Words lower than this, in pixels, are read better when drawn larger, if they are not read surely as it is. */
const lowWord = 17
const sureAnyway = 0.92

function hasTinyLetters({ words, drawnHeight }: Attempt): boolean {
  if (words.length === 0 || (sureOf(words) ?? 1) >= sureAnyway) return false
  const heights = words.map(({ box }) => (box[3] - box[1]) * drawnHeight).sort((a, b) => a - b)
  return (heights[Math.floor(heights.length / 2)] ?? lowWord) < lowWord
}

/** As it lies, larger where letters are tiny; where that reads badly, upside down and as one block of text; the reading with the most right letters. */
async function best(wanted: PictureWanted, attempt: Try): Promise<Attempt> {
  let kept = await attempt(wanted, { turn: 0, segmentation: 3, finer: false })
  if (hasTinyLetters(kept)) {
    const finer = await attempt(wanted, { turn: 0, segmentation: 3, finer: true })
    if (likelyRight(finer.words) > likelyRight(kept.words)) kept = finer
  }
  if (kept.blank || (sureOf(kept.words) ?? 0) >= sureEnough) return kept
  for (const how of others) {
    const other = await attempt(wanted, how)
    if (likelyRight(other.words) > likelyRight(kept.words) * 1.1) kept = other
    if ((sureOf(kept.words) ?? 0) >= sureEnough) return kept
  }
  return kept
}
