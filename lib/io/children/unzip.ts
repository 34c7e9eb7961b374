import { Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { GiveUp } from '#lib/io/children/give-up'
import { salvageZip } from '#lib/io/children/salvage-zip'
import { type Left, Lost, Stop, type Teller } from '#lib/io/children/tell-entries'
import { unlock } from '#lib/io/children/unlock-zip'
import { inputFd, say } from '#lib/io/frames'

/** A ZIP, entry by entry in the order of its directory. No size that it declares is believed. Throws GiveUp, Stop. */
export async function unzip(tell: Teller, mostEntries: number, password: string | undefined): Promise<void> {
  const zip = await yauzl
    .fromFdPromise(inputFd, { lazyEntries: true, decodeStrings: false, validateEntrySizes: false, autoClose: false })
    .catch(() => null)
  if (!zip) return salvageZip(tell)
  const { entries, whole } = await listed(zip, mostEntries + 1)
  const files = entries.filter((entry) => !isFolder(entry))
  const locked = files.filter((entry) => entry.isEncrypted())
  if (files.length > 0 && locked.length === files.length && password === undefined) throw new GiveUp('encrypted')
  say({ kind: 'opened', entries: Math.min(files.length, mostEntries) })
  let wrong = 0
  for (const entry of files) {
    const path = pathOf(entry)
    const why = reasonToLeave(entry, path, password)
    if (why) {
      tell.left(path, why)
      continue
    }
    const bytes = entry.isEncrypted() ? unlocked(zip, entry, password ?? '') : contentOf(zip, entry)
    let wrongPassword = false
    const check = checked(
      entry,
      noticed(bytes, () => (wrongPassword = true)),
    )
    const { compressedSize: packed } = entry
    await tell.entry({ path, modifiedAt: entry.getLastModDate({ timezone: 'UTC' }), packed, ...check })
    if (wrongPassword && ++wrong === files.length)
      throw new GiveUp('encrypted', 'That password does not open this file.')
  }
  if (!whole) throw new Stop('damaged')
}

/** The directory first: it tells how much is to come, and whether all of it is locked. */
async function listed(zip: ZipFile, most: number): Promise<{ entries: Entry[]; whole: boolean }> {
  const entries: Entry[] = []
  try {
    for await (const entry of zip.eachEntry()) {
      entries.push(entry)
      if (entries.length >= most) break
    }
  } catch {
    return { entries, whole: false }
  }
  return { entries, whole: true }
}

const isFolder = (entry: Entry) => raw(entry).at(-1) === 0x2f || typeOf(entry) === 0o040000
/** Names are left as bytes: a name that would be unsafe as a path is none here. */
const raw = (entry: Entry) => entry.fileNameRaw

/** What kind of file Unix says it is; 0 where it was not packed on Unix. */
const typeOf = (entry: Entry) => (entry.versionMadeBy >> 8 === 3 ? (entry.externalFileAttributes >>> 16) & 0o170000 : 0)

function pathOf(entry: Entry): string {
  const bytes = raw(entry)
  const utf8 = bytes.toString('utf8')
  if (!utf8.includes('\ufffd')) return utf8
  return yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, bytes, entry.extraFields, false)
}

/** What a system leaves in archives beside the files that were meant. */
const clutter = /(^|[/\\])(__MACOSX[/\\].*|\.DS_Store|Thumbs\.db|desktop\.ini)$/i

function reasonToLeave(entry: Entry, path: string, password: string | undefined): Left | null {
  const type = typeOf(entry)
  if (type === 0o120000) return 'link'
  if (type !== 0 && type !== 0o100000) return 'special'
  if (clutter.test(path)) return 'system'
  if (entry.isEncrypted()) return password === undefined ? 'locked' : null
  return entry.compressionMethod === 0 || entry.compressionMethod === 8 ? null : 'method'
}

async function* contentOf(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  yield* inflated(await packedOf(zip, entry), entry.compressionMethod)
}

async function* unlocked(zip: ZipFile, entry: Entry, password: string): AsyncGenerator<Buffer> {
  const { bytes, method } = unlock(entry, await packedOf(zip, entry), password)
  yield* inflated(Readable.from(bytes, { objectMode: false }), method)
}

function packedOf(zip: ZipFile, entry: Entry): Promise<Readable> {
  return zip.openReadStreamPromise(entry, { decodeFileData: false })
}

async function* inflated(packed: Readable, method: number): AsyncGenerator<Buffer> {
  if (method === 0) return yield* packed
  if (method !== 8) throw new Lost('method')
  const inflate = createInflateRaw({ chunkSize: 128 * 1024 })
  packed.on('error', (error) => inflate.destroy(error))
  try {
    yield* packed.pipe(inflate)
  } finally {
    packed.destroy()
    inflate.destroy()
  }
}

async function* noticed(bytes: AsyncIterable<Buffer>, wrong: () => void): AsyncGenerator<Buffer> {
  try {
    yield* bytes
  } catch (error) {
    if (error instanceof Lost && error.why === 'wrong_password') wrong()
    throw error
  }
}

/** Counts along what the pack says must come out; AES has a seal of its own instead. */
function checked(entry: Entry, bytes: AsyncIterable<Buffer>) {
  let [crc, length] = [0, 0]
  async function* counted() {
    for await (const piece of bytes) {
      crc = crc32(piece, crc)
      length += piece.length
      yield piece
    }
  }
  const sealed = entry.compressionMethod === 99
  const flawed = () => (!sealed && crc !== entry.crc32) || length !== entry.uncompressedSize
  return { bytes: counted(), flawed }
}
