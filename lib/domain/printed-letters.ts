/** Beyond Latin-1, what the one font of our files has. */
export const fontQuotes = '…‘’“”•–—'

/** Letters that are no other letter with a mark on it. */
const alike: Record<string, string> = {
  Ł: 'L',
  ł: 'l',
  Đ: 'D',
  đ: 'd',
  ı: 'i',
  Œ: 'OE',
  œ: 'oe',
  Ħ: 'H',
  ħ: 'h',
  Ŧ: 'T',
  ŧ: 't',
}

/** The letters that the one font of our files can print: what it lacks without its marks, else as a question mark. */
export const printable = (text: string): string => [...text].map((char) => letterOf(char) ?? '?').join('')

/** Whether it can be printed so that it is still read as what it is. */
export const isPrintable = (text: string): boolean => [...text].every((char) => letterOf(char) !== null)

function letterOf(char: string): string | null {
  if (/[\x20-\x7e\xa0-\xff]/.test(char) || fontQuotes.includes(char)) return char
  const bare = alike[char] ?? char.normalize('NFKD').replace(/\p{M}+/gu, '')
  return /^[\x20-\x7e]+$/.test(bare) || (bare === '' && /\p{M}/u.test(char)) ? bare : null
}
