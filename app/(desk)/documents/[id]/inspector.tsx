'use client'

import { useRouter } from 'next/navigation'
import { type RefObject, useEffect, useState } from 'react'
import type { DocumentView } from '#lib/domain/document'
import { unsearchedInWords } from '#lib/domain/document-words'
import type { FindingTypeView } from '#lib/domain/finding'
import type { Reading } from '#lib/domain/viewer'
import { DetailsPanel } from './details-panel.tsx'
import { FindPanel } from './find-panel.tsx'
import { FindingsPanel } from './findings-panel.tsx'
import { HeldPanel } from './held-panel.tsx'
import { MarksPanel } from './marks-panel.tsx'
import type { SelectedWords } from './selected-words.ts'
import type { ShownFinding } from './shown-finding.ts'
import type { Coverage } from './use-coverage.ts'
import type { Finder } from './use-find.ts'
import type { Redaction } from './use-redaction.ts'

export type Tab = 'find' | 'findings' | 'redactions' | 'held' | 'details'

/** What is asked for comes first, then what waits for an editor. */
export function firstTab(document: DocumentView, redacting: boolean, q: string, lit: string | null): Tab {
  if (redacting) return 'redactions'
  return q ? 'find' : document.quarantine?.decision === null && !lit ? 'held' : 'findings'
}

/** Beside the pages: what is found in them, what was tagged, where they come from. */
export function Inspector(props: {
  reading: Reading
  findings: readonly ShownFinding[]
  types: readonly FindingTypeView[]
  lit: string | null
  finder: Finder
  findInput: RefObject<HTMLInputElement | null>
  tab: Tab
  onTab: (tab: Tab) => void
  chosen: SelectedWords | null
  onChosen: (chosen: SelectedWords | null) => void
  coverage: Coverage
  redaction: Redaction
  onGo: (page: number, part?: number) => void
  /** The page that is read; 0 where that is not one. */
  page: number
}) {
  const { reading, findings, types, lit, finder, tab, onTab, chosen, onChosen, coverage, redaction, page } = props
  const router = useRouter()
  const held = reading.document.quarantine
  // On a phone it is a sheet at the bottom: the pages have the screen until something beside them is wanted.
  const [open, setOpen] = useState(false)
  const wanted = chosen !== null || lit !== null || tab === 'find' || redaction.doing !== null
  useEffect(() => {
    if (wanted) setOpen(true)
  }, [wanted])
  const tabs: (readonly [Tab, string, (number | undefined)?])[] = [
    ['find', 'Find', finder.found.total || undefined],
    ['findings', 'Findings', findings.length],
    ...(redaction.may ? [['redactions', 'Redactions', redaction.list.marks.length || undefined] as const] : []),
    ...(held ? [['held', 'Held', held.decision === null ? held.pages.length : undefined] as const] : []),
    ['details', 'Details'],
  ]
  return (
    <aside className="viewer-side" aria-label="About this document" data-open={open ? '' : undefined}>
      <div className="tabs viewer-tabs" role="tablist" aria-label="About this document">
        {tabs.map(([name, word, count]) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={name === tab}
            aria-controls="viewer-panel"
            onClick={() => {
              setOpen(name !== tab || !open)
              onTab(name)
              if (name === 'redactions') redaction.begin()
            }}
          >
            {word}
            {count === undefined ? null : <span className="count">{count}</span>}
          </button>
        ))}
      </div>
      <div id="viewer-panel" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {tab === 'find' ? (
          <FindPanel finder={finder} input={props.findInput} unsearched={unsearchedInWords(reading.document)} />
        ) : null}
        {tab === 'findings' ? (
          <FindingsPanel
            reading={reading}
            findings={findings}
            types={types}
            lit={lit}
            chosen={chosen}
            coverage={coverage}
            page={page}
            onClose={() => onChosen(null)}
            onSaved={() => router.refresh()}
          />
        ) : null}
        {tab === 'redactions' && redaction.may ? (
          <MarksPanel reading={reading} redaction={redaction} onGo={props.onGo} />
        ) : null}
        {tab === 'held' && held ? <HeldPanel held={held} onGo={props.onGo} /> : null}
        {tab === 'details' ? <DetailsPanel reading={reading} /> : null}
      </div>
    </aside>
  )
}
