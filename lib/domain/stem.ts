/**
 * English word → its stem, after M. F. Porter, "An algorithm for suffix stripping" (1980), so that a search for
 * "agency" finds "agencies" alike on both databases and in the browser. Lower-case a–z only; anything else is kept.
 */
export function stem(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word
  let w = plural(word)
  w = pastOrGerund(w)
  if (w.endsWith('y') && hasVowel(w.slice(0, -1))) w = `${w.slice(0, -1)}i`
  w = swap(w, longSuffixes, 0)
  w = swap(w, shorterSuffixes, 0)
  w = dropEnding(w)
  return tidy(w)
}

const isVowel = (w: string, i: number): boolean => {
  const letter = w[i]
  if (letter === 'y') return i > 0 && !isVowel(w, i - 1)
  return letter === 'a' || letter === 'e' || letter === 'i' || letter === 'o' || letter === 'u'
}
const hasVowel = (w: string) => {
  for (let i = 0; i < w.length; i++) if (isVowel(w, i)) return true
  return false
}
const endsDouble = (w: string) => w.length > 1 && w.at(-1) === w.at(-2) && !isVowel(w, w.length - 1)
/** consonant, vowel, consonant at the end, the last not w, x or y: hop, but not how */
const endsShort = (w: string) => {
  const n = w.length
  return n >= 3 && !isVowel(w, n - 3) && isVowel(w, n - 2) && !isVowel(w, n - 1) && !/[wxy]$/.test(w)
}

/** Porter's m: how many times vowels are followed by consonants. */
function measure(w: string): number {
  let m = 0
  let vowel = false
  for (let i = 0; i < w.length; i++) {
    const now = isVowel(w, i)
    if (vowel && !now) m++
    vowel = now
  }
  return m
}

function plural(w: string): string {
  if (!w.endsWith('s')) return w
  if (/(ss|i)es$/.test(w)) return w.slice(0, -2)
  return /[^s]s$/.test(w) ? w.slice(0, -1) : w
}

function pastOrGerund(w: string): string {
  if (w.endsWith('eed')) return measure(w.slice(0, -3)) > 0 ? w.slice(0, -1) : w
  const base = w.endsWith('ed') ? w.slice(0, -2) : w.endsWith('ing') ? w.slice(0, -3) : null
  if (base === null || !hasVowel(base)) return w
  if (/(at|bl|iz)$/.test(base)) return `${base}e`
  if (endsDouble(base) && !/[lsz]$/.test(base)) return base.slice(0, -1)
  return measure(base) === 1 && endsShort(base) ? `${base}e` : base
}

/** By their last letter, so that most words are held against few of them; the order among those counts. */
const byLast = <T>(list: T[], suffix: (one: T) => string) => {
  const map = new Map<string, T[]>()
  for (const one of list) map.set(suffix(one).slice(-1), [...(map.get(suffix(one).slice(-1)) ?? []), one])
  return map
}
const pairs = (text: string) =>
  byLast(
    text.split(' ').map((pair) => pair.split('>') as [string, string]), // as it is written below
    ([suffix]) => suffix,
  )
const longSuffixes = pairs(
  'ational>ate ization>ize fulness>ful ousness>ous iveness>ive tional>tion biliti>ble entli>ent ousli>ous ation>ate alism>al aliti>al iviti>ive enci>ence anci>ance izer>ize abli>able alli>al ator>ate eli>e',
)
const shorterSuffixes = pairs('icate>ic ative> alize>al iciti>ic ical>ic ness> ful>')
const endings = byLast(
  'ement ance ence able ible ment sion tion ant ent ism ate iti ous ive ize al er ic ou'.split(' '),
  (suffix) => suffix,
)

function swap(w: string, list: Map<string, [string, string][]>, least: number): string {
  const found = list.get(w.at(-1) ?? '')?.find(([suffix]) => w.endsWith(suffix))
  if (!found) return w
  const base = w.slice(0, w.length - found[0].length)
  return measure(base) > least ? base + found[1] : w
}

function dropEnding(w: string): string {
  const found = endings.get(w.at(-1) ?? '')?.find((suffix) => w.endsWith(suffix))
  if (!found) return w
  const base = w.slice(0, w.length - (/^[st]ion$/.test(found) ? 3 : found.length))
  return measure(base) > 1 ? base : w
}

function tidy(w: string): string {
  let out = w
  if (out.endsWith('e')) {
    const base = out.slice(0, -1)
    const m = measure(base)
    if (m > 1 || (m === 1 && !endsShort(base))) out = base
  }
  return out.endsWith('ll') && measure(out) > 1 ? out.slice(0, -1) : out
}
