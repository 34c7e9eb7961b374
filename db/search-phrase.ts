import { Reader, type Spot } from '#db/search-bytes'
import { isGone, readEntries, weightOf } from '#db/search-read'

/** Where words stand: of the i-th entry, the places from starts[i] up to starts[i + 1], in order. */
export type Places = {
  ordinals: Uint32Array
  starts: Uint32Array
  places: Uint32Array
  /** Of each entry, how many of its places are in the title: they come first. null: of all none. */
  inTitle: Uint32Array | null
}

export function placesOf(spot: Spot): Places {
  const { ordinals, times, inTitle, placesAt } = readEntries(spot)
  const starts = new Uint32Array(ordinals.length + 1)
  for (let i = 0; i < times.length; i++) starts[i + 1] = (starts[i] ?? 0) + (times[i] ?? 0)
  const places = new Uint32Array(starts[times.length] ?? 0)
  const reader = new Reader(spot.leaf, placesAt)
  let at = 0
  for (let i = 0; i < times.length; i++) {
    let place = 0
    for (let k = times[i] ?? 0; k > 0; k--) {
      place += reader.number()
      places[at++] = place
    }
  }
  return { ordinals, starts, places, inTitle }
}

/** Several words as if they were one. */
export function unitePlaces(spots: readonly Spot[], entries: number): Places {
  const all = spots.map(placesOf)
  const counts = new Uint32Array(entries + 1)
  const titles = new Uint32Array(entries)
  for (const { ordinals, starts, inTitle } of all)
    ordinals.forEach((ordinal, i) => {
      counts[ordinal + 1] = (counts[ordinal + 1] ?? 0) + (starts[i + 1] ?? 0) - (starts[i] ?? 0)
      titles[ordinal] = (titles[ordinal] ?? 0) + (inTitle?.[i] ?? 0)
    })
  for (let i = 0; i < entries; i++) counts[i + 1] = (counts[i + 1] ?? 0) + (counts[i] ?? 0)
  const next = counts.slice()
  const places = new Uint32Array(counts[entries] ?? 0)
  for (const { ordinals, starts, places: own } of all)
    ordinals.forEach((ordinal, i) => {
      for (let k = starts[i] ?? 0; k < (starts[i + 1] ?? 0); k++) {
        const at = next[ordinal] ?? 0
        places[at] = own[k] ?? 0
        next[ordinal] = at + 1
      }
    })
  const ordinals = new Uint32Array(entries)
  for (let i = 0; i < entries; i++) {
    ordinals[i] = i
    places.subarray(counts[i], counts[i + 1]).sort()
  }
  return { ordinals, starts: counts, places, inTitle: titles }
}

/** Entries in which the words stand one behind the other, in this order, and how much that counts. */
export function findPhrase(words: readonly Places[], gone: Uint8Array | null) {
  const [first, ...rest] = words
  if (!first) return null
  const ordinals = new Uint32Array(first.ordinals.length)
  const weights = new Uint32Array(first.ordinals.length)
  const entry = rest.map(() => 0) // where each of the others is in its list
  let n = 0
  for (let i = 0; i < first.ordinals.length; i++) {
    const ordinal = first.ordinals[i] ?? 0
    if (isGone(gone, ordinal)) continue
    let all = true
    for (let w = 0; w < rest.length && all; w++) {
      const own = rest[w]?.ordinals ?? new Uint32Array(0)
      let at = entry[w] ?? 0
      while (at < own.length && (own[at] ?? 0) < ordinal) at++
      entry[w] = at
      all = own[at] === ordinal
    }
    if (!all) continue
    const weight = weightIn(first, i, rest, entry)
    if (weight === 0) continue
    ordinals[n] = ordinal
    weights[n++] = weight
  }
  return n === 0 ? null : { ordinals: ordinals.subarray(0, n), weights: weights.subarray(0, n) }
}

function weightIn(first: Places, i: number, rest: readonly Places[], entry: readonly number[]): number {
  const from = first.starts[i] ?? 0
  const title = from + (first.inTitle?.[i] ?? 0)
  const cursor = rest.map(({ starts }, w) => starts[entry[w] ?? 0] ?? 0)
  let [times, inTitle] = [0, 0]
  for (let k = from; k < (first.starts[i + 1] ?? 0); k++) {
    const place = first.places[k] ?? 0
    let all = true
    for (let w = 0; w < rest.length && all; w++) {
      const other = rest[w]
      if (!other) break
      const end = other.starts[(entry[w] ?? 0) + 1] ?? 0
      let at = cursor[w] ?? 0
      while (at < end && (other.places[at] ?? 0) < place + w + 1) at++
      cursor[w] = at
      all = at < end && other.places[at] === place + w + 1
    }
    if (!all) continue
    times++
    if (k < title) inTitle++
  }
  return weightOf(times, inTitle)
}
