import { mupdf, type Page, wasm } from '#lib/io/children/mupdf'
import type { Box, Size } from '#lib/io/children/pdf-text'

/**
 * What is drawn on a page, in the order in which it is: words with their place in points, and what may lie over them or
 * under them, with its colour as 0xAARRGGBB.
 */
export type Drawn = { words: Spelt[]; things: Thing[] }
/** `first`: its first letter in the engine's memory; `after`: how many things were drawn before it. */
export type Spelt = { first: number; letters: number; box: Box; after: number }
export type Thing = { box: Box; colour: number; picture: boolean }
export type Kind = 'under_a_box' | 'same_colour' | 'invisible'

/** Pixels of an inch at which letters are looked at, and the most of a side. */
const dpi = 144
const mostSide = 4000
/** How far the pixels of a flat box may differ; how dark ink is, and how light paper; how near colours are one colour. */
const flat = 12
const ink = 80
const paper = 200
const near = 24
/** What share of its place must be in a letter's own colour, beside what else is drawn over it, for it to be unseen. */
const drowned = 0.72
/** The same where a word beside it is hidden. */
const drowning = 0.5
/** How much of a letter's box is left out above and below it. */
const trim = 0.2
/** What share of a word's letters must be unseen. */
const most = 0.6
/** What can lie over a letter, in points; a line thicker than this is a frame around something. */
const least = 3
const thickest = 40

/** A fill, or a line thick enough to strike words out. */
export function thingOf([x0, y0, x1, y1]: Box, flags: number, colour: number): Thing | null {
  const [width, height] = [x1 - x0, y1 - y0]
  if (!(width >= least && height >= least) || colour >>> 24 < 128) return null
  const stroked = (flags & 1) === 1
  return stroked && Math.min(width, height) > thickest ? null : { box: [x0, y0, x1, y1], colour, picture: false }
}

/**
 * Words that can be copied out of a page but not seen on it: a failed redaction, white text on white. First a cheap
 * look at the order in which things are drawn, which clears most pages; then the place of each letter on the page as it
 * is seen: all one colour, or not.
 * @returns the words that are not seen, by their number, each with why
 */
export function unseenOf(page: Page, size: Size, { words, things }: Drawn): [word: number, why: Kind][] {
  const suspects = words.map((word) => suspicion(word, things))
  if (suspects.every((one) => one === null)) return []
  const picture = pictureOf(page, size)
  const kinds = settle(
    words,
    words.map((word, i) => judged(word, suspects[i] ?? null, size, picture)),
  )
  return kinds.flatMap((kind, i): [number, Kind][] => (kind ? [[i, kind]] : []))
}

type Suspicion = 'covered' | 'coloured' | 'invisible' | 'read'

function suspicion({ first, box, after }: Spelt, things: readonly Thing[]): Suspicion | null {
  const colour = wasm._wasm_stext_char_get_argb(first) >>> 0
  if (colour >>> 24 === 0) return things.some((one) => one.picture && overlaps(one.box, box)) ? 'read' : 'invisible'
  for (let i = after; i < things.length; i++) {
    const thing = things[i]
    if (thing && overlaps(thing.box, box)) return 'covered'
  }
  if (channels(colour).every((one) => one > paper)) return 'coloured'
  for (let i = 0; i < after; i++) {
    const thing = things[i]
    if (thing && !thing.picture && alike(thing.colour, colour) && overlaps(thing.box, box)) return 'coloured'
  }
  return null
}

const overlaps = ([a, b, c, d]: Box, [x0, y0, x1, y1]: Box) => {
  const wide = Math.min(c, x1) - Math.max(a, x0)
  const high = Math.min(d, y1) - Math.max(b, y0)
  return wide > 0 && high > 0 && wide * high > 0.1 * (x1 - x0) * (y1 - y0)
}
const channels = (colour: number) => [(colour >> 16) & 255, (colour >> 8) & 255, colour & 255]
const alike = (one: number, other: number) => {
  const others = channels(other)
  return channels(one).every((value, i) => Math.abs(value - (others[i] ?? 0)) <= near)
}

/** `only`: it holds only if others do: if a word beside it is hidden, or if words read off the scan are well placed. */
type Verdict = { kind: Kind; only?: 'beside' | 'placed' } | null

function judged(word: Spelt, suspect: Suspicion | null, size: Size, picture: Picture): Verdict {
  if (suspect === null) return null
  const colour = wasm._wasm_stext_char_get_argb(word.first) >>> 0
  const count = { judged: 0, flat: 0, own: 0, light: 0, nearly: 0 }
  for (let ch = word.first, n = 0; ch && n < word.letters; ch = wasm._wasm_stext_char_get_next(ch), n++) {
    if (!isLetter(wasm._wasm_stext_char_get_c(ch))) continue
    const place = placeOf(ch, size, picture)
    if (!place) continue
    count.judged++
    const ground = groundIn(place, picture, suspect === 'read')
    if (ground === null) {
      const share = suspect === 'covered' ? shareIn(place, picture, colour) : 0
      if (share > drowned) count.flat++
      else if (share > drowning) count.nearly++
      continue
    }
    count.flat++
    if (alike(ground, colour)) count.own++
    if (channels(ground).every((one) => one > paper)) count.light++
  }
  if (count.judged === 0) return null
  if (count.flat < count.judged * most)
    return count.flat + count.nearly < count.judged * most ? null : { kind: 'under_a_box', only: 'beside' }
  const half = count.flat / 2
  if (suspect === 'invisible') return { kind: 'invisible' }
  if (suspect === 'read') return count.light > half ? { kind: 'under_a_box', only: 'placed' } : { kind: 'under_a_box' }
  if (suspect === 'coloured' && count.own <= half) return null
  return { kind: count.own > half && count.light > half ? 'same_colour' : 'under_a_box' }
}

