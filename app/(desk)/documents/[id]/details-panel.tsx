'use client'

import Download from 'lucide-react/icons/download'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { warningsInWords } from '#lib/domain/document-words'
import type { Reading } from '#lib/domain/viewer'
import { Button } from '../../../_ui/button.tsx'
import { CopyButton } from '../../../_ui/copy-button.tsx'
import { ConfirmDialog } from '../../../_ui/dialog.tsx'
import { Facts } from '../../../_ui/surface.tsx'
import { Day, Instant } from '../../../_ui/time.tsx'
import { toast } from '../../../_ui/toast.tsx'
import { deleteDocumentAction, retryDocumentAction } from '../actions.ts'
import { kindInWords } from '../kind-in-words.ts'
import { sizeInWords } from '../size-in-words.ts'

/** Where it came from, what it is to the byte, and what to know about it. */
export function DetailsPanel({ reading }: { reading: Reading }) {
  const { document, request, messages, parents, attachments, may } = reading
  const router = useRouter()
  const warnings = warningsInWords(document.warnings)
  const again = async () => {
    const result = await retryDocumentAction({ id: document.id })
    if (!result.ok) toast(result.message, { error: true })
    router.refresh()
  }
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
    ...parents.map((mail) => ({
      term: 'Attached to',
      detail: (
        <>
          <Link href={`/documents/${mail.number}`}>{mail.number}</Link> {mail.name}
        </>
      ),
    })),
    ...attachments.map((file) => ({
      term: 'Carried',
      detail: (
        <>
          <Link href={`/documents/${file.number}`}>{file.number}</Link> {file.name}
        </>
      ),
    })),
    { term: 'Received', detail: <Instant at={document.createdAt} /> },
    { term: 'Pages', detail: String(document.pages) },
    { term: 'File', detail: `${sizeInWords(document.bytes)}, ${document.mediaType}` },
    { term: 'Text layer', detail: document.layers.map((l) => `${l.layer} (${l.source})`).join(', ') || 'none' },
  ]
  return (
    <div className="viewer-pad">
      <Facts className="py-3" facts={facts} />
      <div className="border-t border-rule py-3">
        <div className="flex items-center gap-2">
          <h3 className="text-sm text-muted">SHA-256</h3>
          <CopyButton variant="quiet" className="ml-auto" text={document.sha256}>
            Copy
          </CopyButton>
        </div>
        <p className="font-mono text-xs break-all">{document.sha256}</p>
      </div>
      {warnings.length > 0 ? (
        <section className="border-t border-rule py-3">
          <h3 className="text-sm">Know before you rely on it</h3>
          <ul className="mt-1 grid gap-1 text-sm">
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </section>
      ) : null}
      <div className="flex flex-wrap gap-2 border-t border-rule py-3">
        {may.download ? <DownloadOriginal id={document.id} /> : null}
        {may.retry && document.status !== 'processing' ? (
          <Button variant="quiet" onClick={again}>
            Read it again
          </Button>
        ) : null}
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
