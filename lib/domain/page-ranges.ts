/** `1-3,7` → [1, 2, 3, 7], in that order, each once; a reason in words where it is none or goes beyond `last`. */
export function readRanges(text: string, last: number): number[] | string {
  const pages = new Set<number>()
  for (const part of text.split(',').map((one) => one.trim())) {
    const match = /^(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?$/.exec(part)
    if (!match) return 'Pages are written like 1-3,7.'
    const [from, to] = [Number(match[1]), Number(match[2] ?? match[1])]
    if (from < 1 || to < from) return 'Pages count from 1, and a range goes up.'
    if (to > last) return `There ${last === 1 ? 'is 1 page' : `are ${last.toLocaleString('en-US')} pages`}.`
    for (let page = from; page <= to; page++) pages.add(page)
  }
  return [...pages]
}

/** [1, 2, 3, 7] → `1-3, 7`. */
export function printRanges(pages: readonly number[]): string {
  const parts: [number, number][] = []
  for (const page of pages) {
    const last = parts.at(-1)
    if (last && page === last[1] + 1) last[1] = page
    else parts.push([page, page])
  }
  return parts.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')
}
