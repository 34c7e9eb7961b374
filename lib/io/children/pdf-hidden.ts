import { type Page, wasm } from '#lib/io/children/mupdf'
import {
  alike,
  type Box,
  channels,
  edgesOf,
  groundIn,
  type Picture,
  pictureOf,
  placeOf,
  type Size,
  shareIn,
  trim,
} from '#lib/io/children/page-dots'

/**
 * What is drawn on a page, in the order in which it is: words with their place in points, and what may lie over them or
 * under them, with its colour as 0xAARRGGBB.
 */
export type Drawn = { words: Spelt[]; things: Thing[] }
/**
 * `first`: its first letter in the engine's memory; `after`: how many things were drawn before it. `whole`: it is all of
 * its box, and nothing shines through.
 */
export type Spelt = { first: number; letters: number; box: Box; after: number }
export type Thing = { box: Box; colour: number; picture: boolean; whole?: true }
export type Kind = 'under_a_box' | 'same_colour' | 'invisible'

/** How light paper is, in each colour. */
const paper = 200
/** What share of its place must be in a letter's own colour, beside what else is drawn over it, for it to be unseen. */
const drowned = 0.72
/** The same where a word beside it is hidden. */
const drowning = 0.5
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
  if (stroked && Math.min(width, height) > thickest) return null
  const thing = { box: [x0, y0, x1, y1] satisfies Box, colour, picture: false }
  return flags === 2 && colour >>> 24 === 255 ? { ...thing, whole: true } : thing
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
  const picture = pictureOf(
    page,
    size,
    words.flatMap(({ box }, i) => (suspects[i] === null ? [] : [box])),
  )
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
  if (channels(colour).every((one) => one > paper)) return standsOn(things, after, box, colour) ? null : 'coloured'
  for (let i = 0; i < after; i++) {
    const thing = things[i]
    if (thing && !thing.picture && alike(thing.colour, colour) && overlaps(thing.box, box)) return 'coloured'
  }
  return null
}

/** Whether a word lies on a box of quite another colour: white words on a dark band. */
function standsOn(things: readonly Thing[], after: number, [x0, y0, x1, y1]: Box, colour: number): boolean {
  for (let i = after - 1; i >= 0; i--) {
    const thing = things[i]
    if (!thing || !overlaps(thing.box, [x0, y0, x1, y1])) continue
    const [a, b, c, d] = thing.box
    const under = a <= x0 && c >= x1 && b <= y0 + (y1 - y0) * trim && d >= y1 - (y1 - y0) * trim
    return thing.whole === true && under && !alike(thing.colour, colour)
  }
  return false
}

const overlaps = ([a, b, c, d]: Box, [x0, y0, x1, y1]: Box) => {
  const wide = Math.min(c, x1) - Math.max(a, x0)
  const high = Math.min(d, y1) - Math.max(b, y0)
  return wide > 0 && high > 0 && wide * high > 0.1 * (x1 - x0) * (y1 - y0)
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
