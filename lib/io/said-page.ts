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

type Said = { page: number; width: number; height: number; words: SaidWord[]; pictures?: Box[] | undefined }
export function pageOf(said: Said, source: PageSource): ParsedPage {
  const words = wordsOf(said.words)
  const { page, width, height, pictures } = said
  return { page, width, height, text: textOf(words), words, source, ...(pictures ? { pictures } : {}) }
}
