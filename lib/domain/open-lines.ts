import type { Box, Word } from '#lib/domain/page'
import { type OpenPage, redacted } from '#lib/domain/quote'

/** Words that stand together on a line; with a reason where something was taken out. Boxes are fractions of the page. */
export type Run = { text: string; box: Box; reason?: string }
type Piece = Run & { line: number }

/** A page of an exhibit → its lines in reading order, each in runs from left to right, `[redacted: reason]` in its place. */
export function openLines({ words, taken }: OpenPage): Run[][] {
  const lines = new Map<number, Piece[]>()
  for (const { text, box, line } of words) put(lines, { text, box, line })
  const bands = [...lines].map(([line, pieces]) => ({ line, box: around(pieces) }))
  const alone: Piece[] = []
  for (const { box, reason } of taken) {
    const piece = { text: redacted(reason), box, reason }
    const near = bands.filter((band) => level(band.box, box) > 0.5)
    const best = near.sort((a, b) => level(b.box, box) - level(a.box, box) || away(a.box, box) - away(b.box, box))[0]
    if (best) put(lines, { ...piece, line: best.line })
    else alone.push({ ...piece, line: 0 })
  }
  const all = [...lines.values()].map((pieces) => pieces.sort((a, b) => a.box[0] - b.box[0]))
  for (const piece of alone.sort((a, b) => a.box[1] - b.box[1])) {
    const at = all.findIndex((pieces) => around(pieces)[1] > piece.box[1])
    all.splice(at === -1 ? all.length : at, 0, [piece])
  }
  return all.map(runsOf)
}

/** The lines as plain text. */
export const textOfLines = (lines: readonly Run[][]): string =>
  lines.map((runs) => runs.map(({ text }) => text).join(' ')).join('\n')

function runsOf(pieces: readonly Piece[]): Run[] {
  const runs: Run[] = []
  for (const { text, box, reason } of pieces) {
    const last = runs.at(-1)
    const gap = last ? box[0] - last.box[2] : 1
    if (last && reason !== undefined && last.reason === reason && gap < 0.02) last.box = around([last, { box }])
    else if (last && reason === undefined && last.reason === undefined && gap < 1.5 * (box[3] - box[1])) {
      last.text += ` ${text}`
      last.box = around([last, { box }])
    } else runs.push(reason === undefined ? { text, box } : { text, box, reason })
  }
  return runs
}

function put(lines: Map<number, Piece[]>, piece: Piece) {
  const there = lines.get(piece.line)
  if (there) there.push(piece)
  else lines.set(piece.line, [piece])
}

/** How much of the lower of two boxes stands on the same height, 0–1. */
const level = (a: Box, b: Box) =>
  Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1])) / Math.max(Math.min(a[3] - a[1], b[3] - b[1]), 1e-6)
const away = (a: Box, b: Box) => Math.max(0, a[0] - b[2], b[0] - a[2])

/** The box about all of these. */
export const around = (boxes: readonly Pick<Word, 'box'>[]): Box => [
  Math.min(...boxes.map(({ box }) => box[0])),
  Math.min(...boxes.map(({ box }) => box[1])),
  Math.max(...boxes.map(({ box }) => box[2])),
  Math.max(...boxes.map(({ box }) => box[3])),
]
