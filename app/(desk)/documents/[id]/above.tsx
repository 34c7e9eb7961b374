'use client'

import { useRouter } from 'next/navigation'
import { isLockedInPart, warningsInWords } from '#lib/domain/document-words'
import type { Reading } from '#lib/domain/viewer'
import { LinkButton } from '../../../_ui/button.tsx'
import { ProgressBar } from '../../../_ui/progress.tsx'
import { Notice } from '../../../_ui/states.tsx'
import { AlikeNotice } from './alike-notice.tsx'
import { OpenLocked } from './open-locked.tsx'
import { ThreadStrip } from './thread-strip.tsx'
import { CancelReading } from './trouble.tsx'

/**
 * What is to be known before reading on: that an earlier reading is shown, or it is still being read, that there are
 * others much the same, that something in it is locked, and its neighbours in a thread. `mail`: it is shown as a message, which says those itself.
 */
export function Above({ reading, mail }: { reading: Reading; mail: boolean }) {
  const { document: doc, layer } = reading
  const { phase, done, of } = doc.progress
  const router = useRouter()
  const made = doc.layers.find((one) => one.layer === layer)
  return (
    <>
      {doc.groupId ? <AlikeNotice key={doc.version} id={doc.id} /> : null}
      {mail ? null : <ThreadStrip thread={reading.thread} />}
      {doc.status === 'ready' && isLockedInPart(doc.warnings) ? (
        <Notice className="viewer-notice">
          {warningsInWords(doc.warnings.filter((one) => isLockedInPart([one]))).join(' ')}
          {reading.may.retry ? <OpenLocked id={doc.id} /> : null}
        </Notice>
      ) : null}
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
