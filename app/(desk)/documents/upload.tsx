'use client'

import UploadIcon from 'lucide-react/icons/upload'
import { useCallback, useId, useMemo, useState } from 'react'
import { Button } from '../../_ui/button.tsx'
import { isOver } from './intake-store.ts'
import type { Destination } from './send-file.ts'
import { MissingFiles } from './upload-missing.tsx'
import { UploadRows } from './upload-rows.tsx'
import { UploadSummary } from './upload-summary.tsx'
import { useDrop } from './use-drop.ts'
import { useUploads } from './use-uploads.ts'
import { readChosen, readDrop } from './walk-files.ts'

/**
 * Files and whole folders come in here: dropped anywhere on the page or chosen. Each shows how far it is in words;
 * leaving the page is safe. `requestId` puts them under a request. Without an investigation it waits until one is
 * chosen, and shows what is on its way to any.
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
  const id = useId()
  const [empty, setEmpty] = useState(false)
  const to = useMemo<Destination | null>(
    () => (investigationId ? { investigationId, requestId, communicationId } : null),
    [investigationId, requestId, communicationId],
  )
  // the list of all documents shows what goes anywhere, a request what goes there
  const shown = useCallback(
    (one: Destination) => !requestId || (one.requestId === requestId && one.communicationId === communicationId),
    [requestId, communicationId],
  )
  const { files, pause, secondsLeft, missing, add, clear, resume, forgetMissing } = useUploads(to, shown)
  const over = useDrop(
    useCallback(
      (transfer) => {
        if (!to) return
        const { files: found, handles } = readDrop(transfer)
        void add(found, to, handles).then((added) => setEmpty(added === 0))
      },
      [to, add],
    ),
  )
  const choose = (list: FileList | null) => {
    if (to) void add(readChosen([...(list ?? [])]), to).then((added) => setEmpty(added === 0))
  }
  return (
    <section className="upload no-print" aria-label="Upload files">
      <div className="upload-drop" data-over={over ? '' : undefined}>
        <UploadIcon className="size-5 text-muted" />
        <p>
          <label htmlFor={id} className="upload-choose">
            Choose files
          </label>{' '}
          or{' '}
          <label htmlFor={`${id}-folder`} className="upload-choose">
            a whole folder
          </label>
          , or drop them anywhere on this page.
          <span className="block text-xs text-muted">
            PDF, scans, mail and mailboxes, Word, Excel, ZIP: read at once. Anything else is kept as it is. Up to 2 GiB
            each.
          </span>
        </p>
        <input
          id={id}
          className="sr-only"
          type="file"
          multiple
          disabled={!to}
          onChange={(event) => {
            choose(event.currentTarget.files)
            event.currentTarget.value = ''
          }}
        />
        <input
          id={`${id}-folder`}
          className="sr-only"
          type="file"
          multiple
          disabled={!to}
          ref={(input) => input?.setAttribute('webkitdirectory', '')}
          onChange={(event) => {
            choose(event.currentTarget.files)
            event.currentTarget.value = ''
          }}
        />
      </div>
      <MissingFiles missing={missing} onResume={resume} onForget={forgetMissing} />
      {empty && files.length === 0 ? <p className="text-sm text-muted">There is no file in what you dropped.</p> : null}
      {files.length > 0 ? <UploadSummary files={files} pause={pause} secondsLeft={secondsLeft} /> : null}
      {files.length > 0 ? <UploadRows files={files} /> : null}
      {files.some(({ state }) => isOver(state)) ? (
        <Button variant="quiet" onClick={clear}>
          Clear what is done
        </Button>
      ) : null}
    </section>
  )
}
