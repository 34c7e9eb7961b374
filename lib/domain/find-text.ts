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

/** What somebody typed, as it is sought on a page: folded, with single spaces, without the quotes around it. */
export const soughtOf = (typed: string) =>
  fold(typed)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^"(.*?)"?$/, '$1')
    .trim()

/**
 * Every place in the words of a page where `sought` stands (see soughtOf), in reading order, none overlapping another;
 * `whole`: only where no letter or digit stands right before or behind it.
 */
export function findText(words: readonly Word[], sought: string, whole = false): TextHit[] {
  const starts: number[] = []
  let text = ''
  for (const word of words) {
    if (text) text += ' '
    starts.push(text.length)
    text += fold(word.text)
  }
  const hits: TextHit[] = []
  if (!sought) return hits
  for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + sought.length)) {
    const end = at + sought.length
    if (
      whole &&
      (/[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, at - 2), at)) || /^[\p{L}\p{N}]/u.test(text.slice(end, end + 2)))
    )
      continue
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

/** Runs of lit words, one boolean a word, as hits. */
export function runsOf(words: readonly Word[], lit: readonly boolean[]): TextHit[] {
  const hits: TextHit[] = []
  for (let from = lit.indexOf(true); from >= 0; from = lit.indexOf(true, from)) {
    const end = lit.indexOf(false, from)
    const to = (end < 0 ? lit.length : end) - 1
    hits.push({ from, to, boxes: linesOf(words, from, to) })
    from = to + 1
  }
  return hits
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

/** The words from `from` to `to` → one box a line; `start` and `finish` say how far into the first and last word. */
export function linesOf(words: readonly Word[], from: number, to: number, start = 0, finish = 1): Box[] {
  const boxes: Box[] = []
  let line = -1
  for (let i = from; i <= to; i++) {
    const word = words[i]
    if (!word) continue
    let [x0, , x1] = word.box
    const [left, y0, right, y1] = word.box
    if (i === from) x0 = left + (right - left) * start
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
