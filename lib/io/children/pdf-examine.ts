import { type Document, mupdf, type Page, wasm } from '#lib/io/children/mupdf'
import { type Size, sizeOf } from '#lib/io/children/pdf-text'

type Kind = 'under_a_box' | 'same_colour' | 'off_page'
type Hidden = { kind: Kind; count: number }

/** Pixels of an inch at which letters are looked at, and the most of a side. */
const dpi = 144
const mostSide = 4000
/** Two letters in a row at least: a lone one may be drawn in one colour for many reasons. */
const leastRun = 2
/** How far the pixels of a flat box may differ, and how much of a letter's box is left out above and below it. */
const flat = 12
const trim = 0.2

/**
 * Letters that can be copied out of a page but not seen on it: their own place on the page is all one colour. A failed
 * redaction and white text on white look like this. @returns how many of each kind; the letters themselves stay here.
 */
export function hiddenOn(doc: Document, index: number): Hidden[] {
  const page = doc.loadPage(index)
  const text = page.toStructuredText('')
  const counts = new Map<Kind, number>()
  try {
    const size = sizeOf(page)
    const runs = { kind: null as Kind | null, length: 0 }
    const close = () => {
      if (runs.kind && runs.length >= leastRun) counts.set(runs.kind, (counts.get(runs.kind) ?? 0) + runs.length)
      runs.length = 0
    }
    let picture: Picture | undefined
    for (const letter of lettersOf(text.pointer)) {
      if (letter === 'end of line') {
        close()
        continue
      }
      const kind = kindOf(letter, size, () => (picture ??= pictureOf(page, size)))
      if (kind !== runs.kind) close()
      runs.kind = kind
      if (kind) runs.length++
    }
    close()
  } finally {
    text.destroy()
    page.destroy()
  }
  return [...counts].map(([kind, count]) => ({ kind, count }))
}

type Letter = { x0: number; y0: number; x1: number; y1: number; colour: number }

/** Letters and digits only: a dot or a dash may lie in a place of one colour and be seen all the same. */
function* lettersOf(stext: number): Generator<Letter | 'end of line'> {
  for (
    let block = wasm._wasm_stext_page_get_first_block(stext);
    block;
    block = wasm._wasm_stext_block_get_next(block)
  ) {
    if (wasm._wasm_stext_block_get_type(block) !== 0) continue
    for (let line = wasm._wasm_stext_block_get_first_line(block); line; line = wasm._wasm_stext_line_get_next(line)) {
      for (let ch = wasm._wasm_stext_line_get_first_char(line); ch; ch = wasm._wasm_stext_char_get_next(ch)) {
        const code = wasm._wasm_stext_char_get_c(ch)
        if (code <= 32 || code > 0x10ffff || !/[\p{L}\p{N}]/u.test(String.fromCodePoint(code))) continue
        const at = wasm._wasm_stext_char_get_quad(ch) >> 2
        const [ax = 0, ay = 0, bx = 0, by = 0, cx = 0, cy = 0, dx = 0, dy = 0] = wasm.HEAPF32.subarray(at, at + 8)
        const [xs, ys] = [
          [ax, bx, cx, dx],
          [ay, by, cy, dy],
        ]
        const edges = { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) }
        yield { ...edges, colour: wasm._wasm_stext_char_get_argb(ch) }
      }
      yield 'end of line'
    }
  }
}

function kindOf({ x0, y0, x1, y1, colour }: Letter, size: Size, picture: () => Picture): Kind | null {
  const [right, bottom] = [size.left + size.width, size.top + size.height]
  if (x1 <= size.left || x0 >= right || y1 <= size.top || y0 >= bottom) return 'off_page'
  const { pixels, width, height, scale } = picture()
  const cut = (y1 - y0) * trim
  const [left, top] = [
    Math.max(0, Math.floor((x0 - size.left) * scale)),
    Math.max(0, Math.floor((y0 + cut - size.top) * scale)),
  ]
  const to = [
    Math.min(width, Math.ceil((x1 - size.left) * scale)),
    Math.min(height, Math.ceil((y1 - cut - size.top) * scale)),
  ]
  const [endX = 0, endY = 0] = to
  if (endX - left < 2 || endY - top < 2) return null // too small to be judged
  const least = [255, 255, 255]
  const most = [0, 0, 0]
  for (let y = top; y < endY; y++)
    for (let x = left, at = (y * width + left) * 3; x < endX; x++, at += 3)
      for (let channel = 0; channel < 3; channel++) {
        const value = pixels[at + channel] ?? 0
        if (value < (least[channel] ?? 0)) least[channel] = value
        if (value > (most[channel] ?? 0)) most[channel] = value
        if ((most[channel] ?? 0) - (least[channel] ?? 0) > flat) return null
      }
  const paper = Math.min(...least) > 200
  const own = [(colour >> 16) & 255, (colour >> 8) & 255, colour & 255]
  const alike = own.every((value, channel) => Math.abs(value - (least[channel] ?? 0)) <= 2 * flat)
  return paper && alike ? 'same_colour' : 'under_a_box'
}

type Picture = { pixels: Uint8Array; width: number; height: number; scale: number }

function pictureOf(page: Page, size: Size): Picture {
  const scale = Math.min(dpi / 72, mostSide / Math.max(size.width, size.height))
  const pixmap = page.toPixmap(mupdf.Matrix.scale(scale, scale), mupdf.ColorSpace.DeviceRGB, false, true)
  try {
    const pixels = new Uint8Array(pixmap.getPixels())
    return { pixels, width: pixmap.getWidth(), height: pixmap.getHeight(), scale }
  } finally {
    pixmap.destroy()
  }
}
