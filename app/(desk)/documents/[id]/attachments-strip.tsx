import Mail from 'lucide-react/icons/mail'
import Paperclip from 'lucide-react/icons/paperclip'
import Link from 'next/link'
import type { RelatedDocument } from '#lib/domain/viewer'
import '../mail.css'

/** What a document carried, and every mail that carried it. Nothing where there is neither. */
export function AttachmentsStrip({
  documents,
  parents,
}: {
  documents: readonly RelatedDocument[]
  parents: readonly RelatedDocument[]
}) {
  if (documents.length === 0 && parents.length === 0) return null
  return (
    <div className="mail-strips">
      {parents.length > 0 ? (
        <Strip label={parents.length === 1 ? 'Came with' : `Came with ${parents.length} mails`} files={parents} up />
      ) : null}
      {documents.length > 0 ? (
        <Strip
          label={documents.length === 1 ? 'Attachment' : `${documents.length} attachments`}
          files={documents}
          up={false}
        />
      ) : null}
    </div>
  )
}

function Strip({ label, files, up }: { label: string; files: readonly RelatedDocument[]; up: boolean }) {
  return (
    <section aria-label={label}>
      <h3>{label}</h3>
      <ul className="mail-strip">
        {files.map((file) => (
          <li key={file.id}>
            <Link href={`/documents/${file.number}`} prefetch={false}>
              {up ? <Mail /> : <Paperclip />}
              <span className="mail-file">{file.name}</span>
              <span className="text-muted">
                {file.number}
                {file.pages > 0 ? `, ${file.pages} p.` : ''}
                {file.status === 'failed' ? ', could not be read' : file.status === 'processing' ? ', being read' : ''}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
