import { type Box, textOf, type Word } from '#lib/domain/page'

/**
 * A passage on a page: what it says, what stands about it, and where. Offsets count words of the page in reading
 * order, both ends included. `exact` has single spaces whatever white space stands on the page.
 */
export type Passage = { exact: string; prefix: string; suffix: string; boxes: Box[]; from: number; to: number }

const contextChars = 32

/**
 * Finds a quote at its first place on the page, whatever white space, kind of quotation mark or dash, soft hyphen or
 * hyphen at a line's end stands between. Letter by letter first, then in any case, then with words cut differently.
 * @param near boxes on the place that is meant, where the words stand more than once.
 * @returns null where it is not on the page.
 */
export function findQuote(words: readonly Word[], quote: string, near: readonly Box[] = []): Passage | null {
  const meant = near.length > 0 ? underBoxes(words, near) : null
  for (const how of ways) {
    const places = placesOf(words, quote, how)
    const found = (meant ? places : places.slice(0, 1)).map((place) => passage(words, place))
    const there = meant && found.find(({ from, to }) => from <= meant.to && to >= meant.from)
    const first = there ?? found[0]
    if (first) return first
  }
  return null
}

type How = { anyCase: boolean; spaces: boolean }
const ways: readonly How[] = [
  { anyCase: false, spaces: true },
  { anyCase: true, spaces: true },
  { anyCase: true, spaces: false },
]

/** The words that boxes cover, at least by half; null where they cover none. The given boxes stay the passage's own. */
export function underBoxes(words: readonly Word[], boxes: readonly Box[]): Passage | null {
  const covered = words.flatMap((word, i) => (boxes.some((box) => coversHalf(box, word.box)) ? [i] : []))
  const from = covered[0]
  const to = covered.at(-1)
  if (from === undefined || to === undefined) return null
  const chars = offsetsOf(words)
  const found = passage(words, { start: chars[from]?.start ?? 0, end: chars[to]?.end ?? 0 })
  const said = covered.map((i) => words[i]?.text ?? '').join(' ')
  return { ...found, exact: oneSpaced(said), boxes: [...boxes] }
}

/** Whether a passage still stands where it stood, on another text layer of the same page; a place without words always does. */
export function standsThere(
  words: readonly Word[],
  { exact, boxes }: { exact: string; boxes: readonly Box[] },
): boolean {
  if (exact === '') return true
  const there = findQuote(words, exact, boxes)
  return there?.boxes.some((box) => boxes.some((before) => meets(box, before))) ?? false
}

const meets = (a: Box, b: Box) =>
  Math.min(a[2], b[2]) > Math.max(a[0], b[0]) && Math.min(a[3], b[3]) > Math.max(a[1], b[1])

/**
 * Finds a passage again on another text layer of the same page. Of all places where its words stand, the one whose
 * surroundings are most alike. @returns also how alike, 0.5 (only the words) to 1 (their surroundings too); null
 * where the words are gone.
 */
export function findAgain(
  words: readonly Word[],
  passageBefore: { exact: string; prefix: string; suffix: string },
): (Passage & { score: number }) | null {
  const { exact, prefix, suffix } = passageBefore
  for (const how of ways) {
    const found = placesOf(words, exact, how).map((place) => passage(words, place))
    const scored = found.map((p) => ({
      ...p,
      score:
        0.5 +
        0.25 * alike(reversed(plainly(p.prefix)), reversed(plainly(prefix))) +
        0.25 * alike(plainly(p.suffix), plainly(suffix)),
    }))
    const best = scored.reduce<(typeof scored)[number] | null>((a, b) => (a && a.score >= b.score ? a : b), null)
    if (best) return best
  }
  return null
}

/** How much of the shorter text the other begins with, 0–1; at the edge of a page there is nothing to compare. */
function alike(a: string, b: string): number {
  const shortest = Math.min(a.length, b.length)
  if (shortest === 0) return a.length === b.length ? 1 : 0
  let same = 0
  while (same < shortest && a[same] === b[same]) same++
  return same / shortest
}
const plainly = (text: string) => normalise(text, { anyCase: true, spaces: true }).text
const reversed = (text: string) => [...text].reverse().join('')

