import { encoder } from '#lib/io/children/encode-page'
import { fineMatrix } from '#lib/io/children/fine-matrix'
import { GiveUp } from '#lib/io/children/give-up'
import { greyPng } from '#lib/io/children/grey-png'
import { type Document, mupdf, type Page } from '#lib/io/children/mupdf'
import { picturesOn, type Size, sizeOf } from '#lib/io/children/pdf-text'
import { lightened } from '#lib/io/children/tones'
import { wipeEdges } from '#lib/io/children/wipe-edges'
import { say, sayBytes } from '#lib/io/frames'

type Box = [x0: number, y0: number, x1: number, y1: number]
export type FillWanted = { page: number; dpi: number; mostPixels: number; fills: Box[]; words: Box[] }

/** Bytes a dot above which 16 greys are no text but a picture, or the noise of a scan. */
const mostOfText = 0.06
const ink = 0
/** How much wider a box becomes where it lies on a picture, in points: an agency's own text layer is rarely quite in place. */
const besidePicture = 2.5

/**
 * A page of an exhibit: drawn grey, then filled, then encoded, so that nothing of what stood in a box is in any byte of
 * it. 16 greys without loss where that stays small; a scan of text in black and white, also without loss; else JPEG.
 */
export async function fillPage(
  doc: Document,
  { page: number, dpi, mostPixels, fills, words }: FillWanted,
): Promise<void> {
  if (number > doc.countPages()) throw new GiveUp('damaged', 'This file has no such page.')
  const page = doc.loadPage(number - 1)
  const size = sizeOf(page)
  const pixmap = page.toPixmap(fineMatrix(size, { dpi, mostPixels }), mupdf.ColorSpace.DeviceGray, false, true)
  const [width, height] = [pixmap.getWidth(), pixmap.getHeight()]
  const drawn = pixmap.getPixels()
  const unseen = words.flatMap((box, i) => (isFlat(drawn, width, height, box) ? [i] : []))
  const pixels = lightened(drawn)
  pixmap.destroy()
  const covered = fills.length > 0 ? withPictures(page, size, fills, words) : []
  page.destroy()
  wipeEdges({ pixels, width, height }, covered)
  const black = covered.map(({ box }) => box)
  for (const box of black) fillBox(pixels, width, height, box)
  const { data, kind, bits } = await encoded(pixels, width, height, black)
  const points = { pageWidth: size.width, pageHeight: size.height }
  say({ kind: 'filled', page: number, image: kind, bits, width, height, ...points, bytes: data.length, unseen })
  sayBytes(data)
}

/** Boxes as they become black: those on a picture, such as a scan whose words somebody else read, are wider where there is room. */
function withPictures(page: Page, size: Size, fills: readonly Box[], words: readonly Box[]) {
  const pictures = picturesOn(page, size)
  const most = [besidePicture / size.width, besidePicture / size.height] as const
  return fills.map((box) => {
    const picture = pictures.some((one) => shareOf(box, one) > 0.5)
    return { box: picture ? widened(box, most, words) : box, picture }
  })
}
function widened(box: Box, most: readonly [number, number], words: readonly Box[]): Box {
  const room: Box = [most[0], most[1], most[0], most[1]]
  for (const word of words)
    for (const axis of [0, 1] as const) {
      const other = axis === 0 ? 1 : 0
      const beside = Math.min(box[other + 2] ?? 0, word[other + 2] ?? 0) - Math.max(box[other], word[other])
      if (beside <= ((word[other + 2] ?? 0) - word[other]) / 4) continue
      const low = word[axis] + (word[axis + 2] ?? 0) < box[axis] + (box[axis + 2] ?? 0)
      const gap = low ? box[axis] - (word[axis + 2] ?? 0) : word[axis] - (box[axis + 2] ?? 0)
      const side = low ? axis : axis === 0 ? 2 : 3
      room[side] = Math.min(room[side], Math.max(0, gap))
    }
  return [box[0] - room[0], box[1] - room[1], box[2] + room[2], box[3] + room[3]]
}
/** How much of a box lies in another. */
function shareOf([x0, y0, x1, y1]: Box, b: Box): number {
  const [w, h] = [Math.min(x1, b[2]) - Math.max(x0, b[0]), Math.min(y1, b[3]) - Math.max(y0, b[1])]
  return w <= 0 || h <= 0 ? 0 : (w * h) / ((x1 - x0) * (y1 - y0))
}

