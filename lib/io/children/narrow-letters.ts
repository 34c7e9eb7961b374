import { type Grey, inkLimit } from '#lib/io/children/grey'

/** How high the stems of most letters are, in pixels: of all ink that runs down the page, half is in runs as long. */
export function stemOf({ pixels, width, height }: Grey): number {
  const [shortest, longest] = [5, 40] // below are strokes that lie, above are rules and pictures
  const limit = inkLimit(pixels, 8)
  const runs = new Uint16Array(width)
  const counts = new Uint32Array(longest + 2)
  for (let y = 0; y < height; y++)
    for (let x = 0, at = y * width; x < width; x += 4, at += 4) {
      const run = runs[x] as number // of the page's width
      if ((pixels[at] as number) < limit) runs[x] = run + 1
      else if (run > 0) {
        runs[x] = 0
        const length = Math.min(run, longest + 1)
        counts[length] = (counts[length] as number) + 1 // of its size
      }
    }
  const ink = counts.map((n, length) => (length >= shortest && length <= longest ? n * length : 0))
  let half = ink.reduce((sum, n) => sum + n, 0) / 2
  if (half < 500) return 0
  for (let length = shortest; length <= longest; length++) {
    half -= ink[length] as number // of its size
    if (half <= 0) return length
  }
  return 0
}

/**
 * The page as high, and four fifths as wide: of five pixels in a row four, each the part of the row that it covers.
 * Tesseract walks along a line, and less wide letters are fewer steps; below four fifths words begin to run together.
 */
export function narrowed({ pixels, width, height }: Grey): Grey {
  const fives = Math.round(width / 5)
  const out = new Uint8Array(fives * 4 * height).fill(255)
  // not the last row: its last five may have only three
  for (let y = 0, to = 0; y < height - 1; y++)
    for (let i = 0, at = y * width; i < fives; i++, at += 5, to += 4) {
      const b = pixels[at + 1] as number // within the page, as are all of these
      const c = pixels[at + 2] as number
      const d = pixels[at + 3] as number
      out[to] = ((pixels[at] as number) * 4 + b) / 5
      out[to + 1] = (b * 3 + c * 2) / 5
      out[to + 2] = (c * 2 + d * 3) / 5
      out[to + 3] = (d + (pixels[at + 4] as number) * 4) / 5
    }
  return { pixels: out, width: fives * 4, height }
}
