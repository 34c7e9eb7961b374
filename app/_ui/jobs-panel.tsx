'use client'

import { Popover as Base } from '@base-ui/react/popover'
import X from 'lucide-react/icons/x'
import { useRouter } from 'next/navigation'
import type { RefObject } from 'react'
import type { DocumentItem } from '#lib/domain/document'
import type { Work } from '#lib/domain/intake'
import { secondsLeft, timeLeftInWords } from '#lib/domain/time-left'
import { Button } from './button.tsx'
import { Cross } from './glyphs.tsx'
import { ProgressBar } from './progress.tsx'
import { SoftLink } from './soft-link.tsx'
import { toast } from './toast.tsx'
import { workChanged } from './work.ts'

const phases = { waiting: 'Waiting its turn', checking: 'Checking', reading: 'Reading', ocr: 'OCR', done: 'Reading' }

/** Everything that is being read, waits or failed today, each with what can be done about it. */
export default function JobsPanel({
  work,
  sending,
  anchor,
  onClose,
}: {
  work: Work | null
  sending: { open: number; of: number }
  anchor: RefObject<HTMLElement | null>
  onClose: () => void
}) {
  const shown = work?.data ?? []
  const rest = work ? work.reading + work.waiting + work.failed - shown.length : 0
  const quiet = shown.length === 0 && sending.open === 0
  return (
    <Base.Root open onOpenChange={(open) => open || onClose()}>
      <Base.Portal>
        <Base.Positioner
          className="float-layer"
          side="right"
          align="end"
          sideOffset={8}
          collisionPadding={8}
          anchor={anchor}
        >
          <Base.Popup className="float popover jobs-panel" finalFocus={anchor}>
            <header>
              <Base.Title>Under way</Base.Title>
              <Base.Close className="btn btn-quiet btn-icon -mr-2 ml-auto" aria-label="Close">
                <X />
              </Base.Close>
            </header>
            {sending.open > 0 ? (
              <ProgressBar
                label="Files being sent from this window"
                phase="Sending"
                done={sending.of - sending.open}
                of={sending.of}
                unit="files"
                after="from this window"
                className="pb-2"
              />
            ) : null}
            {quiet ? <p className="text-sm text-muted">Nothing is being read, and nothing failed today.</p> : null}
            <ul className="jobs-list">
              {shown.map((one) => (
                <JobRow key={one.id} one={one} />
              ))}
            </ul>
            {rest > 0 ? <p className="text-xs text-muted">And {rest} more.</p> : null}
            <footer>
              <SoftLink href="/documents?state=reading">All being read</SoftLink>
              <SoftLink href="/documents?state=failed">All that failed</SoftLink>
            </footer>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

function JobRow({ one }: { one: DocumentItem }) {
  const router = useRouter()
  const { id, number, name, status, progress, failure } = one
  const { done, of, phase, startedAt } = progress
  const left = startedAt ? secondsLeft(done, of, Date.now() - Date.parse(startedAt)) : null
  const tell = async (verb: 'cancel' | 'retry', words: string) => {
    const answer = await fetch(`/api/v1/documents/${id}/${verb}`, { method: 'POST' }).catch(() => null)
    const said = answer?.ok ? null : await answer?.json().catch(() => null)
    if (answer?.ok) toast(words)
    else toast(String(said?.detail ?? 'The server cannot be reached. Nothing was changed.'), { error: true })
    workChanged()
    router.refresh()
  }
  const cancel = (
    <Button
      variant="quiet"
      className="ml-auto"
      onClick={() => void tell('cancel', `${number} is not read any further.`)}
    >
      Cancel
    </Button>
  )
  return (
    <li>
      <p className="truncate">
        <SoftLink href={`/documents/${number}`}>{number}</SoftLink> {name}
      </p>
      {status === 'processing' && phase === 'waiting' ? (
        <div className="flex items-center text-xs text-muted">
          {phases[phase]}
          {cancel}
        </div>
      ) : status === 'processing' ? (
        <ProgressBar
          label={`Reading ${name}`}
          phase={phases[phase]}
          {...(of > 0 ? { done, of, unit: 'pages' } : {})}
          after={timeLeftInWords(left)}
          actions={cancel}
        />
      ) : (
        <div className="flex items-start gap-2 text-xs">
          <Cross className="mt-0.5 size-3 flex-none text-late" />
          <span className="min-w-0 flex-1">{failure?.detail}</span>
          <Button variant="quiet" onClick={() => void tell('retry', `${number} is read again.`)}>
            Retry
          </Button>
        </div>
      )}
    </li>
  )
}
