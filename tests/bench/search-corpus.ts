/**
 * Text with the statistics that decide what a search costs, the same every time: 130,000 words by Zipf's law, some
 * in other forms, a fifth said before on the same page, each often followed by its own next word (so that phrases
 * recur); 2 kB a page.
 */
const words = 130_000
const wordsAPage = 340
export const pagesADocument = 12

const consonants = 'bdfghjklmnprstvwz'
const vowels = 'aeiou'
/** The rarer, the longer, as in a language; it ends so that its stem is itself. */
export function wordOf(rank: number): string {
  let word = ''
  for (let left = rank + 1; left > 0; left = Math.floor((left - 1) / 85)) {
    const n = (left - 1) % 85
    word += `${consonants[Math.floor(n / 5)]}${vowels[n % 5]}`
  }
  return `${word}k`
}

const cumulative = new Float64Array(words)
let sum = 0
for (let r = 0; r < words; r++) {
  sum += 1 / (r + 1.5)
  cumulative[r] = sum
}
const guide = new Uint32Array(65_537)
for (let i = 0, r = 0; i <= 65_536; i++) {
  while (r < words - 1 && (cumulative[r] ?? 0) < (sum * i) / 65_536) r++
  guide[i] = r
}

/** mulberry32 (public domain, Tommy Ettinger): 32 bits of state are enough for text. */
export function random(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A word by its share in all text. */
export function draw(at: number): number {
  let r = guide[Math.floor(at * 65_536)] ?? 0
  while (r < words - 1 && (cumulative[r] ?? 0) < at * sum) r++
  return r
}

/** The word that most often follows this one. */
export const nextOf = (rank: number) => draw(random(rank + 7)())

const texts: string[] = Array.from({ length: words })
function textOf(rank: number) {
  const known = texts[rank]
  if (known !== undefined) return known
  const text = wordOf(rank)
  texts[rank] = text
  return text
}

/** The n-th page of all. */
export function pageText(n: number): string {
  const chance = random(n * 2_654_435_761)
  const out: string[] = []
  const said: number[] = []
  let rank = draw(chance())
  for (let i = 0; i < wordsAPage; i++) {
    const word = textOf(rank)
    const form = chance()
    const inflected = form < 0.1 ? `${word}s` : form < 0.14 ? `${word}ing` : form < 0.18 ? `${word}ed` : word
    out.push(
      i % 13 === 0
        ? `${inflected[0]?.toUpperCase()}${inflected.slice(1)}`
        : i % 13 === 12
          ? `${inflected}.`
          : inflected,
    )
    said.push(rank)
    const then = chance()
    rank =
      then < 0.2 ? nextOfCached(rank) : then < 0.4 ? (said[Math.floor(chance() * said.length)] ?? 0) : draw(chance())
  }
  return out.join(' ')
}
const nexts = new Int32Array(words).fill(-1)
function nextOfCached(rank: number) {
  const known = nexts[rank] ?? -1
  if (known >= 0) return known
  const next = nextOf(rank)
  nexts[rank] = next
  return next
}
