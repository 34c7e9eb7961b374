import { type Html, html } from '#lib/domain/html'
import { around, openLines, type Run } from '#lib/domain/open-lines'
import type { Box } from '#lib/domain/page'
import type { OpenExhibit, OpenNote, OpenSheet } from '#lib/services/exhibits/open-exhibit'

type Published = Pick<OpenExhibit, 'slug' | 'sha256' | 'sourcePages'>

/** Where the picture of a page lies; under the hash of its exhibit it never changes. */
export const pictureOf = ({ slug, sha256 }: Pick<Published, 'slug' | 'sha256'>, page: number) =>
  `/exhibits/${slug}/pages/${page}?v=${sha256}`

/**
 * A page: its picture, and its own words above it as text that is read, found and selected, with `[redacted: reason]`
 * where a box is. Places are drawn by attributes of SVG, because the page's policy allows no style in an element.
 */
export function sheetOf(exhibit: Published, sheet: OpenSheet, notes: readonly OpenNote[], eager: boolean): Html {
  const { page, width, height } = sheet
  const here = notes.filter((note) => note.page === page)
  return html`<div class="sheet"><img src="${pictureOf(exhibit, page)}" width="${whole(width * 2)}" height="${whole(height * 2)}" alt="" loading="${eager ? 'eager' : 'lazy'}"><svg viewBox="0 0 ${cut(width)} ${cut(height)}" role="group" aria-label="Text of page ${page}">${here.flatMap((note) => lit(note.boxes, sheet))}
${textOn(sheet)}${numbersOf(here, sheet)}</svg></div>`
}

/** A part of a page's picture about these boxes, with room about them; no more of the picture shows. */
export function cropOf(
  exhibit: Published,
  sheet: OpenSheet,
  { boxes, quote }: Pick<OpenNote, 'boxes' | 'quote'>,
): Html {
  const { width, height, page } = sheet
  const [x0, y0, x1, y1] = around(boxes.map((box) => ({ box })))
  const left = Math.max(0, Math.min(x0 * width - 12, width * 0.1))
  const right = Math.min(width, Math.max(x1 * width + 12, width * 0.9))
  const top = Math.max(0, y0 * height - 12)
  const bottom = Math.min(height, y1 * height + 12)
  const view = [left, top, right - left, bottom - top].map(cut).join(' ')
  return html`<svg class="crop" viewBox="${view}" width="${whole(right - left)}" height="${whole(bottom - top)}" role="img" aria-label="${quote ?? `Page ${page}`}"><image href="${pictureOf(exhibit, page)}" width="${cut(width)}" height="${cut(height)}"/>${lit(boxes, sheet)}</svg>`
}

/** The words of a page in their places, line by line, to be read, found and selected; the reasons on its boxes. */
export const textOn = (sheet: Pick<OpenSheet, 'words' | 'taken' | 'width' | 'height'>): Html[] =>
  openLines(sheet).map((runs) => lineOf(runs, sheet))

type Size = { width: number; height: number }

function lineOf(runs: readonly Run[], size: Size): Html {
  return html`<text class="w" xml:space="preserve">${runs.map((run, i) => html`${i > 0 ? ' ' : ''}${runOf(run, size)}`)}</text>${runs.map(({ box, reason }) => (reason === undefined ? null : labelOf(reason, box, size)))}
`
}

function runOf({ text, box }: Run, { width, height }: Size): Html {
  const tall = (box[3] - box[1]) * height
  const at = html`x="${cut(box[0] * width)}" y="${cut(box[1] * height + tall * 0.8)}"`
  return html`<tspan ${at} font-size="${cut(Math.max(1, tall * 0.85))}" textLength="${cut(Math.max(1, (box[2] - box[0]) * width))}" lengthAdjust="spacingAndGlyphs">${text}</tspan>`
}

/** The reason over its box, where there is room for it; in the text it stands already. */
function labelOf(reason: string, box: Box, { width, height }: Size): Html | null {
  const tall = (box[3] - box[1]) * height
  const size = Math.min(9, tall * 0.7, ((box[2] - box[0]) * width) / (0.58 * reason.length))
  if (size < 3.5) return null
  const middle = cut(box[1] * height + tall / 2 + size * 0.35)
  return html`<text class="label" aria-hidden="true" x="${cut(box[0] * width + 2)}" y="${middle}" font-size="${cut(size)}">${reason}</text>`
}

/** Numbers in the margin, each as high as the line its passage begins on; two on one line stand side by side. */
function numbersOf(notes: readonly OpenNote[], { width, height, words }: OpenSheet): Html[] {
  const margin = Math.max(9, Math.min(width, ...words.map(({ box }) => box[0] * width)) - 16)
  const taken: { x: number; y: number }[] = []
  return notes.flatMap(({ number, boxes }) => {
    const [first] = boxes
    if (!first) return []
    const y = ((first[1] + first[3]) / 2) * height
    let x = margin
    while (x > 24 && taken.some((one) => Math.abs(one.x - x) < 16 && Math.abs(one.y - y) < 16)) x -= 17
    taken.push({ x, y })
    return [
      html`<a href="#note-${number}" aria-label="Note ${number}"><circle class="num" cx="${cut(x)}" cy="${cut(y)}" r="7.5"/><text class="n" x="${cut(x)}" y="${cut(y + 3)}" font-size="8.5">${number}</text></a>`,
    ]
  })
}

const lit = (boxes: readonly Box[], { width, height }: Size) =>
  boxes.map(
    ([x0, y0, x1, y1]) =>
      html`<rect class="lit" x="${cut(x0 * width)}" y="${cut(y0 * height)}" width="${cut((x1 - x0) * width)}" height="${cut((y1 - y0) * height)}"/>`,
  )

const cut = (n: number) => Math.round(n * 10) / 10
const whole = (n: number) => Math.round(n)
