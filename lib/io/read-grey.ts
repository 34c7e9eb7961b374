import { sureOf, wordsOfTable } from '#lib/domain/ocr'
import type { Word } from '#lib/domain/page'
import type { Native } from '#lib/io/native'
import { ParseFailure } from '#lib/io/parse-failure'

/** Dots, a byte each, row by row. */
export type Grey = { pixels: Uint8Array; width: number; height: number; dpi: number }
/** `segmentation`: 3 finds columns and blocks, 6 takes it all for one, 11 finds whatever letters stand anywhere. */
type How = { languages: readonly string[]; segmentation: 3 | 6 | 11; signal?: AbortSignal }

const caps = { silenceMs: 180_000, tableBytes: 4e6 }

/** What the machine's own Tesseract reads on it, as its table. Throws ParseFailure. */
export async function tableOfGrey(native: Native, { pixels, width, height, dpi }: Grey, how: How): Promise<string> {
  const program = await native.find('tesseract')
  if (!program) throw new ParseFailure('crashed')
  const args = ['stdin', 'stdout', '-l', how.languages.join('+'), '--psm', String(how.segmentation)]
  const table = await native.run({
    program,
    args: [...args, '--dpi', String(dpi), '-c', 'tessedit_create_tsv=1'],
    stdin: Buffer.concat([Buffer.from(`P5 ${width} ${height} 255\n`), pixels]),
    totalMs: caps.silenceMs,
    mostBytes: caps.tableBytes,
    ...(how.signal ? { signal: how.signal } : {}),
  })
  return table.toString('utf8')
}

/** Below this a reading is not believed to be all: letters that stand on their heads read badly. */
const sureEnough = 0.7

/** Words on a picture of our own, as parts of it; where that says little, also those it shows upside down. */
export async function readGrey(native: Native, grey: Grey, languages: readonly string[]): Promise<Word[]> {
  const how = { languages, segmentation: 11 as const }
  const drawn = { ...grey, slope: 0 }
  const words = wordsOfTable(await tableOfGrey(native, grey, how), { ...drawn, turn: 0 })
  if ((sureOf(words) ?? 0) >= sureEnough) return words
  const turned = { ...grey, pixels: Uint8Array.from(grey.pixels).reverse() }
  return [...words, ...wordsOfTable(await tableOfGrey(native, turned, how), { ...drawn, turn: 180 })]
}
