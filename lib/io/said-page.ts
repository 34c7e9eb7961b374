import { z } from 'zod'
import { type Box, type PageSource, type ParsedPage, textOf, type Word } from '#lib/domain/page'

/** What a child may say of a page; every number is checked, nothing is believed. */
export type SaidWord = [text: string, x0: number, y0: number, x1: number, y1: number, line: number]
const fraction = (value: unknown) => typeof value === 'number' && value >= 0 && value <= 1
const isSaidWord = (word: unknown): word is SaidWord =>
  Array.isArray(word) &&
  word.length === 6 &&
  typeof word[0] === 'string' &&
  /^[^\s\p{Cc}\p{Cs}]+$/u.test(word[0]) &&
  word.slice(1, 5).every(fraction) &&
  Number.isSafeInteger(word[5]) &&
  word[5] >= 0
const isBox = (box: unknown) => Array.isArray(box) && box.length === 4 && box.every(fraction)

export const mostPages = 10_000
export const pageNumber = z.int().min(1).max(mostPages)
export const points = z.number().positive().max(1e6)
export const saidWords = z.array(z.custom<SaidWord>(isSaidWord)).max(50_000)
export const saidBoxes = z.array(z.custom<Box>(isBox)).max(50)

export const wordsOf = (said: SaidWord[]): Word[] =>
  said.map(([text, x0, y0, x1, y1, line]) => ({ text, box: [x0, y0, x1, y1] satisfies Box, line }))

/** A page as the reader of PDFs says it: the words as they are joined, and four whole hundred-thousandths for each. */
export const saidText = z.custom<string>(
  (text) =>
    typeof text === 'string' && !/(?![ \n])[\s\p{Cc}\p{Cs}]/u.test(text) && !/^[ \n]|[ \n]{2}|[ \n]$/.test(text),
)
export const saidPlaces = z.custom<number[]>(
  (places) => Array.isArray(places) && places.length <= 4 * 50_000 && places.every(isPlace),
)
const unit = 1e5
const isPlace = (place: unknown) => Number.isInteger(place) && Number(place) >= 0 && Number(place) <= unit

/** @returns null where words and boxes are not as many. */
export function wordsPlaced(text: string, places: readonly number[]): Word[] | null {
  const words: Word[] = []
  let line = 0
  let from = 0
  const at = (i: number) => (places[4 * words.length + i] ?? 0) / unit
  for (let to = 0; text !== '' && to <= text.length; to++) {
    const sign = to === text.length ? 10 : text.charCodeAt(to)
    if (sign !== 32 && sign !== 10) continue
    words.push({ text: text.slice(from, to), box: [at(0), at(1), at(2), at(3)], line })
    if (sign === 10) line++
    from = to + 1
  }
  return words.length * 4 === places.length ? words : null
}

type Said = { page: number; width: number; height: number; words: SaidWord[]; pictures?: Box[] | undefined }
export function pageOf(said: Said, source: PageSource): ParsedPage {
  const words = wordsOf(said.words)
  const { page, width, height, pictures } = said
  return { page, width, height, text: textOf(words), words, source, ...(pictures ? { pictures } : {}) }
}
