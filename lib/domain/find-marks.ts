import { boxesOf } from '#lib/domain/anchor'
import { type Box, textOf, type Word } from '#lib/domain/page'
import { wordsOf } from '#lib/domain/query'

export const markPatterns = ['email', 'phone', 'ssn', 'plate', 'dob', 'address'] as const
export type MarkPattern = (typeof markPatterns)[number]

/** A place on a page that a term or pattern fits: whole words, and what stands about them. */
export type Hit = { words: string; before: string; after: string; boxes: Box[] }

const contextChars = 40

/** Every place of a name or term: in any case, with or without accents, with 's, cut at the end of a line, over a line's end. */
export function findTerm(words: readonly Word[], term: string): Hit[] {
  const wanted = wordsOf(term)
  if (wanted.length === 0) return []
  const stream = words.flatMap(({ text }, word) => wordsOf(text).map((token) => ({ token, word, joined: false })))
  const spans: [number, number][] = []
  for (const list of [stream, rejoined(words)])
    for (let i = 0; i + wanted.length <= list.length; i++) {
      if (!wanted.every((token, k) => list[i + k]?.token === token)) continue
      const [first, last] = [list[i], list[i + wanted.length - 1]]
      if (first && last) spans.push([first.word, last.word + (last.joined ? 1 : 0)])
    }
  return hitsOf(words, spans)
}

/** The same words, with one that is cut at the end of a line put together. */
function rejoined(words: readonly Word[]) {
  return words.flatMap(({ text, line }, word) => {
    const [before, after] = [words[word - 1], words[word + 1]]
    if (before && before.line !== line && cut.test(before.text)) return []
    const joined = after !== undefined && after.line !== line && cut.test(text)
    const whole = joined ? text.replace(cut, '') + after.text : text
    return wordsOf(whole).map((token) => ({ token, word, joined }))
  })
}
const cut = /(?<=[\p{L}\p{N}])[-\u2010\u00ad]$/u

/** Every place that looks like one of these; a person ticks which of them are. */
export function findPattern(words: readonly Word[], pattern: MarkPattern): Hit[] {
  const text = textOf(words)
  let at = 0
  const starts = words.map((word) => {
    const start = at
    at += word.text.length + 1
    return start
  })
  const wordAt = (place: number) => {
    let [low, high] = [0, starts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= place) low = middle
      else high = middle - 1
    }
    return low
  }
  const spans = patterns[pattern].flatMap((one) =>
    [...text.matchAll(one)].map(({ index, 0: whole, groups }): [number, number] => {
      const own = groups?.it ?? whole
      const from = index + whole.lastIndexOf(own)
      return [wordAt(from), wordAt(from + own.length - 1)]
    }),
  )
  return hitsOf(words, spans)
}

const day = String.raw`(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s\d{1,2},?\s\d{4}|\d{1,2}\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s\d{4})`
const road =
  '(?:Street|St|Avenue|Ave|Av|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Court|Ct|Way|Place|Pl|Terrace|Ter|Circle|Cir|Highway|Hwy|Parkway|Pkwy|Trail|Trl|Square|Sq|Loop|Alley|Aly|Row|Plaza)'

