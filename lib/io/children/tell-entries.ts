import { clean, nameWithin200 } from '#lib/io/children/message'
import { frameCaps, say, writeFrame } from '#lib/io/frames'

/** Part of the program that opens packs: tells entry after entry, within limits counted on the bytes that really come out. */
export type Limits = { entries: number; bytes: number }

/** Why an entry was not taken out. */
export type Left =
  | 'locked'
  | 'wrong_password'
  | 'link'
  | 'special'
  | 'system'
  | 'damaged'
  | 'method'
  | 'ratio'
  | 'too_big'

/** A limit of the whole was reached; what came out before stays. */
export class Stop extends Error {
  readonly why: 'entries' | 'bytes' | 'ratio' | 'damaged'
  constructor(why: Stop['why']) {
    super(why)
    this.why = why
  }
}
/** What a reading of an entry throws where it knows closer why. */
export class Lost extends Error {
  readonly why: Left
  constructor(why: Left) {
    super(why)
    this.why = why
  }
}

export type Entry = {
  /** As written in the pack. */
  path: string
  modifiedAt?: Date | null
  /** Bytes it has in the pack; known for what is compressed. */
  packed?: number
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
  /** Asked at its end: it came out, and is not what the pack says it was. */
  flawed?: () => boolean
}
export type Teller = { left(path: string, why: Left): void; entry(entry: Entry): Promise<void> }

/** What swells more than this is a bomb; below the floor it does no harm and nothing is said. */
const mostRatio = 200
const ratioFloor = 64 * 1024 ** 2
const mostEntryBytes = 2 * 1024 ** 3
const most = { path: 1000, frame: Math.min(256 * 1024, frameCaps.bytes) }

/** @param packed bytes of the whole pack */
export function createTeller(limits: Limits, packed: number): Teller {
  let entries = 0
  let produced = 0
  let kept = 0
  const count = () => {
    if (entries++ >= limits.entries) throw new Stop('entries')
  }
  const swells = (bytes: number, from: number) => bytes > ratioFloor && bytes > mostRatio * Math.max(1, from)
  return {
    left(path, why) {
      count()
      say({ kind: 'left', path: shownPath(path), why })
    },
    async entry(entry) {
      count()
      if (produced >= limits.bytes) throw new Stop('bytes')
      if (swells(kept, packed)) throw new Stop('ratio')
      const path = shownPath(entry.path)
      const modifiedAt = dated(entry.modifiedAt)
      say({ kind: 'entry', path, name: nameOf(path, entries), modifiedAt })
      let own = 0
      const send = inFrames()
      try {
        for await (const piece of entry.bytes) {
          own += piece.length
          produced += piece.length
          if (produced > limits.bytes) throw new Stop('bytes')
          if (own > mostEntryBytes) throw new Lost('too_big')
          if (entry.packed !== undefined && swells(own, entry.packed)) throw new Lost('ratio')
          send.piece(piece)
        }
      } catch (error) {
        say({ kind: 'lost', why: error instanceof Lost ? error.why : error instanceof Stop ? 'too_big' : 'damaged' })
        if (error instanceof Stop) throw error
        return
      }
      kept += own
      send.rest()
      say({ kind: 'closed', bytes: own, flawed: entry.flawed?.() === true })
    },
  }
}

/** Small pieces go together: a frame for every line would cost more than the bytes. */
function inFrames() {
  const frame = Buffer.alloc(most.frame)
  let used = 0
  const rest = () => {
    if (used > 0) writeFrame('bytes', frame.subarray(0, used))
    used = 0
  }
  const piece = (bytes: Uint8Array) => {
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + frame.length - used)
      frame.set(part, used)
      used += part.length
      at += part.length
      if (used === frame.length) rest()
    }
  }
  return { piece, rest }
}

const shownPath = (path: string) =>
  clean(path.slice(0, 4 * most.path))
    .replace(/[\r\n\t]+/g, ' ')
    .slice(0, most.path)
    .toWellFormed() || '?'

/** The last part of its path, whichever way the slashes lean; a name of ours where there is none. */
const nameOf = (path: string, number: number) =>
  nameWithin200(path.split(/[/\\]/).filter(Boolean).at(-1) ?? '') || `file-${number}`

function dated(at: Date | null | undefined): string | null {
  const year = at?.getUTCFullYear() ?? Number.NaN
  return at && year >= 1971 && year < 2100 ? at.toISOString() : null
}
