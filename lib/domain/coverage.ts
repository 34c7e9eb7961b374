/** Who has read which pages of a document; `toItsEnd`: all of them, by their own word. The name may be "you". */
export type Reader = { userId: string; name: string; pages: readonly number[]; toItsEnd: boolean }

/** Who has read each page, in the order of `read`. Pages beyond the last one are left out. */
export function readersOf(read: readonly Reader[], of: number): ReadonlyMap<number, string[]> {
  const readers = new Map<number, string[]>()
  for (const one of read) {
    const pages = one.toItsEnd ? Array.from({ length: of }, (_, i) => i + 1) : new Set(one.pages)
    for (const page of pages) {
      if (page < 1 || page > of) continue
      const before = readers.get(page)
      if (before) before.push(one.name)
      else readers.set(page, [one.name])
    }
  }
  return readers
}

/** The last page up to which every page satisfies: 0 where the first one does not. */
function upTo(of: number, has: (page: number) => boolean): number {
  let page = 0
  while (page < of && has(page + 1)) page++
  return page
}

const counts = ['nobody', 'one person', 'two people', 'three people', 'four people', 'five people']

/**
 * "Read by Ana to p. 88, by two people to p. 40": each reader's pages without a gap from the first one, how many
 * others they read behind it, and up to where each page was read by two, three … Nothing that nobody read is claimed.
 */
export function coverageInWords(read: readonly Reader[], of: number): string[] {
  if (of === 0) return []
  const said = read.flatMap((one) => {
    const has = one.name === 'you' ? 'You have' : `${one.name} has`
    if (one.toItsEnd) return `${has} read it to its end`
    const own = new Set(one.pages.filter((page) => page >= 1 && page <= of))
    if (own.size === 0) return []
    const to = upTo(of, (page) => own.has(page))
    if (to === of) return `${has} read every page`
    const behind = own.size - to
    const pages = `${behind} ${behind === 1 ? 'page' : 'pages'}`
    if (to === 0) return `${has} read ${pages}, not the first`
    return `Read by ${one.name} to p. ${to}${behind > 0 ? ` and ${pages} behind it` : ''}`
  })
  const readers = readersOf(read, of)
  for (let people = 2; people <= read.length; people++) {
    const to = upTo(of, (page) => (readers.get(page)?.length ?? 0) >= people)
    if (to === 0) break
    const who = counts[people] ?? `${people} people`
    said.push(to === of ? `Every page read by ${who}` : `By ${who} to p. ${to}`)
  }
  return said
}

/** The next page after `from` that is not in `read`, going round at the end; null where all are. */
export function nextUnread(read: ReadonlySet<number>, from: number, of: number): number | null {
  for (let step = 1; step <= of; step++) {
    const page = ((from - 1 + step) % of) + 1
    if (!read.has(page)) return page
  }
  return null
}
