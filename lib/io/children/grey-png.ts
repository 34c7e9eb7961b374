import { crc32, deflateSync } from 'node:zlib'
import { stepper } from '#lib/io/children/tones'

/**
 * Grey dots (a byte each, rows one behind the other) → a PNG in one IDAT: black and white with 1 bit a dot, or 16 greys
 * with 8. Packed in half a byte they were a tenth smaller, and PDF readers took three times as long to draw them.
 */
export function greyPng(pixels: Uint8Array, width: number, height: number, bits: 1 | 8): Buffer {
  const rowBytes = Math.ceil((width * bits) / 8)
  const rows = Buffer.alloc((rowBytes + 1) * height) // the first of each row says: no filter
  const row = stepper(width)
  for (let y = 0; y < height; y++) {
    const from = y * width
    const to = y * (rowBytes + 1) + 1
    if (bits === 8) rows.set(row(pixels.subarray(from, from + width)), to)
    else
      for (let x = 0; x < width; x++)
        if ((pixels[from + x] ?? 0) >= 128) rows[to + (x >> 3)] = (rows[to + (x >> 3)] ?? 0) | (0x80 >> (x & 7))
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head[8] = bits
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, packing)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** The first level that looks for a better match: 5 % larger than 6, in half its time. */
const packing = { level: 4, chunkSize: 256 * 1024 }

function chunk(name: string, data: Buffer): Buffer {
  const all = Buffer.alloc(12 + data.length)
  all.writeUInt32BE(data.length, 0)
  all.write(name, 4, 'latin1')
  data.copy(all, 8)
  all.writeUInt32BE(crc32(all.subarray(4, 8 + data.length)), 8 + data.length)
  return all
}
