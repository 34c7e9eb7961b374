import { wordsOutside } from '#lib/domain/cover'
import {
  type Check,
  type CheckName,
  checkNames,
  type FoundPage,
  type FoundParts,
  type FrozenMark,
} from '#lib/domain/exhibit'
import { soughtOf } from '#lib/domain/mark'
import type { Box, Word } from '#lib/domain/page'
import { printRanges } from '#lib/domain/page-ranges'
import { wordsOf } from '#lib/domain/query'
import { redacted } from '#lib/domain/quote'

/** What an exhibit claims to be: what was frozen, and the pages that were kept of it. */
export type ClaimedExhibit = {
  title: string
  sourcePages: readonly number[]
  marks: readonly FrozenMark[]
  pages: readonly {
    sourcePage: number
    words: readonly Word[]
    text: string
    taken: readonly { box: Box; reason: string }[]
  }[]
}
type Found = { parts: FoundParts; pages: readonly FoundPage[]; frozen: boolean }

/** What is searched in every byte: each marked word or passage that tells of somebody, unless it may stay elsewhere. */
export function tellingStrings(marks: readonly Pick<FrozenMark, 'words' | 'staysElsewhere'>[]): string[] {
  const strings = new Set<string>()
  for (const { words, staysElsewhere } of marks)
    for (const string of staysElsewhere ? [] : soughtOf(words)) strings.add(string)
  return [...strings]
}

/** The boxes and fills of one page, as they were frozen. */
export function coversOn(marks: readonly FrozenMark[], page: number): { boxes: Box[]; fills: Box[] } {
  const here = marks.filter((mark) => mark.page === page)
  return { boxes: here.flatMap(({ boxes }) => boxes), fills: here.flatMap(({ fills }) => fills) }
}

/** What was found in the file of an exhibit → the eight checks. */
export function judgeExhibit(claimed: ClaimedExhibit, { parts, pages: found, frozen }: Found): Check[] {
  const { marks, pages, sourcePages } = claimed
  const strings = tellingStrings(marks)
  const ours = [...new Set(marks.flatMap(({ reason }) => [redacted(reason), reason]))].map(plain)
  const count = marks.reduce((sum, { fills }) => sum + fills.length, 0)
  const lit = found.filter(({ bright, stored }) => [...bright, ...stored].some((n) => n > 0))
  const touched = found.filter(
    ({ inside }, i) =>
      inside.some((text, k) => strange(text, k, pages[i]?.taken ?? []) > 0) ||
      !keepsOut(claimed, pages[i], sourcePages[i]),
  )
  const seen = found.filter(({ seen: words }) =>
    words.some((word) => !isOurs(plain(word), ours) && leftOf(plain(word), ours).length > 2),
  )
  const still = [...new Set([...parts.found, ...saidAnywhere(claimed, found, strings)])]
  const wanted = sourcePages.every((page, i) => pages[i]?.sourcePage === page)
  const sized = [pages.length, found.length, parts.pages].every((n) => n === sourcePages.length) && wanted
  const far = found.filter(({ outside, over }) => outside.cells > 2 || over > 0)
  const annotated = found.some(({ annotations }) => annotations !== 0)
  const gone = [...parts.problems, ...(annotated ? ['annotations'] : [])]
  const on = (some: readonly FoundPage[]) => `p. ${printRanges(some.map((one) => found.indexOf(one) + 1))}`
  const unread = found.length < sourcePages.length
  const check = (name: CheckName, wrong: boolean, well: string, ill: string): Check => ({
    name,
    passed: !wrong && !(unread && ofPages.has(name)),
    detail: wrong ? ill : unread && ofPages.has(name) ? 'not all pages could be looked at' : well,
  })
  const pagesSaid = `${found.length} of ${sourcePages.length}`
  const stillSaid = `still there: ${still.length} of ${strings.length}${whereSaid(found, still)}`
  return [
    check('pages', !sized, pagesSaid, pagesSaid),
    check('boxes', lit.length > 0, `${count} of ${count}`, `light shows on ${on(lit)}`),
    check('words', touched.length > 0, '0 words', `words stand in boxes on ${on(touched)}`),
    check('strings', still.length > 0, `${strings.length} searched, 0 found`, stillSaid),
    check('letters', seen.length > 0, `${count} boxes looked at`, `letters show on ${on(seen)}`),
    check('parts', gone.length > 0, '0 left', gone.join('; ')),
    check('outside', far.length > 0, 'as in the source', `other than the source: ${on(far)}`),
    check('frozen', !frozen, 'unchanged', 'the document or its marks changed meanwhile'),
  ]
}

