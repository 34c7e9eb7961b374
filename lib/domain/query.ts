import type { Piece } from '#lib/domain/query-scan'
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
export const wordsOf = (text: string): string[] => {
  // most text is ASCII, and folding it is only bringing it to lower case
  const found = ascii.test(text) ? text.toLowerCase().match(asciiToken) : fold(text).match(token)
  return (found ?? []).map((word) => (word.length > maxTokenChars ? word.slice(0, maxTokenChars) : word))
}
/** Words that are cut at the end of a line, put together: they are found whole, besides their parts. */
export const joinedWords = (text: string): string[] =>
  cutLine.test(text) ? Array.from(text.matchAll(cutWord), ([, before = '', after = '']) => before + after) : []
/** Most pages have no such line, and this is asked of every page that is indexed. */
const cutLine = /[-\u2010\u00ad][ \t]*\n/
const cutWord = /(\p{L}{2,40})[-\u2010\u00ad][ \t]*\n[ \t]*(\p{Ll}{2,40})/gu
const cutEnd = /(?<=\p{L}{2})[-\u2010\u00ad]$/u

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
  const alone = query.every.flat().filter(({ tokens }) => tokens.length === 1)
  words.forEach((text, i) => {
    const after = words[i + 1]
    if (after === undefined || !cutEnd.test(text)) return
    const [whole = ''] = tokensOf(text.replace(cutEnd, '') + after)
    const fits = ({ tokens: [token = ''], prefix }: Term) => (prefix ? whole.startsWith(token) : whole === token)
    if (!alone.some(fits)) return
    lit[i] = true
    lit[i + 1] = true
  })
  return lit
}
