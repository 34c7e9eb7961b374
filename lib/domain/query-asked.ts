import type { Asked, Note, Saying } from '#lib/domain/query'
import { fieldNamed, fieldsOf, type List, listsWith, readValue } from '#lib/domain/query-fields'
import { readDays } from '#lib/domain/query-values'

/**
 * A piece as a field of the list; 'words' where it is none, 'values' where only what stands behind the colon is looked
 * for, 'nothing' where it is to be left out.
 */
export function fieldOf(piece: Saying, list: List | undefined, note: Note): Asked | 'words' | 'values' | 'nothing' {
  if (!list) return 'words'
  if (piece.is === 'words') {
    // days without a field's name, as Alaveteli writes them: 01/01/2008..14/01/2008
    const span = piece.text.trim()
    const dated = /^[\d/-]{8,10}\.\.[\d/-]{8,10}$/.test(span) ? fieldNamed(list, 'date') : null
    if (!dated || !readDays(span)) return 'words'
    sayAmbiguous(span, note)
    return { field: dated.name, values: [span], not: false }
  }
  const known = fieldNamed(list, piece.name)
  if (!known) return unknownField(piece, list, note)
  const { name, spec } = known
  if (piece.values.length === 0) {
    note(`${name}: needs something behind the colon; it was left out.`)
    return 'nothing'
  }
  const values: string[] = []
  for (const value of piece.values) {
    const read = readValue(spec, value)
    if (read !== null) values.push(read)
    else if (spec.words) note(notKnown(name, value, spec.words))
    else
      note(`“${value}” is no ${spec.kind === 'number' ? 'number' : 'date'} that ${name}: understands; it was left out.`)
    if (spec.kind === 'days' || spec.kind === 'days ahead') sayAmbiguous(value, note)
    const missing = spec.nothing ?? (read !== null && spec.nothingOf ? spec.nothingOf[read] : undefined)
    if (missing) note(`Nothing here has ${missing} yet, so nothing fits ${name}:${value}.`)
    if (name === 'is' && read === 'private')
      note('Everything here is seen only by the members of its investigation, so is:private leaves nothing out.')
  }
  return values.length > 0 ? { field: name, values, not: false } : 'nothing'
}

function unknownField(piece: Saying & { is: 'field' }, list: List, note: Note) {
  const lists = listsWith(piece.name)
  if (lists.length > 0) {
    note(`${piece.name}: means nothing here, but in ${lists.join(', ')}; it was left out.`)
    return 'nothing'
  }
  const value = piece.values[0] ?? ''
  if (value.startsWith('/') || value === '' || value.startsWith(':')) return 'words' // an address, a name
  const meant = didYouMean(piece.name, Object.keys(fieldsOf[list]))
  const looked = meant ? 'only what stands behind it was searched for.' : 'it was searched for as words.'
  note(`“${piece.name}:” is no field here; ${looked}${meant}`)
  return meant ? 'values' : 'words'
}

function notKnown(name: string, value: string, words: readonly string[]) {
  const all = words.length > 24 ? '' : ` It knows ${words.join(', ')}.`
  return `${name}: does not know “${value}”; it was left out.${didYouMean(value.toLowerCase(), words) || all}`
}

function sayAmbiguous(value: string, note: Note) {
  const day = readDays(value)?.ambiguous
  if (day) note(`${day} was read as day/month/year. To be sure, write YYYY-MM-DD.`)
}

/** ` Did you mean overdue:?`, where one of the words is at most two letters away. */
function didYouMean(said: string, words: readonly string[]) {
  const [near] = words
    .map((word) => ({ word, away: distance(said.toLowerCase(), word.toLowerCase()) }))
    .filter(({ word, away }) => away <= Math.min(2, word.length - 2))
    .sort((a, b) => a.away - b.away)
  return near ? ` Did you mean ${near.word}?` : ''
}

/** How many letters must be put in, taken out or changed (Levenshtein). */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j++)
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1)))
    row = next
  }
  return row[b.length] ?? 3
}
