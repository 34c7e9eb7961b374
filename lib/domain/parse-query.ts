import { maxQueryChars, maxTerms, type Note, type Query, type Saying, type Term, wordsOf } from '#lib/domain/query'
import { fieldOf } from '#lib/domain/query-asked'
import type { List } from '#lib/domain/query-fields'
import { scan } from '#lib/domain/query-scan'
import { type Node, place, treeOf } from '#lib/domain/query-tree'
import { stem } from '#lib/domain/stem'

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
    if (field === 'values') return piece.is === 'field' ? piece.values.flatMap(term) : []
    if (field !== 'words') return [{ is: 'field', asked: field }]
    return term(piece.is === 'words' ? piece.text : piece.typed.replace(/^[-+]/, ''))
  }
  place(query, treeOf(scan(typed), nodeOf), false, note)
  return query
}

/** What a list says of the words it was asked in; nothing where all were understood. */
export function notesOn(text: string | undefined, list: List): { notes?: string[] } {
  const notes = text ? parseQuery(text, list).notes : []
  return notes.length > 0 ? { notes } : {}
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
