'use client'

import { memo, useMemo } from 'react'
import type { FoundInDocument, PageView } from '#lib/domain/page-view'
import { Corrected } from './corrected.tsx'
import { reasonInWords, type ShownMark } from './mark-order.ts'
import { wordsMarked } from './marked-words.ts'
import type { PageText } from './pages-of.ts'

type Placed = { word: PageView['words'][number]; at: number }

/** The text of one page, line by line; what is marked to be redacted is framed, with the number of its mark. */
export const TextOf = memo(function TextOf({
  page,
  number,
  wordless,
  hits,
  now,
  marks,
  lit: current,
  onMark,
}: {
  page: PageText | undefined
  number: number
  wordless: string
  hits: FoundInDocument['hits']
  now: number
  marks: readonly ShownMark[]
  /** The mark that is looked at. */
  lit: string | null
  onMark: (id: string | null) => void
}) {
  const lit = useMemo(() => {
    const words = new Map<number, boolean>()
    hits.forEach((hit, i) => {
      if (hit.page !== number) return
      for (let at = hit.words[0]; at <= hit.words[1]; at++) words.set(at, i === now)
    })
    return words
  }, [hits, now, number])
  const marked = useMemo(() => wordsMarked(page, number, marks), [page, number, marks])
  if (page === undefined) return <p className="text-muted">…</p>
  if (page === 'none') return <p className="text-muted">This page is still being read.</p>
  if (page.words.length === 0) return <p className="text-muted">{wordless}</p>
  const lines: Placed[][] = []
  page.words.forEach((word, at) => {
    if (at === 0 || page.words[at - 1]?.line !== word.line) lines.push([])
    lines.at(-1)?.push({ word, at })
  })
  const ends = new Map((page.corrections ?? []).map((one) => [one.words[1], one]))
  const corrected = (at: number) => page.corrections?.some(({ words: [from, to] }) => from <= at && at <= to)
  const said = ({ word, at }: Placed) => {
    const look = word.sure !== undefined && word.sure < 0.6 ? 'unsure' : corrected(at) ? 'corrected' : undefined
    const text = `${word.text} `
    const hit = lit.get(at)
    const shown =
      hit === undefined ? (
        <span key={at} data-w={at} className={look} title={look === 'unsure' ? 'The reader was not sure' : undefined}>
          {text}
        </span>
      ) : (
        <mark key={at} data-w={at} data-now={hit ? '' : undefined} className={look}>
          {text}
        </mark>
      )
    const correction = ends.get(at)
    return correction ? [shown, <Corrected key={`c${at}`} correction={correction} />] : shown
  }
  const told = new Set<ShownMark>()
  return lines.map((line) => (
    <p key={line[0]?.at}>
      {runsOf(line, marked).map(({ mark, words }) => {
        if (!mark) return words.map(said)
        const first = !told.has(mark)
        told.add(mark)
        return (
          <span
            key={`m${words[0]?.at}`}
            className="text-mark"
            data-lit={mark.id && mark.id === current ? '' : undefined}
          >
            {words.map(said)}
            {first ? <MarkNumber mark={mark} onMark={onMark} /> : null}
          </span>
        )
      })}
    </p>
  ))
})

function MarkNumber({ mark, onMark }: { mark: ShownMark; onMark: (id: string | null) => void }) {
  return (
    <button
      type="button"
      className="text-mark-n"
      aria-label={`Mark ${mark.n}, ${reasonInWords(mark.reason)}: show it in the list`}
      onClick={() => onMark(mark.id)}
    >
      {mark.n} {mark.reason.replaceAll('_', ' ')}
    </button>
  )
}

/** Words of a line that follow one another under the same mark, or under none. */
function runsOf(line: readonly Placed[], marked: ReadonlyMap<number, ShownMark>) {
  const runs: { mark: ShownMark | undefined; words: Placed[] }[] = []
  for (const placed of line) {
    const mark = marked.get(placed.at)
    const last = runs.at(-1)
    if (last && last.mark === mark) last.words.push(placed)
    else runs.push({ mark, words: [placed] })
  }
  return runs
}
