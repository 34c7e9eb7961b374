import { bytesOf, Reader, type Spot, spotAt } from '#db/search-bytes'
import { type Facts, isGone, readEntries } from '#db/search-read'
import { type Fact, frameOf, LeafWriter, ListWriter, type Segment } from '#db/search-segment'

export type Piece = { facts: Facts; gone: Uint8Array | null; leaves: readonly Buffer[] }

/** Several segments → one, without what is gone. @returns null where nothing is left. */
export function mergeSegments(pieces: readonly Piece[]): Segment | null {
  const entries: Fact[] = []
  const renumbered = pieces.map(({ facts, gone }) => {
    const numbers = new Int32Array(facts.things.length)
    facts.things.forEach((thing, i) => {
      const page = facts.pages[i] ?? 0
      numbers[i] = isGone(gone, i) ? -1 : entries.length
      if (numbers[i] !== -1) entries.push({ thing, page: page >>> 2, kind: page & 3, length: facts.lengths[i] ?? 0 })
    })
    return numbers
  })
  if (entries.length === 0) return null
  const cursors = pieces.map(({ leaves }) => new WordCursor(leaves))
  const leaves = new LeafWriter()
  const list = new ListWriter()
  for (;;) {
    let word: string | null = null
    for (const cursor of cursors) if (cursor.word !== null && (word === null || cursor.word < word)) word = cursor.word
    if (word === null) break
    cursors.forEach((cursor, i) => {
      const [numbers, gone] = [renumbered[i], pieces[i]?.gone]
      if (cursor.word !== word || !numbers || !cursor.spot) return
      append(list, cursor.spot, numbers, gone !== null)
      cursor.next()
    })
    list.endInto(bytesOf(word), leaves)
  }
  return { ...frameOf(entries), ...leaves.taken() }
}

/** One segment's entries of a word behind those that are there; places are copied as they stand. */
function append(list: ListWriter, spot: Spot, numbers: Int32Array, someGone: boolean) {
  const { ordinals, times, inTitle, placesAt } = readEntries(spot)
  const reader = new Reader(spot.leaf, placesAt)
  for (let i = 0; i < spot.entries; i++) {
    const number = numbers[ordinals[i] ?? 0] ?? -1
    if (number !== -1) list.entry(number, times[i] ?? 0, inTitle?.[i] ?? 0)
    if (!someGone) continue
    const from = reader.at
    for (let k = times[i] ?? 0; k > 0; k--) reader.number()
    if (number !== -1) list.places.copy(spot.leaf, from, reader.at)
  }
  if (!someGone) list.places.copy(spot.leaf, placesAt, spot.end)
}

/** Walks all words of a segment in order. */
class WordCursor {
  word: string | null = null
  spot: Spot | null = null
  private readonly leaves: readonly Buffer[]
  private leaf = 0
  private reader: Reader

  constructor(leaves: readonly Buffer[]) {
    this.leaves = leaves
    this.reader = new Reader(leaves[0] ?? Buffer.alloc(0))
    this.next()
  }

  next() {
    if (!this.reader.more()) this.reader = new Reader(this.leaves[++this.leaf] ?? Buffer.alloc(0))
    const there = this.reader.more()
    this.word = there ? this.reader.nextWord() : null
    this.spot = there ? spotAt(this.reader) : null
  }
}
