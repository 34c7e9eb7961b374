/** Which of them stand somewhere: as letters, in UTF-16 either way round, in hexadecimal, in octal, backwards; in any case. */
export function findStrings(
  { texts, packed }: { texts: readonly Buffer[]; packed: readonly Buffer[] },
  strings: readonly string[],
): string[] {
  if (strings.length === 0) return []
  const clear = texts.map((piece) => piece.toString('latin1').toLowerCase())
  const forms = new Map(strings.map((string) => [string, formsOf(string)]))
  const long = [...forms.values()].flat().filter((form) => form.length >= leastInPacked)
  const there = formsIn(packed, long)
  return strings.filter((string) =>
    forms.get(string)?.some((form) => there.has(form) || clear.some((text) => text.includes(form))),
  )
}

/** Shorter ones stand among the bytes of any picture by chance. */
const leastInPacked = 6

/** Latin-1, in small letters. */
function formsOf(string: string): string[] {
  const forms: string[] = []
  for (const one of [string, [...string].reverse().join('')]) {
    const little = Buffer.from(one, 'utf16le')
    const raw = [Buffer.from(one, 'latin1'), Buffer.from(one, 'utf8'), little, Buffer.from(little).swap16()]
    for (const bytes of raw) forms.push(bytes.toString('latin1').toLowerCase(), bytes.toString('hex'))
    forms.push([...Buffer.from(one, 'latin1')].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join(''))
  }
  return forms
}

const small = Uint8Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte).toLowerCase().charCodeAt(0))

/** All of them are looked for in one walk over the bytes, however many they are: by their first three bytes, then whole. */
function formsIn(pieces: readonly Buffer[], forms: readonly string[]): Set<string> {
  const byStart = new Map<number, { form: string; bytes: Buffer }[]>()
  const starts = new Uint32Array(2 ** 19) // a bit for each three bytes
  for (const form of new Set(forms)) {
    const bytes = Buffer.from(form, 'latin1')
    const start = bytes.readUIntBE(0, 3)
    byStart.set(start, [...(byStart.get(start) ?? []), { form, bytes }])
    starts[start >> 5] = (starts[start >> 5] ?? 0) | (1 << (start & 31))
  }
  const found = new Set<string>()
  for (const piece of pieces)
    for (let [at, last] = [0, 0]; at < piece.length; at++) {
      last = ((last << 8) | (small[piece[at] ?? 0] ?? 0)) & 0xffffff
      if (((starts[last >> 5] ?? 0) & (1 << (last & 31))) === 0 || at < 2) continue
      for (const { form, bytes } of byStart.get(last) ?? []) if (standsAt(piece, at - 2, bytes)) found.add(form)
    }
  return found
}

function standsAt(piece: Buffer, at: number, bytes: Buffer): boolean {
  if (at + bytes.length > piece.length) return false
  for (let i = 0; i < bytes.length; i++) if (small[piece[at + i] ?? 0] !== bytes[i]) return false
  return true
}
