import type { Box } from '#lib/domain/page'

type Point = { x: number; y: number }
type Rect = { left: number; top: number; width: number; height: number }
type Turn = 0 | 90 | 180 | 270

/** A place on the screen → one on the page, 0–1 from its top left; `rect` is what the page takes up, turned as it is. */
export function onPaper({ x, y }: Point, rect: Rect, turn: Turn): Point {
  const [across, down] = turn % 180 === 0 ? [rect.width, rect.height] : [rect.height, rect.width]
  const [dx, dy] = [x - rect.left - rect.width / 2, y - rect.top - rect.height / 2]
  const [cos, sin] = [[1, 0, -1, 0][turn / 90] ?? 1, [0, 1, 0, -1][turn / 90] ?? 0]
  return {
    x: clamp((dx * cos + dy * sin) / across + 0.5),
    y: clamp((dy * cos - dx * sin) / down + 0.5),
  }
}
const clamp = (n: number) => Math.min(1, Math.max(0, n))

export const boxBetween = (a: Point, b: Point): Box => [
  Math.min(a.x, b.x),
  Math.min(a.y, b.y),
  Math.max(a.x, b.x),
  Math.max(a.y, b.y),
]

/** A slip of the hand is no box. */
export const isDrawn = ([x0, y0, x1, y1]: Box) => x1 - x0 > 0.004 && y1 - y0 > 0.003

const ways: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
/** An arrow key moves a box by `step` of the page, within it, or with `size` its right and lower edge; null: no arrow. */
export function boxAfterKey([x0, y0, x1, y1]: Box, key: string, { size = false, step = 0.01 } = {}): Box | null {
  const way = ways[key]
  if (!way) return null
  const [dx, dy] = [way[0] * step, way[1] * step]
  if (size) return [x0, y0, Math.min(1, Math.max(x0 + 0.01, x1 + dx)), Math.min(1, Math.max(y0 + 0.01, y1 + dy))]
  const [mx, my] = [Math.min(1 - x1, Math.max(-x0, dx)), Math.min(1 - y1, Math.max(-y0, dy))]
  return [x0 + mx, y0 + my, x1 + mx, y1 + my]
}
