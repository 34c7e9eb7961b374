import { createHash } from 'node:crypto'
import type { Dots } from '#lib/io/children/cells'

/** What shows in a box as it is drawn, without the black about it, and the pages on which it does. */
export type Strip = Dots & { key: string; pages: number[] }

/** Darker than this is the fill itself. */
const black = 16

/** Boxes as the second engine draws them, each different one once: a third engine reads them. */
export function createStrips() {
  const known = new Map<string, Strip>()
  return {
    /** @returns how many of its dots are not black */
    add(page: number, drawn: Dots): number {
      const shown = withoutBlack(drawn)
      if (!shown) return 0
      const { dots, width, height } = shown
      const key = createHash('sha256').update(`${width}x${height}`).update(dots).digest('hex')
      const strip = known.get(key) ?? { ...shown, key, pages: [] }
      known.set(key, strip)
      if (strip.pages.at(-1) !== page) strip.pages.push(page)
      return dots.reduce((sum, tone) => sum + (tone > black ? 1 : 0), 0)
    },
    all: () => [...known.values()],
  }
}

/** Null where nothing but black is left. */
function withoutBlack({ dots, width, height }: Dots): Dots | null {
  let [left, top, right, bottom] = [width, height, 0, 0]
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if ((dots[y * width + x] ?? 0) <= black) continue
      left = Math.min(left, x)
      right = Math.max(right, x + 1)
      top = Math.min(top, y)
      bottom = y + 1
    }
  if (right === 0) return null
  const shown = { dots: new Uint8Array((right - left) * (bottom - top)), width: right - left, height: bottom - top }
  for (let y = top; y < bottom; y++)
    shown.dots.set(dots.subarray(y * width + left, y * width + right), (y - top) * shown.width)
  return shown
}
