import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rm, stat } from 'node:fs/promises'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Kept, noRoom, type Source, tooLarge } from '#lib/io/blobs'

/** Writes the stream to a new file, safe on disk when this answers; the hash is that of the bytes read back. Leaves nothing on failure. */
export async function spool(source: Source, path: string, maxBytes: number): Promise<Kept> {
  try {
    const hash = createHash('sha256')
    let bytes = 0
    const tap = new Transform({
      transform(piece: Uint8Array, _, done) {
        bytes += piece.length
        if (bytes > maxBytes) return done(tooLarge(maxBytes))
        hash.update(piece)
        done(null, piece)
      },
    })
    const readable = source instanceof ReadableStream ? source : Readable.from(source, { objectMode: false })
    // a write stream loops until all is written; write() alone stops short on a full disk and says nothing
    await pipeline(readable, tap, createWriteStream(path, { flags: 'wx', mode: 0o440, flush: true }))
    const sha256 = hash.digest('hex')
    const onDisk = await rehash(path)
    if (onDisk.bytes !== bytes || onDisk.sha256 !== sha256)
      throw new Error('the disk gave back other bytes than it was given')
    return onDisk
  } catch (error) {
    await rm(path, { force: true })
    throw isFull(error) ? noRoom() : error
  }
}

const isFull = (error: unknown) =>
  error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(String(error.code))

/** Reads a file anew. */
export async function rehash(path: string): Promise<Kept> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const piece of createReadStream(path, { highWaterMark: 1024 ** 2 })) {
    hash.update(piece)
    bytes += piece.length
  }
  return { sha256: hash.digest('hex'), bytes }
}

/** Lets a whole reading through and ends it in an error where the bytes are not those of the hash. */
export function guarded(whole: Readable, sha256: string): Readable {
  const hash = createHash('sha256')
  const guard = new Transform({
    transform(piece: Uint8Array, _, done) {
      hash.update(piece)
      done(null, piece)
    },
    flush(done) {
      done(hash.digest('hex') === sha256 ? null : new Error(`the kept file ${sha256} has changed on disk`))
    },
  })
  whole.on('error', (error) => guard.destroy(error))
  guard.on('close', () => whole.destroy())
  return whole.pipe(guard)
}

/** Makes the names in a folder last through a power cut. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Bytes of a file, null where there is none. */
export async function bytesAt(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