type Place = { start: number; end: number } // UTF-16 offsets in the text of the page, end excluded

function placesOf(words: readonly Word[], quote: string, how: How): Place[] {
  const page = normalise(textOf(words), how)
  const wanted = normalise(quote, how).text
  if (wanted === '') return []
  const places: Place[] = []
  for (let i = page.text.indexOf(wanted); i >= 0; i = page.text.indexOf(wanted, i + 1)) {
    const last = i + wanted.length - 1
    const start = page.at[i]
    const end = page.at[last]
    if (start === undefined || end === undefined) continue
    if (inWord(page, i - 1, i) || inWord(page, last, last + 1)) continue
    places.push({ start, end: end + (page.width[last] ?? 1) })
  }
  return places
}

/** Do two neighbouring letters belong to one word of the page? Then no quote begins or ends between them. */
const inWord = (page: Normal, a: number, b: number) =>
  letter.test(page.text[a] ?? '') && letter.test(page.text[b] ?? '') && !page.gap[b]
const letter = /[\p{L}\p{N}\p{M}]/u

/** Text with what may differ taken out, and for each character where it came from and whether white space or a dash stood before. */
type Normal = { text: string; at: number[]; width: number[]; gap: boolean[] }

function normalise(raw: string, { anyCase, spaces }: How): Normal {
  const out: Normal = { text: '', at: [], width: [], gap: [] }
  let gap = false
  let dash = false
  let cut = false // a dash stood before the next letter
  let at = 0
  const put = (char: string, place: number, width: number) => {
    for (const unit of char) {
      for (let k = 0; k < unit.length; k++) {
        out.at.push(place)
        out.width.push(width)
        out.gap.push(gap || cut)
      }
      out.text += unit
    }
  }
  for (const char of raw) {
    const place = at
    at += char.length
    if (ignored.test(char)) continue
    if (/\s/.test(char)) {
      gap ||= !dash // white space after a dash: a word cut at the line's end
      continue
    }
    dash = dashes.test(char)
    cut ||= dash
    if (dash) continue
    if (gap && spaces && out.text !== '') put(' ', place, 0)
    const plain = apostrophes.test(char) ? "'" : quotes.test(char) ? '"' : char.normalize('NFKD').trim()
    put(anyCase ? plain.toLowerCase() : plain, place, char.length)
    gap = false
    cut = false
  }
  return out
}

const ignored = /[\u00ad\u200b-\u200d\u2060\ufeff]/
const dashes = /[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/
const apostrophes = /['\u2018\u2019\u201a\u201b\u2032\u00b4`]/
const quotes = /["\u201c-\u201f\u2033\u00ab\u00bb]/

function passage(words: readonly Word[], { start, end }: Place): Passage {
  const text = textOf(words)
  const chars = offsetsOf(words)
  const from = chars.findIndex((word) => word.end > start)
  const to = chars.findLastIndex((word) => word.start < end)
  return {
    exact: oneSpaced(text.slice(start, end)),
    prefix: spaced(text.slice(Math.max(0, start - contextChars), start)),
    suffix: spaced(text.slice(end, end + contextChars)),
    boxes: boxesOf(words.slice(from, to + 1)),
    from,
    to,
  }
}

const spaced = (text: string) => text.replace(/\s+/g, ' ')
const oneSpaced = (text: string) => spaced(text).trim()

function offsetsOf(words: readonly Word[]): Place[] {
  let at = 0
  return words.map(({ text }) => {
    const start = at
    at += text.length + 1
    return { start, end: start + text.length }
  })
}

/** One box per line. */
export function boxesOf(words: readonly Word[]): Box[] {
  const lines = new Map<number, Box>()
  for (const { line, box } of words) {
    const before = lines.get(line)
    lines.set(line, before ? around(before, box) : [...box])
  }
  return [...lines.values()]
}

const around = (a: Box, b: Box): Box => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
]

function coversHalf(box: Box, word: Box): boolean {
  const width = Math.min(box[2], word[2]) - Math.max(box[0], word[0])
  const height = Math.min(box[3], word[3]) - Math.max(box[1], word[1])
  const area = (word[2] - word[0]) * (word[3] - word[1])
  return width > 0 && height > 0 && (area === 0 || width * height >= area / 2)
}
