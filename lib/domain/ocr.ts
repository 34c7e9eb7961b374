import type { Box, Word } from '#lib/domain/page'

/** A page to be read from its picture. `beside`: it has text of its own, and only its pictures are to be read. */
export type PictureWanted = { page: number; beside: boolean }

/** What was read off the picture of a page; `words` is null where the reading broke down on it. `sure` 0–1. */
export type PictureRead = { page: number; words: Word[] | null; sure: number | null; width: number; height: number }

/** What is known of a page when its own text has been read. */
type PageRead = { page: number; words: readonly Word[]; pictures?: readonly Box[] | undefined }

/** How much of a page's own letters must say something, or they are of a font that tells nobody what they are. */
const leastLegible = 0.5
const fewestSigns = 20

/** Whether a page must be read from its picture, and how; null where its own text is all there is. */
export function pictureWanted({ page, words, pictures = [] }: PageRead): PictureWanted | null {
  if (words.length === 0 || isIllegible(words)) return { page, beside: false }
  return pictures.length > 0 ? { page, beside: true } : null
}

/** Letters without a meaning: they can be seen on the page, and copied out as something else. */
function isIllegible(words: readonly Word[]): boolean {
  let all = 0
  let unknown = 0
  for (const { text } of words)
    for (const sign of text) {
      all++
      if (/[\ufffd\p{Co}\p{Cn}]/u.test(sign)) unknown++
    }
  return all >= fewestSigns && unknown > all * (1 - leastLegible)
}

export const turns = [0, 90, 180, 270] as const
export type Turn = (typeof turns)[number]

/** How a drawing came from its page: pixels, its clockwise turn, and how much its lines were moved to lie level. */
export type Drawing = { width: number; height: number; turn: Turn; slope: number }

/** Below these a word is taken for a blot: of letters, and of signs alone. */
const leastSure = { letters: 0.25, signs: 0.65 }

/**
 * The table of Tesseract (level 5 lines: block, paragraph, line, word, left, top, width, height in pixels, confidence
 * 0–100, text) → words on the page as seen. Nothing in it is believed: what has no place on the page is left out.
 */
export function wordsOfTable(table: string, drawing: Drawing): Word[] {
  const words: Word[] = []
  let line = -1
  let before = ''
  for (const row of table.split('\n')) {
    const cells = row.split('\t')
    if (cells[0] !== '5' || cells.length < 12) continue
    const [left = 0, top = 0, width = 0, height = 0, confidence = 0] = cells.slice(6, 11).map(Number)
    const text = clean(cells.slice(11).join(' '))
    const sure = Math.round(confidence) / 100
    const box = boxOf([left, top, left + width, top + height], drawing)
    if (text === '' || !box || !(sure >= (/[\p{L}\p{N}]/u.test(text) ? leastSure.letters : leastSure.signs))) continue
    const here = cells.slice(2, 5).join('.')
    if (here !== before) line++
    before = here
    words.push({ text, box, line, sure: Math.min(1, sure) })
  }
  return words
}

const clean = (text: string) =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\s\p{Cc}\p{Cs}\u00ad\u200b\u2060\ufeff\ufffd]/gu, '')
    .slice(0, 200)
    .toWellFormed()

/** Pixels of a drawing → fractions of the page as seen, to a hundred-thousandth; null for what has no place on it. */
function boxOf([x0, y0, x1, y1]: Box, { width, height, turn, slope }: Drawing): Box | null {
  if (![x0, y0, x1, y1].every(Number.isFinite) || x0 >= x1 || y0 >= y1) return null
  const fell = ((x0 + x1) / 2 - width / 2) * slope
  const corners = [
    [x0 / width, (y0 + fell) / height],
    [x1 / width, (y1 + fell) / height],
  ].map(([x = 0, y = 0]) => {
    if (turn === 90) return [y, 1 - x]
    if (turn === 180) return [1 - x, 1 - y]
    return turn === 270 ? [1 - y, x] : [x, y]
  })
  const part = (i: 0 | 1, pick: (...all: number[]) => number) =>
    Math.round(Math.min(1, Math.max(0, pick(...corners.map((corner) => corner[i] ?? 0)))) * 1e5) / 1e5
  const box: Box = [part(0, Math.min), part(1, Math.min), part(0, Math.max), part(1, Math.max)]
  return box[0] < box[2] && box[1] < box[3] ? box : null
}

/** How sure a reading is, 0–1, each word by its letters; null where there is none. */
export function sureOf(words: readonly Word[]): number | null {
  let letters = 0
  let sum = 0
  for (const { text, sure } of words) {
    if (sure === undefined) continue
    letters += text.length
    sum += sure * text.length
  }
  return letters === 0 ? null : Math.round((sum / letters) * 1000) / 1000
}

/** Of two readings of one drawing the one to keep is the one with more letters that are likely right. */
export const likelyRight = (words: readonly Word[]) =>
  words.reduce((sum, { text, sure = 1 }) => sum + (sure > 0.6 ? text.length * (sure - 0.5) : 0), 0)

/**
 * The page's own words and those its pictures show, in reading order: lines of a picture come after the own line that
 * ends last above them. What a picture repeats of the own text, such as a letter drawn twice, is left out.
 */
export function besideOwn(own: readonly Word[], read: readonly Word[]): Word[] {
  const added = linesOf(read.filter((word) => !own.some((there) => covers(there.box, word.box))))
  const lines = linesOf(own).map((words) => ({ words, bottom: bottomOf(words), at: 0 }))
  const placed = added.map((words) => {
    const middle = (topOf(words) + bottomOf(words)) / 2
    const above = lines.findLastIndex((line) => line.bottom <= middle && sideBySide(line.words, words))
    const anywhere = lines.findLastIndex((line) => line.bottom <= middle)
    return { words, after: above >= 0 ? above : anywhere }
  })
  const inOrder = [
    ...placed.filter(({ after }) => after < 0),
    ...lines.flatMap((line, i) => [line, ...placed.filter(({ after }) => after === i)]),
  ]
  return inOrder.flatMap(({ words }, line) => words.map((word) => ({ ...word, line })))
}

const linesOf = (words: readonly Word[]): Word[][] => [...Map.groupBy(words, ({ line }) => line).values()]
const topOf = (words: readonly Word[]) => Math.min(...words.map(({ box }) => box[1]))
const bottomOf = (words: readonly Word[]) => Math.max(...words.map(({ box }) => box[3]))

/** Do two lines share some of the page's width, so that one can stand under the other? */
function sideBySide(a: readonly Word[], b: readonly Word[]): boolean {
  const [left, right] = [(of: readonly Word[]) => of[0]?.box[0] ?? 0, (of: readonly Word[]) => of.at(-1)?.box[2] ?? 0]
  return left(a) < right(b) && left(b) < right(a)
}

function covers(there: Box, box: Box): boolean {
  const width = Math.min(there[2], box[2]) - Math.max(there[0], box[0])
  const height = Math.min(there[3], box[3]) - Math.max(there[1], box[1])
  const least = Math.min((box[2] - box[0]) * (box[3] - box[1]), (there[2] - there[0]) * (there[3] - there[1]))
  return width > 0 && height > 0 && width * height > least * 0.3
}