/** How far the tones of a place may differ where nothing is seen, and how much of a word's box is left out above and below. */
const flat = { tones: 12, trim: 0.2 }

/** Whether a word's own place on the page is all one colour: what a failed redaction or a hidden layer left is not said either. */
function isFlat(tones: ArrayLike<number>, width: number, height: number, [x0, y0, x1, y1]: Box): boolean {
  const trim = (y1 - y0) * flat.trim
  const [left, right] = [Math.max(0, Math.floor(x0 * width)), Math.min(width, Math.ceil(x1 * width))]
  const [top, bottom] = [Math.floor((y0 + trim) * height), Math.min(height, Math.ceil((y1 - trim) * height))]
  let [least, most] = [255, 0]
  for (let y = Math.max(0, top); y < bottom; y++)
    for (let x = left; x < right; x++) {
      const tone = tones[y * width + x] ?? 0
      if (tone < least) least = tone
      if (tone > most) most = tone
      if (most - least > flat.tones) return false
    }
  return true
}

/** Every dot that the box as much as touches, out to blocks of that many dots. */
function fillBox(pixels: Uint8Array, width: number, height: number, [x0, y0, x1, y1]: Box, block = 1): void {
  const low = (part: number, whole: number) => Math.max(0, Math.floor((part * whole) / block) * block)
  const high = (part: number, whole: number) => Math.min(whole, Math.ceil((part * whole) / block) * block)
  const [left, right] = [low(x0, width), high(x1, width)]
  const [top, bottom] = [low(y0, height), high(y1, height)]
  for (let y = top; y < bottom; y++) pixels.fill(ink, y * width + left, y * width + right)
}

async function encoded(pixels: Uint8Array, width: number, height: number, fills: readonly Box[]) {
  const greys = greyPng(pixels, width, height, 8)
  if (greys.length <= mostOfText * pixels.length) return { data: greys, kind: 'png', bits: 8 }
  if (!isPicture(pixels, width, height)) {
    const twoTone = greyPng(pixels, width, height, 1)
    if (twoTone.length <= mostOfText * pixels.length) return { data: twoTone, kind: 'png', bits: 1 }
  }
  for (const fill of fills) fillBox(pixels, width, height, fill, 8) // JPEG's own blocks: each is black to the last dot, or none of it
  const sharp = await encoder()
  const raw = { width, height, channels: 1 as const }
  const jpeg = sharp(pixels, { raw, limitInputPixels: 2e8 }).toColourspace('b-w').jpeg({ quality: 72 })
  return { data: await jpeg.toBuffer(), kind: 'jpeg', bits: 8 }
}

/** Whether areas of middle grey are seen, as in photographs and shading: letters have none, only edges. */
function isPicture(pixels: Uint8Array, width: number, height: number): boolean {
  const cell = 16
  let [grey, all] = [0, 0]
  for (let y = 0; y + cell <= height; y += cell * 2)
    for (let x = 0; x + cell <= width; x += cell * 2) {
      let middle = 0
      for (let dy = 0; dy < cell; dy += 2)
        for (let dx = 0; dx < cell; dx += 2) {
          const tone = pixels[(y + dy) * width + x + dx] ?? 0
          if (tone > 48 && tone < 224) middle++
        }
      all++
      if (middle > (cell * cell) / 8) grey++
    }
  return grey > all * 0.015
}
