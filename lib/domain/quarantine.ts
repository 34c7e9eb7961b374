import { z } from 'zod'
import { type Box, boxSchema, type HeldWord, type HiddenKind, hiddenKinds, type Word } from '#lib/domain/page'

/** `keep`: the words stay out, for good. `release`: they are in the text of their pages, as if they could be seen. */
export const decisions = ['keep', 'release'] as const
export type Decision = (typeof decisions)[number]

export const decideQuarantineSchema = z
  .strictObject({
    decision: z.enum(decisions, 'Say keep or release.'),
    reason: z.string('Say why.').trim().min(1, 'Say why.').max(1000, 'At most 1,000 characters.'),
  })
  .meta({ id: 'DecideQuarantine' })
export type DecideQuarantine = z.infer<typeof decideQuarantineSchema>
export const decideQuarantineOfSchema = decideQuarantineSchema.extend({ id: z.string() })

const heldPageSchema = z.object({
  page: z.number().int(),
  count: z.number().int().describe('letters'),
  places: z.array(z.object({ boxes: z.array(boxSchema), kind: z.enum(hiddenKinds), count: z.number().int() })),
})

/** What editors are told of words that nobody sees: where and how many, never which. */
export const quarantineSchema = z
  .object({
    documentId: z.string(),
    count: z.number().int().describe('letters'),
    pages: z.array(heldPageSchema),
    foundAt: z.string(),
    decision: z.enum(decisions).nullable(),
    reason: z.string().nullable(),
    decidedBy: z.string().nullable().describe('name of the editor'),
    decidedAt: z.string().nullable(),
  })
  .meta({ id: 'Quarantine' })
export type Quarantine = z.infer<typeof quarantineSchema>

export const heldWordsSchema = z
  .object({ data: z.array(z.object({ page: z.number().int(), text: z.string() })) })
  .meta({ id: 'HeldWords' })
export type HeldWords = z.infer<typeof heldWordsSchema>

/** A document that waits for an editor's decision. */
export type WaitingQuarantine = {
  id: string
  number: string
  name: string
  key: string
  count: number
  foundAt: string
}

const hasLetters = (text: string) => /[\p{L}\p{N}]/u.test(text)
export const lettersIn = (text: string) => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0

/**
 * Takes the words that are not seen out of those of a page. Signs without a letter that stand between two of them, on
 * their line, go with them: a dash or a dollar tells of what stood beside it.
 * @param beyond words past the page's edge, which never were among its words
 */
export function holdBack(
  words: readonly Word[],
  hidden: readonly (readonly [word: number, kind: HiddenKind])[],
  beyond: readonly string[] = [],
): { words: Word[]; held: HeldWord[] } {
  const kinds = new Map(hidden)
  const near = (i: number, line: number) => (words[i]?.line === line ? kinds.get(i) : undefined)
  words.forEach(({ text, line }, i) => {
    const before = near(i - 1, line)
    if (before && !kinds.has(i) && !hasLetters(text) && betweenHidden(words, kinds, i)) kinds.set(i, before)
  })
  const held = words.flatMap((word, at): HeldWord[] => {
    const kind = kinds.get(at)
    return kind ? [{ word, place: { at, kind } }] : []
  })
  const nowhere: Box = [0, 0, 0, 0]
  const past = beyond.map((text): HeldWord => {
    return { word: { text, box: nowhere, line: 0 }, place: { at: null, kind: 'off_page' } }
  })
  return { words: words.filter((_, i) => !kinds.has(i)), held: [...held, ...past] }
}

/** Whether the next word with letters on the line is hidden too, or there is none. */
function betweenHidden(words: readonly Word[], kinds: ReadonlyMap<number, HiddenKind>, from: number): boolean {
  const line = words[from]?.line
  for (let i = from + 1; words[i]?.line === line; i++) if (hasLetters(words[i]?.text ?? '')) return kinds.has(i)
  return true
}

/**
 * Puts them back where they stood. `then`: the words of the page in the reading from which they were held back; where
 * the page has been read or corrected anew since, they follow the word that stood before them, or come last.
 */
export function putBack(now: readonly Word[], held: readonly HeldWord[], then: readonly Word[]): Word[] {
  const lines = new Map(then.map((word) => [nameOf(word), word.line]))
  const stood = new Map(
    now.map((word) => [word.line, lines.get(nameOf(word))] as const).filter(([, line]) => line !== undefined),
  )
  const rows = now.map((word) => ({
    word,
    line: `${stood.has(word.line) ? stood.get(word.line) : `new ${word.line}`}`,
  }))
  let gone = 0 // held words before the one in hand
  let last: { row: (typeof rows)[number]; at: number } | null = null
  for (const { word, place } of held) {
    if (place.at === null) continue
    const before = then[place.at - gone++ - 1]
    const name = before && nameOf(before)
    const follows = last?.at === place.at - 1 ? last.row : rows.find((row) => nameOf(row.word) === name)
    const row = { word, line: `${word.line}` }
    rows.splice(follows ? rows.indexOf(follows) + 1 : before ? rows.length : 0, 0, row)
    last = { row, at: place.at }
  }
  let line = -1
  return rows.map(({ word, line: name }, i) => {
    if (name !== rows[i - 1]?.line) line++
    return { ...word, line }
  })
}

/** The same word in the same place is the same word. */
const nameOf = ({ text, box }: Word) => `${box.map((value) => Math.round(value * 1e4)).join(' ')} ${text}`

/**
 * Takes released words out again, also those that were corrected since: whatever lies where they lie and did not stand
 * on the page before. `then` as above.
 */
export function takeOut(now: readonly Word[], held: readonly HeldWord[], then: readonly Word[]): Word[] {
  const boxes = held.flatMap(({ word, place }) => (place.at === null ? [] : [word.box]))
  const seen = new Set(then.map(nameOf))
  return now.filter((word) => seen.has(nameOf(word)) || !boxes.some((box) => liesIn(word.box, box)))
}

function liesIn([x0, y0, x1, y1]: Box, [a, b, c, d]: Box): boolean {
  const shared = Math.max(0, Math.min(x1, c) - Math.max(x0, a)) * Math.max(0, Math.min(y1, d) - Math.max(y0, b))
  return shared > 0 && shared >= 0.5 * Math.min((x1 - x0) * (y1 - y0), (c - a) * (d - b))
}

/** Held words → their places, neighbours on a line in one. */
export function placesOf(held: readonly HeldWord[]): { boxes: Box[]; kind: HiddenKind; count: number }[] {
  const places: { boxes: Box[]; kind: HiddenKind; count: number; line: number; at: number | null }[] = []
  for (const { word, place } of held) {
    const last = places.at(-1)
    const joins = last && last.kind === place.kind && (place.at === null ? last.at === null : last.at === place.at - 1)
    const count = lettersIn(word.text)
    if (!last || !joins) {
      const boxes: Box[] = place.at === null ? [] : [word.box]
      places.push({ boxes, kind: place.kind, count, line: word.line, at: place.at })
      continue
    }
    last.count += count
    last.at = place.at
    const box = last.boxes.at(-1)
    if (place.at === null) continue
    if (box && last.line === word.line) last.boxes[last.boxes.length - 1] = around(box, word.box)
    else last.boxes.push(word.box)
    last.line = word.line
  }
  return places.map(({ boxes, kind, count }) => ({ boxes, kind, count }))
}

const around = (one: Box, other: Box): Box => [
  Math.min(one[0], other[0]),
  Math.min(one[1], other[1]),
  Math.max(one[2], other[2]),
  Math.max(one[3], other[3]),
]