/** What a group named `it` holds is the hit, else the whole. Bounded everywhere: no text makes them slow. */
const patterns: Record<MarkPattern, RegExp[]> = {
  email: [
    /[\p{L}\p{N}._%+'-]{1,64}\s?@\s?[\p{L}\p{N}-]{1,63}(?:(?:\.|\.\n(?=[\p{Ll}\p{N}])|(?<=-)\n(?=[\p{Ll}\p{N}]))[\p{L}\p{N}-]{1,63}){1,6}/gu,
    /[\p{L}\p{N}._%+-]{1,64}\s?[[(]\s?at\s?[\])]\s?[\p{L}\p{N}-]{1,63}(?:\s?(?:\.|[[(]\s?dot\s?[\])])\s?[\p{L}\p{N}-]{1,63}){1,6}/giu,
  ],
  // no area code and no exchange of North America begins with 0 or 1: so rules and parts of laws are left alone
  phone: [
    /(?<![\d-])(?:\+?1[-. ]?)?(?:\([2-9]\d{2}\)|[2-9]\d{2})[-.\u2010-\u2013 \n]{1,2}[2-9]\d{2}[-.\u2010-\u2013 ]\n?\d{4}(?!\d)(?:,?\s?(?:x|ext\.?|extension)\s?\d{1,6})?/giu,
    /(?<![\d(-])(?:\([2-9]\d{2}\)|\+1[2-9]\d{2}|\b1?[2-9]\d{2})[2-9]\d{2}[-.\u2010-\u2013]?\d{4}(?![\d-])/gu,
    /(?<![\d.,-])[2-9]\d{2}[-.\u2010-\u2013]\d{4}(?![\d-])(?:,?\s?(?:x|ext\.?|extension)\s?\d{1,6})?/giu,
    /\+[2-9]\d{0,2}[\d ().-]{6,16}\d(?!\d)/gu,
  ],
  ssn: [
    /(?<![\d-])(?!000|666|9\d\d)\d{3}[- \u2010-\u2013](?!00)\d{2}[- \u2010-\u2013](?!0000)\d{4}(?![\d-])/gu,
    /(?<![\p{L}\d])[Xx*]{3}[- ]?[Xx*]{2}[- ]?\d{4}(?!\d)/gu,
    /(?:SSN|social security)[^\n\d]{0,30}(?<it>\d{9})(?!\d)/giu,
  ],
  plate: [
    /\b(?:plates?|licen[sc]e|tag|registration|LPR|ALPR)\b[^\n]{0,24}?(?<![\p{L}\d])(?<it>(?=[A-Z\d -]{0,8}\d)[A-Z\d]{2,4}[ -]?[A-Z\d]{2,4})(?![\p{L}\d])/gu,
    /(?<![\p{L}\d-])(?:[A-Z]{3}[ -]?\d{3,4}|\d{3}[ -]?[A-Z]{3}|\d[A-Z]{3}\d{3})(?![\p{L}\d-])/gu,
  ],
  dob: [
    new RegExp(
      String.raw`\b(?:D\.?\s?O\.?\s?B\.?|date\sof\sbirth|birth\s?date|birthday|born)\b[^\d\n]{0,24}\n?[^\d\n]{0,8}(?<it>${day})`,
      'giu',
    ),
  ],
  address: [
    new RegExp(
      String.raw`(?<![\d.,$-])\d{1,6}[A-Za-z]?\s(?:[NSEW]{1,2}\.?\s)?(?:[\p{Lu}\d][\p{L}\d'.-]{0,24}\s){1,4}${road}\b\.?(?:\s[NSEW]{1,2}\b\.?)?(?:,?\s(?:Apt|Apartment|Unit|Suite|Ste|No|Rm|#)\.?\s?#?[\p{L}\d-]{1,6})?(?:,?\s(?:\p{Lu}[\p{L}.'-]{1,20}\s?){1,3},?\s[A-Z]{2}\.?\s\d{5}(?:-\d{4})?)?`,
      'gu',
    ),
    /\bP\.?\s?O\.?\sBox\s\d{1,7}(?:,?\s(?:\p{Lu}[\p{L}.'-]{1,20}\s?){1,3},?\s[A-Z]{2}\.?\s\d{5}(?:-\d{4})?)?/giu,
  ],
}

/** First and last word of each, both included; what lies in or over another is one with it. */
function hitsOf(words: readonly Word[], spans: readonly [number, number][]): Hit[] {
  const merged: [number, number][] = []
  for (const [from, to] of [...spans].sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const last = merged.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return merged.map(([from, to]) => ({
    words: said(words.slice(from, to + 1)),
    ...about(words, from, to),
    boxes: boxesOf(words.slice(from, to + 1)),
  }))
}

/** What stands before and after these words (both included), about 40 characters of it, cut between words. */
export function about(words: readonly Word[], from: number, to: number): { before: string; after: string } {
  const before = said(words.slice(Math.max(0, from - 8), from))
  const after = said(words.slice(to + 1, to + 9))
  return {
    before: before.slice(-contextChars - 1).replace(before.length > contextChars ? /^\S*\s/ : '', ''),
    after: after.slice(0, contextChars + 1).replace(after.length > contextChars ? /\s\S*$/ : '', ''),
  }
}

const said = (words: readonly Word[]) => words.map(({ text }) => text).join(' ')
