'use client'

import UploadIcon from 'lucide-react/icons/upload'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import { Button } from '../../_ui/button.tsx'
import { ProgressBar } from '../../_ui/progress.tsx'
import { StatusChip } from '../../_ui/status-chip.tsx'
import { sizeInWords } from './size-in-words.ts'
import { type Destination, type Sending, useUploads } from './use-uploads.ts'

/**
 * Files come in here: dropped anywhere on the page or chosen. Each shows how far it is in words; leaving the page is
 * safe. `requestId` puts them under a request. Without an investigation it waits until one is chosen.
 */
export function UploadDrop({
  investigationId,
  requestId,
  communicationId,
}: {
  investigationId: string
  requestId?: string
  communicationId?: string
}) {
  const router = useRouter()
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const [over, setOver] = useState(false)
  const to = useMemo<Destination | null>(
    () => (investigationId ? { investigationId, requestId, communicationId } : null),
    [investigationId, requestId, communicationId],
  )
  const { files, add, clear } = useUploads(
    to,
    useCallback(() => router.refresh(), [router]),
  )
  useEffect(() => {
    let depth = 0 // dragenter and dragleave come for every element that is crossed
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const enter = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      depth++
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      depth = Math.max(0, depth - 1)
      if (depth === 0) setOver(false)
    }
    const hover = (event: DragEvent) => {
      if (holdsFiles(event)) event.preventDefault()
    }
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      depth = 0
      setOver(false)
      add([...(event.dataTransfer?.files ?? [])])
    }
    addEventListener('dragenter', enter)
    addEventListener('dragleave', leave)
    addEventListener('dragover', hover)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragenter', enter)
      removeEventListener('dragleave', leave)
      removeEventListener('dragover', hover)
      removeEventListener('drop', drop)
    }
  }, [add])
  const finished = files.some((one) => one.state === 'ready' || one.state === 'failed')
  return (
    <section className="upload no-print" aria-label="Upload files">
      <div className="upload-drop" data-over={over ? '' : undefined}>
        <UploadIcon className="size-5 text-muted" />
        <p>
          <label htmlFor={id} className="upload-choose">
            Choose files
          </label>{' '}
          or drop them anywhere on this page.
          <span className="block text-xs text-muted">
            PDF, e-mail (.eml), pictures, text: read at once. Anything else is kept as it is. Up to 2 GiB each.
          </span>
        </p>
        <input
          ref={input}
          id={id}
          className="sr-only"
          type="file"
          multiple
          disabled={!to}
          onChange={(event) => {
            add([...(event.currentTarget.files ?? [])])
            event.currentTarget.value = ''
          }}
        />
      </div>
      {files.length > 0 ? (
        <ul className="upload-list" aria-live="polite">
          {files.map((file) => (
            <UploadRow key={file.key} file={file} />
          ))}
        </ul>
      ) : null}
      {finished ? (
        <Button variant="quiet" onClick={clear}>
          Clear what is done
        </Button>
      ) : null}
    </section>
  )
}

function UploadRow({ file }: { file: Sending }) {
  const { name, state, done, of, words, document } = file
  return (
    <li>
      <span className="upload-name">
        {document ? <Link href={`/documents/${document.number}`}>{document.number}</Link> : null} {name}
      </span>
      <span className="upload-state">
        {state === 'waiting' ? <span className="text-xs text-muted">Waiting</span> : null}
        {state === 'sending' ? (
          <ProgressBar
            label={`Uploading ${name}`}
            phase="Uploading"
            done={of > 0 ? (100 * done) / of : 0}
            of={100}
            unit="%"
            after={`of ${sizeInWords(of)}`}
          />
        ) : null}
        {state === 'checking' ? <ProgressBar label={`Checking ${name}`} phase="Checking" /> : null}
        {state === 'reading' ? (
          <ProgressBar label={`Reading ${name}`} phase="Reading" {...(of > 0 ? { done, of, unit: 'pages' } : {})} />
        ) : null}
        {state === 'ready' ? <StatusChip status="ready" /> : null}
        {state === 'failed' ? (
          <StatusChip status="failed">{document ? 'Kept, not readable' : 'Not uploaded'}</StatusChip>
        ) : null}
      </span>
      {words ? <span className="upload-words">{words}</span> : null}
    </li>
  )
}
