/** What an id begins with says what it names. */
export const prefixes = {
  user: 'usr',
  token: 'tok',
  investigation: 'inv',
  agency: 'agy',
  contact: 'ctc',
  request: 'req',
  communication: 'com',
  document: 'doc',
  place: 'plc',
  findingType: 'fty',
  finding: 'fnd',
  anchor: 'anc',
  figure: 'fig',
  upload: 'upl',
  message: 'msg',
  view: 'viw',
  mark: 'mrk',
  exhibit: 'exh',
  exhibitNote: 'exn',
  update: 'upd',
  share: 'shr',
  opening: 'opn',
  export: 'exp',
} as const
export type Named = keyof typeof prefixes

/** `RING-12`, `RING-D7`, `RING-F3`: key of the investigation, letter of the kind, number → its parts. */
export function parseNumber(text: string): { key: string; letter: '' | 'D' | 'F' | 'E'; number: number } | null {
  const match = /^([A-Z]{2,8})-([DFE]?)([1-9]\d{0,8})$/.exec(text.toUpperCase())
  if (!match) return null
  const [, key = '', letter = '', number = ''] = match
  return { key, letter: letter as '' | 'D' | 'F' | 'E', number: Number(number) } // the pattern allows no other letter
}
