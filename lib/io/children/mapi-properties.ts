import iconv from 'iconv-lite'

/** Part of the reader of TNEF: its lists of MAPI properties, by number, and what their values say. */
export type Value = Buffer | number
export type Properties = Map<number, Value>

/** Fixed sizes by type; in the list each value fills whole words of four. */
const sizes: Record<number, number> = { 2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16 }
const counted = new Set([0xd, 0x1e, 0x1f, 0x102])
const unicode = 0x1f

/** As many as can be read. Named properties and all but the first of several values are passed over. */
export function readProperties(data: Buffer, place: { at: number }): Properties {
  const properties: Properties = new Map()
  try {
    const count = data.readUInt32LE(place.at)
    place.at += 4
    for (let i = 0; i < count; i++) readProperty(data, place, properties)
  } catch {
    place.at = data.length // it ends in the middle
  }
  return properties
}

function readProperty(data: Buffer, place: { at: number }, into: Properties): void {
  const number = (): number => {
    place.at += 4
    return data.readUInt32LE(place.at - 4)
  }
  const padded = (length: number): Buffer => {
    if (place.at + length > data.length) throw new RangeError('cut off')
    place.at += Math.ceil(length / 4) * 4
    return data.subarray(place.at - Math.ceil(length / 4) * 4, place.at - Math.ceil(length / 4) * 4 + length)
  }
  const said = number()
  const [id, kind] = [said >>> 16, said & 0xffff]
  if (id >= 0x8000) {
    padded(16)
    if (number() === 0) number()
    else padded(number())
  }
  const [several, type] = [(kind & 0x1000) !== 0, kind & 0xfff]
  const size = sizes[type]
  if (size === undefined && !counted.has(type)) throw new RangeError('a type that nobody knows the size of')
  const values = several || size === undefined ? number() : 1
  for (let n = 0; n < values; n++) {
    const raw = padded(size ?? number())
    if (n > 0 || id >= 0x8000) continue
    if (type === unicode) into.set(id, Buffer.concat([Buffer.from([0xff, 0xfe]), raw]))
    else into.set(id, type === 3 ? raw.readInt32LE(0) : type === 2 || type === 0xb ? raw.readInt16LE(0) : raw)
  }
}

/** Text properties that were UTF-16 are marked as such; the others are in the sender's code page. */
export function textOf(value: Value | undefined, codepage: string): string | undefined {
  if (value === undefined || typeof value === 'number') return undefined
  return value[0] === 0xff && value[1] === 0xfe
    ? value.subarray(2).toString('utf16le').replace(/\0+$/, '')
    : decoded(value, codepage)
}

export const decoded = (bytes: Buffer, codepage: string) => iconv.decode(bytes, codepage).split('\0', 1)[0] ?? ''

/** The encoding that a Windows code page is; undefined where there is none such. */
export function nameOfCodepage(number: number | undefined): string | undefined {
  const name = number === 65001 ? 'utf-8' : number === 20127 ? 'ascii' : number === 1200 ? 'utf-16le' : `cp${number}`
  const iso = number !== undefined && number > 28590 && number < 28606 ? `iso-8859-${number - 28590}` : name
  return iconv.encodingExists(iso) ? iso : undefined
}

/** A FILETIME (tenths of microseconds since 1601) as ISO 8601. */
export function instantOf(value: Value | undefined): string | undefined {
  if (value === undefined || typeof value === 'number' || value.length < 8) return undefined
  const at = new Date(Number(value.readBigUInt64LE(0) / 10_000n) - 11_644_473_600_000)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

/** Seven words: year, month, day, hour, minute, second, day of the week. */
export function dateOf(data: Buffer | undefined): string | undefined {
  if (!data || data.length < 12) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = [0, 2, 4, 6, 8, 10].map((at) =>
    data.readUInt16LE(at),
  )
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}
