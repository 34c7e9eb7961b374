import { boxesOf } from '#lib/domain/anchor'
import type { Box, Word } from '#lib/domain/page'

/**
 * The words of a page with those from `from` to `to` (both included) replaced by what stands there in truth. The new
 * ones stand where the old ones stood: word for word where there are as many; else spread over the same lines by their
 * letters. What a person wrote has no `sure`.
 */
export function correctedWords(words: readonly Word[], [from, to]: readonly [number, number], text: string): Word[] {
  const replaced = words.slice(from, to + 1)
  const said = text.split('\n').map((line) => line.match(/[^\s\p{Cc}\p{Cs}]+/gu) ?? [])
  const all = said.flat()
  const lines = [...Map.groupBy(replaced, ({ line }) => line).entries()]
  const perLine =
    said.length === lines.length
      ? said
      : spread(
          all,
          lines.map(([, line]) => lettersOf(line)),
        )
  const written =
    all.length === replaced.length && said.length !== lines.length
      ? all.map((text, i) => ({ ...placeOf(replaced[i]), text }))
      : lines.flatMap(([line, old], i) => {
          const texts = perLine[i] ?? []
          if (texts.length === old.length) return texts.map((text, k) => ({ ...placeOf(old[k]), text }))
          const [box] = boxesOf(old)
          return box ? sharesOf(box, texts).map((box, k) => ({ text: texts[k] ?? '', box, line })) : []
        })
  return inLines([...words.slice(0, from), ...written, ...words.slice(to + 1)])
}

const placeOf = (word: Word | undefined) => ({ box: word?.box ?? [0, 0, 0, 0], line: word?.line ?? 0 }) as const
const lettersOf = (words: readonly Word[]) => words.reduce((sum, { text }) => sum + text.length + 1, 0)

/** Words dealt out to lines, in order, as much to each as it held letters before. */
function spread(texts: readonly string[], letters: readonly number[]): string[][] {
  const before = letters.reduce((a, b) => a + b, 0)
  const now = texts.reduce((sum, text) => sum + text.length + 1, 0)
  const lines: string[][] = letters.map(() => [])
  let at = 0
  for (const text of texts) {
    const middle = ((at + text.length / 2) / now) * before
    let line = 0
    for (let end = letters[0] ?? 0; end <= middle && line < letters.length - 1; end += letters[line] ?? 0) line++
    lines[line]?.push(text)
    at += text.length + 1
  }
  return lines
}

/** A line's box cut into one for each word, by their letters. */
function sharesOf([x0, y0, x1, y1]: Box, texts: readonly string[]): Box[] {
  const letters = texts.reduce((sum, text) => sum + text.length + 1, -1)
  let at = 0
  return texts.map((text) => {
    const part = (n: number) => Math.round((x0 + ((x1 - x0) * n) / Math.max(1, letters)) * 1e5) / 1e5
    const box: Box = [part(at), y0, part(at + text.length), y1]
    at += text.length + 1
    return box
  })
}

/** Lines count from 0 without a gap, also where one has lost its last word. */
function inLines(words: readonly Word[]): Word[] {
  let line = -1
  return words.map((word, i) => {
    if (words[i - 1]?.line !== word.line) line++
    return { ...word, line }
  })
}
