/** Which of them stand somewhere: as letters, in UTF-16 either way round, in hexadecimal, in octal, backwards; in any case. */
export function findStrings(
  { texts, packed }: { texts: readonly Buffer[]; packed: readonly Buffer[] },
  strings: readonly string[],
): string[] {
  if (strings.length === 0) return []
  const [clear, other] = [texts, packed].map((some) => some.map((piece) => piece.toString('latin1').toLowerCase()))
  const stands = (form: string) =>
    clear?.some((text) => text.includes(form)) ||
    (form.length >= leastInPacked && other?.some((text) => text.includes(form)))
  return strings.filter((string) => formsOf(string).some(stands))
}

/** Shorter ones stand among the bytes of any picture by chance. */
const leastInPacked = 6

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
