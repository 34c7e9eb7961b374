import { inflateSync, type Zlib } from 'node:zlib'
import { encoder } from '#lib/io/children/encode-page'
import { GiveUp } from '#lib/io/children/give-up'
import type { Image } from '#lib/io/children/pdf-parts'

export type Box = [x0: number, y0: number, x1: number, y1: number]

/** Grey dots, a byte each. */
export type Dots = { dots: Uint8Array; width: number; height: number }
type Rect = { left: number; top: number; right: number; bottom: number }

export const rectOf = ([x0, y0, x1, y1]: Box, { width, height }: Dots): Rect => ({
  left: Math.max(0, Math.floor(x0 * width)),
  top: Math.max(0, Math.floor(y0 * height)),
  right: Math.min(width, Math.ceil(x1 * width)),
  bottom: Math.min(height, Math.ceil(y1 * height)),
})

/** How many dots of a box are lighter than `most`, besides those where our own words are printed. */
export function brightIn(on: Dots, fill: Box, most: number, printed: readonly Box[] = []): number {
  const { left, top, right, bottom } = rectOf(fill, on)
  const own = printed.map((box) => rectOf(box, on))
  let bright = 0
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      if ((on.dots[y * on.width + x] ?? 255) <= most) continue
      if (!own.some((one) => x >= one.left && x < one.right && y >= one.top && y < one.bottom)) bright++
    }
  return bright
}

/** The picture of a page as its dots. */
export async function dotsOf({ kind, data, width, height, bits }: Image): Promise<Uint8Array> {
  if (kind === 'jpeg') {
    const sharp = await encoder()
    const { data: dots, info } = await sharp(data).greyscale().raw().toBuffer({ resolveWithObject: true })
    if (info.width !== width || info.height !== height || info.channels !== 1) throw new GiveUp('damaged')
    return dots
  }
  const { buffer: rows, engine } = inflateSync(data, { maxOutputLength: 256e6, info: true }) as unknown as {
    buffer: Buffer
    engine: Zlib & { bytesWritten: number }
  } // what `info` brings, which the types leave out
  if (engine.bytesWritten !== data.length) throw new GiveUp('damaged', 'Something is packed behind a picture.')
  const rowBytes = Math.ceil((width * bits) / 8) + 1
  if (rows.length !== rowBytes * height) throw new GiveUp('damaged', 'A picture has other dots than it says.')
  const dots = new Uint8Array(width * height)
  const perByte = 8 / bits
  const top = 2 ** bits - 1
  for (let y = 0; y < height; y++) {
    if (rows[y * rowBytes] !== 0) throw new GiveUp('damaged', 'A picture is packed in a way that is not ours.')
    for (let x = 0; x < width; x++) {
      const byte = rows[y * rowBytes + 1 + Math.floor(x / perByte)] ?? 0
      dots[y * width + x] = (((byte >> (8 - bits * ((x % perByte) + 1))) & top) * 255) / top
    }
  }
  return dots
}

/** How light a part of it is in the mean, 0–255. */
export function meanOf(on: Dots, box: Box): number {
  const { left, top, right, bottom } = rectOf(box, on)
  let sum = 0
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += on.dots[y * on.width + x] ?? 0
  return sum / Math.max(1, (bottom - top) * (right - left))
}
