/**
 * The program that tries to find in the file of an exhibit what should not be there. Runs alone, in the sandbox, on that
 * file (descriptor 3). It shares no engine with the one that built it: bytes are taken apart by hand, words and pages
 * are read by PDFium. Questions come as lines of JSON on standard input: first the strings, then each page; answers go
 * to descriptor 4. Spawned by path, imported by nobody.
 */
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { failureOf } from '#lib/io/children/give-up'
import { type CompareAsked, lookAtPage, type PageAsked } from '#lib/io/children/look-at-page'
import { type PartSheet, type Parts, takeApart } from '#lib/io/children/pdf-parts'
import { type Engine, openedBy, startEngine } from '#lib/io/children/second-engine'
import { createStrips, type Strip } from '#lib/io/children/strips'
import { inputFd, say, sayBytes, writeFrame } from '#lib/io/frames'

type Asked =
  | { do: 'parts'; strings: string[]; reasons: string[]; stamps: string[]; says: string[][]; mark: string | null }
  | PageAsked
  | CompareAsked
  /** What shows in the boxes of the pages that were looked at. */
  | { do: 'strips' }

async function main(): Promise<void> {
  const started = await startEngine()
  const file = readFileSync(inputFd) // where it was started ahead, once there is one
  let engine: Engine | undefined
  let sheets: PartSheet[] = []
  const strips = createStrips()
  const compares = new Map<number, Awaited<ReturnType<typeof lookAtPage>>['compare']>()
  for await (const line of createInterface({ input: process.stdin })) {
    const asked = JSON.parse(line) as Asked // said by our own parent
    try {
      if (asked.do === 'parts') {
        const parts = takeApart(file, asked.strings)
        sheets = parts.sheets
        const problems = [...parts.problems, ...printedWrong(parts, asked)]
        engine = openedBy(started, file)
        if (!engine) problems.push('the second engine cannot open it')
        else if (engine.pages !== sheets.length) problems.push('its pages do not agree')
        const said = { problems: [...new Set(problems)], found: parts.found, pages: engine?.pages ?? 0 }
        say({ kind: 'parts', ...said, bits: sheets.map(({ image }) => image.bits) })
      } else if (asked.do === 'strips') sayStrips(strips.all())
      else if (asked.do === 'compare') {
        say({ kind: 'compared', page: asked.page, outside: compares.get(asked.page)?.(asked.source) })
        compares.delete(asked.page)
      } else if (engine) {
        const { found, compare } = await lookAtPage(engine, sheets[asked.page - 1], asked, strips)
        compares.set(asked.page, compare)
        say({ kind: 'page', page: asked.page, ...found })
      }
      writeFrame('end')
    } catch (error) {
      return writeFrame('fail', failureOf(error))
    }
  }
}

/** Nothing may be printed but the reasons, what an index says, below each page its stamp, and over it for whom it is. */
function printedWrong({ sheets, mark }: Parts, asked: Extract<Asked, { do: 'parts' }>) {
  const shown = new Set(asked.reasons.map(inWinAnsi))
  const same = (a: string | null, b: string | null) =>
    a === b || (a !== null && b !== null && inWinAnsi(a) === inWinAnsi(b))
  const wrong = sheets.flatMap(({ labels, says, stamp, marked }, i) => {
    const wanted = asked.says[i] ?? []
    return [
      ...(labels.every(({ text }) => shown.has(inWinAnsi(text))) ? [] : ['it prints words that are no reason']),
      ...(says.length === wanted.length && says.every((text, k) => same(text, wanted[k] ?? null))
        ? []
        : ['it says something besides its pages']),
      ...(same(stamp, asked.stamps[i] ?? null) ? [] : ['a page has another stamp']),
      ...(marked === (asked.mark !== null) ? [] : ['a name lies over some of its pages only']),
    ]
  })
  return same(mark, asked.mark) ? wrong : [...wrong, 'another name lies over its pages']
}
/** As far as it can be told whatever a letter outside of the font became. */
const inWinAnsi = (text: string) => text.normalize('NFKD').replace(/[^\x20-\x7e]/g, '')

function sayStrips(strips: readonly Strip[]) {
  for (const { key, pages, width, height, dots } of strips) {
    say({ kind: 'strip', key, pages, width, height, bytes: dots.length })
    sayBytes(dots)
  }
}

await main()
process.exit(0)
