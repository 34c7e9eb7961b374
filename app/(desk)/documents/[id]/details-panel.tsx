'use client'

import Download from 'lucide-react/icons/download'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { factsInWords } from '#lib/domain/archive-words'
import { warningsInWords } from '#lib/domain/document-words'
import type { Reading } from '#lib/domain/viewer'
import { Button } from '../../../_ui/button.tsx'
import { CopyButton } from '../../../_ui/copy-button.tsx'
import { ConfirmDialog } from '../../../_ui/dialog.tsx'
import { Facts } from '../../../_ui/surface.tsx'
import { Day, Instant } from '../../../_ui/time.tsx'
import { toast } from '../../../_ui/toast.tsx'
import { deleteDocumentAction } from '../actions.ts'
import { kindInWords } from '../kind-in-words.ts'
import { ReplaceFile } from '../replace-file.tsx'
import { sizeInWords } from '../size-in-words.ts'
import { AttachmentsStrip } from './attachments-strip.tsx'
import { Readings } from './readings.tsx'

/** Where it came from, what it is to the byte, and what to know about it. */
export function DetailsPanel({ reading }: { reading: Reading }) {
  const { document, request, messages, parents, attachments, may, mail } = reading
  const router = useRouter()
  const warnings = warningsInWords(document.warnings)
  const remove = async () => {
    const result = await deleteDocumentAction({ id: document.id })
    if (!result.ok) return result.message
    toast(`${document.number} is deleted. Its file is kept for 30 days.`)
    router.push('/documents')
  }
  const facts = [
    { term: 'Number', detail: document.number },
    { term: 'Kind', detail: kindInWords(document.kind) },
    {
      term: 'Request',
      detail: request ? (
        <>
          <Link href={`/requests/${request.number}`}>{request.number}</Link> {request.subject}
        </>
      ) : (
        'none'
      ),
    },
    ...(request
      ? [{ term: 'Agency', detail: <Link href={`/agencies/${request.agencyId}`}>{request.agency}</Link> }]
      : []),
    ...messages.map((message) => ({
      term: message.direction === 'in' ? 'Came with' : 'Sent with',
      detail: (
        <>
          {request ? (
            <Link href={`/requests/${request.number}#m-${message.id}`}>{message.subject || 'a message'}</Link>
          ) : (
            message.subject
          )}
          , <Day on={message.occurredOn} />
        </>
      ),
    })),
    { term: 'Received', detail: <Instant at={document.createdAt} /> },
    { term: 'Pages', detail: String(document.pages) },
    { term: 'File', detail: `${sizeInWords(document.bytes)}, ${document.mediaType}` },
  ]
  const said = factsInWords(document.facts ?? {})
  return (
    <div className="viewer-pad">
      {said.share.length > 0 ? (
        <section className="viewer-warn" aria-label="Before anything of it is shared">
          <h3 className="text-sm">Before anything of it is shared</h3>
          <ul>
            {said.share.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </section>
      ) : null}
      {warnings.length > 0 ? (
        <section className="border-b border-rule py-3">
          <h3 className="text-sm">Know before you rely on it</h3>
          <ul className="mt-1 grid gap-1 text-sm">
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </section>
      ) : null}
      <Facts className="py-3" facts={facts} />
      {document.email && mail ? null : <AttachmentsStrip documents={attachments} parents={parents} />}
      {said.rows.length > 0 ? (
        <section className="border-t border-rule py-3">
          <h3 className="text-sm text-muted">What the file says of itself</h3>
          <Facts className="pt-2" facts={said.rows} />
        </section>
      ) : null}
      <Readings reading={reading} />
      {document.versions.length > 0 ? (
        <section className="border-t border-rule py-3 text-sm">
          <h3 className="text-muted">Earlier files</h3>
          <ul className="mt-1 grid gap-1">
            {document.versions.map((file) => (
              <li key={file.version}>
                {may.download ? (
                  <a href={`/api/v1/documents/${document.id}/original?version=${file.version}`} download>
                    {file.name}
                  </a>
                ) : (
                  file.name
                )}
                , {sizeInWords(file.bytes)}, until <Instant at={file.replacedAt} />
                <span className="block font-mono text-xs break-all text-muted">{file.sha256}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <div className="border-t border-rule py-3">
        <div className="flex items-center gap-2">
          <h3 className="text-sm text-muted">SHA-256</h3>
          <CopyButton variant="quiet" className="ml-auto" text={document.sha256}>
            Copy
          </CopyButton>
        </div>
        <p className="font-mono text-xs break-all">{document.sha256}</p>
      </div>
      <div className="flex flex-wrap gap-2 border-t border-rule py-3">
        {may.download ? <DownloadOriginal id={document.id} /> : null}
        {may.remove ? (
          <ConfirmDialog
            trigger={<Button variant="quiet">Delete</Button>}
            title={`Delete ${document.number}?`}
            confirm="Delete the document"
            onConfirm={remove}
          >
            It goes out of sight for everybody. The file is kept for 30 days; uploading it again brings it back.
          </ConfirmDialog>
        ) : null}
        {may.edit && document.status !== 'processing' ? <ReplaceFile id={document.id} name={document.name} /> : null}
      </div>
    </div>
  )
}

/** The file as it came. A plain link: the browser saves it, and that it was fetched is recorded. */
export function DownloadOriginal({ id }: { id: string }) {
  return (
    <a className="btn" href={`/api/v1/documents/${id}/original`} download>
      <Download />
      Download original
    </a>
  )
}
