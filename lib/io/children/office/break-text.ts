import type { Pen } from '#lib/io/children/office/pen'

/** A word, or the part of one that a line holds; `word` is the same for all parts of one. */
type Piece = { text: string; at: number; wide: number; word: number }
/** `begins`: it is the first of its paragraph. */
export type Line = { pieces: Piece[]; begins?: true }

/** Breaks a text into lines of a width, between words, and within those that no line could hold. */
export function breakText(
  text: string,
  width: number,
  size: number,
  pen: Pen,
  face: 'plain' | 'bold' = 'plain',
): Line[] {
  const lines: Line[] = []
  const space = pen.widthOf(' ', face) * size
  let word = 0
  for (const paragraph of text.split('\n')) {
    let line: Line = { pieces: [], begins: true }
    let at = 0
    const close = () => {
      if (line.pieces.length > 0) lines.push(line)
      line = { pieces: [] }
      at = 0
    }
    for (const token of paragraph.split(/\s+/u)) {
      if (token === '') continue
      const wide = Math.max(1, pen.widthOf(token, face) * size)
      if (at > 0 && at + wide > width) close()
      if (wide <= width) line.pieces.push({ text: token, at, wide, word })
      else
        for (const part of splitWord(token, width / size, pen, face)) {
          close()
          line.pieces.push({ ...part, at: 0, wide: part.wide * size, word })
        }
      at = (line.pieces.at(-1)?.at ?? 0) + (line.pieces.at(-1)?.wide ?? 0) + space
      word++
    }
    close()
  }
  return lines
}

function splitWord(token: string, width: number, pen: Pen, face: 'plain' | 'bold') {
  const parts: { text: string; wide: number }[] = []
  let part = { text: '', wide: 0 }
  for (const sign of token) {
    const wide = pen.widthOf(sign, face)
    if (part.text !== '' && part.wide + wide > width) {
      parts.push(part)
      part = { text: '', wide: 0 }
    }
    part.text += sign
    part.wide += wide
  }
  parts.push(part)
  return parts
}

/** What lines say, a line for each paragraph. */
export const textOfLines = (lines: Line[], leading: number): string => {
  let text = ''
  for (const { text: word, on } of wordsOfLines(lines, leading)) {
    const first = lines[on]?.begins && lines[on]?.pieces[0]?.text === word
    text += (text === '' ? '' : first && !text.endsWith('\n') ? '\n' : ' ') + word
  }
  return text
}

/** The words of lines, each once, with a box around all its parts; `on` is the line on which it begins. */
export function wordsOfLines(lines: Line[], leading: number) {
  const words: { text: string; box: [number, number, number, number]; on: number; word: number }[] = []
  for (const [on, { pieces }] of lines.entries())
    for (const { text, at, wide, word } of pieces) {
      const [y0, y1] = [on * leading, (on + 1) * leading - 1]
      const before = words.at(-1)
      if (before?.word !== word) words.push({ text, box: [at, y0, at + wide, y1], on, word })
      else {
        before.text += text
        before.box = [Math.min(before.box[0], at), before.box[1], Math.max(before.box[2], at + wide), y1]
      }
    }
  return words
}
