import { createHash } from 'node:crypto'
import { cell, cellsOf, type Dots } from '#lib/io/children/cells'
import { type Box, brightIn, dotsOf, rectOf } from '#lib/io/children/exhibit-dots'
import { GiveUp } from '#lib/io/children/give-up'
import { helveticaWidth } from '#lib/io/children/helvetica-width'
import type { Image, PartSheet } from '#lib/io/children/pdf-parts'
import type { Label } from '#lib/io/children/pdf-printed'
import { drawnBy, type Engine, lettersOn, type Size } from '#lib/io/children/second-engine'
import type { createStrips } from '#lib/io/children/strips'

/** Boxes are fractions of the page without its footer, which is `footer` points high. */
export type PageAsked = {
  do: 'page'
  page: number
  boxes: Box[]
  fills: Box[]
  footer: number
}
export type CompareAsked = { do: 'compare'; page: number; source: SourcePage }
/** How light the source is, as lib/io/children/source-cells.ts says it, its bytes in base64; or which picture it must be. */
type SourcePage = { width: number; height: number; cells: string } | { sha256: string }

/** How fine boxes are drawn, in dots a point, and how much of their edge is left out, which shares its dots with what lies beside it. */
const fine = { perPoint: 200 / 72, edge: 2 }
/**
 * What rounding and the codecs may change the mean of a cell by; a stroke one dot wide changes it by 32, and so does a
 * drawing that is a dot off, as it is at the far end of a picture that has not whole fours of dots.
 */
const tolerance = { stored: 12, drawn: 10, off: 32 }
/** A name that lies over every page darkens what it crosses to so much of what it was. */
const darkened = 0.8

/**
 * A page attacked: its words by the second engine, its picture by its bytes, and the whole of it as the second engine
 * draws it. @returns what was found, and what compares it with the source, which may take longer to draw
 */
export async function lookAtPage(
  engine: Engine,
  sheet: PartSheet | undefined,
  asked: PageAsked,
  strips: ReturnType<typeof createStrips>,
) {
  if (!sheet) throw new GiveUp('damaged', 'A page has no picture.')
  const { pdfium, doc } = engine
  const { fills, footer } = asked
  const page = pdfium.FPDF_LoadPage(doc, asked.page - 1)
  const size = { width: pdfium.FPDF_GetPageWidthF(page), height: pdfium.FPDF_GetPageHeightF(page) - footer }
  const { text, inside } = lettersOn(engine, page, size, asked)
  const stored = { ...sheet.image, ...(await dotsOf(sheet.image)) }
  const printed = sheet.labels.map((label) => boxOf(label, size, footer))
  const bright = fills.map((fill) => strips.add(asked.page, fineDrawn(engine, page, size, { footer, fill, printed })))
  const coarse = coarselyDrawn(engine, page, size, { footer, picture: stored })
  const annotations = pdfium.FPDFPage_GetAnnotCount(page)
  pdfium.FPDF_ClosePage(page)
  const cells = cellsOf(stored)
  const { image } = sheet
  const found = {
    ...size,
    text,
    inside,
    bright,
    stored: fills.map((fill) => brightIn(stored, fill, 0)),
    // on an index there is no picture, and each of its words is known
    over: sheet.says.length > 0 ? 0 : otherThanDrawn(cells, stored, { coarse, printed, marked: sheet.marked }),
    annotations,
  }
  return { found, compare: (source: SourcePage) => otherThanSource(cells, image, { fills, source }) }
}

/**
 * The page a quarter as fine as its picture, without its footer: one dot for sixteen. A hair smaller and further in than
 * that, as the engine rounds outwards.
 */
function coarselyDrawn(
  engine: Engine,
  page: number,
  size: Size,
  { footer, picture }: { footer: number; picture: Dots },
) {
  const [width, height] = [Math.ceil(picture.width / 4), Math.ceil(picture.height / 4)]
  const hair = 0.01
  const whole = {
    across: width - 2 * hair,
    down: ((height - 2 * hair) * (size.height + footer)) / size.height,
  }
  return drawnBy(engine, page, whole, { left: -hair, top: -hair, width, height })
}

