import ArrowDownLeft from 'lucide-react/icons/arrow-down-left'
import ArrowUpRight from 'lucide-react/icons/arrow-up-right'
import FileText from 'lucide-react/icons/file-text'
import Link from 'next/link'
import { splitQuotedHtml } from '#lib/domain/quoted-html'
import type { RequestDocument, ThreadMessage } from '#lib/domain/request'
import { Tag } from '../../../_ui/chip.tsx'
import { QuotedText } from '../../../_ui/quoted-text.tsx'
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
      {text ? (
        <div className="panel-body text-read">
          <QuotedText text={text} />
        </div>
      ) : null}
      {message.html ? <Formatted html={message.html} open={text === ''} /> : null}
      {carried.length > 0 ? (
        <ul
          aria-label={carried.length === 1 ? 'Attachment' : 'Attachments'}
          className="grid gap-x-6 gap-y-2 border-t border-rule px-3 py-2 md:grid-cols-2"
        >
          {carried.map((document) => (
            <Attachment key={document.id} document={document} />
          ))}
        </ul>
      ) : null}
    </article>
  )
}

/** What a message carried: its first page in small, its name, how many pages. */
function Attachment({ document }: { document: RequestDocument }) {
  const { id, number, name, pages, status } = document
  return (
    <li className="flex min-w-0 items-start gap-2">
      {pages > 0 && status !== 'failed' ? (
        <Link href={`/documents/${number}`} tabIndex={-1} aria-hidden className="no-print flex-none">
          {/* biome-ignore lint/performance/noImgElement: our own page images are drawn to size on the server */}
          <img
            src={`/api/v1/documents/${id}/pages/1/image?width=700`}
            alt=""
            loading="lazy"
            decoding="async"
            className="h-14 w-11 rounded border border-rule bg-paper object-cover object-top"
          />
        </Link>
      ) : (
        <FileText className="mt-0.5 flex-none" />
      )}
      <span className="min-w-0">
        <Link href={`/documents/${number}`} className="block truncate font-semibold">
          {name}
        </Link>
        <DocumentState document={document} />
      </span>
    </li>
  )
}

/** The sender's HTML, made safe when it was taken in, in a frame that may do nothing at all. */
function Formatted({ html, open }: { html: string; open: boolean }) {
  const policy = "default-src 'none'; img-src data:"
  const { own, history } = splitQuotedHtml(html)
  const folded = history ? `<details><summary>… show quoted history</summary>${history}</details>` : ''
  const whole = `<!doctype html><meta charset="utf-8"><meta http-equiv="content-security-policy" content="${policy}"><font face="Helvetica, Arial, sans-serif" size="2">${own}${folded}</font>`
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
