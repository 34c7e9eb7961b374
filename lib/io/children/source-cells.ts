import { cellsOf } from '#lib/io/children/cells'
import { fineMatrix } from '#lib/io/children/fine-matrix'
import { GiveUp } from '#lib/io/children/give-up'
import { type Document, mupdf } from '#lib/io/children/mupdf'
import { sizeOf } from '#lib/io/children/pdf-text'
import { retoned } from '#lib/io/children/tones'
import { say, sayBytes } from '#lib/io/frames'

/** `twoTone`: as black and white, for a page of an exhibit that is; else as greys. */
export type CellsWanted = { page: number; dpi: number; mostPixels: number; twoTone: boolean }

/**
 * How light a page of the source is, cell by cell, drawn as fine as an exhibit is: what the verifier holds a page of it
 * against. A byte a cell. Light tones are paper, as docs/decisions/0014 says; counted here anew, so that a mistake of
 * the builder's is seen.
 */
export function sayCells(doc: Document, { page: number, dpi, mostPixels, twoTone }: CellsWanted): void {
  if (number > doc.countPages()) throw new GiveUp('damaged', 'This file has no such page.')
  const page = doc.loadPage(number - 1)
  const size = sizeOf(page)
  const pixmap = page.toPixmap(fineMatrix(size, { dpi, mostPixels }), mupdf.ColorSpace.DeviceGray, false, true)
  const [width, height] = [pixmap.getWidth(), pixmap.getHeight()]
  const greys = retoned(pixmap.getPixels(), asGrey)
  const cells = cellsOf({ dots: twoTone ? retoned(greys, asTwoTone) : greys, width, height })
  pixmap.destroy()
  page.destroy()
  say({ kind: 'cells', page: number, width, height, bytes: cells.length })
  sayBytes(cells)
}

const asGrey = Uint8Array.from({ length: 256 }, (_, tone) => (tone < 208 ? Math.round((tone / 208) * 255) : 255))
const asTwoTone = Uint8Array.from({ length: 256 }, (_, tone) => (tone < 128 ? 0 : 255))
