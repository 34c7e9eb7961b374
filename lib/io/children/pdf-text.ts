import { type Document, type Page, wasm } from '#lib/io/children/mupdf'
import { type Drawn, partOn, thingOf, unseenOf } from '#lib/io/children/pdf-hidden'

/** What no text of ours holds: control signs, soft hyphens, invisible joints, halves of letters. */
const unwanted = /(?![\t\n])[\p{Cs}\p{Cc}\u00ad\u200b\u2060\ufeff\ufffe\uffff]/gu

export const clean = (text: string) => text.replace(unwanted, '')

/** Letter paper in points, one inch of margin at the sides; what plain text and mails are laid out on. */
export const paper = { width: 612, height: 792, em: 10 }
export type Box = [x0: number, y0: number, x1: number, y1: number]
const mostWords = 50_000
const mostSigns = 1_000_000
const mostBeyond = 20_000
/** Boxes are said in hundred-thousandths of the page's width and height. */
const unit = 1e5

/**
 * `text`: words with a space between, lines with a newline; `boxes`: x0, y0, x1, y1 of each word, one after the other;
 * `hidden`: words that are not seen, by their number, each with why; `beyond`: words past the edge of the page.
 */
export type SaidPage = {
  width: number
  height: number
  text: string
  boxes: number[]
  cut?: true
  pictures?: Box[]
  hidden?: [word: number, why: string][]
  beyond?: string
}

/**
 * The text of a page and where its words stand; pictures that may hold more. Throws what mupdf throws.
 * @param drawn whether something is drawn upon the page: forms filled in, notes, stamps; what they say is read too
 */
export function readPage(doc: Document, index: number, drawn = false): SaidPage {
  const page = doc.loadPage(index)
  const text = drawn ? withExtras(page) : page.toStructuredText(everything)
  try {
    const size = sizeOf(page)
    const { images, on, beyond, ...words } = wordsOf(text.pointer, size)
    const hidden = doc.isPDF() ? unseenOf(page, size, on) : []
    return {
      width: size.width,
      height: size.height,
      ...words,
      ...picturesWithout(images, words.boxes, size),
      ...(hidden.length > 0 ? { hidden } : {}),
      ...(beyond === '' ? {} : { beyond }),
    }
  } finally {
    text.destroy()
    page.destroy()
  }
}

/** Pictures and what else is drawn, in its order among the letters; letters beyond the edge too. */
const everything = 'preserve-images,vectors,lazy-vectors,clip=no'

