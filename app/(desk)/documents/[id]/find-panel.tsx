'use client'

import ArrowDown from 'lucide-react/icons/arrow-down'
import ArrowUp from 'lucide-react/icons/arrow-up'
import { type RefObject, useEffect, useRef } from 'react'
import { IconButton } from '../../../_ui/button.tsx'
import { Checkbox, TextInput } from '../../../_ui/inputs.tsx'
import { SearchSnippet } from '../../../_ui/text.tsx'
import type { Finder } from './use-find.ts'

/** Find in this document: how often on how many pages, and each place with the words around it. */
export function FindPanel({
  finder,
  input,
  unsearched,
}: {
  finder: Finder
  input: RefObject<HTMLInputElement | null>
  /** What no search reaches, in words. */
  unsearched: string
}) {
  const { q, setQ, whole, setWhole, found, now, setNow, step, trouble } = finder
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    list.current?.querySelector(`[data-hit="${now}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [now])
  const count = `${found.total} on ${found.pages} ${found.pages === 1 ? 'page' : 'pages'}`
  const waiting = q.trim() !== found.q && !trouble
  return (
    <div className="viewer-pad">
      <div className="flex items-center gap-1 py-3">
        <TextInput
          ref={input}
          type="search"
          aria-label="Find in this document"
          placeholder="Find in this document"
          value={q}
          maxLength={500}
          onChange={(event) => setQ(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              event.preventDefault()
              step(event.shiftKey ? -1 : 1)
            }
            if (event.key === 'Escape') event.currentTarget.blur()
          }}
        />
        <IconButton label="Hit before (Shift Enter)" onClick={() => step(-1)} disabled={found.hits.length === 0}>
          <ArrowUp />
        </IconButton>
        <IconButton label="Next hit (Enter)" onClick={() => step(1)} disabled={found.hits.length === 0}>
          <ArrowDown />
        </IconButton>
      </div>
      <Checkbox
        className="pb-2"
        label="Whole words"
        checked={whole}
        onChange={(event) => setWhole(event.currentTarget.checked)}
      />
      <p className="viewer-count" role="status">
        {trouble || (!q.trim() ? 'Type what you look for. Press Ctrl F twice for the browser’s own search.' : null)}
        {!trouble && q.trim() && waiting ? 'Looking …' : null}
        {!trouble && q.trim() && !waiting && found.total === 0 ? `“${found.q}” is nowhere in this document.` : null}
        {!trouble && q.trim() && !waiting && found.total > 0 ? count : null}
        {q.trim() && !waiting ? unsearched : null}
        {found.how === 'words' && found.total > 0 && !waiting ? '. Not as one phrase: each word by itself.' : null}
      </p>
      <ol ref={list} className="viewer-hits">
        {found.hits.map((hit, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: hits have no other name than their place in the list
          <li key={i}>
            <button type="button" data-hit={i} aria-current={i === now ? 'true' : undefined} onClick={() => setNow(i)}>
              <span className="viewer-hit-page">p. {hit.page}</span>
              <SearchSnippet parts={hit.snippet} />
            </button>
          </li>
        ))}
      </ol>
      {found.hits.length < found.total ? (
        <p className="viewer-count">The first {found.hits.length} are listed.</p>
      ) : null}
    </div>
  )
}
