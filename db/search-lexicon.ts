import { bytesOf } from '#db/search-bytes'
import { tokensOf } from '#lib/domain/query'
import { stem } from '#lib/domain/stem'

/**
 * The words of many texts as numbers, each stem once: what a segment is built from. It finds what tokensOf() finds;
 * for plain ASCII, which most text is, it does so without making a string of every word, at several times its speed.
 */
export class Lexicon {
  /** The stems, as bytes that sort as the words do. */
  readonly stems = new ByteTable()
  /** Words as they stand in ASCII text; the value of each is the number of its stem. */
  private readonly seen = new ByteTable()
  private readonly word = Buffer.alloc(longestWord)
  private out = new Uint32Array(1 << 10)
  private next = new Uint32Array(1 << 10)
  private begins = new Uint32Array(1 << 10)

  /** How many words it has seen. */
  get size(): number {
    return this.seen.size
  }

  /** Room for two numbers for each stem; who uses `next` leaves zeros behind. */
  room(): { next: Uint32Array; begins: Uint32Array } {
    if (this.next.length < this.stems.size) {
      this.next = new Uint32Array(this.stems.size * 2)
      this.begins = new Uint32Array(this.stems.size * 2)
    }
    return { next: this.next, begins: this.begins }
  }

  /** @returns the numbers of a text's words, in reading order. */
  numbersOf(text: string): Uint32Array {
    if (!ascii.test(text)) return Uint32Array.from(tokensOf(text), (word) => this.numberOf(word))
    const { word, seen } = this
    let n = 0
    let length = 0
    let hash = 0
    for (let i = 0; i <= text.length; i++) {
      const letter = i < text.length ? (lower[text.charCodeAt(i)] ?? 0) : 0
      if (letter !== 0) {
        if (length === longestWord) continue
        word[length++] = letter
        hash = mixed(hash, letter)
      } else if (length > 0) {
        const known = seen.size
        const at = seen.place(word, length, hash)
        if (seen.size > known) seen.values[at] = this.numberOf(stem(word.toString('latin1', 0, length)))
        if (n >= this.out.length) this.out = grown(this.out)
        this.out[n++] = seen.values[at] ?? 0
        length = 0
        hash = 0
      }
    }
    return this.out.slice(0, n)
  }

  private numberOf(word: string): number {
    const bytes = bytesOf(word)
    let hash = 0
    for (let i = 0; i < bytes.length; i++) hash = mixed(hash, bytes[i] ?? 0)
    return this.stems.place(bytes, bytes.length, hash)
  }
}

const ascii = /^[\0-\x7f]*$/
const mostSeen = 200_000
let last: Lexicon | undefined
/** The one that is used by all for as long as it is not too large: most words of a new text have been seen before. */
export function sharedLexicon(): Lexicon {
  if (!last || last.size > mostSeen) last = new Lexicon()
  return last
}

const longestWord = 64 // as tokensOf() cuts them
/** Letter or digit → itself in lower case; anything else 0. */
const lower = new Uint8Array(128)
for (const letter of 'abcdefghijklmnopqrstuvwxyz0123456789') {
  lower[letter.charCodeAt(0)] = letter.charCodeAt(0)
  lower[letter.toUpperCase().charCodeAt(0)] = letter.charCodeAt(0)
}

function mixed(hash: number, byte: number) {
  const h = Math.imul(hash ^ byte, 0x5bd1e995)
  return h ^ (h >>> 15)
}

function grown(numbers: Uint32Array<ArrayBuffer>) {
  const more = new Uint32Array(numbers.length * 2)
  more.set(numbers)
  return more
}

/** Runs of bytes, each once, numbered as they come; open addressing. */
export class ByteTable {
  size = 0
  values = new Uint32Array(1 << 10)
  bytes = Buffer.allocUnsafe(1 << 14)
  /** Of each run its hash and where in `bytes` it begins; it ends where the next begins. */
  private runs = new Uint32Array(1 << 11)
  private slots = new Int32Array(1 << 12).fill(-1)

