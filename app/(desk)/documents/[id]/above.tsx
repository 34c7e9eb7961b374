'use client'

import { useRouter } from 'next/navigation'
import type { Reading } from '#lib/domain/viewer'
import { LinkButton } from '../../../_ui/button.tsx'
import { ProgressBar } from '../../../_ui/progress.tsx'
import { Notice } from '../../../_ui/states.tsx'
import { CancelReading } from './trouble.tsx'

/** What is to be known before reading on: an earlier reading is shown, or it is still being read. */
export function Above({ reading }: { reading: Reading }) {
  const { document: doc, layer } = reading
  const { phase, done, of } = doc.progress
  const router = useRouter()
  const made = doc.layers.find((one) => one.layer === layer)
  return (
    <>
      {layer !== null ? (
        <Notice
          className="viewer-notice"
          action={
            <LinkButton variant="quiet" href={`/documents/${doc.number}`}>
              Show as it is read now
            </LinkButton>
          }
        >
          The text as it was read on {(made?.madeAt ?? doc.createdAt).slice(0, 10)} (layer {layer}). It is not searched.
        </Notice>
      ) : null}
      {doc.status === 'processing' && doc.pages > 0 ? (
        <div className="viewer-notice">
          <ProgressBar
            label={`Reading ${doc.name}`}
            phase={phase === 'ocr' ? 'Reading pictures of text' : 'Reading'}
            {...(of > 0 ? { done, of, unit: 'pages' } : {})}
            actions={<CancelReading id={doc.id} may={reading.may.retry} onDone={() => router.refresh()} />}
          />
        </div>
      ) : null}
    </>
  )
}