/** A third engine may lose letters at the ends of a reason that we print on a box ourselves, or that another box cuts. */
const isOurs = (text: string, ours: readonly string[]) => ours.some((one) => one.includes(text))

/**
 * How many letters stand in a box that we did not put there. Ours are the letters of every `[redacted: reason]` that
 * fall into it (boxes of one mark may lie over one another, and then hold a part of each other's), and of the reasons
 * printed on boxes that meet it.
 */
function strange(text: string, k: number, taken: readonly { box: Box; reason: string }[]): number {
  const box = taken[k]?.box
  if (!box) return text === '' ? 0 : text.length
  const left = new Map<string, number>()
  const allow = (letter: string) => left.set(letter, (left.get(letter) ?? 0) + 1)
  for (const { box: own, reason } of taken) {
    if (!meets(box, own)) continue
    for (const letter of plain(reason)) allow(letter)
    const said = [...redacted(reason)]
    const [x0, , x1, y1] = own
    const y = y1 - baseline * (y1 - own[1])
    said.forEach((letter, i) => {
      const x = x0 + ((i + 0.5) * (x1 - x0)) / said.length
      const inside = x > box[0] - slack && x < box[2] + slack && y > box[1] - slack && y < box[3] + slack
      if (inside && letter.trim() !== '') allow(letter.toLowerCase())
    })
  }
  let strangers = 0
  for (const letter of plain(text)) {
    const some = left.get(letter) ?? 0
    if (some === 0) strangers++
    else left.set(letter, some - 1)
  }
  return strangers
}
/** Where such words stand in their box, from its lower edge (lib/io/exhibit-pdf.ts), and what rounding may move a letter. */
const baseline = 0.35 / 1.3
const slack = 0.002
const meets = (a: Box, b: Box) => a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1]

/** The checks that look at pages: they say nothing where a page was not looked at. */
const ofPages = new Set<CheckName>(['boxes', 'words', 'strings', 'letters', 'outside'])

export const failedOf = (checks: readonly Check[]) =>
  checks.filter(({ passed }) => !passed).map(({ name }) => checkNames[name])

/** The page as it is kept, which public pages and quotes are made of, holds no word of a mark, and every mark as taken out. */
function keepsOut(
  { marks }: ClaimedExhibit,
  page: ClaimedExhibit['pages'][number] | undefined,
  source: number | undefined,
): boolean {
  if (!page || source === undefined) return false
  const { boxes, fills } = coversOn(marks, source)
  const said = page.words.map(({ text }) => text).join(' ')
  return (
    wordsOutside(page.words, boxes, fills).length === page.words.length &&
    said === page.text.replaceAll('\n', ' ') &&
    JSON.stringify(page.taken.map(({ box }) => box)) === JSON.stringify(boxes)
  )
}

const plain = (text: string) => text.replace(/\s+/g, '').toLowerCase()
/** What is left of a text when everything that is ours is taken out of it. */
const leftOf = (text: string, ours: readonly string[]) => ours.reduce((rest, one) => rest.replaceAll(one, ''), text)

const inWords = (text: string) => ` ${wordsOf(text).join(' ')} `
/** Which strings can still be read, in any case, with or without accents, over line ends. */
function saidAnywhere({ title, pages }: ClaimedExhibit, found: readonly FoundPage[], strings: readonly string[]) {
  const texts = [title, ...found.map(({ text }) => text), ...pages.map(({ text }) => text)].map(inWords)
  return strings.filter((string) => texts.some((text) => text.includes(inWords(string))))
}

function whereSaid(found: readonly FoundPage[], strings: readonly string[]): string {
  const on = found.flatMap(({ text }, i) =>
    strings.some((string) => inWords(text).includes(inWords(string))) ? [i + 1] : [],
  )
  return on.length > 0 ? `, on p. ${printRanges(on)}` : ''
}