  start(n: number): number {
    return this.runs[n * 2 + 1] ?? 0
  }

  /** @returns the number of the first `length` bytes, known or new. */
  place(from: Uint8Array, length: number, hash: number): number {
    const mask = this.slots.length - 1
    const full = hash >>> 0
    let at = hash & mask
    for (let n = this.slots[at] ?? -1; n !== -1; n = this.slots[at] ?? -1) {
      if (this.runs[n * 2] === full && this.holds(n, from, length)) return n
      at = (at + 1) & mask
    }
    this.slots[at] = this.size
    return this.add(from, length, full)
  }

  private holds(n: number, from: Uint8Array, length: number): boolean {
    const start = this.start(n)
    if (this.start(n + 1) - start !== length) return false
    for (let i = 0; i < length; i++) if (this.bytes[start + i] !== from[i]) return false
    return true
  }

  private add(from: Uint8Array, length: number, hash: number): number {
    const n = this.size++
    const start = this.start(n)
    if (start + length > this.bytes.length) this.bytes = Buffer.concat([this.bytes, Buffer.alloc(this.bytes.length)])
    for (let i = 0; i < length; i++) this.bytes[start + i] = from[i] ?? 0
    if (n * 2 + 4 > this.runs.length) this.runs = grown(this.runs)
    if (n >= this.values.length) this.values = grown(this.values)
    this.runs[n * 2] = hash
    this.runs[n * 2 + 3] = start + length
    if (this.size * 2 > this.slots.length) this.spread()
    return n
  }

  private spread() {
    this.slots = new Int32Array(this.slots.length * 4).fill(-1)
    const mask = this.slots.length - 1
    for (let n = 0; n < this.size; n++) {
      let at = (this.runs[n * 2] ?? 0) & mask
      while (this.slots[at] !== -1) at = (at + 1) & mask
      this.slots[at] = n
    }
  }
}

/**
 * Runs of a table in the order of their bytes. The first four go into the upper bits of a number and are sorted as
 * numbers, at a tenth of the price; runs alike so far are then compared.
 */
export function inOrder(table: ByteTable, numbers: readonly number[]): Uint32Array {
  const { bytes } = table
  const compare = (a: number, b: number) => {
    const [start, end, other] = [table.start(a), table.start(a + 1), table.start(b)]
    const length = Math.min(end - start, table.start(b + 1) - other)
    for (let i = 0; i < length; i++) {
      const differs = (bytes[start + i] ?? 0) - (bytes[other + i] ?? 0)
      if (differs !== 0) return differs
    }
    return end - start - (table.start(b + 1) - other)
  }
  const beside = 2 ** 21
  if (numbers.length >= beside) return Uint32Array.from(numbers).sort(compare)
  const keys = new Float64Array(numbers.length)
  for (let i = 0; i < numbers.length; i++) {
    const [start, end] = [table.start(numbers[i] ?? 0), table.start((numbers[i] ?? 0) + 1)]
    let key = 0
    for (let k = start; k < start + 4; k++) key = key * 256 + (k < end ? (bytes[k] ?? 0) : 0)
    keys[i] = key * beside + i
  }
  keys.sort()
  const order = new Uint32Array(numbers.length)
  for (let from = 0; from < keys.length; ) {
    const start = Math.floor((keys[from] ?? 0) / beside)
    let to = from
    for (; to < keys.length && Math.floor((keys[to] ?? 0) / beside) === start; to++) {
      const number = numbers[(keys[to] ?? 0) % beside] ?? 0
      let at = to // in its place among those alike so far, which are few
      for (; at > from && compare(order[at - 1] ?? 0, number) > 0; at--) order[at] = order[at - 1] ?? 0
      order[at] = number
    }
    from = to
  }
  return order
}
