/** Grey dots, a byte each; `from` and `stride`: where the first one is, and how far its row is from the next, where not all of it is dots. */
export type Dots = { dots: Uint8Array; width: number; height: number; from?: number; stride?: number }

/** Cells are squares of so many dots: JPEG's own blocks. */
export const cell = 8

/**
 * How light each cell is in the mean, a byte a cell, row by row; beyond the edge all is white.
 * @param side of a cell, in dots: 2 where all is drawn a quarter as fine
 */
export function cellsOf({ dots, width, height, from = 0, stride = width }: Dots, side: 2 | 8 = cell): Uint8Array {
  const [across, down] = [Math.ceil(width / side), Math.ceil(height / side)]
  const dark = new Uint16Array(across * down + 1) // one more for the white that fills up a row
  const row = new Uint8Array(Math.ceil(width / 8) * 8).fill(255)
  const words = new Int32Array(row.buffer) // four dots each
  for (let y = 0; y < height; y++) {
    row.set(dots.subarray(from + y * stride, from + y * stride + width))
    const to = Math.floor(y / side) * across
    for (let i = 0; i < words.length; i++) {
      const word = ~(words[i] ?? 0)
      if (word === 0) continue // all four are white
      const pairs = (word & 0xff00ff) + ((word >>> 8) & 0xff00ff) // two sums side by side
      if (side === 8) dark[to + (i >> 1)] = (dark[to + (i >> 1)] ?? 0) + (pairs & 0xffff) + (pairs >>> 16)
      else {
        dark[to + 2 * i] = (dark[to + 2 * i] ?? 0) + (pairs & 0xffff)
        if (pairs >>> 16) dark[to + 2 * i + 1] = (dark[to + 2 * i + 1] ?? 0) + (pairs >>> 16)
      }
    }
  }
  const means = new Uint8Array(across * down)
  for (let at = 0; at < means.length; at++) means[at] = 255 - Math.round((dark[at] ?? 0) / (side * side))
  return means
}
