import { type Grey, inkLimit } from '#lib/io/children/grey'
import { narrowed, stemOf } from '#lib/io/children/narrow-letters'

/** What was done to a page before it was read. `slope`: its rows were moved down by `slope` × column, in its own pixels. */
export type Cleaned = Grey & { slope: number; did: ('light' | 'speckle' | 'skew' | 'width')[] }

/** Below these a page is left as it is: what does not help costs time and sharpness. `stem` in pixels. */
const least = { speckle: 0.0008, unevenness: 40, slope: 0.004, stem: 11 }

/**
 * A page as a copier, a fax or a camera made it → one that can be read: even light, no specks, lines that lie level,
 * and letters a little less wide where they are large enough for it.
 */
export function cleanPage(page: Grey): Cleaned {
  const did: Cleaned['did'] = []
  let now = page
  const speckle = speckleOf(now)
  if (speckle > least.speckle) {
    now = median(now)
    did.push('speckle')
  }
  const light = lightOf(now)
  if (light.unevenness > least.unevenness) {
    now = evened(now, light)
    did.push('light')
  }
  const found = slopeOf(now)
  const slope = Math.abs(found) > least.slope ? found : 0
  if (slope !== 0) {
    now = sheared(now, slope)
    did.push('skew')
  }
  if (stemOf(now) < least.stem) return { ...now, slope, did }
  const narrow = narrowed(now)
  return { ...narrow, slope: slope * (now.width / narrow.width), did: [...did, 'width'] }
}

/** The share of pixels that stand alone, darker or lighter than all eight about them. */
export function speckleOf({ pixels, width, height }: Grey): number {
  const far = 40
  let alone = 0
  let seen = 0
  for (let y = 1; y < height - 1; y += 4)
    for (let x = 1, at = y * width + 1; x < width - 1; x++, at++) {
      seen++
      const here = pixels[at] as number // within the page, as are all of these
      const left = pixels[at - 1] as number
      const [darker, lighter] = [left - here > far, here - left > far]
      if (!darker && !lighter) continue
      const [a, b, c] = [pixels[at + 1] as number, pixels[at - width] as number, pixels[at + width] as number]
      const [d, e] = [pixels[at - width - 1] as number, pixels[at - width + 1] as number]
      const [f, g] = [pixels[at + width - 1] as number, pixels[at + width + 1] as number]
      if (darker ? Math.min(a, b, c, d, e, f, g) - here > far : here - Math.max(a, b, c, d, e, f, g) > far) alone++
    }
  return seen === 0 ? 0 : alone / seen
}

const smaller = (a: number, b: number) => b + ((a - b) & ((a - b) >> 31))
const larger = (a: number, b: number) => a - ((a - b) & ((a - b) >> 31))
const between = (a: number, b: number, c: number) => larger(smaller(a, b), smaller(larger(a, b), c))

/** Each pixel the middle one of the nine about it. */
export function median({ pixels, width, height }: Grey): Grey {
  const out = new Uint8Array(pixels)
  // each column of three in order, kept for the three windows that it is part of
  const low = new Uint8Array(width)
  const middle = new Uint8Array(width)
  const high = new Uint8Array(width)
  for (let y = 1; y < height - 1; y++) {
    const row = y * width
    for (let x = 0; x < width; x++) {
      const a = pixels[row - width + x] as number // within the page, as are all of these
      const b = pixels[row + x] as number
      const c = pixels[row + width + x] as number
      low[x] = smaller(smaller(a, b), c)
      high[x] = larger(larger(a, b), c)
      middle[x] = between(a, b, c)
    }
    for (let x = 1; x < width - 1; x++) {
      // the same without a branch, of which noise would have the machine guess half wrong
      const l = larger(larger(low[x - 1] as number, low[x] as number), low[x + 1] as number)
      const h = smaller(smaller(high[x - 1] as number, high[x] as number), high[x + 1] as number)
      const m = between(middle[x - 1] as number, middle[x] as number, middle[x + 1] as number)
      out[row + x] = between(l, m, h)
    }
  }
  return { pixels: out, width, height }
}

const block = 64

/** The grey of the paper, for each block of the page, and how far it differs over the page. */
export function lightOf({ pixels, width, height }: Grey) {
  const [across, down] = [Math.ceil(width / block), Math.ceil(height / block)]
  const paper = new Float32Array(across * down)
  const counts = new Uint32Array(64)
  for (let by = 0; by < down; by++)
    for (let bx = 0; bx < across; bx++) {
      counts.fill(0)
      let seen = 0
      for (let y = by * block; y < Math.min(height, (by + 1) * block); y += 4)
        for (let x = bx * block; x < Math.min(width, (bx + 1) * block); x += 2) {
          const grey = (pixels[y * width + x] as number) >> 2 // within the page
          counts[grey] = (counts[grey] as number) + 1 // 64 of them
          seen++
        }
      let above = seen * 0.2
      let grey = 63
      for (; grey > 0 && above >= (counts[grey] as number); grey--) above -= counts[grey] as number // 64 of them
      paper[by * across + bx] = grey * 4 + 2
    }
  const sorted = paper.toSorted()
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 255
  return { paper, across, down, unevenness: at(0.95) - at(0.05) }
}

