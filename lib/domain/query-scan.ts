/** What stands between the spaces of a search box: words and phrases, fields with their values, brackets, OR. */
export type Piece =
  | { is: 'open'; minus: boolean }
  | { is: 'close' }
  | { is: 'or' }
  | { is: 'not' }
  | { is: 'words'; text: string; minus: boolean }
  /** `typed`: all of it as it stood there, for where the name turns out to be none. */
  | { is: 'field'; name: string; values: string[]; minus: boolean; typed: string }

const space = /\s+/y
const sign = /[-+](?=[^\s])/y
const fieldName = /([\p{L}_]+(?:-[\p{L}_]+)*):/uy
const range = /[[{]\s*([^\s\]}"]+)\s+TO\s+([^\s\]}"]+)\s*[\]}]/y
const quoted = /"([^"]*)"?/y
const bare = /[^\s"]+/y
const bareValue = /[^\s",]+/y
const comma = /,(?=[^\s,])/y
/** How near or how weighty, as other archives write it: `"a b"~5`, `word^2`. It means nothing here. */
const weight = /[~^]\d+(?:\.\d+)?(?=[\s)]|$)/y
const weightBehind = /(?<=\p{L})[~^]\d+(?:\.\d+)?$/u

/**
 * Text → its pieces. Never throws: a quotation mark or bracket that is never closed closes at the end. What people
 * paste from other archives is read without a word: `+term`, `AND`, `NOT`, `[a TO b]`, curly quotation marks.
 */
export function scan(typed: string): Piece[] {
  const text = typed.replace(/[“”„‟«»]/g, '"')
  const pieces: Piece[] = []
  let at = 0
  let depth = 0
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) at += found[0].length
    return found
  }
  /** A word inside brackets does not hold the one that closes them. */
  const inBrackets = (word: string) => {
    let held = word
    while (depth > 0 && held.endsWith(')') && held.split('(').length <= held.split(')').length - 1) {
      held = held.slice(0, -1)
      at--
    }
    return held
  }
  const valuesHere = () => {
    const values: string[] = []
    do {
      const between = take(range)
      if (between) values.push(`${open(between[1])}..${open(between[2])}`)
      else values.push((take(quoted)?.[1] ?? inBrackets(take(bareValue)?.[0] ?? '')).trim())
    } while (take(comma))
    return values.filter((value) => value !== '')
  }
  while (at < text.length) {
    if (take(space)) continue
    const start = at
    const minus = take(sign)?.[0] === '-'
    if (text[at] === '(') {
      at++
      depth++
      pieces.push({ is: 'open', minus })
    } else if (text[at] === ')' && depth > 0) {
      at++
      depth--
      pieces.push({ is: 'close' })
    } else {
      const name = take(fieldName)?.[1]
      if (name !== undefined) {
        const values = valuesHere()
        pieces.push({ is: 'field', name: name.toLowerCase(), values, minus, typed: text.slice(start, at) })
        continue
      }
      const phrase = take(quoted)
      if (phrase) {
        take(weight)
        pieces.push({ is: 'words', text: phrase[1] ?? '', minus })
        continue
      }
      const word = inBrackets(take(bare)?.[0] ?? text[at++] ?? '')
      if (word === 'OR' || word === '||') pieces.push({ is: 'or' })
      else if (word === 'NOT') pieces.push({ is: 'not' })
      else if (word !== 'AND' && word !== '&&')
        pieces.push({ is: 'words', text: word.replace(weightBehind, ''), minus })
    }
  }
  return pieces
}

const open = (end = '') => (end === '*' ? '' : end)
