'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { countInWords, heldInWords } from '#lib/domain/held-words'
import type { HeldWords, Quarantine } from '#lib/domain/quarantine'
import { Button } from '../../../_ui/button.tsx'
import { Instant } from '../../../_ui/time.tsx'
import { DecideForm } from './decide-form.tsx'
import { showHeldWordsAction } from './held-actions.ts'

/** For editors: words that can be copied out of the file but are not seen on its pages, by place, and what becomes of them. */
export function HeldPanel({ held, onGo }: { held: Quarantine; onGo: (page: number, part?: number) => void }) {
  const router = useRouter()
  const [words, setWords] = useState<HeldWords['data'] | null>(null)
  const [trouble, setTrouble] = useState('')
  const [busy, start] = useTransition()
  const show = () =>
    start(async () => {
      const said = await showHeldWordsAction({ id: held.documentId })
      if (!said.ok) return setTrouble(said.message)
      setTrouble('')
      setWords(said.value.data)
    })
  const { decision, reason, decidedBy, decidedAt } = held
  return (
    <div className="viewer-pad held">
      <h2>
        Held text <span className="count">{countInWords(held.count)}</span>
      </h2>
      <p className="text-sm">
        Whoever copies the text of this file gets these letters, but nobody sees them on its pages: most often a
        redaction that failed. They are in no text, search, quote or copy here until an editor decides.
      </p>
      {decision ? (
        <p className="held-decided">
          <strong>{decision === 'keep' ? 'Kept back' : 'Released'}</strong> by {decidedBy}
          {decidedAt ? (
            <>
              , <Instant at={decidedAt} />
            </>
          ) : null}
          : {reason}
        </p>
      ) : null}
      <ol className="held-pages">
        {held.pages.map(({ page, count, places }) => (
          <li key={page}>
            <button
              type="button"
              onClick={() => onGo(page, places.find(({ boxes }) => boxes.length > 0)?.boxes[0]?.[1])}
            >
              <span className="viewer-hit-page">p. {page}</span>
              <span>
                {countInWords(count)}
                <span className="block text-muted">{heldInWords(places)}</span>
              </span>
            </button>
            {words ? (
              <p className="held-words" data-page={page}>
                {words.find((one) => one.page === page)?.text}
              </p>
            ) : null}
          </li>
        ))}
      </ol>
      {words ? (
        <Button variant="quiet" onClick={() => setWords(null)}>
          Hide the words
        </Button>
      ) : (
        <div className="held-show">
          <Button busy={busy} onClick={show}>
            Show the words
          </Button>
          <span className="text-xs text-muted">That you looked is recorded.</span>
        </div>
      )}
      <p role="alert" className="text-sm text-late">
        {trouble}
      </p>
      <DecideForm key={`${decision}`} held={held} onDecided={() => router.refresh()} />
    </div>
  )
}
