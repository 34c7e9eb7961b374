'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import type { Reading } from '#lib/domain/viewer'
import { Button } from '../../../_ui/button.tsx'
import { ProgressBar } from '../../../_ui/progress.tsx'
import { ErrorBox } from '../../../_ui/states.tsx'
import { toast } from '../../../_ui/toast.tsx'
import { retryDocumentAction } from '../actions.ts'
import { DownloadOriginal } from './details-panel.tsx'
import { OpenLocked } from './open-locked.tsx'

/** Why a document cannot be read, what was kept, and what to do: its password, another try, the original. */
export function Failed({ reading }: { reading: Reading }) {
  const { document, may } = reading
  const [refusal, setRefusal] = useState('')
  const [busy, start] = useTransition()
  const router = useRouter()
  const locked = document.failure?.code === 'encrypted'
  const retry = () =>
    start(async () => {
      const result = await retryDocumentAction({ id: document.id })
      setRefusal(result.ok ? '' : result.message)
      router.refresh()
    })
  return (
    <div className="viewer-middle">
      <ErrorBox
        title={document.failure?.detail ?? 'This file could not be read.'}
        kept="The original is kept as it came, byte for byte."
        actions={
          <>
            {may.download ? <DownloadOriginal id={document.id} /> : null}
            {may.retry && !locked && document.failure?.code !== 'unsupported' ? (
              <Button onClick={retry} busy={busy}>
                Try again
              </Button>
            ) : null}
          </>
        }
      />
      {locked && may.retry ? <OpenLocked id={document.id} /> : null}
      {refusal ? <p className="mt-2 text-sm text-late">{refusal}</p> : null}
    </div>
  )
}

/** Stops reading; the pages read so far stay. */
export function CancelReading({ id, may, onDone }: { id: string; may: boolean; onDone: () => void }) {
  const [busy, start] = useTransition()
  if (!may) return null
  const cancel = () =>
    start(async () => {
      const answer = await fetch(`/api/v1/documents/${id}/cancel`, { method: 'POST' }).catch(() => null)
      const said: { detail?: string } = answer?.ok ? {} : ((await answer?.json().catch(() => null)) ?? {})
      if (!answer?.ok) toast(said.detail ?? 'It could not be stopped. Check the connection.', { error: true })
      onDone()
    })
  return (
    <Button variant="quiet" onClick={cancel} busy={busy}>
      Cancel
    </Button>
  )
}

/** While nothing of it can be read yet. */
export function Waiting({ reading }: { reading: Reading }) {
  const router = useRouter()
  const { progress, name, id } = reading.document
  return (
    <div className="viewer-middle">
      <ProgressBar
        label={`Reading ${name}`}
        phase={progress.phase === 'waiting' ? 'Waiting its turn' : 'Reading'}
        {...(progress.of > 0 ? { done: progress.done, of: progress.of, unit: 'pages' } : {})}
        actions={<CancelReading id={id} may={reading.may.retry} onDone={() => router.refresh()} />}
      />
      <p className="mt-2 text-sm text-muted">
        Pages can be read as they finish. You may leave this page; nothing stops.
      </p>
    </div>
  )
}