function withExtras(page: Page) {
  const list = page.toDisplayList(true)
  try {
    return list.toStructuredText(everything)
  } finally {
    list.destroy()
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

/** White space beyond the Latin letters. */
const isSpace = (code: number) => code > 255 && /\s/u.test(String.fromCodePoint(code))
const latinSpace = new Set([9, 10, 11, 12, 13, 32, 0xa0])

/**
 * Words in the order of the page's text; a word ends at white space, at the end of its line, nowhere else. One long
 * loop, as it runs for every letter of every file: nothing is made for a letter, and plain words are taken as they are.
 */
function wordsOf(stext: number, size: Size) {
  const images: Box[] = []
  const boxes: number[] = []
  const on: Drawn = { words: [], things: [] }
  const floats = wasm.HEAPF32 // nothing below makes the memory grow
  const [right, bottom] = [size.left + size.width, size.top + size.height]
  let text = ''
  let beyond = ''
  let cut = false
  let freshLine = true
  let [word, plain, x0, y0, x1, y1] = ['', true, Infinity, Infinity, -Infinity, -Infinity]
  let [first, letters] = [0, 0]
  const close = () => {
    if (x0 < size.left || y0 < size.top || x1 > right || y1 > bottom) cutAtEdge()
    const shown = plain ? word : clean(word.normalize('NFC')).trim()
    const from = boxes.length
    if (plain || !/^\ufffd*$/.test(shown)) {
      const full = from >= 4 * mostWords || text.length + shown.length > mostSigns
      if (full) cut = true
      else if (placed(boxes, x0, y0, x1, y1, size)) {
        text += from === 0 ? shown : (freshLine ? '\n' : ' ') + shown
        freshLine = false
        on.words.push({ first, letters, box: [x0, y0, x1, y1], after: on.things.length })
      }
    }
    word = ''
    plain = true
    letters = 0
    x0 = y0 = Infinity
    x1 = y1 = -Infinity
  }
  /** Of a word that runs off the page only what is on it is on it. */
  const cutAtEdge = () => {
    const { past, ...part } = partOn({ first, letters }, size)
    const gone = clean(past.normalize('NFC')).trim()
    if (gone !== '' && !/\s/.test(gone) && beyond.length < mostBeyond) beyond += (beyond === '' ? '' : ' ') + gone
    ;({ word, first, letters, x0, y0, x1, y1 } = part)
    plain = false
  }
  for (
    let block = wasm._wasm_stext_page_get_first_block(stext);
    block;
    block = wasm._wasm_stext_block_get_next(block)
  ) {
    const kind = wasm._wasm_stext_block_get_type(block)
    if (kind === 1) {
      const edges = edgesOf(block)
      const box = fractions(edges, size)
      if (box) images.push(box)
      on.things.push({ box: edges, colour: 0, picture: true })
    } else if (kind === 3) {
      const flags = wasm._wasm_stext_block_get_v_flags(block)
      const thing = thingOf(edgesOf(block), flags, wasm._wasm_stext_block_get_v_argb(block))
      if (thing) on.things.push(thing)
    }
    if (kind !== 0) continue
    for (let line = wasm._wasm_stext_block_get_first_line(block); line; line = wasm._wasm_stext_line_get_next(line)) {
      freshLine = true
      for (let ch = wasm._wasm_stext_line_get_first_char(line); ch; ch = wasm._wasm_stext_char_get_next(ch)) {
        const code = wasm._wasm_stext_char_get_c(ch)
        if (latinSpace.has(code) || isSpace(code)) {
          if (word !== '') close()
          continue
        }
        if (letters++ === 0) first = ch
        if (code <= 32 || code >= 127) plain = false
        word += code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
        const quad = wasm._wasm_stext_char_get_quad(ch) >> 2
        for (let i = quad; i < quad + 8; i += 2) {
          const x = floats[i] ?? Number.NaN
          const y = floats[i + 1] ?? Number.NaN
          if (!Number.isFinite(x) || !Number.isFinite(y)) continue
          if (x < x0) x0 = x
          if (x > x1) x1 = x
          if (y < y0) y0 = y
          if (y > y1) y1 = y
        }
      }
      if (word !== '') close()
    }
  }
  return { text, boxes, images, on, beyond, ...(cut ? { cut: true as const } : {}) }
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
function picturesWithout(images: Box[], words: number[], size: Size): { pictures?: Box[] } {
  const pictures = images
    .filter(([x0, y0, x1, y1]) => (x1 - x0) * size.width >= least.width && (y1 - y0) * size.height >= least.height)
    .slice(0, mostPictures)
    .filter(([x0, y0, x1, y1]) => {
      let own = 0
      for (let i = 0; i < words.length; i += 4) {
        const [a = 0, b = 0, c = 0, d = 0] = words.slice(i, i + 4)
        const [x, y] = [(a + c) / 2 / unit, (b + d) / 2 / unit]
        if (x > x0 && x < x1 && y > y0 && y < y1 && ++own >= least.words) return false
      }
      return true
    })
  return pictures.length > 0 ? { pictures } : {}
}

/** Puts the box of a word behind the others, as far as it lies on the page. @returns false for what lies outside it */
function placed(boxes: number[], x0: number, y0: number, x1: number, y1: number, size: Size): boolean {
  const [a, c] = [part(x0, size.left, size.width), part(x1, size.left, size.width)]
  const [b, d] = [part(y0, size.top, size.height), part(y1, size.top, size.height)]
  if (!(a < c && b < d)) return false
  boxes.push(a, b, c, d)
  return true
}

/** A point → its place on the page as seen, in whole hundred-thousandths. */
const part = (value: number, from: number, whole: number) =>
  Math.round(Math.min(1, Math.max(0, (value - from) / whole)) * unit)

/** Points → fractions of the page as seen, to a hundred-thousandth; null for what lies outside it. */
export function fractions([x0, y0, x1, y1]: Box, size: Size): Box | null {
  const boxes: number[] = []
  if (!placed(boxes, x0, y0, x1, y1, size)) return null
  const [a = 0, b = 0, c = 0, d = 0] = boxes
  return [a / unit, b / unit, c / unit, d / unit]
}

/** How much of the page pictures cover, as a sum: 1 for a scan. */
export function pictureShare(page: Page, size: Size): number {
  return picturesOf(page).reduce(
    (share, [x0, y0, x1, y1]) => share + (Math.max(0, x1 - x0) * Math.max(0, y1 - y0)) / (size.width * size.height),
    0,
  )
}

/** Where pictures lie on the page as seen, in fractions of it. */
export const picturesOn = (page: Page, size: Size): Box[] =>
  picturesOf(page)
    .map((edges) => fractions(edges, size))
    .filter((box) => box !== null)

function picturesOf(page: Page): Box[] {
  const text = page.toStructuredText('preserve-images')
  const found: Box[] = []
  for (
    let block = wasm._wasm_stext_page_get_first_block(text.pointer);
    block;
    block = wasm._wasm_stext_block_get_next(block)
  )
    if (wasm._wasm_stext_block_get_type(block) === 1) found.push(edgesOf(block))
  text.destroy()
  return found
}
