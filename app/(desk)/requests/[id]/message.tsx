import ArrowDownLeft from 'lucide-react/icons/arrow-down-left'
import ArrowUpRight from 'lucide-react/icons/arrow-up-right'
import FileText from 'lucide-react/icons/file-text'
import Link from 'next/link'
import type { RequestDocument, ThreadMessage } from '#lib/domain/request'
import { Tag } from '../../../_ui/chip.tsx'
import { Instant } from '../../../_ui/time.tsx'
import { channelWords, kindWordsOf } from '../words.ts'
import { DocumentState } from './document-state.tsx'
import { MoveMessage } from './move-message.tsx'

/** One message: who to whom, what kind, its text, and what it carried. Its formatted form opens in a closed frame. */
export function Message({
  message,
  agency,
  investigationId,
  documents,
  may,
}: {
  message: ThreadMessage
  agency: string
  investigationId: string
  documents: RequestDocument[]
  may: boolean
}) {
  const incoming = message.direction === 'in'
  const mail = documents.find(({ id }) => id === message.documentId)
  const carried = documents.filter(({ id }) => id !== message.documentId)
  const text = message.body.trim()
  return (
    <article id={`m-${message.id}`} className={incoming ? 'panel' : 'panel border-l-2'}>
      <header className="flex-wrap">
        <span className="min-w-0 break-words">
          {incoming ? (
            <ArrowDownLeft aria-label="Came in" className="mr-1 inline" />
          ) : (
            <ArrowUpRight aria-label="Went out" className="mr-1 inline" />
          )}
          <b>{message.from || (incoming ? agency : 'We')}</b> to {message.to || (incoming ? 'us' : agency)}
        </span>
        <Tag>{kindWordsOf(message)}</Tag>
        <span className="ml-auto flex items-center gap-3 text-xs text-muted">
          {message.occurredAt ? <Instant at={message.occurredAt} clockOnly /> : null}
          <span>{channelWords[message.channel]}</span>
          {mail ? <Link href={`/documents/${mail.number}`}>{mail.number}</Link> : null}
          <a href={`#m-${message.id}`} aria-label="Link to this message">
            #
          </a>
          {may ? <MoveMessage id={message.id} investigationId={investigationId} from={message.requestId} /> : null}
        </span>
      </header>
      {message.cc ? <p className="px-3 pt-2 text-xs text-muted">Copy to {message.cc}</p> : null}
      {message.subject ? <h2 className="px-3 pt-2">{message.subject}</h2> : null}
      {text ? <MessageText text={text} /> : null}
      {message.html ? <Formatted html={message.html} open={text === ''} /> : null}
      {carried.length > 0 ? (
        <ul className="grid gap-x-6 gap-y-2 border-t border-rule px-3 py-2 md:grid-cols-2">
          {carried.map((document) => (
            <li key={document.id} className="flex min-w-0 items-start gap-2">
              <FileText className="mt-0.5 flex-none" />
              <span className="min-w-0">
                <Link href={`/documents/${document.number}`} className="block truncate font-semibold">
                  {document.name}
                </Link>
                <DocumentState document={document} />
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </article>
  )
}

/** The text, with what it quotes of earlier letters folded away. */
function MessageText({ text }: { text: string }) {
  const lines = text.split('\n')
  const quoted = lines.findIndex(
    (line, index) => line.startsWith('>') && lines.slice(index).every((l) => l.startsWith('>') || l.trim() === ''),
  )
  const own = quoted === -1 ? lines : lines.slice(0, quoted)
  return (
    <div className="panel-body text-read">
      <p className="break-words whitespace-pre-wrap">{own.join('\n').trimEnd()}</p>
      {quoted === -1 ? null : (
        <details className="mt-2">
          <summary className="cursor-pointer text-xs text-muted">Quoted text, {lines.length - quoted} lines</summary>
          <p className="mt-1 break-words whitespace-pre-wrap text-muted">{lines.slice(quoted).join('\n')}</p>
        </details>
      )}
    </div>
  )
}

/** The sender's HTML, made safe when it was taken in, in a frame that may do nothing at all. */
function Formatted({ html, open }: { html: string; open: boolean }) {
  const policy = "default-src 'none'; img-src data:"
  const whole = `<!doctype html><meta charset="utf-8"><meta http-equiv="content-security-policy" content="${policy}"><font face="Helvetica, Arial, sans-serif" size="2">${html}</font>`
  return (
    <details open={open} className="px-3 pb-3">
      <summary className="cursor-pointer text-xs text-muted">As the sender formatted it</summary>
      <iframe
        sandbox=""
        title="The message as the sender formatted it"
        srcDoc={whole}
        className="mt-2 h-96 w-full resize-y rounded border border-rule bg-paper"
      />
    </details>
  )
}