/** The paper as white everywhere. */
function evened({ pixels, width, height }: Grey, { paper, across, down }: ReturnType<typeof lightOf>): Grey {
  const out = new Uint8Array(pixels.length)
  const row = new Float32Array(across)
  for (let y = 0; y < height; y++) {
    const fy = Math.min(down - 1, Math.max(0, y / block - 0.5))
    const [top, dy] = [Math.floor(fy), fy - Math.floor(fy)]
    const under = Math.min(down - 1, top + 1)
    for (let i = 0; i < across; i++)
      row[i] = (paper[top * across + i] as number) * (1 - dy) + (paper[under * across + i] as number) * dy // of its size
    for (let x = 0, at = y * width; x < width; x++, at++) {
      const fx = Math.min(across - 1, Math.max(0, x / block - 0.5))
      const left = Math.floor(fx)
      const a = row[left] as number // at most the last
      const b = row[left + 1 < across ? left + 1 : left] as number // at most the last
      const white = Math.max(60, a + (b - a) * (fx - left))
      const grey = ((pixels[at] as number) * 250) / white // within the page
      out[at] = grey > 255 ? 255 : grey
    }
  }
  return { pixels: out, width, height }
}

/** Whether nothing at all is drawn on it: no two thousandth of a thousandth differ from its paper. */
export function isBlank({ pixels }: Grey): boolean {
  const counts = new Uint32Array(256)
  for (let i = 0; i < pixels.length; i += 3) counts[pixels[i] as number] = (counts[pixels[i] as number] as number) + 1 // 256 of them
  const paper = counts.indexOf(Math.max(...counts))
  let ink = 0
  for (let grey = 0; grey < 256; grey++) if (Math.abs(grey - paper) > 60) ink += counts[grey] as number // 256 of them
  return ink < Math.max(20, (pixels.length / 3) * 0.00002)
}

/** How steeply lines fall from left to right (a fraction, positive: downwards), as far as ±0.07, some 4 degrees. */
export function slopeOf(page: Grey): number {
  const { xs, ys, count, height } = darkPoints(page)
  if (count < 200) return 0
  const bins = new Uint32Array(height * 2)
  const sharpness = (slope: number) => {
    bins.fill(0)
    const start = height / 2
    for (let i = 0; i < count; i++) {
      const y = ((ys[i] as number) - (xs[i] as number) * slope + start) | 0 // both have `count` of them
      bins[y] = (bins[y] ?? 0) + 1
    }
    let sum = 0
    for (let i = 1; i < bins.length; i++) sum += ((bins[i] as number) - (bins[i - 1] as number)) ** 2 // within
    return sum
  }
  let best = 0
  let most = sharpness(0) * 1.15 // level unless another is better
  for (const step of [0.004, 0.001]) {
    const middle = best
    const reach = step === 0.004 ? 0.07 : 0.004
    for (let slope = middle - reach; slope <= middle + reach + 1e-9; slope += step) {
      const here = sharpness(slope)
      if (here > most) [best, most] = [slope, here]
    }
  }
  return best
}

/** Where ink begins under paper, on a grid of four pixels: what lines of text are told by. */
function darkPoints({ pixels, width, height }: Grey) {
  const step = 3
  const [w, h] = [Math.floor(width / step), Math.floor(height / step)]
  const small = new Uint8Array(w * h)
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++) {
      const at = y * step * width + x * step
      small[y * w + x] =
        ((pixels[at] as number) +
          (pixels[at + 1] as number) +
          (pixels[at + width] as number) +
          (pixels[at + width + 1] as number)) >>
        2 // within
    }
  const limit = inkLimit(small)
  const most = 60_000
  const xs = new Float32Array(most)
  const ys = new Float32Array(most)
  let count = 0
  for (let y = 1; y < h && count < most; y++)
    for (let x = 0; x < w && count < most; x++) {
      if ((small[y * w + x] as number) >= limit || (small[(y - 1) * w + x] as number) < limit) continue // within
      xs[count] = x
      ys[count++] = y
    }
  return { xs, ys, count, height: h }
}

/** Each column moved up by what its line fell: level lines, letters that lean by a degree or two. */
export function sheared({ pixels, width, height }: Grey, slope: number): Grey {
  const out = new Uint8Array(pixels.length).fill(255)
  const whole = new Int32Array(width)
  const part = new Int32Array(width)
  for (let x = 0; x < width; x++) {
    const shift = (x - width / 2) * slope
    whole[x] = Math.floor(shift)
    part[x] = Math.round((shift - Math.floor(shift)) * 256)
  }
  const reach = Math.ceil((Math.abs(slope) * width) / 2) + 1
  for (let y = 0; y < height; y++) {
    const edge = y < reach || y >= height - reach - 1
    for (let x = 0, at = y * width; x < width; x++, at++) {
      const from = at + (whole[x] as number) * width // of the page's width
      if (edge && (from < 0 || from + width >= pixels.length)) continue
      const share = part[x] as number
      out[at] = ((pixels[from] as number) * (256 - share) + (pixels[from + width] as number) * share) >> 8
    }
  }
  return { pixels: out, width, height }
}
