import type { Readable } from 'node:stream'
import { Refusal } from '#lib/domain/refusal'

export type Source = AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>
export type Kept = { sha256: string; bytes: number }
/** A file of the store as a file on this machine, for a parser; `release` when done with it. */
export type LocalFile = { path: string; release(): Promise<void> }

/**
 * The files, each under the SHA-256 of its bytes (64 hex digits): what is kept never changes, the same bytes are kept
 * once. Every method refuses not_found for a hash that is not kept, except `has` and `remove`.
 */
export type Blobs = {
  /**
   * Keeps what the stream brings; when it answers, the bytes are safe on disk. Refuses invalid (413: more than
   * `maxBytes`), unavailable (507: no room). A stream that fails leaves nothing behind.
   */
  put(source: Source, options?: { maxBytes?: number }): Promise<Kept>
  /**
   * The bytes, or those from `start` to `end` (both counted from 0, both included). A whole reading is checked
   * against the hash while it flows: the stream ends in an error where a bit has changed.
   */
  open(sha256: string, range?: { start: number; end: number }): Promise<Readable>
  has(sha256: string): Promise<boolean>
  /** Bytes. */
  size(sha256: string): Promise<number>
  /** Forgets it; no error where it is not kept. */
  remove(sha256: string): Promise<void>
  local(sha256: string): Promise<LocalFile>
  /** Everything kept, in no order, for the sweep and for `doctor`. */
  list(): AsyncIterable<Kept & { keptAt: Date }>
  /** Drops what a crash left half-written before that instant; how many. */
  dropUnfinished(before: Date): Promise<number>
}

/** Left free on the disk of the store, in bytes: a full disk stops the record too. */
export const reserveBytes = 1024 ** 3

/** A hash from outside becomes part of a path only after this. Refuses not_found. */
export function checked(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw notKept()
  return sha256
}

export const notKept = () => new Refusal('not_found', 'That file is not in the store.')
export const tooLarge = (maxBytes: number) =>
  new Refusal('invalid', `The file is larger than ${sizeInWords(maxBytes)}, the most that one file may have.`, {
    status: 413,
  })
export const noRoom = () =>
  new Refusal(
    'unavailable',
    'There is no room left on the disk for this file. Nothing was kept; tell whoever runs this server.',
    { status: 507 },
  )

function sizeInWords(bytes: number): string {
  const [unit, one] =
    bytes >= 1024 ** 3 ? ['GiB', 1024 ** 3] : bytes >= 1024 ** 2 ? ['MiB', 1024 ** 2] : (['bytes', 1] as const)
  return `${Number((bytes / Number(one)).toFixed(1))} ${unit}`
}
