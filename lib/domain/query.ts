import { stem } from '#lib/domain/stem'

/**
 * The language of every search box: words (all of them), "phrases", a OR b, -not, field:value where the caller
 * knows the field. Anything else is words. Never throws: garbage has an answer too.
 */
export type Term = { text: string; tokens: string[] }
export type Query = {
  /** All must hold; of each, one of its alternatives. */
  every: Term[][]
  none: Term[]
  fields: { field: string; value: string; not: boolean }[]
  /** Said to the person where part of what was typed was left out. */
  note?: string
}

export const maxQueryChars = 256
export const maxTerms = 12

/** `fields`: the names that mean something here; `status:overdue` is two words where `status` is none of them. */
export function parseQuery(text: string, fields: readonly string[] = []): Query {
  const query: Query = { every: [], none: [], fields: [] }
  const typed = text.slice(0, maxQueryChars).toWellFormed().replaceAll('\0', ' ')
  const pieces = [...typed.matchAll(piece)]
  let terms = 0
  let or = false
  for (const [whole, minus = '', name = '', quoted, bare = ''] of pieces) {
    if (whole === 'OR') {
      or = query.every.length > 0
      continue
    }
    const field = name.slice(0, -1).toLowerCase()
    const value = quoted ?? bare
    if (field !== '' && fields.includes(field)) {
      if (value.trim() !== '') query.fields.push({ field, value: value.trim(), not: minus === '-' })
      continue
    }
    const term = { text: value, tokens: tokensOf(name + value) }
    if (term.tokens.length === 0) continue
    if (++terms > maxTerms) break
    const before = query.every.at(-1)
    if (minus === '-') query.none.push(term)
    else if (or && before) before.push(term)
    else query.every.push([term])
    or = false
  }
  if (text.length > maxQueryChars) query.note = `Only the first ${maxQueryChars} characters were searched for.`
  else if (terms > maxTerms) query.note = `Only the first ${maxTerms} words were searched for.`
  return query
}

const piece = /([-+]?)([\p{L}_]+:)?(?:"([^"]*)"?|([^\s"]+))/gu

const marks = /\p{M}+/gu
const token = /[\p{L}\p{N}]+/gu
const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/g
const maxTokenChars = 64

/** Text → the words it is found by: no accents, lower case, stems, in reading order. */
export const tokensOf = (text: string): string[] =>
  (fold(text).match(token) ?? []).map((word) => stem(word.slice(0, maxTokenChars)))

const fold = (text: string) => text.replace(invisible, '').normalize('NFKD').replace(marks, '').toLowerCase()

/**
 * Which of `words` (runs of non-space, as on a page) a query lights: each word of each alternative that stands
 * there, phrases only where whole. @returns one boolean per word.
 */
export function lights(words: readonly string[], query: Query): boolean[] {
  const stream: { token: string; word: number }[] = []
  words.forEach((text, word) => {
    for (const token of tokensOf(text)) stream.push({ token, word })
  })
  const lit = words.map(() => false)
  for (const { tokens } of query.every.flat()) {
    for (let i = 0; i + tokens.length <= stream.length; i++) {
      if (!tokens.every((token, k) => stream[i + k]?.token === token)) continue
      for (let k = 0; k < tokens.length; k++) lit[stream[i + k]?.word ?? 0] = true
    }
  }
  return lit
}

export type SnippetPart = { text: string; hit: boolean }

/** About `around` words of a text about its densest hits, in parts: never HTML, so that nothing can be smuggled in. */
export function snippetOf(text: string, query: Query, around = 28): SnippetPart[] {
  const words = text.split(/\s+/).filter((word) => word !== '')
  const lit = lights(words, query)
  const from = densest(lit, around)
  const to = Math.min(words.length, from + around)
  const parts: SnippetPart[] = []
  const put = (text: string, hit: boolean) => {
    const last = parts.at(-1)
    if (text === '') return
    if (last?.hit === hit) last.text += text
    else parts.push({ text, hit })
  }
  if (from > 0) put('… ', false)
  for (let i = from; i < to; i++) {
    const word = words[i] ?? ''
    const both = lit[i] && lit[i + 1] && i + 1 < to // words that follow each other are lit as one
    const [, before = '', core = '', behind = ''] = lit[i] ? (edges.exec(word) ?? ['', word]) : ['', word]
    put(before, false)
    put(core, lit[i] ?? false)
    put(behind, false)
    put(i + 1 < to ? ' ' : '', behind === '' && both === true)
  }
  if (to < words.length) put(' …', false)
  return parts
}
const edges = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su

/** Where a window of `size` words holds most hits, with a few words before the first of them. */
function densest(lit: readonly boolean[], size: number): number {
  let best = 0
  let most = 0
  let inside = 0
  for (let end = 0; end < lit.length; end++) {
    if (lit[end]) inside++
    if (end >= size && lit[end - size]) inside--
    if (inside > most) {
      most = inside
      best = end
    }
  }
  const first = lit.findIndex((hit, i) => hit && i > best - size)
  return Math.max(0, Math.min(first - 6, lit.length - size))
}
