type Box = [x0: number, y0: number, x1: number, y1: number]
/** A box that becomes black; `picture`: on a scan, where letters are not quite where they are said to be. */
type Covered = { box: Box; picture: boolean }
type Page = { pixels: Uint8Array; width: number; height: number }

/** How far out of its box a letter may reach, in parts of the box's height and in dots; what counts as its ink; and how much of a letter under the box makes it one of its own. */
const rules = {
  text: { reach: 0.5, ink: 250, own: 1 },
  picture: { reach: 0.5, ink: 170, own: 0.8 },
}
const reach = { least: 6, most: 60, tallest: 222 }
/** Ink in a row that is as long, in parts of the box's height, is a line somebody ruled. */
const ruled = 1.2

/**
 * Makes white what hangs out of boxes that will become black: the rest of a letter of which most lies under them. Slanted
 * and swung letters reach over their own place, and a scan's words lie beside it. A neighbour that only dips into the
 * box stays whole, and so does a ruled line that runs through it.
 */
export function wipeEdges(page: Page, boxes: readonly Covered[]): void {
  const wiped = boxes.flatMap((covered) => [...hangingOut(page, covered)])
  for (const at of wiped) page.pixels[at] = 255
}

function* hangingOut({ pixels, width, height }: Page, { box, picture }: Covered): Generator<number> {
  const [left, right] = [Math.max(0, Math.floor(box[0] * width)), Math.min(width, Math.ceil(box[2] * width))]
  const [top, bottom] = [Math.max(0, Math.floor(box[1] * height)), Math.min(height, Math.ceil(box[3] * height))]
  const side = Math.min(right - left, bottom - top)
  if (side <= 0) return
  const rule = picture ? rules.picture : rules.text
  const far = side > reach.tallest ? reach.least : Math.min(reach.most, Math.max(reach.least, side * rule.reach))
  const out = Math.ceil(far)
  const [x0, x1] = [Math.max(0, left - out), Math.min(width, right + out)]
  const [y0, y1] = [Math.max(0, top - out), Math.min(height, bottom + out)]
  const wide = x1 - x0
  const ink = inkOf({ pixels, width, height }, [x0, y0, x1, y1], rule.ink, side * ruled)
  const isUnder = (at: number) => {
    const [x, y] = [x0 + (at % wide), y0 + Math.floor(at / wide)]
    return x >= left && x < right && y >= top && y < bottom
  }
  for (const start of around(left - x0, top - y0, right - x0, bottom - y0, wide, y1 - y0)) {
    if (ink[start] !== 1) continue
    const letter = flood(ink, wide, start)
    const outside = letter.filter((at) => !isUnder(at))
    const under = letter.length - outside.length
    if (under === 0 || under < outside.length * rule.own) continue
    for (const at of outside) {
      yield (y0 + Math.floor(at / wide)) * width + x0 + (at % wide)
      if (picture) yield* fringe(at)
    }
  }

  /** The grey about a letter of a scan, where it is not another letter's. */
  function* fringe(at: number): Generator<number> {
    const [x, y] = [at % wide, Math.floor(at / wide)]
    for (let dy = -2; dy <= 2; dy++)
      for (let dx = -2; dx <= 2; dx++) {
        const [to, nx, ny] = [at + dy * wide + dx, x + dx, y + dy]
        if (nx < 0 || ny < 0 || nx >= wide || ny >= y1 - y0 || ink[to] !== 0 || isUnder(to)) continue
        yield (y0 + ny) * width + x0 + nx
      }
  }
}

/** Which dots of a part of the page are ink of letters: 1, and 2 once they were visited. */
function inkOf({ pixels, width }: Page, [x0, y0, x1, y1]: Box, limit: number, long: number): Uint8Array {
  const [wide, high] = [x1 - x0, y1 - y0]
  const ink = new Uint8Array(wide * high)
  for (let y = 0; y < high; y++)
    for (let x = 0; x < wide; x++) if ((pixels[(y0 + y) * width + x0 + x] ?? 255) < limit) ink[y * wide + x] = 1
  const lines: number[] = []
  const keepLong = (from: number, step: number, count: number) => {
    let run = 0
    for (let i = 0; i <= count; i++) {
      if (i < count && ink[from + i * step] === 1) run++
      else {
        if (run >= long) for (let k = i - run; k < i; k++) lines.push(from + k * step)
        run = 0
      }
    }
  }
  for (let y = 0; y < high; y++) keepLong(y * wide, 1, wide)
  for (let x = 0; x < wide; x++) keepLong(x, wide, high)
  for (const at of lines) ink[at] = 3
  return ink
}

/** The dots just outside of a box. */
function* around(left: number, top: number, right: number, bottom: number, wide: number, high: number) {
  for (const y of [top - 1, bottom])
    if (y >= 0 && y < high) for (let x = Math.max(0, left - 1); x <= Math.min(wide - 1, right); x++) yield y * wide + x
  for (const x of [left - 1, right])
    if (x >= 0 && x < wide) for (let y = Math.max(0, top); y < Math.min(high, bottom); y++) yield y * wide + x
}

/** All ink that hangs together with a dot of it, which is then visited. */
function flood(ink: Uint8Array, wide: number, start: number): number[] {
  const found = [start]
  ink[start] = 2
  for (let i = 0; i < found.length; i++) {
    const at = found[i] as number // within what was found
    const x = at % wide
    for (let dy = -wide; dy <= wide; dy += wide)
      for (let dx = -1; dx <= 1; dx++) {
        const to = at + dy + dx
        if (x + dx < 0 || x + dx >= wide || ink[to] !== 1) continue
        ink[to] = 2
        found.push(to)
      }
  }
  return found
}
