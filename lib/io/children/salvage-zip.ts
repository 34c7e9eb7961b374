import { createReadStream, fstatSync, readSync } from 'node:fs'
import { crc32, createInflateRaw } from 'node:zlib'
import { GiveUp } from '#lib/io/children/give-up'
import { Stop, type Teller } from '#lib/io/children/tell-entries'
import { inputFd, say } from '#lib/io/frames'

/**
 * A ZIP whose directory, at its very end, is missing or broken: a download that broke off, as a rule. Its files stand
 * one behind the other, each with a head of its own, so what is there can be had. Throws GiveUp where there is none, and
 * Stop at the end: something is missing in any case.
 */
export async function salvageZip(tell: Teller): Promise<void> {
  let next = headAt(0)
  if (!next)
    throw new GiveUp('damaged', 'This archive has no directory of its files, or a broken one, and no file in it.')
  say({ kind: 'opened', entries: 0 }) // nobody knows
  while (next) {
    const head: Head = next
    if (head.locked) tell.left(head.path, 'locked')
    else if (head.method !== 0 && head.method !== 8) tell.left(head.path, 'method')
    else if (!head.path.endsWith('/')) {
      const packed = head.packed ?? fstatSync(inputFd).size - head.start
      await tell.entry({ path: head.path, packed, ...contentOf(head) })
    }
    next = head.packed === undefined ? undefined : headAfter(head.start + head.packed)
  }
  throw new Stop('damaged')
}

type Head = {
  path: string
  method: number
  locked: boolean
  crc: number
  /** Bytes from `start` on; of a file whose length stands only behind it, known once it has been read. */
  packed: number | undefined
  start: number
}

function headAt(at: number): Head | undefined {
  const bytes = Buffer.alloc(30)
  if (readSync(inputFd, bytes, 0, 30, at) < 30 || bytes.readUInt32LE(0) !== 0x04034b50) return undefined
  const flags = bytes.readUInt16LE(6)
  const method = bytes.readUInt16LE(8)
  const said = bytes.readUInt32LE(18)
  const name = Buffer.alloc(bytes.readUInt16LE(26))
  readSync(inputFd, name, 0, name.length, at + 30)
  const start = at + 30 + name.length + bytes.readUInt16LE(28)
  const later = (flags & 8) !== 0 || said === 0xffffffff
  const packed = later && method === 8 ? undefined : said
  return {
    path: name.toString('utf8'),
    method,
    locked: (flags & 1) !== 0,
    crc: later ? 0 : bytes.readUInt32LE(14),
    packed,
    start,
  }
}

/** The next head, also behind the lengths that stand behind some files. */
function headAfter(at: number): Head | undefined {
  for (const skip of [0, 16, 12, 24, 20]) {
    const head = headAt(at + skip)
    if (head) return head
  }
  return undefined
}

/** As much as the file's head says, or until the packing itself says that it ends. */
function contentOf(head: Head) {
  let crc = 0
  async function* bytes() {
    const end = head.packed === undefined ? {} : { end: head.start + head.packed - 1 }
    if (head.packed === 0) return
    const packed = createReadStream('', { fd: inputFd, autoClose: false, start: head.start, ...end })
    const inflate = head.method === 8 ? createInflateRaw({ chunkSize: 128 * 1024 }) : undefined
    let had = 0
    for await (const piece of inflate ? packed.pipe(inflate) : packed) {
      had += piece.length
      crc = crc32(piece, crc)
      yield piece as Buffer // a stream of bytes
    }
    if (!inflate && had < (head.packed ?? 0)) throw new Error('it ends in the middle')
    if (inflate) head.packed ??= inflate.bytesWritten
  }
  return { bytes: bytes(), flawed: () => head.crc !== 0 && crc !== head.crc }
}
