import type { Box, Word } from '#lib/domain/page'

/** A page of an exhibit as everybody may see it: the words outside every mark, and where what was taken out stood. */
export type OpenPage = { words: readonly Word[]; taken: readonly { box: Box; reason: string }[] }

/**
 * The one form in which a passage leaves the team: the words that an exhibit still has where it stands, and
 * `[redacted: reason]` for what a mark took out of it. null where the exhibit does not have that page.
 * @param boxes of the passage, one a line, as its anchor keeps them
 */
export function quoteOutside(page: OpenPage | undefined, boxes: readonly Box[]): string | null {
  if (!page) return null
  const said: string[] = []
  for (const box of boxes) {
    const words = page.words.filter((word) => shares(box, word.box) >= 0.5)
    const taken = page.taken.filter((one) => meets(box, one.box))
    const pieces = [
      ...words.map(({ text, box: [x] }) => ({ text, x })),
      ...taken.map(({ reason, box: [x] }) => ({ text: redacted(reason), x: Math.max(x, box[0]) })),
    ].sort((a, b) => a.x - b.x)
    for (const { text } of pieces) if (said.at(-1) !== text || !text.startsWith('[redacted: ')) said.push(text)
  }
  return said.join(' ')
}

/** What stands in the text for what was taken out of it. */
export const redacted = (reason: string) => `[redacted: ${reason}]`

/** How much of a word lies in a box, 0–1. */
function shares(box: Box, word: Box): number {
  const [across, down] = overlaps(box, word)
  const area = (word[2] - word[0]) * (word[3] - word[1])
  return across <= 0 || down <= 0 ? 0 : area === 0 ? 1 : (across * down) / area
}
function meets(a: Box, b: Box): boolean {
  const [across, down] = overlaps(a, b)
  return across > 1e-4 && down > 0.25 * Math.min(a[3] - a[1], b[3] - b[1])
}
const overlaps = (a: Box, b: Box): [number, number] => [
  Math.min(a[2], b[2]) - Math.max(a[0], b[0]),
  Math.min(a[3], b[3]) - Math.max(a[1], b[1]),
]
