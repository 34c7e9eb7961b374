import type { Correction } from '#lib/domain/page-view'

/** One reading of a page: its words in order, and who corrected it, when. */
export type Reading = { words: readonly { text: string }[]; by: string | null; at: string }

/**
 * What was corrected by hand on a page: `readings` from the last one that a machine made to the one shown, in order.
 * Each correction is one run of words; where a later one touches an earlier one they count as one, with what the
 * machine had read. Word numbers are those of the last reading.
 */
export function correctionsIn(readings: readonly Reading[]): Correction[] {
  let all: Correction[] = []
  readings.forEach((now, i) => {
    const before = readings[i - 1]
    if (!before) return
    const [a, b] = [before.words, now.words]
    const same = (x: number, y: number) => a[x]?.text === b[y]?.text
    let head = 0
    while (head < a.length && head < b.length && same(head, head)) head++
    let tail = 0
    while (tail < Math.min(a.length, b.length) - head && same(a.length - 1 - tail, b.length - 1 - tail)) tail++
    const [end, grown] = [a.length - tail, b.length - a.length] // `end`: one past the last word that went
    if (head === end && grown === 0) return
    const touched = all.filter(({ words: [from, to] }) => from < end && to >= head)
    const from = Math.min(head, ...touched.map(({ words }) => words[0]))
    const until = Math.max(end, ...touched.map(({ words }) => words[1] + 1))
    const left = all.filter((one) => !touched.includes(one))
    const moved = left.map(({ words: [x, y], ...rest }): Correction => {
      return { ...rest, words: x >= end ? [x + grown, y + grown] : [x, y] }
    })
    const was = wordsBefore(a, touched, from, until)
    all = [...moved, { words: [from, until + grown - 1], was, by: now.by, at: now.at }]
  })
  return all.filter(({ words: [from, to] }) => to >= from).sort((x, y) => x.words[0] - y.words[0])
}

/** The words from `from` to before `until` as the machine read them: under earlier corrections lies what those replaced. */
function wordsBefore(
  words: readonly { text: string }[],
  touched: readonly Correction[],
  from: number,
  until: number,
): string {
  const said: string[] = []
  for (let i = from; i < until; i++) {
    const earlier = touched.find(({ words: [x, y] }) => x <= i && i <= y)
    if (earlier) {
      said.push(earlier.was)
      i = earlier.words[1]
    } else said.push(words[i]?.text ?? '')
  }
  return said.filter(Boolean).join(' ')
}
