import { inflateSync, type Zlib } from 'node:zlib'
import type { Dots } from '#lib/io/children/cells'
import { encoder } from '#lib/io/children/encode-page'
import { GiveUp } from '#lib/io/children/give-up'
import type { Image } from '#lib/io/children/pdf-parts'

export type Box = [x0: number, y0: number, x1: number, y1: number]
type Rect = { left: number; top: number; right: number; bottom: number }

export const rectOf = ([x0, y0, x1, y1]: Box, { width, height }: { width: number; height: number }): Rect => ({
  left: Math.max(0, Math.floor(x0 * width)),
  top: Math.max(0, Math.floor(y0 * height)),
  right: Math.min(width, Math.ceil(x1 * width)),
  bottom: Math.min(height, Math.ceil(y1 * height)),
})

/** How many dots of a box are lighter than `most`, besides those where our own words are printed. */
export function brightIn(on: Dots, fill: Box, most: number, printed: readonly Box[] = []): number {
  const { left, top, right, bottom } = rectOf(fill, on)
  const { from = 0, stride = on.width } = on
  const own = printed.map((box) => rectOf(box, on))
  let bright = 0
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      if ((on.dots[from + y * stride + x] ?? 255) <= most) continue
      if (!own.some((one) => x >= one.left && x < one.right && y >= one.top && y < one.bottom)) bright++
    }
  return bright
}

/** The picture of a page as its dots. Throws GiveUp where it is packed otherwise than ours are. */
export async function dotsOf({ kind, data, width, height, bits }: Image): Promise<Dots> {
  if (kind === 'jpeg') {
    const sharp = await encoder()
    const { data: dots, info } = await sharp(data).greyscale().raw().toBuffer({ resolveWithObject: true })
    if (info.width !== width || info.height !== height || info.channels !== 1) throw new GiveUp('damaged')
    return { dots, width, height }
  }
  const rowBytes = Math.ceil((width * bits) / 8) + 1
  const most = rowBytes * height + 1
  const { buffer: rows, engine } = inflateSync(data, {
    maxOutputLength: most,
    chunkSize: Math.min(Math.max(most, 64), 64e6), // zlib takes no smaller one: an index is one dot
    info: true,
  }) as unknown as {
    buffer: Buffer
    engine: Zlib & { bytesWritten: number }
  } // what `info` brings, which the types leave out
  if (engine.bytesWritten !== data.length) throw new GiveUp('damaged', 'Something is packed behind a picture.')
  if (rows.length !== rowBytes * height) throw new GiveUp('damaged', 'A picture has other dots than it says.')
  for (let y = 0; y < height; y++)
    if (rows[y * rowBytes] !== 0) throw new GiveUp('damaged', 'A picture is packed in a way that is not ours.')
  if (bits === 1) return unpacked(rows, { width, height, rowBytes })
  if (!isInSteps(rows)) throw new GiveUp('damaged', 'A picture has tones that are none of ours.')
  return { dots: rows, width, height, from: 1, stride: rowBytes }
}

function unpacked(rows: Uint8Array, { width, height, rowBytes }: { width: number; height: number; rowBytes: number }) {
  const dots = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const row = rows.subarray(y * rowBytes + 1, (y + 1) * rowBytes)
    for (let x = 0; x < width; x++) if (((row[x >> 3] ?? 0) << (x & 7)) & 0x80) dots[y * width + x] = 255
  }
  return { dots, width, height }
}

/** Whether it has no other tones than our 16: both halves of each byte are the same, so no words can be spelt in its dots. */
function isInSteps(dots: Uint8Array): boolean {
  const own = dots.byteOffset % 4 === 0 ? dots : dots.slice()
  const fours = new Int32Array(own.buffer, own.byteOffset, own.length >> 2)
  let odd = 0
  for (let i = 0; i < fours.length; i++) {
    const four = fours[i] ?? 0
    odd |= (four >>> 4) ^ four
  }
  for (let at = fours.length * 4; at < own.length; at++) odd |= ((own[at] ?? 0) >> 4) ^ (own[at] ?? 0)
  return (odd & 0x0f0f0f0f) === 0
}
