import type { Box, Word } from '#lib/domain/page'

/** A place where the sought words stand: the words from `from` to `to` (both included) and a box for each line. */
export type TextHit = { from: number; to: number; boxes: Box[] }

/** Upper and lower case, accents, curly and straight marks are alike; ligatures are their letters. */
export const fold = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[‘’‚‛′]/g, "'")
    .replace(/[“”„‟″]/g, '"')
    .replace(/[‐-―−]/g, '-')
    .replace(/\u00ad/g, '')
    .toLowerCase()

/**
 * What somebody typed → what is sought, each a run of folded text with single spaces. Text in double quotes is one;
 * without quotes all of it is first sought as one, and word by word where that is nowhere.
 */
export function soughtOf(typed: string): { whole: string[]; words: string[] } {
  const squash = (text: string) => fold(text).replace(/\s+/g, ' ').trim()
  const quoted = [...fold(typed).matchAll(/"([^"]+)"?/g)].map((m) => squash(m[1] ?? '')).filter(Boolean)
  const loose = squash(fold(typed).replace(/"[^"]*"?/g, ' '))
  const words = [...quoted, ...loose.split(' ')].filter(Boolean).slice(0, 12)
  return { whole: quoted.length > 0 ? words : loose ? [loose] : [], words }
}

/** Every place in the words of a page where one of `sought` stands, in reading order, none overlapping another. */
export function findText(words: readonly Word[], sought: readonly string[]): TextHit[] {
  const starts: number[] = []
  let text = ''
  for (const word of words) {
    if (text) text += ' '
    starts.push(text.length)
    text += fold(word.text)
  }
  const found: { at: number; end: number }[] = []
  for (const what of sought) {
    if (!what) continue
    for (let at = text.indexOf(what); at >= 0; at = text.indexOf(what, at + what.length))
      found.push({ at, end: at + what.length })
  }
  found.sort((a, b) => a.at - b.at || b.end - a.end)
  const hits: TextHit[] = []
  let past = 0
  for (const { at, end } of found) {
    if (at < past) continue
    past = end
    const from = wordAt(starts, at)
    const to = wordAt(starts, end - 1)
    hits.push({ from, to, boxes: linesOf(words, from, to, partOf(at, from), partOf(end, to)) })
  }
  return hits

  /** How far into the word a letter stands, 0 to 1. */
  function partOf(letter: number, index: number) {
    const length = fold(words[index]?.text ?? '').length || 1
    return Math.min(1, Math.max(0, (letter - (starts[index] ?? 0)) / length))
  }
}

/** The last word that starts at or before a letter. */
function wordAt(starts: readonly number[], letter: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= letter) low = middle
    else high = middle - 1
  }
  return low
}

/** The words from `from` to `to` → one box a line; `begin` and `finish` say how far into the first and last word. */
export function linesOf(words: readonly Word[], from: number, to: number, begin = 0, finish = 1): Box[] {
  const boxes: Box[] = []
  let line = -1
  for (let i = from; i <= to; i++) {
    const word = words[i]
    if (!word) continue
    let [x0, , x1] = word.box
    const [left, y0, right, y1] = word.box
    if (i === from) x0 = left + (right - left) * begin
    if (i === to) x1 = left + (right - left) * finish
    const last = boxes.at(-1)
    if (last && word.line === line)
      boxes[boxes.length - 1] = [
        Math.min(last[0], x0),
        Math.min(last[1], y0),
        Math.max(last[2], x1),
        Math.max(last[3], y1),
      ]
    else boxes.push([x0, y0, x1, y1])
    line = word.line
  }
  return boxes
}
