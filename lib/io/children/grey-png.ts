import { crc32, deflateSync } from 'node:zlib'

/** Grey dots (a byte each, rows one behind the other) → a PNG of 1 or 4 bits a dot, in one IDAT. */
export function greyPng(pixels: Uint8Array, width: number, height: number, bits: 1 | 4): Buffer {
  const rowBytes = Math.ceil((width * bits) / 8)
  const rows = Buffer.alloc((rowBytes + 1) * height) // the first of each row says: no filter
  for (let y = 0; y < height; y++) {
    const from = y * width
    const to = y * (rowBytes + 1) + 1
    if (bits === 4)
      for (let x = 0; x < width; x++) {
        const level = ((pixels[from + x] ?? 0) + 8) / 17
        const at = to + (x >> 1)
        rows[at] = (rows[at] ?? 0) | ((x & 1 ? level : level << 4) & 0xff)
      }
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
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function chunk(name: string, data: Buffer): Buffer {
  const all = Buffer.alloc(12 + data.length)
  all.writeUInt32BE(data.length, 0)
  all.write(name, 4, 'latin1')
  data.copy(all, 8)
  all.writeUInt32BE(crc32(all.subarray(4, 8 + data.length)), 8 + data.length)
  return all
}