/** Letters and digits only: a dot or a dash may lie in a place of one colour and be seen all the same. */
const isLetter = (code: number) => code > 32 && code <= 0x10ffff && /[\p{L}\p{N}]/u.test(String.fromCodePoint(code))

type Place = { left: number; top: number; right: number; bottom: number }

/** The dots of a letter's place; null where they are too few to be judged. */
function placeOf(ch: number, size: Size, { width, height, scale }: Picture): Place | null {
  const [x0, y0, x1, y1] = edgesOf(ch)
  const cut = (y1 - y0) * trim
  const left = Math.max(0, Math.floor((x0 - size.left) * scale))
  const top = Math.max(0, Math.floor((y0 + cut - size.top) * scale))
  const right = Math.min(width, Math.ceil((x1 - size.left) * scale))
  const bottom = Math.min(height, Math.ceil((y1 - cut - size.top) * scale))
  return right - left < 2 || bottom - top < 2 ? null : { left, top, right, bottom }
}

function edgesOf(ch: number): Box {
  const at = wasm._wasm_stext_char_get_quad(ch) >> 2
  const [ax = 0, ay = 0, bx = 0, by = 0, cx = 0, cy = 0, dx = 0, dy = 0] = wasm.HEAPF32.subarray(at, at + 8)
  return [Math.min(ax, bx, cx, dx), Math.min(ay, by, cy, dy), Math.max(ax, bx, cx, dx), Math.max(ay, by, cy, dy)]
}

/** The one colour of a place; null where it has several. `scanned`: all that is dark is one. */
function groundIn({ left, top, right, bottom }: Place, { pixels, width }: Picture, scanned: boolean): number | null {
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
function shareIn({ left, top, right, bottom }: Place, { pixels, width }: Picture, colour: number): number {
  let same = 0
  for (let y = top; y < bottom; y++)
    for (let x = left, at = (y * width + left) * 3; x < right; x++, at += 3)
      if (alike(((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0), colour)) same++
  return same / ((right - left) * (bottom - top))
}

/** A word that runs off the page: its letters on it, with their place, and those past its edge. */
export function partOn({ first, letters }: Pick<Spelt, 'first' | 'letters'>, size: Size) {
  const [right, bottom] = [size.left + size.width, size.top + size.height]
  const on = { word: '', past: '', first, letters: 0 }
  const all: Box = [Infinity, Infinity, -Infinity, -Infinity]
  for (let ch = first, n = 0; ch && n < letters; ch = wasm._wasm_stext_char_get_next(ch), n++) {
    const code = wasm._wasm_stext_char_get_c(ch)
    const letter = code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
    const [x0, y0, x1, y1] = edgesOf(ch)
    if (x1 <= size.left || x0 >= right || y1 <= size.top || y0 >= bottom) {
      on.past += letter
      continue
    }
    if (on.letters++ === 0) on.first = ch
    on.word += letter
    all[0] = Math.min(all[0], x0)
    all[1] = Math.min(all[1], y0)
    all[2] = Math.max(all[2], x1)
    all[3] = Math.max(all[3], y1)
  }
  const [x0, y0, x1, y1] = all
  return { ...on, x0, y0, x1, y1 }
}

/** Words read off a scan that stand on bare paper are misplaced, unless nearly all others stand where something is. */
const sureOf = 0.9
const leastRun = 4

function settle(words: readonly Spelt[], verdicts: readonly Verdict[]): (Kind | null)[] {
  const doubtful = verdicts.filter((one) => one?.only === 'placed').length
  const wellPlaced = doubtful <= (1 - sureOf) * words.length
  const kinds = verdicts.map((one) => (one && (!one.only || (one.only === 'placed' && wellPlaced)) ? one.kind : null))
  let from = 0
  while (from < kinds.length) {
    let to = from
    while (to < kinds.length && verdicts[to]?.only === 'placed') to++
    const letters = words.slice(from, to).reduce((sum, { letters }) => sum + letters, 0)
    if (to > from && letters < leastRun) kinds.fill(null, from, to)
    from = to + 1
  }
  const beside = (i: number, neighbour: number) => {
    const verdict = verdicts[i]
    if (verdict?.only === 'beside' && kinds[neighbour]) kinds[i] = verdict.kind
  }
  for (let i = 1; i < kinds.length; i++) beside(i, i - 1)
  for (let i = kinds.length - 2; i >= 0; i--) beside(i, i + 1)
  return kinds
}

type Picture = { pixels: Uint8Array; width: number; height: number; scale: number }

function pictureOf(page: Page, size: Size): Picture {
  const scale = Math.min(dpi / 72, mostSide / Math.max(size.width, size.height))
  const pixmap = page.toPixmap(mupdf.Matrix.scale(scale, scale), mupdf.ColorSpace.DeviceRGB, false, true)
  try {
    return { pixels: new Uint8Array(pixmap.getPixels()), width: pixmap.getWidth(), height: pixmap.getHeight(), scale }
  } finally {
    pixmap.destroy()
  }
}
