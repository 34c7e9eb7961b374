import { type Entry, fromBufferPromise, fromFdPromise, type Options, type ZipFile } from 'yauzl'
import { GiveUp } from '#lib/io/children/give-up'

/** An office file is a ZIP of named parts. Names are as in the file, without a leading slash. */
export type Parts = {
  names: string[]
  has(name: string): boolean
  /**
   * A part in pieces, as far as it is sound: where it breaks off it is noted in `broken`. Nothing where there is none;
   * ends with `too_big` beyond what all parts together may unfold to.
   */
  stream(name: string): AsyncGenerator<Buffer>
  /** A small part whole; empty where there is none. */
  bytes(name: string): Promise<Buffer>
  /** Parts that could be read in part only, or not at all. */
  broken: string[]
  /** Bytes it says it has, before any of them is read. */
  size(name: string): number
}

const mostParts = 50_000
/** Bytes unfolded, of one part read whole and of all reading together. */
const caps = { whole: 200e6, all: 6e9 }
const options: Options = { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: false }

/** Throws GiveUp damaged where it is no ZIP, or one whose list of parts is cut off. */
export async function openParts(from: number | Buffer): Promise<Parts> {
  const zip = await opened(from)
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) {
    if (entries.size >= mostParts) throw new GiveUp('too_big')
    if (!entry.fileName.endsWith('/')) entries.set(entry.fileName.replace(/^\/+/, ''), entry)
  }
  let unfolded = 0
  const broken: string[] = []
  async function* stream(name: string): AsyncGenerator<Buffer> {
    const entry = entries.get(name)
    if (!entry) return
    if (entry.isEncrypted()) throw new GiveUp('encrypted', 'Parts of this file are locked. Open it elsewhere.')
    const pieces = (await zip.openReadStreamPromise(entry).catch(() => null))?.iterator()
    for (;;) {
      const next = pieces ? await pieces.next().catch(() => null) : null
      if (!next && !broken.includes(name)) broken.push(name)
      if (!next || next.done) return
      unfolded += next.value.length
      if (unfolded > caps.all) throw new GiveUp('too_big')
      yield next.value
    }
  }
  return {
    names: [...entries.keys()],
    broken,
    has: (name) => entries.has(name),
    size: (name) => entries.get(name)?.uncompressedSize ?? 0,
    stream,
    async bytes(name) {
      const pieces: Buffer[] = []
      let bytes = 0
      for await (const piece of stream(name)) {
        bytes += piece.length
        if (bytes > caps.whole) throw new GiveUp('too_big')
        pieces.push(piece)
      }
      return Buffer.concat(pieces)
    },
  }
}

async function opened(from: number | Buffer): Promise<ZipFile> {
  try {
    return await (typeof from === 'number' ? fromFdPromise(from, options) : fromBufferPromise(from, options))
  } catch {
    throw new GiveUp(
      'damaged',
      'This file is damaged or incomplete: the list of its parts is missing. The original is kept.',
    )
  }
}

/** Relations of a part: id → the part it points at, and its kind (the last word of its address). */
export type Relations = Map<string, { target: string; kind: string; outside: boolean }>

/** Where a path stands that a part at `from` points to. */
export function pathFrom(from: string, target: string): string {
  const folder = target.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const step of target.split('/')) {
    if (step === '..') folder.pop()
    else if (step !== '.' && step !== '') folder.push(step)
  }
  return folder.join('/')
}
