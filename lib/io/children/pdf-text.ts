import { type Document, type Page, wasm } from '#lib/io/children/mupdf'

/** What no text of ours holds: control signs, soft hyphens, invisible joints, halves of letters. */
const unwanted = /(?![\t\n])[\p{Cs}\p{Cc}\u00ad\u200b\u2060\ufeff\ufffe\uffff]/gu

export const clean = (text: string) => text.replace(unwanted, '')

/** Letter paper in points, one inch of margin at the sides; what plain text and mails are laid out on. */
export const paper = { width: 612, height: 792, em: 10 }
export type Box = [x0: number, y0: number, x1: number, y1: number]
type SaidWord = [text: string, x0: number, y0: number, x1: number, y1: number, line: number]
const mostWords = 50_000
const mostSigns = 1_000_000

export type SaidPage = { width: number; height: number; words: SaidWord[]; cut?: true; pictures?: Box[] }

/** The text of a page and where its words stand; pictures that may hold more. Throws what mupdf throws. */
export function readPage(doc: Document, index: number): SaidPage {
  const page = doc.loadPage(index)
  const text = page.toStructuredText('preserve-images')
  try {
    const size = sizeOf(page)
    const { words, images } = wordsOf(text.pointer, size)
    const fit = words.slice(0, mostWords)
    for (let signs = fit.reduce((sum, [word]) => sum + word.length, 0); signs > mostSigns; )
      signs -= fit.pop()?.[0].length ?? signs
    return {
      width: size.width,
      height: size.height,
      words: fit,
      ...(fit.length < words.length ? { cut: true as const } : {}),
      ...picturesWithout(images, words, size),
    }
  } finally {
    text.destroy()
    page.destroy()
  }
}

export type Size = { left: number; top: number; width: number; height: number }

/** The page as seen: cropped and turned, in points. */
export function sizeOf(page: Page): Size {
  const [left, top, right, bottom] = page.getBounds()
  const [width, height] = [right - left, bottom - top]
  if (!(width > 0 && height > 0 && width < 1e6 && height < 1e6)) throw new Error('a page without a size')
  return { left, top, width, height }
}

/** Words in the order of the page's text; a word ends at white space, at the end of its line, nowhere else. */
function wordsOf(stext: number, size: Size): { words: SaidWord[]; images: Box[] } {
  const words: SaidWord[] = []
  const images: Box[] = []
  let line = -1
  for (
    let block = wasm._wasm_stext_page_get_first_block(stext);
    block;
    block = wasm._wasm_stext_block_get_next(block)
  ) {
    const kind = wasm._wasm_stext_block_get_type(block)
    if (kind === 1) {
      const box = fractions(edgesOf(block), size)
      if (box) images.push(box)
    }
    if (kind !== 0) continue
    for (let at = wasm._wasm_stext_block_get_first_line(block); at; at = wasm._wasm_stext_line_get_next(at)) {
      const found = wordsOfLine(at, size)
      if (found.length > 0) line++
      for (const word of found) words.push([word.text, ...word.box, line])
    }
  }
  return { words, images }
}

const edgesOf = (block: number): Box => {
  const at = wasm._wasm_stext_block_get_bbox(block) >> 2
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = wasm.HEAPF32.subarray(at, at + 4)
  return [x0, y0, x1, y1]
}

/** What can hold a line of words, in points; fewer own words than this on it tell of no text of its own. */
const least = { width: 90, height: 24, words: 4 }
const mostPictures = 50

/** Pictures large enough for words on which the page's own text has none: their words must be read from the pixels. */
function picturesWithout(images: Box[], words: SaidWord[], size: Size): { pictures?: Box[] } {
  const pictures = images
    .filter(([x0, y0, x1, y1]) => (x1 - x0) * size.width >= least.width && (y1 - y0) * size.height >= least.height)
    .slice(0, mostPictures)
    .filter(([x0, y0, x1, y1]) => {
      let own = 0
      for (const [, a, b, c, d] of words)
        if ((a + c) / 2 > x0 && (a + c) / 2 < x1 && (b + d) / 2 > y0 && (b + d) / 2 < y1 && ++own >= least.words)
          return false
      return true
    })
  return pictures.length > 0 ? { pictures } : {}
}

function wordsOfLine(at: number, size: Size) {
  const words: { text: string; box: [number, number, number, number] }[] = []
  let text = ''
  let edge = [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number]
  const close = () => {
    const box = fractions(edge, size)
    const shown = clean(text.normalize('NFC')).trim()
    if (box && !/^\ufffd*$/.test(shown)) words.push({ text: shown, box })
    text = ''
    edge = [Infinity, Infinity, -Infinity, -Infinity]
  }
  for (let ch = wasm._wasm_stext_line_get_first_char(at); ch; ch = wasm._wasm_stext_char_get_next(ch)) {
    const code = wasm._wasm_stext_char_get_c(ch)
    const letter = code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
    if (/\s/u.test(letter)) {
      close()
      continue
    }
    text += letter
    const quad = wasm._wasm_stext_char_get_quad(ch) >> 2
    for (let i = 0; i < 8; i += 2) {
      const [x, y] = [wasm.HEAPF32[quad + i] ?? Number.NaN, wasm.HEAPF32[quad + i + 1] ?? Number.NaN]
      if (!Number.isFinite(x) || !Number.isFinite(y)) continue
      edge = [Math.min(edge[0], x), Math.min(edge[1], y), Math.max(edge[2], x), Math.max(edge[3], y)]
    }
  }
  close()
  return words
}

/** Points → fractions of the page as seen, to a hundred-thousandth; null for what lies outside it. */
export function fractions([x0, y0, x1, y1]: Box, size: Size): Box | null {
  if (!(x0 <= x1 && y0 <= y1)) return null
  const part = (value: number, from: number, whole: number) =>
    Math.round(Math.min(1, Math.max(0, (value - from) / whole)) * 1e5) / 1e5
  const box = [
    part(x0, size.left, size.width),
    part(y0, size.top, size.height),
    part(x1, size.left, size.width),
    part(y1, size.top, size.height),
  ]
  const [a = 0, b = 0, c = 0, d = 0] = box
  return a < c && b < d ? [a, b, c, d] : null
}

/** How much of the page pictures cover, as a sum: 1 for a scan. */
export function pictureShare(page: Page, size: Size): number {
  const text = page.toStructuredText('preserve-images')
  let share = 0
  for (
    let block = wasm._wasm_stext_page_get_first_block(text.pointer);
    block;
    block = wasm._wasm_stext_block_get_next(block)
  ) {
    if (wasm._wasm_stext_block_get_type(block) !== 1) continue
    const [x0, y0, x1, y1] = edgesOf(block)
    share += (Math.max(0, x1 - x0) * Math.max(0, y1 - y0)) / (size.width * size.height)
  }
  text.destroy()
  return share
}
