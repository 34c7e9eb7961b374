import { lies, secretPdf, secretStyles, secretWord } from '../fixtures/make-secret-pdf.ts'
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
            return { what, secret, source: () => secretPdf(style, secret, lie) }
          }),
  )
