'use client'

import Link from 'next/link'
import { useEffect, useRef } from 'react'
import { type FindingTypeView, sayValue } from '#lib/domain/finding'
import type { Reading } from '#lib/domain/viewer'
import { FindingCard } from '../../../_ui/finding-card.tsx'
import { FindingComposer } from '../../findings/composer.tsx'
import { ReadSwitch } from './read-switch.tsx'
import type { SelectedWords } from './selected-words.ts'
import type { ShownFinding } from './shown-finding.ts'
import type { Coverage } from './use-coverage.ts'

/** The findings of this document in the order of their places, and the form for a new one. */
export function FindingsPanel({
  reading,
  findings,
  types,
  lit,
  chosen,
  coverage,
  page,
  onClose,
  onSaved,
}: {
  reading: Reading
  findings: readonly ShownFinding[]
  types: readonly FindingTypeView[]
  lit: string | null
  chosen: SelectedWords | null
  coverage: Coverage
  page: number
  onClose: () => void
  onSaved: () => void
}) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (lit) list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [lit])
  const { document } = reading
  return (
    <div className="viewer-pad" ref={list}>
      {chosen ? (
        <FindingComposer
          key={`${chosen.page} ${chosen.from} ${chosen.to}`}
          investigationId={document.investigationId}
          documentId={document.id}
          page={chosen.page}
          quote={chosen.quote}
          boxes={chosen.boxes}
          types={types}
          onCancel={onClose}
          onSaved={onSaved}
        />
      ) : (
        <ReadSwitch coverage={coverage} page={page} pages={document.pages} />
      )}
      {findings.length === 0 && !chosen ? (
        <p className="py-3 text-sm text-muted">
          {reading.may.find ? (
            <>
              No findings here yet. Select a passage on the page and press <kbd>f</kbd>.
            </>
          ) : (
            'No findings here yet.'
          )}
        </p>
      ) : null}
      {findings.map((finding) => {
        const type = types.find((one) => one.id === finding.typeId)
        const anchor = finding.anchors.find((one) => one.documentId === document.id)
        const values = Object.entries(finding.values).map(([key, value]) => {
          const definition = type?.values.find((one) => one.key === key)
          return { term: definition?.label ?? key, detail: definition ? sayValue(definition, value) : String(value) }
        })
        const here = `/documents/${document.number}?finding=${finding.number}#p${anchor?.page ?? 1}`
        return (
          <FindingCard
            key={finding.id}
            current={finding.number === lit}
            finding={{
              number: finding.number,
              href: `/findings/${finding.number}`,
              type: finding.type,
              status: finding.status,
              quote: anchor?.exact ?? finding.statement,
              values,
              place: { label: `p. ${anchor?.page ?? 1}`, href: here },
              by: finding.decider ? `${finding.author}, ${finding.status} by ${finding.decider}` : finding.author,
            }}
          />
        )
      })}
      {types.length === 0 && reading.may.find ? (
        <p className="py-3 text-sm text-muted">
          Finding types are defined per investigation:{' '}
          <Link href={`/investigations/${reading.investigation.key}`}>{reading.investigation.title}</Link>.
        </p>
      ) : null}
    </div>
  )
}
