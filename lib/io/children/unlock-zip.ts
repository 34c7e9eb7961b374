import { createCipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto'
import type { Entry } from 'yauzl'
import { Lost } from '#lib/io/children/tell-entries'

/**
 * A locked entry of a ZIP → its packed bytes and how they are packed. The two ways there are in the wild: the old one
 * of PKWARE, and AES as WinZip, 7-Zip and macOS write it (AE-1, AE-2). Throws Lost: wrong_password, method, damaged.
 */
export function unlock(entry: Entry, bytes: AsyncIterable<Buffer>, password: string) {
  const aes = entry.extraFields.find(({ id }) => id === 0x9901)?.data
  if (entry.compressionMethod === 99) {
    if (!aes || aes.length < 7) throw new Lost('method')
    return { bytes: withAes(bytes, password, aes.readUInt8(4), entry.compressedSize), method: aes.readUInt16LE(5) }
  }
  if (entry.generalPurposeBitFlag & 0x40) throw new Lost('method') // PKWARE's own later ways
  const check = entry.generalPurposeBitFlag & 8 ? entry.lastModFileTime >>> 8 : entry.crc32 >>> 24
  return { bytes: withOldKeys(bytes, password, check & 0xff), method: entry.compressionMethod }
}

/** Traditional PKWARE encryption (APPNOTE 6.1): three keys that turn with every byte; twelve bytes of salt come first. */
async function* withOldKeys(bytes: AsyncIterable<Buffer>, password: string, check: number): AsyncGenerator<Buffer> {
  let [a, b, c] = [0x12345678, 0x23456789, 0x34567890]
  const turn = (byte: number) => {
    a = table((a ^ byte) & 0xff) ^ (a >>> 8)
    b = (Math.imul(b + (a & 0xff), 134775813) + 1) >>> 0
    c = table((c ^ (b >>> 24)) & 0xff) ^ (c >>> 8)
  }
  for (const byte of Buffer.from(password, 'utf8')) turn(byte)
  let salt = 12
  for await (const piece of bytes) {
    const clear = Buffer.allocUnsafe(piece.length)
    for (let i = 0; i < piece.length; i++) {
      const key = (c | 2) & 0xffff
      const byte = (piece[i] ?? 0) ^ ((Math.imul(key, key ^ 1) >>> 8) & 0xff)
      clear[i] = byte
      turn(byte)
    }
    const skipped = Math.min(salt, clear.length)
    if (salt > 0 && skipped === salt && clear[skipped - 1] !== check) throw new Lost('wrong_password')
    salt -= skipped
    if (clear.length > skipped) yield clear.subarray(skipped)
  }
}

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let value = n
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value >>> 0
})
const table = (n: number) => crcTable[n] ?? 0

/** WinZip's AES: salt, two bytes that tell a wrong password, the content, a seal of ten bytes. */
async function* withAes(
  bytes: AsyncIterable<Buffer>,
  password: string,
  strength: number,
  packed: number,
): AsyncGenerator<Buffer> {
  const keyBytes = [0, 16, 24, 32][strength]
  if (!keyBytes) throw new Lost('method')
  const head = keyBytes / 2 + 2
  const end = packed - 10
  if (end < head) throw new Lost('damaged')
  let open: ReturnType<typeof opener> | undefined
  let at = 0
  let kept = Buffer.alloc(0)
  let seal = Buffer.alloc(0)
  for await (const piece of bytes) {
    const from = at
    at += piece.length
    let rest = piece
    if (from < head) {
      kept = Buffer.concat([kept, piece.subarray(0, head - from)])
      rest = piece.subarray(Math.min(piece.length, head - from))
      if (kept.length < head) continue
      open = opener(kept, password, keyBytes)
    }
    const start = at - rest.length
    const content = rest.subarray(0, Math.max(0, end - start))
    seal = Buffer.concat([seal, rest.subarray(content.length)])
    if (content.length > 0 && open) yield open.content(content)
  }
  if (!open?.fits(seal)) throw new Lost('damaged')
}

function opener(head: Buffer, password: string, keyBytes: number) {
  const keys = pbkdf2Sync(password, head.subarray(0, keyBytes / 2), 1000, 2 * keyBytes + 2, 'sha1')
  if (!keys.subarray(2 * keyBytes).equals(head.subarray(keyBytes / 2))) throw new Lost('wrong_password')
  const cipher = createCipheriv(`aes-${keyBytes * 8}-ecb`, keys.subarray(0, keyBytes), null).setAutoPadding(false)
  const hmac = createHmac('sha1', keys.subarray(keyBytes, 2 * keyBytes))
  let block = 0
  let stream = Buffer.alloc(0) // key stream that is not used up yet
  return {
    /** Counter mode, its counter from 1 with the low byte first, which no mode of OpenSSL does. */
    content(piece: Buffer): Buffer {
      hmac.update(piece)
      const missing = Math.max(0, Math.ceil((piece.length - stream.length) / 16))
      const counters = Buffer.alloc(missing * 16)
      for (let i = 0; i < missing; i++) counters.writeUIntLE(++block, i * 16, 6)
      const key = Buffer.concat([stream, cipher.update(counters)])
      const clear = Buffer.allocUnsafe(piece.length)
      for (let i = 0; i < piece.length; i++) clear[i] = (piece[i] ?? 0) ^ (key[i] ?? 0)
      stream = key.subarray(piece.length)
      return clear
    },
    fits: (seal: Buffer) => seal.length === 10 && timingSafeEqual(hmac.digest().subarray(0, 10), seal),
  }
}
