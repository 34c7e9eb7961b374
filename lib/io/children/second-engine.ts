import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { init } from '@embedpdf/pdfium'
import type { Dots } from '#lib/io/children/cells'
import type { Box } from '#lib/io/children/exhibit-dots'

export type Engine = NonNullable<ReturnType<typeof openedBy>>
/** In points, without the footer. */
export type Size = { width: number; height: number }

/** PDFium, which takes a while: it can be started before there is a file. */
export async function startEngine() {
  const wasm = createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm')
  const pdfium = await init({ wasmBinary: new Uint8Array(readFileSync(wasm)).buffer })
  pdfium.PDFiumExt_Init()
  const memory = pdfium.pdfium as typeof pdfium.pdfium & {
    HEAPU8: Uint8Array
    HEAPF32: Float32Array
    HEAPF64: Float64Array
  } // its types leave these out
  return { pdfium, memory }
}

/** That engine on a file; undefined where it cannot open it. */
export function openedBy({ pdfium, memory }: Awaited<ReturnType<typeof startEngine>>, file: Buffer) {
  const at = memory.wasmExports.malloc(file.length)
  memory.HEAPU8.set(file, at)
  const doc = pdfium.FPDF_LoadMemDocument(at, file.length, '')
  if (!doc) return undefined
  return { pdfium, memory, doc, pages: pdfium.FPDF_GetPageCount(doc) }
}

/** What it reads on the page, and what of it stands in each box. */
export function lettersOn(
  { pdfium, memory }: Engine,
  page: number,
  size: Size,
  { boxes, footer }: { boxes: readonly Box[]; footer: number },
) {
  const all = pdfium.FPDFText_LoadPage(page)
  const count = pdfium.FPDFText_CountChars(all)
  const at = memory.wasmExports.malloc(32)
  const inside = boxes.map(() => '')
  let text = ''
  for (let i = 0; i < count; i++) {
    const code = pdfium.FPDFText_GetUnicode(all, i)
    const letter = code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
    text += letter
    if (boxes.length === 0 || letter.trim() === '') continue
    if (!pdfium.FPDFText_GetCharBox(all, i, at, at + 8, at + 16, at + 24)) continue
    const [left = 0, right = 0, bottom = 0, top = 0] = memory.HEAPF64.subarray(at / 8, at / 8 + 4)
    const x = (left + right) / 2 / size.width
    const y = 1 - ((bottom + top) / 2 - footer) / size.height
    boxes.forEach((box, k) => {
      if (x > box[0] && x < box[2] && y > box[1] && y < box[3]) inside[k] += letter
    })
  }
  memory.wasmExports.free(at)
  pdfium.FPDFText_ClosePage(all)
  return { text, inside }
}

/**
 * A part of a page as it draws it, grey, with annotations, had it any: the page is `across` × `down` dots, of which
 * those from `left`, `top` on are drawn.
 */
export function drawnBy(
  { pdfium, memory }: Engine,
  page: number,
  whole: { across: number; down: number },
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
): Dots {
  const grey = 1
  const annotations = 1
  const bitmap = pdfium.FPDFBitmap_CreateEx(width, height, grey, 0, 0)
  pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff)
  const [a, d] = [whole.across / pdfium.FPDF_GetPageWidthF(page), whole.down / pdfium.FPDF_GetPageHeightF(page)]
  const at = memory.wasmExports.malloc(40)
  memory.HEAPF32.set([a, 0, 0, d, -left, -top, 0, 0, width, height], at / 4)
  pdfium.FPDF_RenderPageBitmapWithMatrix(bitmap, page, at, at + 24, annotations)
  memory.wasmExports.free(at)
  const [stride, from] = [pdfium.FPDFBitmap_GetStride(bitmap), pdfium.FPDFBitmap_GetBuffer(bitmap)]
  const dots = new Uint8Array(width * height)
  for (let y = 0; y < height; y++)
    dots.set(memory.HEAPU8.subarray(from + y * stride, from + y * stride + width), y * width)
  pdfium.FPDFBitmap_Destroy(bitmap)
  return { dots, width, height }
}
