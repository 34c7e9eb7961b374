import { boxesOf } from '#lib/domain/anchor'
import type { Box, Word } from '#lib/domain/page'

/** Of a page as seen, in points. */
export type PageSize = { width: number; height: number }

/** How much of a word a box must meet, across and down, before the word is meant: a neighbour that is grazed is not. */
const meant = { across: 0.25, down: 0.35 }
/** How much of one of its letters, in the mean, may vanish under black before a word's text goes too. */
const mostUnder = 0.3
/** Black reaches so far beyond the words, in points. A scan's compression leaves traces about each letter: 4 pt are 8 dots of 150 dpi.
 * Slanted letters hang over their own end by a part of their height; what is higher than any line is a drawn area. */
const margins = { text: 1.5, picture: 4, slant: 0.2, tallest: 80 }
/** Edges stand on a grid of a tenth of an inch, so that no width tells which word was taken out. */
const grid = 7.2

/**
 * Boxes somebody drew or selected → the same widened to whole words, as high as their line. With `wholeLine` to the
 * whole line, so that not even the place of the word in it is told.
 */
export function wholeWords(words: readonly Word[], drawn: readonly Box[], { wholeLine = false } = {}): Box[] {
  const boxes: Box[] = []
  for (const box of drawn) {
    const hit = words.filter((word) => isMeant(box, word.box))
    const lines = new Set(hit.map(({ line }) => line))
    const whole = wholeLine ? words.filter(({ line }) => lines.has(line)) : hit
    const bands = boxesOf(whole).map((band, i) => asHighAs(words, [...lines][i], band))
    const [only] = bands
    if (only && bands.length === 1) boxes.push(around(box, only))
    else boxes.push(box, ...bands.filter((band) => !contains(box, band)))
  }
  return boxes
}

/** A line's own height, whichever of its words are meant: letters that hang below the line would tell of them. */
function asHighAs(words: readonly Word[], line: number | undefined, band: Box): Box {
  const [x0, y0, x1, y1] = band
  const same = words.filter((word) => word.line === line && overlap(word.box, band, 1) > 0).map(({ box }) => box)
  return [x0, Math.min(y0, ...same.map((box) => box[1])), x1, Math.max(y1, ...same.map((box) => box[3]))]
}

/**
 * What becomes black for these boxes: with a margin, and edges on the grid; where one would cut a neighbour's letters it
 * ends in the space between the two instead, whose place the neighbour tells anyway. `picture`: the page is a scan or
 * photograph. `words`: all of the page.
 */
export function fillOf(
  boxes: readonly Box[],
  { width, height }: PageSize,
  picture: boolean,
  words: readonly Word[] = [],
): Box[] {
  const margin = picture ? margins.picture : margins.text
  return boxes.map((box) => {
    const [x0, y0, x1, y1] = box
    const [wide, high] = [(x1 - x0) * width, (y1 - y0) * height]
    const hang = Math.min(wide, high) > margins.tallest ? 0 : Math.min(wide, high) * margins.slant
    const [across, down] = [Math.max(margin, hang), wide < high ? Math.max(margin, hang) : margin]
    const room = roomBeside(words, box)
    const left = endOf(x0 * width, across, room.left * width)
    const right = endOf(-x1 * width, across, room.right * width)
    return [clamp(left / width), clamp(y0 - down / height), clamp(-right / width), clamp(y1 + down / height)]
  })
}

/** Where black that begins at `edge` ends to its left: on the grid, or short of a neighbour that stands `room` away. */
function endOf(edge: number, margin: number, room: number): number {
  const onGrid = Math.floor((edge - margin) / grid) * grid
  if (edge - onGrid <= room) return onGrid
  if (room < leastRoom) return edge - margin
  return edge - Math.max(room / 2, Math.min(margin, room * 0.9))
}
/** Words that stand closer, in points, are hardly two. */
const leastRoom = 0.8

/** How far the next words of its line are from a box, that are not in it. */
function roomBeside(words: readonly Word[], mark: Box): { left: number; right: number } {
  let [left, right] = [Infinity, Infinity]
  for (const { box } of words) {
    if (shared(mark, box, 1) <= 0.25 || touches(mark, box)) continue
    if (box[0] + box[2] < mark[0] + mark[2]) left = Math.min(left, mark[0] - box[2])
    else right = Math.min(right, box[0] - mark[2])
  }
  return { left: Math.max(0, left), right: Math.max(0, right) }
}
const clamp = (n: number) => Math.min(1, Math.max(0, n))

/** The words that stay: those that no mark touches and that black leaves readable. Both ends of every box are of one page. */
export const wordsOutside = (words: readonly Word[], marks: readonly Box[], fills: readonly Box[]): Word[] =>
  words.filter((word) => !marks.some((mark) => touches(mark, word.box)) && !fills.some((fill) => buries(fill, word)))

/** The words that boxes take out, in reading order. */
export const wordsInside = (words: readonly Word[], marks: readonly Box[]): Word[] =>
  words.filter(({ box }) => marks.some((mark) => touches(mark, box)))

/** More than a graze: boxes of letters are as high as their font, so those of two lines may share a little. */
const touches = (mark: Box, word: Box) => shared(mark, word, 0) > 0.02 && shared(mark, word, 1) > 0.25
const buries = (fill: Box, { box, text }: Word) =>
  shared(fill, box, 1) > 0.25 && shared(fill, box, 0) * Math.max(1, text.length) > mostUnder

/** How much of a word's width (0) or height (1) a box shares with it, 0–1. */
const shared = (box: Box, word: Box, from: 0 | 1) =>
  overlap(box, word, from) / Math.max(word[from === 0 ? 2 : 3] - word[from], 1e-5)

function isMeant(box: Box, word: Box): boolean {
  const [across, down] = [overlap(box, word, 0), overlap(box, word, 1)]
  if (across <= 0 || down <= 0) return false
  return across >= meant.across * (word[2] - word[0]) && down >= meant.down * (word[3] - word[1])
}

/** How far two boxes share the width (0) or height (1) of the page; negative where they lie apart. */
const overlap = (a: Box, b: Box, from: 0 | 1) =>
  from === 0 ? Math.min(a[2], b[2]) - Math.max(a[0], b[0]) : Math.min(a[3], b[3]) - Math.max(a[1], b[1])

const around = (a: Box, b: Box): Box => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
]
const contains = (a: Box, b: Box) => a[0] <= b[0] && a[1] <= b[1] && a[2] >= b[2] && a[3] >= b[3]
