import type { Box } from '#lib/domain/page'
import { type Lie, lies, secretPdf, secretStyles, secretWord } from '../fixtures/make-secret-pdf.ts'
import { type Case, nightly } from './attacked.ts'

/** Each style of hiding whose number fits, on three kinds of page (at night on all twenty), with a word of its own. */
export const planted = (fits: (mode: number) => boolean): Case[] =>
  Object.entries(secretStyles).flatMap(([name, style], i) =>
    !fits(Number.parseInt(name, 10))
      ? []
      : lies
          .filter((_, k) => nightly || [0, (i % 19) + 1, ((i + 7) % 19) + 1].includes(k))
          .map((lie, k) => {
            const secret = secretWord(i * 20 + k)
            const what = `${name}, ${lie.boxes} ${lie.rotate}°`
            const box = shapes[name] && turned(shapes[name], lie)
            const wanted = { terms: [secret], ...(box ? { drawn: [{ page: 1, box }] } : {}) }
            return { what, secret, source: () => secretPdf(style, secret, lie), wanted }
          }),
  )

/** Words that are seen and are none to any program: a person draws a box on them, here, where the page is not turned. */
const shapes: Record<string, Box> = { '19 Type 3 letters': [60 / 612, 270 / 792, 240 / 612, 304 / 792] }
function turned([x0, y0, x1, y1]: Box, { rotate }: Lie): Box {
  if (rotate === 90) return [1 - y1, x0, 1 - y0, x1]
  if (rotate === 180) return [1 - x1, 1 - y1, 1 - x0, 1 - y0]
  return rotate === 270 ? [y0, 1 - x1, y1, 1 - x0] : [x0, y0, x1, y1]
}
