'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import type { FindingStatus, FindingView } from '#lib/domain/finding'
import { useShortcut } from '../../_ui/shortcuts'
import { StatusChip } from '../../_ui/status-chip'
import { Facts } from '../../_ui/surface'
import { Meta, Quote } from '../../_ui/text'
import { choicesFor, Decide, type Reader, useDecide } from './decide'

export type QueueItem = {
  finding: FindingView
  reader: Reader
  values: { term: string; detail: string }[]
  /** The page crop, made on the server. */
  crop: ReactNode
}

/** Findings one below the other; j and k go through them, c checks, d disputes, l clears, Enter opens. */
export function Queue({ items }: { items: QueueItem[] }) {
  const router = useRouter()
  const [at, setAt] = useState(0)
  const { decide } = useDecide()
  const now = items[Math.min(at, items.length - 1)]

  function go(step: number) {
    const next = Math.max(0, Math.min(items.length - 1, at + step))
    setAt(next)
    const row = document.getElementById(items[next]?.finding.number ?? '')
    row?.scrollIntoView({ block: 'nearest' })
    row?.focus({ preventScroll: true })
  }
  function make(status: FindingStatus) {
    if (!now) return
    const choice = choicesFor(now.finding, now.reader).find((c) => c.status === status)
    if (choice && !choice.why) decide(now.finding, status)
  }
  useShortcut('j', 'Next finding', () => go(1))
  useShortcut('k', 'Previous finding', () => go(-1))
  useShortcut('c', 'Check it', () => make('checked'))
  useShortcut('d', 'Dispute it', () => make('disputed'))
  useShortcut('l', 'Clear it', () => make('cleared'))
  useShortcut('o', 'Open it', () => now && router.push(`/findings/${now.finding.number}`))
  useShortcut('p', 'Open its page', () => now && router.push(pageOf(now.finding)))

  return (
    <ol className="queue rows border-t border-rule-2">
      {items.map(({ finding, reader, values, crop }, i) => (
        <li
          key={finding.id}
          id={finding.number}
          tabIndex={-1}
          aria-current={finding === now?.finding ? 'true' : undefined}
          onFocus={() => setAt(i)}
        >
          <Link href={pageOf(finding)} className="self-start">
            {crop}
          </Link>
          <div className="min-w-0">
            <div className="mb-1 flex flex-wrap items-center gap-x-2 gap-y-1">
              <h2 className="text-sm font-semibold">
                <Link href={`/findings/${finding.number}`} className="text-ink">
                  {finding.type}
                </Link>
              </h2>
              <StatusChip status={finding.status} />
              <span className="text-sm text-muted">
                {[finding.agency, finding.jurisdiction].filter(Boolean).join(', ') || 'No agency'}
              </span>
              <Link href={`/findings/${finding.number}`} className="ml-auto text-xs text-muted">
                {finding.number}
              </Link>
            </div>
            <p className="mb-1">{finding.statement}</p>
            {finding.anchors[0]?.exact && finding.anchors[0].exact !== finding.statement ? (
              <Quote clamp className="mb-1">
                {finding.anchors[0].exact}
              </Quote>
            ) : null}
            {values.length > 0 ? <Facts facts={values} className="mb-2" /> : null}
            <Meta className="mb-2">
              <Link href={pageOf(finding)}>{placeOf(finding)}</Link>
              <span>Tagged by {finding.author}</span>
              {finding.decider ? <span>Last decided by {finding.decider}</span> : null}
            </Meta>
            <Decide finding={finding} reader={reader} />
          </div>
        </li>
      ))}
    </ol>
  )
}

const pageOf = (finding: FindingView) => {
  const [anchor] = finding.anchors
  return anchor
    ? `/documents/${anchor.document}?finding=${finding.number}#p${anchor.page}`
    : `/findings/${finding.number}`
}
const placeOf = ({ anchors }: FindingView) => {
  const [anchor] = anchors
  const more = anchors.length > 1 ? ` and ${anchors.length - 1} more` : ''
  return anchor ? `${anchor.document}, p. ${anchor.page}${more}` : 'No passage'
}
