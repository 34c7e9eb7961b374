import type { Word } from '#lib/domain/page'

/**
 * A page's words as they are kept: `[text, x0, y0, x1, y1, line]` or with `sure` behind, boxes in hundred-thousandths.
 * Half the bytes of the plain form, which is read too: pages of earlier versions have it.
 */
export function packWords(words: readonly Word[]): string {
  let packed = ''
  for (const { text, box, line, sure } of words) {
    const [x0, y0, x1, y1] = box
    const quoted = special.test(text) ? JSON.stringify(text) : `"${text}"`
    packed += `${packed === '' ? '' : ','}[${quoted},${short(x0)},${short(y0)},${short(x1)},${short(y1)},${line}${sure === undefined ? '' : `,${short(sure)}`}]`
  }
  return `[${packed}]`
}

/** What JSON writes otherwise than it is; most words hold none of it. */
const special = /["\\\p{Cc}\p{Cs}]/u
const unit = 1e5
const short = (fraction: number) => Math.round(fraction * unit)

type Packed = [text: string, x0: number, y0: number, x1: number, y1: number, line: number, sure?: number]

/** The same, read back; PostgreSQL hands it over parsed. */
export function unpackWords(kept: unknown): Word[] {
  const words = (typeof kept === 'string' ? JSON.parse(kept) : kept) as (Packed | Word)[] // we alone write this column
  return words.map((word) => {
    if (!Array.isArray(word)) return word
    const [text, x0, y0, x1, y1, line, sure] = word
    const plain: Word = { text, box: [x0 / unit, y0 / unit, x1 / unit, y1 / unit], line }
    return sure === undefined ? plain : { ...plain, sure: sure / unit }
  })
}
