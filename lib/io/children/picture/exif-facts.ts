/** What a camera or a program wrote into a picture: which, when, where, whose. Source: EXIF 2.32. */
export function exifFacts(exif: Buffer): Record<string, unknown> {
  const bytes = exif.toString('latin1', 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif
  const little = bytes.toString('latin1', 0, 2) === 'II'
  if (!little && bytes.toString('latin1', 0, 2) !== 'MM') return {}
  const two = (at: number) => (at + 2 > bytes.length ? 0 : little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at))
  const four = (at: number) => (at + 4 > bytes.length ? 0 : little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at))
  const sizes: Record<number, number> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8 }

  const directory = (at: number) => {
    const found = new Map<number, { kind: number; count: number; at: number }>()
    const count = at > 0 ? Math.min(500, two(at)) : 0
    for (let i = 0; i < count; i++) {
      const entry = at + 2 + i * 12
      const [kind, many] = [two(entry + 2), four(entry + 4)]
      const length = (sizes[kind] ?? 0) * many
      found.set(two(entry), { kind, count: many, at: length > 4 ? four(entry + 8) : entry + 8 })
    }
    const text = (tag: number) => {
      const entry = found.get(tag)
      if (entry?.kind !== 2) return ''
      const raw = bytes.toString('utf8', entry.at, Math.min(bytes.length, entry.at + Math.min(entry.count, 400)))
      return (
        raw
          .split('\0')[0]
          ?.replace(/\p{Cc}/gu, '')
          .trim()
          .toWellFormed() ?? ''
      )
    }
    const whole = (tag: number) => {
      const entry = found.get(tag)
      return !entry ? 0 : entry.kind === 3 ? two(entry.at) : four(entry.at)
    }
    /** Degrees, minutes, seconds as degrees. */
    const angle = (tag: number) => {
      const entry = found.get(tag)
      if (entry?.kind !== 5 || entry.count !== 3) return Number.NaN
      const [d = 0, m = 0, s = 0] = [0, 8, 16].map((step) => four(entry.at + step) / (four(entry.at + step + 4) || 1))
      return d + m / 60 + s / 3600
    }
    return { text, whole, angle }
  }

  const main = directory(four(4))
  const more = directory(main.whole(0x8769))
  const gps = directory(main.whole(0x8825))
  const camera = [...new Set(`${main.text(0x10f)} ${main.text(0x110)}`.split(' '))].join(' ').trim()
  const [lat, lng] = [gps.angle(2) * (gps.text(1) === 'S' ? -1 : 1), gps.angle(4) * (gps.text(3) === 'W' ? -1 : 1)]
  const taken = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(more.text(0x9003) || main.text(0x132))
  const facts: Record<string, unknown> = {}
  const put = (key: string, value: string) => {
    if (value) facts[key] = value
  }
  put('camera', camera.slice(0, 200))
  put('creator', main.text(0x131))
  put('author', main.text(0x13b))
  if (taken)
    put(
      'takenAt',
      `${taken[1]}-${taken[2]}-${taken[3]}T${taken[4]}${/^[+-]\d\d:\d\d$/.exec(more.text(0x9011))?.[0] ?? ''}`,
    )
  if (Math.abs(lat) <= 90 && Math.abs(lng) <= 180 && (lat !== 0 || lng !== 0))
    facts.place = { lat: Math.round(lat * 1e6) / 1e6, lng: Math.round(lng * 1e6) / 1e6 }
  const extra: [string, string][] = [
    ['Rights', main.text(0x8298)],
    ['Serial number of the camera', more.text(0xa431)],
    ['Lens', more.text(0xa434)],
  ]
  const told = extra.filter(([, value]) => value !== '')
  return told.length > 0 ? { ...facts, extra: told } : facts
}
