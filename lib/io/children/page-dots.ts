import { mupdf, type Page, wasm } from '#lib/io/children/mupdf'

/** In points; a page as seen, cropped and turned. */
export type Box = [x0: number, y0: number, x1: number, y1: number]
export type Size = { left: number; top: number; width: number; height: number }

/** Pixels of an inch at which letters are looked at, and the most of a side. */
const dpi = 144
const mostSide = 4000
/** How much of a letter's box is left out above and below it. */
export const trim = 0.2
/** How far the dots of a flat place may differ; how dark ink is; how near colours are one colour. */
const flat = 12
const ink = 80
const near = 24

export type Place = { left: number; top: number; right: number; bottom: number }

/** The dots of a letter's place; null where they are too few to be judged. */
export function placeOf(ch: number, size: Size, { x, y, width, height, scale }: Picture): Place | null {
  const [x0, y0, x1, y1] = edgesOf(ch)
  const cut = (y1 - y0) * trim
  const left = Math.max(0, Math.floor(Math.max(x0, size.left) * scale) - x)
  const top = Math.max(0, Math.floor(Math.max(y0 + cut, size.top) * scale) - y)
  const right = Math.min(width, Math.ceil(Math.min(x1, size.left + size.width) * scale) - x)
  const bottom = Math.min(height, Math.ceil(Math.min(y1 - cut, size.top + size.height) * scale) - y)
  return right - left < 2 || bottom - top < 2 ? null : { left, top, right, bottom }
}

export function edgesOf(ch: number): Box {
  const at = wasm._wasm_stext_char_get_quad(ch) >> 2
  const [ax = 0, ay = 0, bx = 0, by = 0, cx = 0, cy = 0, dx = 0, dy = 0] = wasm.HEAPF32.subarray(at, at + 8)
  return [Math.min(ax, bx, cx, dx), Math.min(ay, by, cy, dy), Math.max(ax, bx, cx, dx), Math.max(ay, by, cy, dy)]
}

/** The one colour of a place; null where it has several. `scanned`: all that is dark is one. */
export function groundIn(
  { left, top, right, bottom }: Place,
  { pixels, width }: Picture,
  scanned: boolean,
): number | null {
  const least = [255, 255, 255]
  const most = [0, 0, 0]
  for (let y = top; y < bottom; y++)
    for (let x = left, at = (y * width + left) * 3; x < right; x++, at += 3)
      for (let channel = 0; channel < 3; channel++) {
        const value = pixels[at + channel] ?? 0
        if (value < (least[channel] ?? 0)) least[channel] = value
        if (value > (most[channel] ?? 0)) most[channel] = value
        const differs = (most[channel] ?? 0) - (least[channel] ?? 0) > flat
        if (differs && !(scanned && (most[channel] ?? 0) <= ink)) return null
      }
  const [r = 0, g = 0, b = 0] = least
  return (r << 16) | (g << 8) | b
}

/** How much of a place is in a letter's own colour: much is, under a box with lines or words drawn upon it. */
export function shareIn({ left, top, right, bottom }: Place, { pixels, width }: Picture, colour: number): number {
  let same = 0
  for (let y = top; y < bottom; y++)
    for (let x = left, at = (y * width + left) * 3; x < right; x++, at += 3)
      if (alike(((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0), colour)) same++
  return same / ((right - left) * (bottom - top))
}

/** As much of a page as is to be judged: the dots of a part of it, `x`, `y` its corner. */
export type Picture = { pixels: Uint8Array; x: number; y: number; width: number; height: number; scale: number }

export function pictureOf(page: Page, size: Size, suspects: readonly Box[]): Picture {
  const scale = Math.min(dpi / 72, mostSide / Math.max(size.width, size.height))
  const edge = (side: 0 | 1 | 2 | 3, pick: (...all: number[]) => number, within: number) =>
    pick(
      within,
      suspects.reduce(
        (all, box) => (side < 2 ? Math.min(all, box[side]) : Math.max(all, box[side])),
        side < 2 ? Infinity : -Infinity,
      ),
    )
  const left = Math.floor(edge(0, Math.max, size.left) * scale) - 1
  const top = Math.floor(edge(1, Math.max, size.top) * scale) - 1
  const right = Math.ceil(edge(2, Math.min, size.left + size.width) * scale) + 1
  const bottom = Math.ceil(edge(3, Math.min, size.top + size.height) * scale) + 1
  const pixmap = new mupdf.Pixmap(mupdf.ColorSpace.DeviceRGB, [left, top, right, bottom], false)
  try {
    pixmap.clear(255)
    const device = new mupdf.DrawDevice(mupdf.Matrix.scale(scale, scale), pixmap)
    try {
      page.run(device, mupdf.Matrix.identity)
      device.close()
    } finally {
      device.destroy()
    }
    const pixels = new Uint8Array(pixmap.getPixels()) // a copy: the original is memory that the next call may move
    return { pixels, x: left, y: top, width: pixmap.getWidth(), height: pixmap.getHeight(), scale }
  } finally {
    pixmap.destroy()
  }
}

export const channels = (colour: number) => [(colour >> 16) & 255, (colour >> 8) & 255, colour & 255]
/** Colours as 0xRRGGBB. */
export const alike = (one: number, other: number) => {
  const others = channels(other)
  return channels(one).every((value, i) => Math.abs(value - (others[i] ?? 0)) <= near)
}
