import { fieldOf } from '#lib/domain/query-asked'
import type { List } from '#lib/domain/query-fields'
import { type Piece, scan } from '#lib/domain/query-scan'
import { type Node, place, treeOf } from '#lib/domain/query-tree'
import { stem } from '#lib/domain/stem'

/**
 * The language of every search box: words (all of them), "phrases", a OR b, -not, surv*, (brackets), field:value with
 * a comma for either. Never throws: garbage has an answer too, and what was not understood is said in `notes`.
 */
export type Term = {
  text: string
  tokens: string[]
  /** The last token is only the beginning of a word. */
  prefix?: true
  /** Stands beside a prefix, for forms of its word that do not begin with it; never printed. */
  beside?: true
}
export type Asked = { field: string; values: string[]; not: boolean }
export type Query = {
  /** All must hold; of each, one of its alternatives. */
  every: Term[][]
  none: Term[]
  fields: Asked[]
  /** Said to the person: what was left out, not understood, or cannot be found yet. */
  notes: string[]
}

export type Note = (words: string) => void
/** A piece that asks for something by itself. */
export type Saying = Extract<Piece, { is: 'words' | 'field' }>

export const maxQueryChars = 256
export const maxTerms = 12

/**
 * `list`: whose fields mean something; without one, everything is words, also `status:overdue`. Dates are checked but
 * not counted: readDays() and resolveDays() do that where the day is known.
 */
export function parseQuery(text: string, list?: List): Query {
  const typed = text.slice(0, maxQueryChars).toWellFormed().replaceAll('\0', ' ')
  const query: Query = { every: [], none: [], fields: [], notes: [] }
  const note: Note = (words) => {
    if (!query.notes.includes(words)) query.notes.push(words)
  }
  if (text.length > maxQueryChars) note(`Only the first ${maxQueryChars} characters were searched for.`)
  const seen = new Set<string>()
  const term = (said: string): Node[] => {
    const made = termsOf(said, note)
    const [first] = made
    if (!first) return []
    const key = JSON.stringify(first)
    if (!seen.has(key) && seen.size >= maxTerms) {
      note(`Only the first ${maxTerms} words were searched for.`)
      return []
    }
    seen.add(key)
    return [{ is: 'term', any: made }]
  }
  const nodeOf = (piece: Saying): Node[] => {
    const field = fieldOf(piece, list, note)
    if (field === 'nothing') return []
    if (field !== 'words') return [{ is: 'field', asked: field }]
    return term(piece.is === 'words' ? piece.text : piece.typed.replace(/^[-+]/, ''))
  }
  place(query, treeOf(scan(typed), nodeOf), false, note)
  return query
}

/** What was typed as one thing → its term, and beside a prefix the forms that do not begin with it. */
function termsOf(said: string, note: Note): Term[] {
  const text = said
    .replace(/[\s"]+/g, ' ')
    .replace(/[ *]+$/, '')
    .trim()
  const words = wordsOf(text)
  const last = words.at(-1)
  if (last === undefined) return []
  const starred = /\*\s*$/.test(said) && /[\p{L}\p{N}\p{M}]$/u.test(text)
  const prefix = starred && last.length >= leastPrefix
  if (starred && !prefix)
    note(
      `${text}* would find too much: a star needs at least ${leastPrefix} letters before it. The word was searched for.`,
    )
  if (!starred && /[\p{L}\p{N}]\*/u.test(text)) note('A star stands for the end of a word only, as in surv*.')
  const before = words.slice(0, -1).map(stem)
  if (!prefix) return [{ text, tokens: [...before, stem(last)] }]
  const beside = stemsBeside(last).map((token): Term => ({ text, tokens: [...before, token], beside: true }))
  return [{ text, tokens: [...before, last], prefix: true }, ...beside]
}
const leastPrefix = 3

/** The beginning of a word → stems of words that begin so and whose stem does not: police* is also polic. */
function stemsBeside(beginning: string): string[] {
  if (!/^[a-z]+$/.test(beginning)) return []
  const ends = endings.flatMap((ending) =>
    Array.from({ length: ending.length }, (_, i) => (beginning.endsWith(ending.slice(0, i)) ? ending.slice(i) : '')),
  )
  const stems = ends.map((end) => stem(beginning + end)).filter((one) => one.length > 2 && !one.startsWith(beginning))
  return [...new Set(stems)].slice(0, 4)
}
const endings =
  'ational tional ization fulness ousness iveness biliti alism ation ator icate ative alize ical ness ance ence able ible ment tion sion ities ity ies ied ing ed es ant ent ism ous ive ize ful er al ic y e'.split(
    ' ',
  )

/** The words of a query as they are typed, fields left out: what keeps its hits lit elsewhere. */
export const printWords = ({ every, none }: Pick<Query, 'every' | 'none'>) =>
  [
    ...every.map((any) => any.flatMap(printTerm).join(' OR ')),
    ...none.flatMap(printTerm).map((term) => `-${term}`),
  ].join(' ')

/** The same question as it could have been typed. */
export const printQuery = (query: Pick<Query, 'every' | 'none' | 'fields'>) =>
  [printWords(query), ...query.fields.map(printAsked)].filter((part) => part !== '').join(' ')

export const printAsked = ({ field, values, not }: Asked) =>
  `${not ? '-' : ''}${field}:${values.map((value) => (/^[^\s",()[\]{}]+$/.test(value) ? value : `"${value}"`)).join(',')}`

const printTerm = ({ text, prefix, beside }: Term): string[] => {
  if (beside) return []
  const plain = /^[\p{L}\p{N}][^\s"():*,~^]*$/u.test(text) && !/^(OR|AND|NOT)$|\.\./.test(text)
  return [plain ? `${text}${prefix ? '*' : ''}` : `"${text}${prefix ? '*' : ''}"`]
}

const marks = /\p{M}+/gu
const token = /[\p{L}\p{N}]+/gu
const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/g
const maxTokenChars = 64

/** Text → the words it is found by: no accents, lower case, stems, in reading order. */
export const tokensOf = (text: string): string[] => wordsOf(text).map(stem)

/** The same before they are brought to their stems. */
const wordsOf = (text: string): string[] => {
  // most text is ASCII, and folding it is only bringing it to lower case
  const found = ascii.test(text) ? text.toLowerCase().match(asciiToken) : fold(text).match(token)
  return (found ?? []).map((word) => (word.length > maxTokenChars ? word.slice(0, maxTokenChars) : word))
}
const ascii = /^[\0-\x7f]*$/
const asciiToken = /[a-z0-9]+/g

const fold = (text: string) => text.replace(invisible, '').normalize('NFKD').replace(marks, '').toLowerCase()

/**
 * Which of `words` (runs of non-space, as on a page) a query lights: each word of each alternative that stands
 * there, phrases only where whole. @returns one boolean per word.
 */
export function lights(words: readonly string[], query: Pick<Query, 'every'>): boolean[] {
  const stream: { token: string; word: number }[] = []
  words.forEach((text, word) => {
    for (const token of tokensOf(text)) stream.push({ token, word })
  })
  const lit = words.map(() => false)
  for (const { tokens, prefix } of query.every.flat()) {
    const fits = (at: string | undefined, k: number) =>
      at !== undefined && (prefix && k === tokens.length - 1 ? at.startsWith(tokens[k] ?? '') : at === tokens[k])
    for (let i = 0; i + tokens.length <= stream.length; i++) {
      if (!tokens.every((_, k) => fits(stream[i + k]?.token, k))) continue
      for (let k = 0; k < tokens.length; k++) lit[stream[i + k]?.word ?? 0] = true
    }
  }
  return lit
}
