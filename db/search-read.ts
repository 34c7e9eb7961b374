import { Reader, type Spot } from '#db/search-bytes'

/** Of each entry: its thing, its page × 4 + kind, its number of words. Little-endian, one column after the other. */
export const factBytes = 10
export const longest = 65_535

export type Facts = { things: Uint32Array; pages: Uint32Array; lengths: Uint16Array }
export function readFacts(bytes: Buffer): Facts {
  const n = bytes.length / factBytes
  const own = new Uint8Array(bytes).buffer // a copy of its own, so that it is aligned
  return {
    things: new Uint32Array(own, 0, n),
    pages: new Uint32Array(own, n * 4, n),
    lengths: new Uint16Array(own, n * 8, n),
  }
}

export const isGone = (gone: Uint8Array | null, ordinal: number) =>
  gone !== null && ((gone[ordinal >> 3] ?? 0) & (1 << (ordinal & 7))) !== 0

export type Entries = {
  ordinals: Uint32Array
  times: Uint32Array
  /** null: in no title. */
  inTitle: Uint32Array | null
  placesAt: number
}

export function readEntries({ leaf, at, entries }: Spot): Entries {
  const reader = new Reader(leaf, at)
  const ordinals = new Uint32Array(entries)
  const times = new Uint32Array(entries)
  let inTitle: Uint32Array | null = null
  let ordinal = -1
  for (let i = 0; i < entries; i++) {
    const step = reader.number()
    ordinal += (step >>> 1) + 1
    ordinals[i] = ordinal
    if (step & 1) {
      times[i] = 1
      continue
    }
    const many = reader.number()
    times[i] = many >>> 1
    if ((many & 1) === 0) continue
    inTitle ??= new Uint32Array(entries)
    inTitle[i] = reader.number()
  }
  return { ordinals, times, inTitle, placesAt: reader.at }
}

/** A title counts as much as this many words of the text. */
const titleWeight = 4
/** How much a word that stands `times` in an entry, of them `inTitle` in its title, counts. */
export const weightOf = (times: number, inTitle: number) => times + inTitle * (titleWeight - 1)
