/**
 * How the index of words is written down. A leaf is a run of records in the order of their words:
 *   head      one byte: how much of the word before it repeats (high half), how many bytes follow (low half); 15 in
 *             either means that another byte holds it
 *   word      the bytes that follow, one unit of UTF-16 after another in 1 to 3 bytes, so that bytes sort as strings do
 *   size      bytes of the places × 2, + 1 where one entry alone has the word; else the number of entries follows
 *   entries   of each: the step from the one before × 2, + 1 where the word stands there once and not in a title;
 *             else (times × 2 + 1 where in a title) and then how often in the title
 *   places    of each entry: where the word stands, as steps
 * Numbers are variable-length (7 bits a byte). A directory is the same with nothing but words.
 */
export class Bytes {
  data = Buffer.allocUnsafe(4096)
  at = 0

  byte(value: number) {
    if (this.at >= this.data.length) this.grow(1)
    this.data[this.at++] = value
  }

  number(value: number) {
    let left = value
    while (left > 127) {
      this.byte((left & 127) | 128)
      left >>>= 7
    }
    this.byte(left)
  }

  copy(from: Buffer, start: number, end: number) {
    if (this.at + end - start > this.data.length) this.grow(end - start)
    if (end - start > 48) {
      from.copy(this.data, this.at, start, end)
      this.at += end - start
    } else for (let i = start; i < end; i++) this.data[this.at++] = from[i] ?? 0 // most are a few bytes
  }

  taken(): Buffer {
    const bytes = Buffer.from(this.data.subarray(0, this.at))
    this.at = 0
    return bytes
  }

  private grow(more: number) {
    const bigger = Buffer.allocUnsafe(Math.max(this.data.length * 2, this.at + more))
    this.data.copy(bigger, 0, 0, this.at)
    this.data = bigger
  }
}

/** A word as bytes that sort as JavaScript sorts strings. */
export function bytesOf(word: string): Buffer {
  const bytes = Buffer.allocUnsafe(word.length * 3)
  let at = 0
  for (let i = 0; i < word.length; i++) {
    const unit = word.charCodeAt(i)
    if (unit < 0x80) bytes[at++] = unit
    else if (unit < 0x800) {
      bytes[at++] = 0xc0 | (unit >> 6)
      bytes[at++] = 0x80 | (unit & 63)
    } else {
      bytes[at++] = 0xe0 | (unit >> 12)
      bytes[at++] = 0x80 | ((unit >> 6) & 63)
      bytes[at++] = 0x80 | (unit & 63)
    }
  }
  return bytes.subarray(0, at)
}

function wordOf(bytes: Buffer, length: number): string {
  for (let i = 0; i < length; i++) if ((bytes[i] ?? 0) > 127) return unfold(bytes, length)
  return bytes.toString('latin1', 0, length)
}
function unfold(bytes: Buffer, length: number): string {
  let word = ''
  for (let i = 0; i < length; ) {
    const first = bytes[i++] ?? 0
    const rest = () => (bytes[i++] ?? 0) & 63
    word += String.fromCharCode(
      first < 0x80
        ? first
        : first < 0xe0
          ? ((first & 31) << 6) | rest()
          : ((first & 15) << 12) | (rest() << 6) | rest(),
    )
  }
  return word
}

/** Writes words in their order, each with what repeats of the one before left out. */
export class WordWriter {
  readonly out = new Bytes()
  private before: Buffer = Buffer.alloc(0)

  put(word: Buffer) {
    const most = Math.min(word.length, this.before.length, 255)
    let same = 0
    while (same < most && word[same] === this.before[same]) same++
    const more = word.length - same
    this.out.byte((Math.min(same, 15) << 4) | Math.min(more, 15))
    if (same >= 15) this.out.byte(same)
    if (more >= 15) this.out.byte(more)
    this.out.copy(word, same, word.length)
    this.before = word
  }

  taken(): Buffer {
    this.before = Buffer.alloc(0)
    return this.out.taken()
  }
}

/** Reads numbers and words one after the other. */
export class Reader {
  readonly data: Buffer
  at: number
  private word = Buffer.allocUnsafe(256)
  private length = 0

  constructor(data: Buffer, at = 0) {
    this.data = data
    this.at = at
  }

  number(): number {
    const { data } = this
    let byte = data[this.at++] ?? 0
    if (byte < 128) return byte
    let value = byte & 127
    for (let shift = 7; ; shift += 7) {
      byte = data[this.at++] ?? 0
      value |= (byte & 127) << shift
      if (byte < 128) return value >>> 0
    }
  }

  /** The next word of a run; `more()` says whether there is one. */
  nextWord(): string {
    const head = this.data[this.at++] ?? 0
    const same = head >> 4 === 15 ? (this.data[this.at++] ?? 0) : head >> 4
    const more = (head & 15) === 15 ? (this.data[this.at++] ?? 0) : head & 15
    this.length = same + more
    if (this.length > this.word.length) this.word = Buffer.concat([this.word, Buffer.alloc(256)])
    this.data.copy(this.word, same, this.at, this.at + more)
    this.at += more
    return wordOf(this.word, this.length)
  }

  more(): boolean {
    return this.at < this.data.length
  }
}

/** Where in a leaf the entries of a word stand: from `at`, `entries` of them, their places up to `end`. */
export type Spot = { leaf: Buffer; at: number; end: number; entries: number }

export function spotAt(reader: Reader): Spot {
  const size = reader.number()
  const entries = size & 1 ? 1 : reader.number()
  const spot = { leaf: reader.data, at: reader.at, end: reader.at + (size >>> 1), entries }
  reader.at = spot.end
  return spot
}

/**
 * The one word in a leaf without making a string of any: as words are in order, it is enough to know how much of the
 * wanted word the last one had in common with it.
 */
export function seekWord(leaf: Buffer, wanted: Buffer): Spot | null {
  const reader = new Reader(leaf)
  for (let common = 0; reader.at < leaf.length; spotAt(reader)) {
    const at = step(reader, wanted, common)
    if (at === after) return null
    if (at === here) return spotAt(reader)
    common = at
  }
  return null
}

/** Which leaf of a directory may hold the word: the last that begins with it or before it. */
export function seekLeaf(directory: Buffer, wanted: Buffer): number {
  const reader = new Reader(directory)
  let leaf = -1
  for (let common = 0; reader.at < directory.length; leaf++) {
    const at = step(reader, wanted, common)
    if (at === after) break
    if (at === here) return leaf + 1
    common = at
  }
  return Math.max(leaf, 0)
}

const here = -1
const after = -2

/** Passes one word. @returns whether it is the wanted one, or stands after it, or what they have in common. */
function step(reader: Reader, wanted: Buffer, common: number): number {
  const { data } = reader
  const head = data[reader.at++] ?? 0
  const same = head >> 4 === 15 ? (data[reader.at++] ?? 0) : head >> 4
  const more = (head & 15) === 15 ? (data[reader.at++] ?? 0) : head & 15
  const from = reader.at
  reader.at = from + more
  if (same > common) return common // differs where the one before did
  if (same < common) return after
  let i = 0
  while (i < more && common + i < wanted.length && data[from + i] === wanted[common + i]) i++
  if (i === more) return common + i === wanted.length ? here : common + i
  if (common + i === wanted.length) return after
  return (data[from + i] ?? 0) > (wanted[common + i] ?? 0) ? after : common + i
}
