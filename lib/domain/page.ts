import { z } from 'zod'
import type { SheetPart } from '#lib/domain/sheet'

/** A rectangle on a page as it is seen (after rotation): fractions 0–1 of width and height, origin top left. */
export const boxSchema = z
  .tuple([z.number().min(0).max(1), z.number().min(0).max(1), z.number().min(0).max(1), z.number().min(0).max(1)])
  .describe('[x0, y0, x1, y1], fractions 0–1 of the page as seen, origin top left')
/** A box that somebody gives: one that covers nothing, or is drawn the wrong way round, is a mistake. */
export const givenBoxSchema = boxSchema.refine(
  ([x0, y0, x1, y1]) => x0 < x1 && y0 < y1,
  'A box goes from its top left to its bottom right: x0 < x1 and y0 < y1.',
)
export type Box = [x0: number, y0: number, x1: number, y1: number]

/**
 * One word of a page in reading order. `line` counts from 0; words of one line share it. `sure`: 0–1, only where it was
 * read from a picture.
 */
export type Word = { text: string; box: Box; line: number; sure?: number }

/**
 * What a parser says of one page. `width` and `height` in points (1/72 inch) after rotation; `text` is the words
 * joined by spaces, lines by newlines, so that the n-th word of `words` is the n-th run of non-space in `text`.
 */
export type ParsedPage = {
  page: number
  width: number
  height: number
  text: string
  words: Word[]
  source: PageSource
  /** Pictures on the page, as far as they are large enough to hold words, where its own text does not reach. */
  pictures?: Box[]
  sheet?: SheetPart
  sure?: number
  /** Words that nobody sees on it; they are in neither `text` nor `words`. */
  held?: HeldWord[]
}

/** Why a word is not seen: `invisible` is written to be so, `off_page` lies past the edge of the page. */
export const hiddenKinds = ['under_a_box', 'same_colour', 'invisible', 'off_page'] as const
export type HiddenKind = (typeof hiddenKinds)[number]

/** A word that is not seen: its place among the words of its page, null where it lies beyond the page's edge. */
export type HeldPlace = { at: number | null; kind: HiddenKind }
export type HeldWord = { word: Word; place: HeldPlace }

export const pageSources = ['text', 'ocr', 'mail', 'corrected'] as const
export type PageSource = (typeof pageSources)[number]

/** Words → the text of the page, the one rule that every parser and every reader shares. */
export function textOf(words: readonly Word[]): string {
  let text = ''
  words.forEach((word, i) => {
    const before = words[i - 1]
    text += (before === undefined ? '' : before.line === word.line ? ' ' : '\n') + word.text
  })
  return text
}
