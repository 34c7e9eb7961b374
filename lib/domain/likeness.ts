/** How many words in a row make one shingle, and from how many shingles on a text can be compared at all. */
const shingleWords = 5
const fewest = 20
/** What is read of a very long document: enough to know it again. */
export const mostWords = 400_000

const bands = 20
const rows = 5

/** The words that count in a comparison: letters and digits, folded; how a page is set makes no difference. */
export const wordsToCompare = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []

/** What a text is compared by. `values`: its words that hold a digit, such as dates, amounts and case numbers. */
export type Print = { shingles: ReadonlySet<number>; values: ReadonlySet<string>; words: number }

/** Words → every five of them in a row, as numbers of 32 bits. Null for a text too short to be told from others. */
export function printOf(words: readonly string[]): Print | null {
  const counted = words.slice(0, mostWords)
  const hashes = counted.map(hashOf)
  const shingles = new Set<number>()
  for (let at = 0; at + shingleWords <= hashes.length; at++) {
    let hash = 0
    for (let n = 0; n < shingleWords; n++) hash = mixed(Math.imul(hash, 31) + (hashes[at + n] ?? 0))
    shingles.add(hash >>> 0)
  }
  if (shingles.size < fewest) return null
  return { shingles, values: new Set(counted.filter((word) => /\p{N}/u.test(word))), words: counted.length }
}

function hashOf(word: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193)
  return mixed(hash)
}

function mixed(value: number): number {
  let h = value ^ (value >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return h ^ (h >>> 16)
}

const seeds = Array.from({ length: bands * rows }, (_, i) => [mixed(i * 2 + 1) | 1, mixed(i * 2 + 2)] as const)

/** The smallest shingle under each of 100 orders: the share of equal ones is about the share of common shingles. */
export function signatureOf({ shingles }: Print): number[] {
  const least = new Uint32Array(seeds.length).fill(0xffffffff)
  for (const shingle of shingles)
    for (let i = 0; i < seeds.length; i++) {
      const [factor = 1, more = 0] = seeds[i] ?? []
      const value = mixed(Math.imul(shingle, factor) + more) >>> 0
      if (value < (least[i] ?? 0)) least[i] = value
    }
  return [...least]
}

/** Bands of a signature: texts alike in four of five shingles share one with near certainty, unlike ones rarely. */
export function bandsOf(signature: readonly number[]): string[] {
  return Array.from({ length: bands }, (_, band) => {
    const rowsOf = signature.slice(band * rows, (band + 1) * rows)
    return `${band}.${rowsOf.map((value) => value.toString(36)).join('.')}`
  })
}

/** A signature in 400 letters, 16 bits each, to be kept; and how alike two of them are, 0–1. */
export const writeSignature = (signature: readonly number[]) =>
  signature.map((value) => (value & 0xffff).toString(16).padStart(4, '0')).join('')
export function likenessOf(a: string, b: string): number {
  if (a.length !== b.length || a.length === 0) return 0
  let same = 0
  for (let at = 0; at < a.length; at += 4) if (a.slice(at, at + 4) === b.slice(at, at + 4)) same++
  return same / (a.length / 4)
}

/** The share of shingles that two texts have in common, of all that either has. */
export function similarity(a: Print, b: Print): number {
  const [small, large] = a.shingles.size < b.shingles.size ? [a.shingles, b.shingles] : [b.shingles, a.shingles]
  let common = 0
  for (const shingle of small) if (large.has(shingle)) common++
  return common / (small.size + large.size - common)
}

const alikeFrom = 0.8

/**
 * Whether two documents are one in two forms: scanned or saved anew, signed and unsigned, a draft and its final version.
 * The same form filled in for two cases is not: its words agree, but dates, amounts and numbers stand against each other
 * on both sides.
 */
export function areAlike(a: Print, b: Print): boolean {
  const [short, long] = a.words < b.words ? [a, b] : [b, a]
  if (short.words < long.words * 0.7) return false
  const share = similarity(a, b)
  if (share < alikeFrom) return false
  return share >= 0.995 || !isRefilled(a, b)
}

/** A quarter of the values of either are its own. What a signature or a stamp adds stands on one side only. */
function isRefilled(a: Print, b: Print): boolean {
  const own = (one: Print, other: Print) => [...one.values].filter((value) => !other.values.has(value)).length
  const [ownA, ownB] = [own(a, b), own(b, a)]
  return Math.min(ownA / Math.max(1, a.values.size), ownB / Math.max(1, b.values.size)) > 0.2
}
