import { readSync } from 'node:fs'
import { PSTFile } from 'pst-extractor'
import { PSTNodeInputStream } from 'pst-extractor/dist/PSTNodeInputStream.class.js'
import { inputFd } from '#lib/io/frames'

/** Reads that one message or folder may take: a table that runs in a circle ends. */
const mostReads = 3e6
let reads = 0

/**
 * The library reads a file by its path, or one that is in memory whole; ours is open already and may be large. And it
 * never notices the end of a stream, so that one which is shorter than it says would be read forever.
 */
export function readFromInput(): void {
  const readBlock = PSTNodeInputStream.prototype.readBlock
  PSTNodeInputStream.prototype.readBlock = function (output: Buffer) {
    const read = readBlock.call(this, output)
    if (read <= 0 && output.length > 0) throw new Error('it ends in the middle')
    return read
  }
  const page = 64 * 1024
  const kept = new Map<number, Buffer>()
  const pageAt = (n: number): Buffer => {
    const known = kept.get(n)
    if (known) return known
    const bytes = Buffer.alloc(page)
    const read = readSync(inputFd, bytes, 0, page, n * page)
    if (kept.size >= 256) kept.delete(kept.keys().next().value ?? n)
    const got = bytes.subarray(0, read)
    kept.set(n, got)
    return got
  }
  const read = (into: Buffer, length: number, position: number): number => {
    if (++reads > mostReads) throw new Error('this takes more reads than there can be')
    if (!Number.isSafeInteger(position) || position < 0) throw new Error('a place outside the file')
    let done = 0
    while (done < length) {
      const from = (position + done) % page
      const bytes = pageAt(Math.floor((position + done) / page)).subarray(from, from + length - done)
      if (bytes.length === 0) break
      into.set(bytes, done)
      done += bytes.length
    }
    return done
  }
  Object.defineProperty(PSTFile.prototype, 'readSync', { value: read })
}

/** What comes next has its own reads. */
export function anew(): void {
  reads = 0
}

/** What a broken file cannot tell is left out. Each thing asked has its own reads. */
export function quietly<T>(ask: () => T): T | undefined {
  anew()
  try {
    return ask()
  } catch {
    return undefined
  }
}
