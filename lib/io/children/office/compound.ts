import { GiveUp } from '#lib/io/children/give-up'

/** The streams of a compound file, by their path. Source: [MS-CFB]. */
export type Compound = { names: string[]; read(name: string): Buffer | null }

const [free, end] = [0xffffffff, 0xfffffffe]
const mostEntries = 100_000

/** Throws GiveUp damaged where it is none. */
export function openCompound(bytes: Buffer): Compound {
  if (bytes.length < 512 || bytes.readUInt32BE(0) !== 0xd0cf11e0) throw new GiveUp('damaged')
  const big = 1 << bytes.readUInt16LE(30)
  const small = 1 << bytes.readUInt16LE(32)
  if (big < 128 || big > 65_536 || small < 8 || small > big) throw new GiveUp('damaged')
  const cutoff = bytes.readUInt32LE(56)
  const sector = (id: number) => bytes.subarray((id + 1) * big, (id + 2) * big)
  const most = Math.ceil(bytes.length / big) + 1
  const numbers = (buffer: Buffer) => Array.from({ length: buffer.length >> 2 }, (_, i) => buffer.readUInt32LE(i * 4))

  const tables = numbers(bytes.subarray(76, 512))
  for (let at = bytes.readUInt32LE(68), left = most; at < end && left > 0; left--) {
    const more = numbers(sector(at))
    at = more.pop() ?? end
    tables.push(...more)
  }
  const fat: number[] = []
  for (const id of tables) if (id < end) for (const next of numbers(sector(id))) fat.push(next)
  const chain = (start: number, table: number[], of: (id: number) => Buffer, bytesMost: number): Buffer => {
    const pieces: Buffer[] = []
    let length = 0
    for (let at = start, left = table.length + 1; at < end && left > 0 && length < bytesMost; left--) {
      const piece = of(at)
      pieces.push(piece)
      length += piece.length
      at = table[at] ?? end
    }
    return Buffer.concat(pieces).subarray(0, bytesMost)
  }
  const directory = chain(bytes.readUInt32LE(48), fat, sector, mostEntries * 128)
  const entries = Array.from({ length: directory.length >> 7 }, (_, i) => {
    const entry = directory.subarray(i * 128, i * 128 + 128)
    const name = entry.toString('utf16le', 0, Math.max(0, Math.min(64, entry.readUInt16LE(64)) - 2))
    const [left, right, child] = [entry.readUInt32LE(68), entry.readUInt32LE(72), entry.readUInt32LE(76)]
    return {
      name,
      kind: entry.readUInt8(66),
      left,
      right,
      child,
      start: entry.readUInt32LE(116),
      size: entry.readUInt32LE(120),
    }
  })
  const root = entries[0]
  if (!root) throw new GiveUp('damaged')
  const miniFat = numbers(chain(bytes.readUInt32LE(60), fat, sector, bytes.length))
  const mini = chain(root.start, fat, sector, root.size)
  const streams = new Map<string, { start: number; size: number }>()
  const seen = new Set<number>()
  const walk = (first: number, folder: string) => {
    const waiting = [first]
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const entry = id === free ? undefined : entries[id]
      if (!entry || seen.has(id)) continue
      seen.add(id)
      waiting.push(entry.left, entry.right)
      if (entry.kind === 2) streams.set(folder + entry.name, entry)
      else if (entry.kind === 1 && folder.length < 1000) walk(entry.child, `${folder}${entry.name}/`)
    }
  }
  walk(root.child, '')
  return {
    names: [...streams.keys()],
    read(name) {
      const entry = streams.get(name)
      if (!entry) return null
      return entry.size < cutoff
        ? chain(entry.start, miniFat, (id) => mini.subarray(id * small, (id + 1) * small), entry.size)
        : chain(entry.start, fat, sector, entry.size)
    },
  }
}

/** What a compound file says of who made it. Source: [MS-OLEPS]. */
export function summaryOf(file: Compound): Record<string, string> {
  const said: Record<string, string> = {}
  const read = (name: string, keys: Record<number, string>) => {
    const bytes = file.read(name)
    if (!bytes || bytes.length < 48) return
    const from = bytes.readUInt32LE(44)
    const count = Math.min(100, bytes.length > from + 8 ? bytes.readUInt32LE(from + 4) : 0)
    for (let i = 0; i < count && from + 16 + i * 8 <= bytes.length; i++) {
      const key = keys[bytes.readUInt32LE(from + 8 + i * 8)]
      const at = from + bytes.readUInt32LE(from + 12 + i * 8)
      if (!key || at + 12 > bytes.length) continue
      const [kind, length] = [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4)]
      if (kind === 0x1e) said[key] = bytes.toString('latin1', at + 8, at + 8 + Math.min(length, 500))
      if (kind === 0x1f) said[key] = bytes.toString('utf16le', at + 8, at + 8 + Math.min(length * 2, 1000))
      if (kind === 0x40) {
        const ms = Number(bytes.readBigUInt64LE(at + 4) / 10_000n) - 11_644_473_600_000
        if (ms > 0 && ms < 4e12) said[key] = new Date(ms).toISOString()
      }
    }
  }
  read('\u0005SummaryInformation', {
    2: 'title',
    4: 'author',
    8: 'lastModifiedBy',
    12: 'createdAt',
    13: 'modifiedAt',
    18: 'creator',
  })
  read('\u0005DocumentSummaryInformation', { 15: 'company' })
  return Object.fromEntries(
    Object.entries(said)
      .map(([key, text]) => [
        key,
        text
          .replace(/(?![\t\n])\p{Cc}/gu, '')
          .trim()
          .slice(0, 500)
          .toWellFormed(),
      ])
      .filter(([, text]) => text),
  )
}
