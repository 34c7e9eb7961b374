'use client'

import X from 'lucide-react/icons/x'
import Link from 'next/link'
import { memo } from 'react'
import { IconButton } from '../../_ui/button.tsx'
import { Chip } from '../../_ui/chip.tsx'
import { None } from '../../_ui/glyphs.tsx'
import { ProgressBar } from '../../_ui/progress.tsx'
import { StatusChip } from '../../_ui/status-chip.tsx'
import { isOver, type Sending } from './intake-store.ts'
import { stop } from './intake-work.ts'
import { phaseInWords } from './phase-in-words.ts'
import { sizeInWords } from './size-in-words.ts'

/** One file on its way: Uploading 62 % → Checking → Reading 14/212 → OCR 3/18 → Ready, or why not. */
export const UploadRow = memo(
  function UploadRow({ file }: { file: Sending }) {
    const { key, name, state, words, document } = file
    return (
      <li>
        <span className="upload-name">
          {document ? <Link href={`/documents/${document.number}`}>{document.number}</Link> : null} {name}
        </span>
        <span className="upload-state">
          <span className="min-w-0 flex-1">
            <State file={file} />
          </span>
          {isOver(state) ? null : (
            <IconButton label={`Stop ${name}`} onClick={() => void stop(key)}>
              <X />
            </IconButton>
          )}
        </span>
        {words ? <span className="upload-words">{words}</span> : null}
      </li>
    )
  },
  ({ file: a }, { file: b }) =>
    a.state === b.state &&
    a.done === b.done &&
    a.of === b.of &&
    a.phase === b.phase &&
    a.words === b.words &&
    a.document === b.document,
)

function State({ file: { name, state, done, of, phase = 'waiting', document } }: { file: Sending }) {
  if (state === 'waiting') return <span className="text-xs text-muted">Waiting</span>
  if (state === 'sending')
    return (
      <ProgressBar
        label={`Uploading ${name}`}
        phase="Uploading"
        done={of > 0 ? (100 * done) / of : 0}
        of={100}
        unit="%"
        after={`of ${sizeInWords(of)}`}
      />
    )
  if (state === 'checking') return <ProgressBar label={`Checking ${name}`} phase="Checking" />
  if (state === 'reading' && phase === 'waiting')
    return <span className="text-xs text-muted">{phaseInWords(phase)}</span>
  if (state === 'reading')
    return (
      <ProgressBar
        label={`Reading ${name}`}
        phase={phaseInWords(phase)}
        {...(of > 0 ? { done, of, unit: 'pages' } : {})}
      />
    )
  if (state === 'ready') return <StatusChip status="ready" />
  if (state === 'skipped')
    return (
      <Chip tone="closed" icon={<None />}>
        Left out
      </Chip>
    )
  return <StatusChip status="failed">{document ? 'Kept, not readable' : 'Not uploaded'}</StatusChip>
}
