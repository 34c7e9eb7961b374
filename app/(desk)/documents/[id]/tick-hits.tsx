'use client'

import { useEffect, useRef, useState } from 'react'
import type { MarkView } from '#lib/domain/mark'
import { Button } from '../../../_ui/button.tsx'
import { Checkbox } from '../../../_ui/inputs.tsx'

type Props = {
  hits: readonly MarkView[]
  onGo: (page: number, part?: number) => void
  onMark: (ticked: MarkView[]) => Promise<void>
}

/** What a search would mark, each with what stands about it and a tick box; arrows go through them, Space ticks. */
export function TickHits({ hits, onGo, onMark }: Props) {
  const open = hits.filter(({ marked }) => !marked)
  const [off, setOff] = useState<ReadonlySet<number>>(new Set())
  const [busy, setBusy] = useState(false)
  const box = useRef<HTMLFormElement>(null)
  useEffect(() => {
    setOff(new Set())
    const first = hits.length > 0 ? box.current?.querySelector<HTMLElement>('li input:not(:disabled), button') : null
    first?.focus()
  }, [hits])
  const ticked = hits.filter((hit, i) => !hit.marked && !off.has(i))
  const said =
    hits.length === 0 ? 'Nothing of it stands on these pages.' : count(open.length, hits.length - open.length)
  const step = (from: HTMLElement, by: 1 | -1) => {
    const all = [...(box.current?.querySelectorAll<HTMLElement>('li input:not(:disabled)') ?? [])]
    all[all.indexOf(from) + by]?.focus()
  }
  return (
    <form
      ref={box}
      className="tick-hits"
      aria-label="What was found"
      onSubmit={async (event) => {
        event.preventDefault()
        if (ticked.length === 0) return
        setBusy(true)
        await onMark(ticked)
        setBusy(false)
      }}
    >
      <p role="status" className="text-sm">
        {said}
      </p>
      {open.length > 1 ? (
        <Checkbox
          label="All of them"
          checked={ticked.length === open.length}
          onChange={(event) => setOff(event.currentTarget.checked ? new Set() : new Set(hits.keys()))}
        />
      ) : null}
      <ol>
        {hits.map((hit, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: hits have no other name than their place in the list
          <li key={i} data-off={hit.marked ? '' : undefined}>
            <Checkbox
              label={<HitContext hit={hit} />}
              disabled={hit.marked}
              checked={!hit.marked && !off.has(i)}
              onFocus={() => onGo(hit.page, hit.boxes[0]?.[1])}
              onKeyDown={(event) => {
                if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
                event.preventDefault()
                step(event.currentTarget, event.key === 'ArrowDown' ? 1 : -1)
              }}
              onChange={(event) => {
                const next = new Set(off)
                if (event.currentTarget.checked) next.delete(i)
                else next.add(i)
                setOff(next)
              }}
            />
          </li>
        ))}
      </ol>
      {open.length > 0 ? (
        <div className="tick-go">
          <Button type="submit" variant="primary" busy={busy} disabled={ticked.length === 0}>
            Mark {open.length === 1 ? 'it' : ticked.length === open.length ? `all ${ticked.length}` : ticked.length}
          </Button>
        </div>
      ) : null}
    </form>
  )
}

const count = (open: number, marked: number) =>
  [`${open} ${open === 1 ? 'place' : 'places'} to mark`, marked > 0 ? `${marked} marked already` : '']
    .filter(Boolean)
    .join(', ')
    .concat('.')

function HitContext({ hit }: { hit: MarkView }) {
  const at = hit.context.indexOf(`[${hit.words}]`)
  const [before, after] = [hit.context.slice(0, at), hit.context.slice(at + hit.words.length + 2)]
  return (
    <span className="tick-words">
      <span className="tick-page">
        p. {hit.page}
        {hit.marked ? ', marked already' : ''}
      </span>
      {before}
      <b>{hit.words}</b>
      {after}
    </span>
  )
}
