/** One thing that lies in an archive, a mailbox or a PDF, and what became of it. */
export type PackItem = { path: string; bytes?: number; document?: number; why?: PackWhy; flawed?: boolean }

/** Why something in it did not become a document. */
export type PackWhy =
  | 'locked'
  | 'wrong_password'
  | 'link'
  | 'special'
  | 'system'
  | 'damaged'
  | 'method'
  | 'ratio'
  | 'too_big'
  | 'empty'
  | 'itself'
/** Why the rest of it was left in it. */
export type PackStop = 'entries' | 'bytes' | 'ratio' | 'damaged' | 'cut' | 'too_deep'

const whys: Record<PackWhy, string> = {
  locked: 'not taken out: locked with a password',
  wrong_password: 'not taken out: the password does not open it',
  link: 'not taken out: a link to another place, which is not followed',
  special: 'not taken out: no file, but a device of the computer it was packed on',
  system: 'not taken out: left there by an operating system, no record',
  damaged: 'not taken out: damaged',
  method: 'not taken out: packed or locked in a way that cannot be undone here',
  ratio: 'not taken out: it would swell to more than 200 times its size',
  too_big: 'not taken out: larger than one file may be',
  empty: 'an empty file',
  itself: 'this very file once more',
}

const stops: Record<PackStop, string> = {
  entries: 'There is more in it than is taken out of one file. The rest is only in the original.',
  bytes: 'Taking out stopped at 4 GiB. The rest is only in the original.',
  ratio: 'Taking out stopped: it swells to more than 200 times its size. The rest is only in the original.',
  damaged: 'The file is damaged from here on. What comes after is only in the original.',
  cut: 'Taking out broke off here. What comes after is only in the original.',
  too_deep: 'It was not opened, for it lies inside three other archives. Read it again to open it.',
}

/** What counts as lost to a reader: links and clutter were never records. */
export const isLost = (why: PackWhy | undefined): boolean =>
  why !== undefined && !['link', 'special', 'system', 'empty', 'itself'].includes(why)

/**
 * The pages of an archive or mailbox: what lies in it, by its path, and what became of each. `key`: of the
 * investigation; `thing`: what it holds.
 */
export function packList(
  { name, key, thing }: { name: string; key: string; thing: 'file' | 'mail' },
  items: readonly PackItem[],
  stopped: PackStop | null,
): string {
  const kept = items.filter((item) => item.document !== undefined).length
  const head = [name, '', `${counted(items.length, thing)} in it${keptOf(kept, items.length)}.`]
  const lines = items.flatMap((item) => [item.path, `    ${saidOf(item, key)}`])
  const lost = kept > 0 && kept < items.length ? lostFirst(items, key) : []
  return [...head, ...(stopped ? [stops[stopped]] : []), '', ...lost, ...lines].join('\n').slice(0, mostSigns)
}

function keptOf(kept: number, all: number): string {
  if (kept === 0) return ''
  if (all === 1) return ', kept as a document of its own'
  const count = kept === all ? 'all' : kept.toLocaleString('en')
  return `, ${count} kept as ${kept === 1 ? 'a document of its own' : 'documents of their own'}`
}

const mostSigns = 4_000_000

/** What is missing is said first: nobody reads to the end of a list of ten thousand. */
function lostFirst(items: readonly PackItem[], key: string): string[] {
  const lost = items.filter((item) => isLost(item.why)).slice(0, 50)
  if (lost.length === 0) return []
  return ['Not taken out:', ...lost.flatMap((item) => [item.path, `    ${saidOf(item, key)}`]), '', 'All of it:']
}

function saidOf({ bytes, document, why, flawed }: PackItem, key: string): string {
  const size = bytes === undefined ? [] : [sizeInWords(bytes)]
  const said = document === undefined ? [] : [`${key}-D${document}`]
  const flaw = flawed ? ['does not match the checksum beside it: it may be damaged'] : []
  return [...size, ...said, ...(why ? [whys[why]] : []), ...flaw].join(', ')
}

const counted = (count: number, thing: string) =>
  count === 1 ? `1 ${thing}` : `${count.toLocaleString('en')} ${thing}s`

function sizeInWords(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB']
  let [size, unit] = [bytes, 0]
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000
    unit++
  }
  return `${unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`
}
