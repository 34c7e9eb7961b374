import { Bytes, WordWriter } from '#db/search-bytes'
import { inOrder, type Lexicon } from '#db/search-lexicon'
import { factBytes, longest } from '#db/search-read'

/** What is told by words: a page, or a thing itself (page 0) with a title. */
export type Entry = {
  thing: number
  page: number
  kind: number
  /** Numbers of words in a Lexicon. */
  title: Uint32Array
  text: Uint32Array
}

/** A piece of the index, never changed once written, but for which of its entries are gone. */
export type Segment = {
  entries: number
  /** Words of all entries. */
  length: number
  least: number // of the things
  most: number
  facts: Buffer
  directory: Buffer // the word with which each leaf begins
  leaves: Buffer[]
}

/** The leaves fill SQLite's pages of 4096 bytes: 489 beside the row's key, the others whole. */
const leafBytes = 489 + 2 * 4092 - 60
/** No phrase runs from a title into the text. */
const gap = 1

export class LeafWriter {
  readonly leaves: Buffer[] = []
  private words = new WordWriter()
  private directory = new WordWriter()
  private last: Buffer = Buffer.alloc(0)

  put(word: Buffer, entries: number, body: Bytes) {
    const { out } = this.words
    if (out.at > 0 && out.at + word.length + 12 + body.at > leafBytes && out.at > leafBytes / 2) this.endLeaf()
    if (out.at === 0) this.directory.put(shortestBetween(this.last, word))
    this.words.put(word)
    out.number(body.at * 2 + (entries === 1 ? 1 : 0))
    if (entries > 1) out.number(entries)
    out.copy(body.data, 0, body.at)
    this.last = word
  }

  taken() {
    if (this.words.out.at > 0) this.endLeaf()
    return { leaves: this.leaves, directory: this.directory.taken() }
  }

  private endLeaf() {
    this.leaves.push(this.words.taken())
  }
}

/** The shortest beginning of `word` that still stands after `before`. */
function shortestBetween(before: Buffer, word: Buffer): Buffer {
  let same = 0
  while (same < before.length && word[same] === before[same]) same++
  return word.subarray(0, same + 1)
}

/** Entries of one word, as they are written; `places` aside, because they come behind all entries. */
export class ListWriter {
  readonly body = new Bytes()
  readonly places = new Bytes()
  entries = 0
  private before = -1

  entry(ordinal: number, times: number, inTitle: number) {
    const once = times === 1 && inTitle === 0
    this.body.number((ordinal - this.before - 1) * 2 + (once ? 1 : 0))
    if (!once) this.body.number(times * 2 + (inTitle > 0 ? 1 : 0))
    if (inTitle > 0) this.body.number(inTitle)
    this.before = ordinal
    this.entries++
  }

  endInto(word: Buffer, leaves: LeafWriter) {
    this.body.copy(this.places.data, 0, this.places.at)
    if (this.entries > 0) leaves.put(word, this.entries, this.body)
    this.body.at = 0
    this.places.at = 0
    this.entries = 0
    this.before = -1
  }
}

/** An entry's place in its segment and a word's place in the entry stand in one number. */
const placeBits = 20
export const mostEntries = 2 ** (32 - placeBits)
const lastPlace = 2 ** placeBits - 1

/** At most mostEntries entries → a segment, in their order; their words are numbers of the lexicon. */
export function buildSegment(lexicon: Lexicon, entries: readonly Entry[]): Segment {
  const { stems } = lexicon
  const { next, begins } = lexicon.room()
  const used: number[] = []
  let total = 0
  for (const { title, text } of entries)
    for (const words of [title, text]) {
      for (let i = 0; i < words.length; i++) {
        const id = words[i] ?? 0
        const before = next[id] ?? 0
        if (before === 0) used.push(id)
        next[id] = before + 1
      }
      total += words.length
    }
  // each word's places behind one another, in reading order: a counting sort
  let end = 0
  for (const id of used) {
    const count = next[id] ?? 0
    begins[id] = end
    next[id] = end
    end += count
  }
  const places = new Uint32Array(total)
  for (let ordinal = 0; ordinal < entries.length; ordinal++) {
    const { title, text } = entries[ordinal] ?? { title: none, text: none }
    const base = ordinal * (lastPlace + 1)
    const put = (id: number, place: number) => {
      const at = next[id] ?? 0
      places[at] = base + Math.min(place, lastPlace)
      next[id] = at + 1
    }
    for (let i = 0; i < title.length; i++) put(title[i] ?? 0, i)
    const from = title.length > 0 ? title.length + gap : 0
    for (let i = 0; i < text.length; i++) put(text[i] ?? 0, from + i)
  }
  const leaves = new LeafWriter()
  const list = new ListWriter()
  for (const id of inOrder(stems, used)) {
    const end = next[id] ?? 0
    for (let i = begins[id] ?? 0; i < end; ) {
      const ordinal = (places[i] ?? 0) >>> placeBits
      const title = entries[ordinal]?.title.length ?? 0
      let [times, inTitle, before] = [0, 0, 0]
      for (; i < end && (places[i] ?? 0) >>> placeBits === ordinal; i++, times++) {
        const place = (places[i] ?? 0) & lastPlace
        if (place < title) inTitle++
        list.places.number(place - before)
        before = place
      }
      list.entry(ordinal, times, inTitle)
    }
    list.endInto(stems.bytes.subarray(stems.start(id), stems.start(id + 1)), leaves)
  }
  for (const id of used) next[id] = 0
  return { ...frameOf(entries.map((e) => ({ ...e, length: e.title.length + e.text.length }))), ...leaves.taken() }
}
const none = new Uint32Array(0)

export type Fact = { thing: number; page: number; kind: number; length: number }
export function frameOf(entries: readonly Fact[]): Pick<Segment, 'entries' | 'length' | 'least' | 'most' | 'facts'> {
  const facts = Buffer.alloc(entries.length * factBytes)
  const { things, pages, lengths } = {
    things: new Uint32Array(entries.length),
    pages: new Uint32Array(entries.length),
    lengths: new Uint16Array(entries.length),
  }
  let [length, least, most] = [0, Number.MAX_SAFE_INTEGER, 0]
  entries.forEach((entry, i) => {
    const own = Math.min(entry.length, longest)
    things[i] = entry.thing
    pages[i] = entry.page * 4 + entry.kind
    lengths[i] = own
    length += own
    least = Math.min(least, entry.thing)
    most = Math.max(most, entry.thing)
  })
  let at = 0
  for (const column of [things, pages, lengths]) {
    Buffer.from(column.buffer).copy(facts, at)
    at += column.byteLength
  }
  return { entries: entries.length, length, least, most, facts }
}