/** A box as it is drawn, with its printed reasons blackened: each letter of theirs is known, and where it stands. */
function fineDrawn(
  engine: Engine,
  page: number,
  size: Size,
  { footer, fill, printed }: { footer: number; fill: Box; printed: readonly Box[] },
): Dots {
  const scale = Math.min(fine.perPoint, 8000 / Math.max(size.width, size.height))
  const on = { width: Math.ceil(size.width * scale), height: Math.ceil(size.height * scale) }
  const [x, y, part] = partOf(on, fill, fine.edge)
  const whole = { across: on.width, down: (on.height * (size.height + footer)) / size.height }
  const { dots } = drawnBy(engine, page, whole, { left: x, top: y, ...part })
  for (const one of printed.map((box) => rectOf(box, on)))
    for (let row = Math.max(y, one.top); row < Math.min(y + part.height, one.bottom); row++)
      if (one.left < x + part.width && one.right > x)
        dots.fill(
          0,
          (row - y) * part.width + Math.max(0, one.left - x),
          (row - y) * part.width + Math.min(part.width, one.right - x),
        )
  return { dots, ...part }
}
/** Where a box begins without its edge, and how large it is, in dots. */
function partOf(on: { width: number; height: number }, fill: Box, edge: number) {
  const { left, top, right, bottom } = rectOf(fill, on)
  const [width, height] = [Math.max(1, right - left - 2 * edge), Math.max(1, bottom - top - 2 * edge)]
  return [left + edge, top + edge, { width, height }] as const
}

/** Where a reason is printed: as wide as its letters are, and none hangs lower than a quarter. */
function boxOf({ text, x, y, size }: Label, page: Size, footer: number): Box {
  const top = page.height + footer - y
  return [
    (x - size * 0.1) / page.width,
    (top - size) / page.height,
    (x + helveticaWidth(text) * size + size * 0.1) / page.width,
    (top + size * 0.3) / page.height,
  ]
}

/** How far about a box the builder may wipe what hangs out of it (docs/decisions/0014), in dots. */
const wiped = { part: 0.6, more: 12, least: 27, most: 72 }

/** How many cells of the picture, away from its boxes, are not as light as in the source; and of how many. */
function otherThanSource(
  cells: Uint8Array,
  picture: Image,
  { fills, source }: { fills: readonly Box[]; source: SourcePage },
) {
  if ('sha256' in source) {
    const same = createHash('sha256').update(picture.data).digest('hex') === source.sha256
    return { cells: same ? 0 : cells.length, of: cells.length }
  }
  const wanted = Buffer.from(source.cells, 'base64')
  const same = source.width === picture.width && source.height === picture.height && wanted.length === cells.length
  if (!same) return { cells: cells.length, of: cells.length }
  const left = unseen(picture, fills, (width, height) =>
    Math.min(wiped.most, Math.max(wiped.least, Math.min(width, height) * wiped.part + wiped.more)),
  )
  let [other, of] = [0, 0]
  for (let at = 0; at < cells.length; at++) {
    if (left[at]) continue
    of++
    if (Math.abs((cells[at] ?? 0) - (wanted[at] ?? 0)) > tolerance.stored) other++
  }
  return { cells: other, of }
}

/** How many cells are drawn otherwise than the picture says, besides where reasons are printed: nothing may lie on it. */
function otherThanDrawn(
  cells: Uint8Array,
  picture: Dots,
  { coarse, printed, marked }: { coarse: Dots; printed: readonly Box[]; marked: boolean },
): number {
  const drawn = cellsOf(coarse, 2)
  const left = unseen(picture, printed, () => cell)
  let other = 0
  const across = Math.ceil(picture.width / cell)
  const [offX, offY] = [4 * coarse.width - picture.width, 4 * coarse.height - picture.height]
  for (let at = 0; at < cells.length; at++) {
    const is = drawn[at] ?? 0
    const said = cells[at] ?? 0
    if (is === said || left[at]) continue
    const off = offX * ((at % across) / across) + offY * (at / cells.length)
    const may = tolerance.drawn + tolerance.off * off
    if (is > said + may || is < said * (marked ? darkened : 1) - may) other++
  }
  return other
}

/** The cells that are not looked at: those of boxes, and of so many dots about each. */
function unseen(
  on: { width: number; height: number },
  boxes: readonly Box[],
  margin: (width: number, height: number) => number,
): Uint8Array {
  const across = Math.ceil(on.width / cell)
  const left = new Uint8Array(across * Math.ceil(on.height / cell))
  for (const box of boxes) {
    const rect = rectOf(box, on)
    const by = margin(rect.right - rect.left, rect.bottom - rect.top)
    const [x0, x1] = [
      Math.floor(Math.max(0, rect.left - by) / cell),
      Math.ceil(Math.min(on.width, rect.right + by) / cell),
    ]
    for (let y = Math.floor(Math.max(0, rect.top - by) / cell); y * cell < Math.min(on.height, rect.bottom + by); y++)
      left.fill(1, y * across + x0, y * across + x1)
  }
  return left
}
