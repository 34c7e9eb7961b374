/** Boxes and arrows of the fonts that Word draws signs with. */
const signs: Record<string, string> = {
  F0FE: '☒',
  F0FD: '☒',
  F0A8: '☐',
  F06F: '☐',
  F0FC: '✓',
  F0FB: '✗',
  F0B7: '•',
  F0A7: '•',
  F0E0: '→',
}
export const symbol = ({ char = '' }: Record<string, string>) => {
  const code = Number.parseInt(char, 16)
  return (
    signs[char.toUpperCase()] ??
    (code >= 0xf000 ? '•' : Number.isFinite(code) && code > 31 ? String.fromCodePoint(code) : '')
  )
}
